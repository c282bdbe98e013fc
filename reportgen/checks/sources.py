"""Where figures and statements come from."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem


def sources(context: Context) -> Iterator[Problem]:
    """Find figures of sections without source or date, and statements without source.

    The figures of an item are the item's own word, as of the edition's date; those of a section speak of the world
    and need a source, unless they count what stands in the report itself (counted). An item that stands unchanged
    needs the date of its figures.
    """
    edition = context.edition
    old = {
        key
        for items in edition.collections.values()
        for key, item in items.items()
        if item.progress is not None and item.progress.state == "unchanged"
    }
    for key, figure in edition.figures.items():
        dateless = figure.as_of is None and not figure.carried and figure.kind not in ("target", "duration")
        if figure.about in old and dateless:
            text = "the figure is of an earlier edition and does not say of when it is (as_of)"
            yield Problem(
                "no-date", text, f"figures[{key}]", "give the date it was told with", at_key=True, severity="warning"
            )
        if figure.about not in edition.sections or figure.counted:
            continue
        if figure.source is None and figure.as_of is None:
            text = "the figure says neither where it comes from (source) nor of when it is (as_of)"
            yield Problem("no-source", text, f"figures[{key}]", at_key=True, severity="note")
        elif figure.source is None:
            yield Problem("no-source", "the figure has no source", f"figures[{key}]", at_key=True, severity="note")
        elif figure.as_of is None:
            text = "the figure does not say of when it is (as_of)"
            yield Problem("no-date", text, f"figures[{key}]", at_key=True, severity="note")
    for key, statement in edition.statements.items():
        if statement.source is None:
            yield Problem(
                "no-source", "the statement has no source", f"statements[{key}]", at_key=True, severity="note"
            )
