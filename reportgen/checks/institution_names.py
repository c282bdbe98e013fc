"""The names of an institution in the course of time."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem


def institution_names(context: Context) -> Iterator[Problem]:
    """Find names that end before they begin, overlapping names, and abbreviations shared by two institutions."""
    shared: dict[str, str] = {}
    for key, institution in context.edition.institutions.items():
        spans = [(name.valid_from or "0000", name.valid_to or "9999", i) for i, name in enumerate(institution.names)]
        for begin, end, i in spans:
            path = f"institutions[{key}].names[{i}]"
            if end < begin:
                yield Problem("bad-date", "the name ends before it begins", f"{path}.valid_to")
            if any(other < i and begin <= last and first <= end for first, last, other in spans):
                text = "this name and one above it are valid at the same time"
                yield Problem("names-overlap", text, path, "end the older one the day before")
        now = institution.name_on(context.edition.as_of)
        if now is None:
            continue
        if now.abbreviation.casefold() in shared:
            text = f'"{now.abbreviation}" is also the abbreviation of "{shared[now.abbreviation.casefold()]}"'
            yield Problem(
                "names-overlap", text, f"institutions[{key}].names[{institution.names.index(now)}].abbreviation"
            )
        shared[now.abbreviation.casefold()] = key
