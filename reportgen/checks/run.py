"""An edition with all that its records say wrong."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.checks import CHECKS
from reportgen.checks.context import Context
from reportgen.edition.loading import Loaded, load
from reportgen.edition.predecessor import read_predecessor, unconfirmed
from reportgen.findings.finding import Finding, order
from reportgen.project.open import Project


def load_checked(project: Project, name: str | None = None) -> Loaded:
    """Read and check the edition `name`, without a name the newest. Raises FindingsError where there is no such one,
    ProjectError where the schema's own fields cannot be."""
    checked = check(load(project, name))
    for source in checked.sources.values():
        source.forget_nodes()
    return checked


def check(loaded: Loaded) -> Loaded:
    """Add the findings of all checks, and to the edition what nobody has confirmed since the one before it."""
    settings = loaded.project.settings
    predecessor = read_predecessor(loaded.project.root, settings, loaded.name)
    edition = replace(loaded.partial, unconfirmed=unconfirmed(loaded.partial, predecessor))
    context = Context(edition, loaded.ids, settings.fresh_for, predecessor)
    moot = _moot(loaded)
    problems = (problem for each in CHECKS for problem in each(context) if problem.code not in moot)
    findings = (*loaded.findings, *(loaded.finding(problem) for problem in problems), *_of_plugins(loaded, context))
    return replace(loaded, partial=edition, findings=tuple(sorted(findings, key=order)))


def _of_plugins(loaded: Loaded, context: Context) -> tuple[Finding, ...]:
    """What is wrong with the plug-ins of the project, and what their checks find."""
    if not loaded.project.settings.plugins:
        return ()
    from reportgen.checks.plugins import plugin_findings

    return tuple(plugin_findings(loaded, context))


_OF_WHAT_IS_MISSING = frozenset(
    {"dead-id", "unknown-institution", "empty-collection", "vanished", "signoff-stranger", "no-imprint"}
)
"""Codes of problems that follow by themselves where a file cannot be read."""

_OF_ONE_ITEM = frozenset({"unknown-institution", "abbreviation-not-valid"})
"""Codes of errors that change nothing of what was signed of other items."""


def _moot(loaded: Loaded) -> frozenset[str]:
    """The codes of problems that only follow from what could not be read."""
    moot = frozenset() if loaded.complete else _OF_WHAT_IS_MISSING
    if any(finding.code not in _OF_ONE_ITEM for finding in loaded.errors):
        moot |= {"signoff-void"}
    return moot
