"""Checks of a whole edition: one function a file, all of them in CHECKS."""

from __future__ import annotations

from reportgen.edition.checks.changes import changes
from reportgen.edition.checks.charts import charts
from reportgen.edition.checks.cycles import cycles
from reportgen.edition.checks.dates import dates
from reportgen.edition.checks.dead_ids import dead_ids
from reportgen.edition.checks.distribution import distribution
from reportgen.edition.checks.duplicate_ids import duplicate_ids
from reportgen.edition.checks.emptiness import emptiness
from reportgen.edition.checks.history import history
from reportgen.edition.checks.inferred import inferred
from reportgen.edition.checks.institution_names import institution_names
from reportgen.edition.checks.institutions import institutions
from reportgen.edition.checks.missing import missing
from reportgen.edition.checks.moves import moves
from reportgen.edition.checks.parts import parts
from reportgen.edition.checks.passed import passed
from reportgen.edition.checks.previous import previous
from reportgen.edition.checks.progress import outcomes, progress
from reportgen.edition.checks.prose import prose
from reportgen.edition.checks.ranks import ranks
from reportgen.edition.checks.same_facts import same_facts
from reportgen.edition.checks.signatures import signatures
from reportgen.edition.checks.sources import sources
from reportgen.edition.checks.stale import stale
from reportgen.edition.checks.tense import tense
from reportgen.edition.checks.too_new import too_new
from reportgen.edition.checks.unconfirmed import unconfirmed
from reportgen.edition.checks.vanished import vanished
from reportgen.edition.checks.weekdays import weekdays
from reportgen.edition.remarks import Check

CHECKS: tuple[Check, ...] = (
    duplicate_ids,
    dead_ids,
    institutions,
    institution_names,
    prose,
    cycles,
    dates,
    weekdays,
    inferred,
    passed,
    tense,
    too_new,
    sources,
    stale,
    parts,
    changes,
    previous,
    history,
    same_facts,
    ranks,
    charts,
    emptiness,
    missing,
    vanished,
    progress,
    outcomes,
    moves,
    unconfirmed,
    distribution,
    signatures,
)
"""Every check; findings are sorted by place, so the order is that of reading."""
