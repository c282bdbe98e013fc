"""Where figures and statements come from, and how sources are cited."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.citing import families, year_of
from reportgen.edition.model import Source
from reportgen.edition.used import used_sources
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


_ASKED = {"web": ("url", "accessed"), "article": ("journal",), "law": ("number",)}
"""What readers need to find a source of a kind."""


def citations(context: Context) -> Iterator[Problem]:
    """Sources that nothing cites, that are cited by one name, or that do not say where they are found."""
    used = used_sources(context.edition)
    names: dict[str, str] = {}
    for key, source in context.edition.sources.items():
        path = f"sources[{key}]"
        if key not in used:
            text = "nothing in this edition cites the source"
            hint = f"cite it in a text ([@{key}]), name it as the source of a figure, or take it out"
            yield Problem("unused-source", text, path, hint, at_key=True, severity="note")
        name = _name(source)
        other = names.setdefault(name, key)
        if other != key:
            text = f'is cited by the same name as "{other}": "{name}"'
            yield Problem("same-citation", text, path, "give one of them a short form of its own: short", at_key=True,
                          severity="warning")  # fmt: skip
        missing = [field for field in _ASKED.get(source.kind or "", ()) if getattr(source, field) is None]
        if missing:
            text = f"a source of the kind {source.kind} that does not say {' and '.join(missing)}"
            yield Problem("incomplete-source", text, path, at_key=True, severity="note")


def _name(source: Source) -> str:
    names = ", ".join(families(source))
    return source.short or " ".join(part for part in (names, year_of(source)) if part and names) or source.title
