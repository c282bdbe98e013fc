"""What of the data is printed, where, and what is printed nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from reportgen.build.prepare import Prepared, prepare
from reportgen.build.problems import placing
from reportgen.compose import Template
from reportgen.document.origins import PrintedBlock, origins, record_of
from reportgen.edition.audience import abbreviation, audiences
from reportgen.edition.loading import Loaded
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem

# ------------------------------------------------------------------------------------------------------------- places


def where_printed(loaded: Loaded, paths: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[PrintedBlock, ...]]:
    """Every block, in the whole report and in each excerpt, that prints something of a record or has its id.

    `paths` are the data paths of records by id. Raises FindingsError where the report cannot be composed.
    """
    edition = loaded.edition
    found: dict[str, list[PrintedBlock]] = {key: [] for key in paths}
    owners = {path: key for key, own in paths.items() for path in own}
    with placing(lambda: loaded):
        prepared = prepare(loaded)
        for institution in (None, *audiences(edition)):
            name = abbreviation(edition, institution) if institution else ""
            for key, blocks in _in(prepared, institution, name, owners).items():
                found[key] += blocks
    return {key: tuple(blocks) for key, blocks in found.items()}


def _in(
    prepared: Prepared, institution: str | None, name: str, owners: Mapping[str, str]
) -> dict[str, list[PrintedBlock]]:
    from reportgen.fonts.book import FontBook
    from reportgen.typeset import typeset

    document = prepared.document(institution)
    blocks: dict[str, dict[str, None]] = {}
    keys = frozenset(owners.values())
    for each in origins(document):
        key = each.id if each.id in keys else owners.get(record_of(each.path or ""))
        if key is not None:
            blocks.setdefault(key, {})[each.block] = None
    if not blocks:
        return {}
    theme = prepared.template.theme
    layout = typeset(document, theme, FontBook(theme.fonts))
    pages = {block: layout.pages[place.page].label for block, place in layout.destinations.items()}
    return {key: [PrintedBlock(name, block, pages.get(block, "")) for block in own] for key, own in blocks.items()}


# ------------------------------------------------------------------------------------------------------------ nowhere

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


def printed_nowhere(loaded: Loaded) -> tuple[Finding, ...]:
    """A warning for words that the template's language lacks, and a note for each field of each file of which
    something is printed nowhere, at the first place.

    Raises FindingsError where the template cannot be run.
    """
    prepared = prepare(loaded)
    printed = prepared.markup().printed
    missing: dict[tuple[str, str], list[str]] = {}
    for table, path, field in _leaves(prepared.edition):
        if path not in printed:
            missing.setdefault((table, field), []).append(path)
    notes = (loaded.finding(_problem(field, paths)) for (_, field), paths in missing.items())
    return (*_borrowed(prepared.template), *notes)


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
