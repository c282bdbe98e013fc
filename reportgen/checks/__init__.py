"""Checks of a whole edition: one function a file, all of them in CHECKS."""

from __future__ import annotations

from reportgen.checks.changes import changes
from reportgen.checks.charts import charts
from reportgen.checks.context import Check
from reportgen.checks.cycles import cycles
from reportgen.checks.dates import dates
from reportgen.checks.dead_ids import dead_ids
from reportgen.checks.decimals import rounding
from reportgen.checks.distribution import distribution
from reportgen.checks.duplicate_ids import duplicate_ids
from reportgen.checks.emptiness import emptiness
from reportgen.checks.excerpt_rules import excerpt_rules
from reportgen.checks.history import history
from reportgen.checks.inferred import inferred
from reportgen.checks.institution_names import institution_names
from reportgen.checks.institutions import institutions
from reportgen.checks.last_year import last_year
from reportgen.checks.marks import marks
from reportgen.checks.missing import missing
from reportgen.checks.moves import moves
from reportgen.checks.parts import parts
from reportgen.checks.passed import passed
from reportgen.checks.previous import previous
from reportgen.checks.progress import outcomes, progress
from reportgen.checks.prose import prose
from reportgen.checks.ranks import ranks
from reportgen.checks.same_facts import same_facts
from reportgen.checks.signatures import signatures
from reportgen.checks.sources import citations, sources
from reportgen.checks.stale import stale
from reportgen.checks.tense import tense
from reportgen.checks.too_new import too_new
from reportgen.checks.unchanged import unchanged
from reportgen.checks.unconfirmed import unconfirmed
from reportgen.checks.vanished import vanished
from reportgen.checks.weekdays import weekdays
from reportgen.checks.worded_dates import worded_dates

CHECKS: tuple[Check, ...] = (
    duplicate_ids,
    dead_ids,
    institutions,
    institution_names,
    prose,
    marks,
    cycles,
    dates,
    worded_dates,
    weekdays,
    inferred,
    passed,
    tense,
    too_new,
    sources,
    citations,
    stale,
    parts,
    changes,
    previous,
    history,
    same_facts,
    ranks,
    rounding,
    charts,
    emptiness,
    missing,
    vanished,
    progress,
    outcomes,
    moves,
    unchanged,
    last_year,
    unconfirmed,
    distribution,
    excerpt_rules,
    signatures,
)
"""Every check; findings are sorted by place, so the order is that of reading."""
