"""What must hold for a finished file by itself, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from reportgen.document.plain import normalise
from reportgen.findings.difference import Difference
from reportgen.verify.reading import Artifact, ReadCell, Reading, ReadTable, excerpt

_FURNITURE = frozenset({"header", "footer", "pagination", "watermark", "linenum", "comments"})
_LEADER = re.compile(r"[\s.·…_–-]*$")
_DEEPEST = 6
"""Behind a heading outside of the outline one of any level may follow: it has its level from its place."""
_MOST_LINES = 12
"""Lines of a head cell."""
_BROKEN = {
    "untagged": ("untagged-text", "stands in no marked content"),
    "unclaimed": ("unclaimed-text", "is in no element of the structure, so nobody hears it"),
}
_SCOPES = frozenset({"Column", "Row", "Both"})


def check_pdf(reading: Reading) -> tuple[Difference, ...]:
    """Faults of a PDF: artifacts, headings, tables, language and title, and what its reader stumbled over."""
    return (*reading.flaws, *_properties(reading), *_artifacts(reading), *_headings(reading), *_tables(reading))


def check_docx(reading: Reading) -> tuple[Difference, ...]:
    """Faults of a Word file: fields, anchors, bookmarks, numbers, grids, and what its reader stumbled over."""
    return (*reading.flaws, *_properties(reading), *_headings(reading), *_grids(reading))


def check_any(reading: Reading) -> tuple[Difference, ...]:
    """Faults of a file of any format: no language, no title, headings, and what its reader stumbled over."""
    return (*reading.flaws, *_properties(reading), *_headings(reading))


def check(reading: Reading) -> tuple[Difference, ...]:
    """The checks of the reading's format, or those of any."""
    return {"pdf": check_pdf, "docx": check_docx}.get(reading.format, check_any)(reading)


def _properties(reading: Reading) -> Iterator[Difference]:
    if not reading.language:
        yield Difference("no-language", "does not say what language it is in")
    if not reading.title:
        yield Difference("no-title", "has no title in its properties")


def _artifacts(reading: Reading) -> Iterator[Difference]:
    """Only furniture, leaders, and heads and captions of tables that stand again may lie outside the structure."""
    again = {_letters(text) for text in reading.repeatable}
    found = [a for a in reading.artifacts if a.kind not in _FURNITURE and not _LEADER.match(a.text)]
    index = 0
    while index < len(found):
        artifact = found[index]
        code, why = _BROKEN.get(artifact.kind, ("text-in-artifact", "is marked as decoration, so nobody hears it"))
        lines = _repeated(found[index:], again) if code == "text-in-artifact" else 0
        if not lines:
            yield Difference(code, f"page {artifact.page}: {excerpt(artifact.text)} {why}")
        index += lines or 1


def _repeated(found: Sequence[Artifact], again: Set[str]) -> int:
    """How many of the artifacts, one for each line, are together a text that may stand again; 0 for none."""
    said = ""
    for count, artifact in enumerate(found[:_MOST_LINES], 1):
        if artifact.page != found[0].page or artifact.kind in _BROKEN:
            break
        said += _letters(artifact.text)
        if said in again:
            return count
    return 0


def _letters(text: str) -> str:
    return "".join(normalise(text).split())


def _headings(reading: Reading) -> Iterator[Difference]:
    last = 0
    for heading in reading.headings:
        if heading.level > last + 1:
            text = f"a heading of level {heading.level} follows one of level {last}: {excerpt(heading.text)}"
            yield Difference("heading-jump", text, heading.id)
        if not heading.text:
            yield Difference("empty-heading", "a heading has no text", heading.id)
        last = heading.level or _DEEPEST


def _tables(reading: Reading) -> Iterator[Difference]:
    for table in reading.tables:
        widths = _widths(table)
        if len(set(widths)) > 1:
            text = f"the rows of a table have {min(widths)} to {max(widths)} columns"
            yield Difference("irregular-table", text, table.id)
        heads = [cell for row in table.rows for cell in row if cell.head is not None]
        if not heads:
            yield Difference("table-without-head", "a table has no head cells", table.id)
        if any(cell.head not in _SCOPES for cell in heads):
            yield Difference(
                "head-without-scope", "a head cell does not say whether it heads a column or a row", table.id
            )


def _widths(table: ReadTable) -> list[int]:
    """The width of every row with the cells that reach into it from above."""
    reaching: list[int] = []
    widths: list[int] = []
    for row in table.rows:
        widths.append(sum(cell.colspan for cell in row) + sum(1 for left in reaching if left > 0))
        reaching = [left - 1 for left in reaching if left > 1] + _hanging(row)
    return widths


def _hanging(row: tuple[ReadCell, ...]) -> list[int]:
    return [cell.rowspan - 1 for cell in row for _ in range(cell.colspan) if cell.rowspan > 1]


def _grids(reading: Reading) -> Iterator[Difference]:
    for table in reading.tables:
        wrong = {sum(cell.colspan for cell in row) for row in table.rows} - {table.columns}
        if wrong:
            text = f"a row of a table has {min(wrong)} columns, its grid {table.columns}"
            yield Difference("irregular-table", text, table.id)
