"""The document as plain text by block id: what every finished file has to say, in the same words and order.

Verifying reads the same list back from a PDF and from a Word file and compares the three. White space counts as one
space; page numbers, leaders, bullets and note marks are the writers' own and stay out; the number of a heading or note
is a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.captions import titled
from reportgen.document.walk import plain_text


def normalise(text: str) -> str:
    """`text` without marks of where a word may be divided, every hyphen as U+002D, white space as one space."""
    return " ".join(
        text.replace("\u00ad", "").replace("\u200b", "").replace("\u2010", "-").replace("\u2011", "-").split()
    )


class PlainBlock(Struct, frozen=True):
    """One text-bearing block. `number` is a heading's or note's own, `alt` a picture's or chart's text alternative.

    `values` are the numbers of a chart as printed, label and text in turn.
    """

    id: str
    kind: str
    text: str
    number: str | None = None
    alt: str | None = None
    values: tuple[str, ...] = ()


def plain_blocks(document: n.Document) -> tuple[PlainBlock, ...]:
    """All text-bearing blocks in reading order; footnotes follow the block that bears their mark."""
    return tuple(_walk(document.children))


def _walk(blocks: tuple[n.Block, ...]) -> Iterator[PlainBlock]:
    for block in blocks:
        yield from _block(block)


def _text(*parts: n.Inlines) -> str:
    return normalise("\n".join(plain_text(part) for part in parts if part))


def _said(block_id: str, kind: str, *lines: n.Inlines) -> Iterator[PlainBlock]:
    """A block that says these lines, then the notes whose marks stand in them."""
    yield PlainBlock(block_id, kind, _text(*lines))
    yield from _notes(*lines)


def _notes(*lines: n.Inlines) -> Iterator[PlainBlock]:
    for line in lines:
        for inline in line:
            if isinstance(inline, n.Note):
                number = None if inline.number is None else str(inline.number)
                yield PlainBlock(inline.id, "note", _text(inline.children), number=number)
            elif not isinstance(inline, _WITHOUT_NOTES):
                yield from _notes(inline.children)


_WITHOUT_NOTES: Final = (n.Text, n.LineBreak, n.PageReference)


def _block(block: n.Block) -> Iterator[PlainBlock]:
    match block:
        case n.Paragraph():
            yield from _said(block.id, "paragraph", block.children)
        case n.Heading():
            yield PlainBlock(block.id, "heading", _text(block.children), number=block.number)
            yield from _notes(block.children)
        case n.Columns():
            for child in block.children:
                yield from _block(child)
        case n.Section():
            if block.opening is not None:
                yield from _block(block.opening)
            yield from _walk(block.children)
        case n.Callout():
            yield from _walk((titled(block.label, block.title),) if block.title else ())
            yield from _walk(block.children)
        case n.Quote():
            yield from _walk(block.children)
            yield from _walk((block.source,) if block.source else ())
        case n.Card():
            yield from _block(block.heading)
            yield from _walk(block.margin)
            yield from _walk(block.body)
        case n.Cover():
            yield from _walk(block.sender)
            if block.picture is not None:
                yield from _block(block.picture)
            for part in (block.kicker, block.title, block.subtitle, block.notice, block.year, block.caption):
                if part is not None:
                    yield from _block(part)
        case n.ListBlock():
            for item in block.items:
                yield from _walk(item.children)
        case n.Table():
            yield from _table(block)
        case n.Figure():
            caption = normalise(f"{caption_text(block.label, block.caption)}\n{plain_text(block.credit)}")
            yield PlainBlock(block.id, "figure", caption, alt=None if block.decorative else normalise(block.alt))
            yield from _notes(block.caption, block.credit)
        case n.Beside():
            yield from _block(block.figure)
            yield from _walk(block.children)
        case n.QrCode():
            yield PlainBlock(block.id, "figure", "", alt=normalise(block.alt))
        case n.Chart():
            yield from _chart(block)
        case n.KeyFigures():
            for tile in block.tiles:
                yield from _said(tile.id, "tile", tile.value, tile.unit, tile.statement, tile.note)
        case n.Marks():
            yield PlainBlock(block.id, "marks", normalise(" ".join(plain_text((mark,)) for mark in block.marks)))
        case n.Terms():
            parts = [part for term in block.terms for part in (term.label, term.value)]
            yield from _said(block.id, "terms", *parts)
        case n.Facts():
            parts = [part for fact in block.facts for part in (fact.value, fact.label)]
            yield PlainBlock(block.id, "facts", _text(*parts))
        case n.Progress():
            yield from _said(block.id, "progress", block.label, block.said)
        case n.TimeLine():
            for event in block.events:
                yield from _said(event.id, "event", event.date, event.text)
        case n.TableOfContents():
            entries = "\n".join(f"{e.number or ''} {plain_text(e.children)}" for e in block.entries)
            yield PlainBlock(block.id, "contents", normalise(entries))
        case n.Index():
            for group in block.groups:
                lines = [plain_text(group.term), *(plain_text(entry.children) for entry in group.entries)]
                yield PlainBlock(group.id, "index", normalise("\n".join(lines)))
        case n.PageBreak():
            return


def _table(table: n.Table) -> Iterator[PlainBlock]:
    """The table with its caption and what has no id of its own, then each row that has one."""
    lines = [caption_text(table.label, table.caption)] if table.caption else []
    rows: list[PlainBlock] = []
    notes: list[PlainBlock] = []
    for row in (*table.head, *table.body):
        parts = [part for cell in row.cells for part in _walk(cell.children)]
        said = [part.text for part in parts if part.kind != "note"]
        notes += [part for part in parts if part.kind == "note"]
        if row.id is None:
            lines += said
        else:
            rows.append(PlainBlock(row.id, "row", normalise("\n".join(said))))
    yield PlainBlock(table.id, "table", normalise("\n".join(lines)), alt=table.summary and normalise(table.summary))
    yield from rows
    yield from _notes(table.caption)
    yield from notes


def cell_text(cell: n.Cell) -> str:
    """The text of a table cell, its blocks in lines."""
    if len(cell.children) == 1 and isinstance(only := cell.children[0], n.Paragraph):
        return _text(only.children)
    return "\n".join(part.text for part in _walk(cell.children) if part.kind != "note")


def _chart(chart: n.Chart) -> Iterator[PlainBlock]:
    title = titled(chart.label, chart.title) if chart.title else None
    for part in (title, chart.subtitle):
        if part is not None:
            yield from _block(part)
    values = tuple(
        normalise(text) for series in chart.series for point in series.points for text in (point.label, point.said)
    )
    if chart.target is not None:
        values += normalise(chart.target.label), normalise(chart.target.said)
    yield PlainBlock(chart.id, "chart", "", alt=normalise(chart.alt), values=values)
    if chart.source is not None:
        yield from _block(chart.source)


def caption_text(label: str | None, caption: n.Inlines) -> str:
    """A caption with its label: "Table 1: Words of the caption"."""
    text = plain_text(caption)
    return f"{label}: {text}" if label and text else text
