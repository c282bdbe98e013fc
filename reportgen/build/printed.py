"""What of the data is printed, where, and what is printed nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from reportgen.build.prepare import REFERENCES, Prepared, prepare
from reportgen.build.problems import locate, place_problems
from reportgen.compose import Template
from reportgen.document.ids import source_block
from reportgen.document.nodes import CrossReference
from reportgen.document.origins import PrintedBlock, origins, record_of
from reportgen.document.walk import find
from reportgen.edition.audience import audiences_of
from reportgen.edition.cut import Audience
from reportgen.edition.fields import printed
from reportgen.edition.loading import Loaded
from reportgen.edition.model import Edition, Item
from reportgen.edition.records import tables
from reportgen.errors import DocumentError, FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.project.files import TABLES
from reportgen.yaml.model import Model

_OWN = re.compile(r"[^.]+\.extra\.[\w-]+")
"""The path of a field of the report's own."""
_INDEX = re.compile(r"\[\d+\]")

# ------------------------------------------------------------------------------------------------------------- places


def where_printed(loaded: Loaded, paths: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[PrintedBlock, ...]]:
    """Every block, in the whole report and in each excerpt, that prints something of a record or has its id.

    `paths` are the data paths of records by id. Raises FindingsError where the report cannot be composed.
    """
    edition = loaded.edition
    found: dict[str, list[PrintedBlock]] = {key: [] for key in paths}
    owners = {path: key for key, own in paths.items() for path in own}
    with place_problems(lambda: loaded):
        prepared = prepare(loaded)
        for audience in (None, *audiences_of(edition).excerpted):
            for key, blocks in _in(prepared, audience, owners).items():
                found[key] += blocks
    return {key: tuple(blocks) for key, blocks in found.items()}


def _in(prepared: Prepared, audience: Audience | None, owners: Mapping[str, str]) -> dict[str, list[PrintedBlock]]:
    from reportgen.fonts.book import FontBook
    from reportgen.typeset import typeset

    document = prepared.document(audience)
    blocks: dict[str, dict[str, None]] = {}
    keys = frozenset(owners.values())
    for each in origins(document):
        key = each.id if each.id in keys else _owner(each.path or "", owners)
        if key is not None:
            blocks.setdefault(key, {})[each.block] = None
    if not blocks:
        return {}
    theme = prepared.template.theme
    layout = typeset(document, theme, FontBook(theme.fonts))
    pages = {block: layout.pages[place.page].label for block, place in layout.destinations.items()}
    name = audience.abbreviation if audience else ""
    return {key: [PrintedBlock(name, block, pages.get(block, "")) for block in own] for key, own in blocks.items()}


def _owner(path: str, owners: Mapping[str, str]) -> str | None:
    """Whose the value at a data path is: of a cell of a table its own, its row's, or its table's."""
    if path.startswith(f"{TABLES}/"):
        row = path.rpartition(":")[0]
        return owners.get(path) or owners.get(row) or owners.get(row.rpartition(":")[0])
    own = _OWN.match(path)
    if own is not None and own[0] in owners:
        return owners[own[0]]
    return owners.get(record_of(path))


# ------------------------------------------------------------------------------------------------------------ nowhere


def printed_nowhere(loaded: Loaded) -> tuple[Finding, ...]:
    """Warnings of the template and of words that its language lacks, and a note for each field of each file of which
    something is printed nowhere, at the first place.

    Raises FindingsError where the template cannot be run.
    """
    prepared = prepare(loaded)
    with place_problems(lambda: loaded):
        shown = prepared.markup().printed
    references = locate(_references(prepared), loaded)
    missing: dict[tuple[str, str], list[str]] = {}
    for table, path, field in _leaves(prepared.part(None)):
        if path not in shown:
            missing.setdefault((table, field), []).append(path)
    notes = (loaded.finding(_problem(field, paths)) for (_, field), paths in missing.items())
    return (*_borrowed(prepared.template), *_warnings(prepared), *references, *notes)


def _references(prepared: Prepared) -> Iterator[Problem]:
    """References of texts that lead nowhere, to what has no number, or to themselves; sources that texts cite and no
    page lists."""
    try:
        whole = prepared.whole
    except DocumentError as error:
        yield from (problem for problem in error.problems if problem.code in REFERENCES and problem.path)
        return
    except FindingsError:
        return
    for node in find(whole, CrossReference):
        if node.optional and node.elsewhere and node.origin:
            source = node.target.removeprefix(source_block(""))
            text = f'texts cite the source "{source}", and no page lists it'
            hint = 'the template prints a list: {% for source in bibliography %}<li id="{{ source.anchor }}">…'
            yield Problem("source-not-listed", text, node.origin, hint, token=f"@{source}", severity="warning")


def _warnings(prepared: Prepared) -> tuple[Finding, ...]:
    """Find what is wrong with the template; if its markup makes no document, a build reports why."""
    try:
        return prepared.warnings
    except (DocumentError, FindingsError):
        return prepared.template.warnings


def _borrowed(template: Template) -> Iterator[Finding]:
    if template.borrowed:
        keys = ", ".join(template.borrowed)
        text = f"these words are printed in English, as the template has none of its own: {keys}"
        yield Finding("default-wording", "warning", text, f"{template.label}/words/{template.language}.yaml", 1, 1)


def _problem(field: str, paths: list[str]) -> Problem:
    many = f" (and {len(paths) - 1} more of this file)" if len(paths) > 1 else ""
    text = f'no page prints "{field}"{many}'
    return Problem("not-printed", text, paths[0], severity="note")


def _leaves(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """The table, path and field of everything in the edition that pages could print."""
    yield from (("report", path, field) for path, field in _values(edition.report, "report"))
    for table, rows in tables(edition).items():
        if table != "institutions":  # all editions share them; which of their names is printed depends on the date
            for key, record in rows.items():
                yield from ((table, path, field) for path, field in _values(record, f"{table}[{key}]"))


def _values(record: Model, path: str) -> Iterator[tuple[str, str]]:
    """The path and field of what a record has for readers. How an item stands to the edition before is told in the
    template's words."""
    told = replace(record, progress=None) if isinstance(record, Item) else record
    for way, value in printed(told, path):
        if not isinstance(value, bool):
            yield way, _INDEX.sub("", way[len(path) + 1 :]).removeprefix("extra.")
