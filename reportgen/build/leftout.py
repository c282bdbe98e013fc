"""What a template leaves out: data that no page prints, summed up by field, and words of its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from reportgen.build.previous import previous_edition
from reportgen.compose import Template, load_template, render
from reportgen.edition.loading import Loaded
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem

_NOT_FOR_PRINT = frozenset(
    [
        "iso",
        "iso_from",
        "precision",
        "note",
        "notes",
        "progress",
        "state",
        "kind",
        "status",
        "valid_from",
        "valid_to",
        "accessed",
        "lang",
        "title_lang",
        "about",
        "section",
        "parent",
        "institutions",
        "involved",
        "lead",
        "figures",
        "continues",
        "total",
        "source",
        "sources",
        "part_of",
        "same_as",
        "change_of",
        "share_of",
        "decimals",
        "successors",
        "key_figures",
    ]
)
"""Fields that sort, refer, or speak to the editors."""
_TABLES = ("sections", "figures", "statements", "charts", "sources", "abbreviations")


def left_out(loaded: Loaded) -> tuple[Finding, ...]:
    """A warning for words that the template's language lacks, and a note for each field of each file of which
    something is printed nowhere, at the first place.

    Raises FindingsError where the template cannot be run.
    """
    edition = loaded.edition
    project = loaded.project
    template = load_template(project.template, edition.language)
    printed = render(edition, template, project.root, previous=previous_edition(project, edition)).printed
    missing: dict[tuple[str, str], list[str]] = {}
    for table, path, field in _leaves(edition):
        if path not in printed:
            missing.setdefault((table, field), []).append(path)
    notes = (loaded.finding(_problem(field, paths)) for (_, field), paths in missing.items())
    return (*_borrowed(template), *notes)


def _borrowed(template: Template) -> Iterator[Finding]:
    if template.borrowed:
        keys = ", ".join(template.borrowed)
        text = f"these words are printed in English, as the template has none of its own: {keys}"
        yield Finding("default-wording", "warning", text, f"{template.label}/words/{template.language}.yaml", 1, 1)


def _problem(field: str, paths: list[str]) -> Problem:
    many = f" (and {len(paths) - 1} more of this file)" if len(paths) > 1 else ""
    text = f'no page prints "{field}"{many}'
    return Problem("not-printed", text, paths[0], severity="note")


def _leaves(edition: Any) -> Iterator[tuple[str, str, str]]:
    """The table, path and field of everything in the edition that could be printed."""
    yield from (("report", path, field) for path, field in _values(edition.report, "report", ""))
    for table in (*_TABLES, *edition.collections):
        records = edition.collections.get(table) or getattr(edition, table, {})
        for key, record in records.items():
            yield from ((table, path, field) for path, field in _values(record, f"{table}[{key}]", ""))


def _values(value: Any, path: str, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Struct):
        for name in type(value).__struct_fields__:
            if name not in _NOT_FOR_PRINT:
                yield from _values(getattr(value, name), f"{path}.{name}", f"{field}.{name}" if field else name)
    elif isinstance(value, tuple):
        for index, member in enumerate(value):
            yield from _values(member, f"{path}[{index}]", field)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield path, field
