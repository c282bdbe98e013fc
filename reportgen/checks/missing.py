"""What the report does not say: one note for each kind, not one for each place."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.model import Imprint
from reportgen.findings.problem import Problem


def missing(context: Context) -> Iterator[Problem]:
    """Find joint items without lead, items without status or outcome, and a missing imprint or publisher."""
    edition = context.edition
    for name, items in edition.collections.items():
        several = [key for key, item in items.items() if len(item.institutions) > 1]
        leaderless = [key for key in several if items[key].lead is None]
        if leaderless:
            text = f"{len(leaderless)} of {len(several)} joint items name no lead"
            yield Problem("no-lead", text, name, _first(leaderless), severity="note")
        silent = [key for key, item in items.items() if item.status is None and item.outcome is None]
        if silent:
            text = f"{len(silent)} of {len(items)} items have no status"
            yield Problem("no-status", text, name, _first(silent), severity="note")
    imprint = edition.report.imprint
    if imprint == Imprint():
        yield Problem("no-imprint", "the report has no imprint", "report.imprint", severity="note")
    elif not imprint.publishers:
        yield Problem("no-publisher", "the imprint names no publisher", "report.imprint", severity="note")


def _first(keys: list[str]) -> str:
    return ", ".join(keys[:3]) + (" …" if len(keys) > 3 else "")
