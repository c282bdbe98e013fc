"""The content of a report as plain JSON, for scripts that know nothing of reportgen.

    python benchmarks/content.py PROJECT OUT.json EDITION

Every block is a list: its kind and what it says. A line of text is a list of runs [text, style, address]; style is ""
(plain), "b", "i" or "a" (a link). Page numbers of references are left out: a plain script has none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportgen.checks.run import load_checked
from reportgen.compose import load_template, parse, render
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import caption_text
from reportgen.project.open import open_project

Runs = list[list[str]]
Block = list[Any]


def export(root: Path, edition: str) -> dict[str, Any]:
    """An edition of a project as {"meta": …, "blocks": …}."""
    project = open_project(root)
    loaded = load_checked(project, edition)
    template = load_template(project.template, loaded.edition.language)
    document = number(parse(render(loaded.edition, template, root)))
    meta = document.meta
    head = {"title": meta.title, "subtitle": meta.subtitle, "head": meta.running_head, "foot": meta.running_foot}
    return {"meta": head, "blocks": list(blocks(document.children))}


def runs(inlines: n.Inlines, style: str = "", href: str = "") -> Runs:
    """A line of inlines as runs."""
    found: Runs = []
    for inline in inlines:
        match inline:
            case n.Text():
                found.append([inline.text, style, href])
            case n.LineBreak():
                found.append(["\n", style, href])
            case n.PageReference() | n.Note():
                continue
            case n.Link():
                found += runs(inline.children, "a", inline.href)
            case n.Strong():
                found += runs(inline.children, style or "b", href)
            case n.Emphasis():
                found += runs(inline.children, style or "i", href)
            case _:
                found += runs(inline.children, style, href)
    return found


def blocks(children: n.Blocks) -> Iterator[Block]:
    """Blocks in reading order."""
    for block in children:
        yield from one(block)


def one(block: n.Block) -> Iterator[Block]:
    """A block as the scripts know it: containers fall away, except cards, which stay together on a page."""
    match block:
        case n.Cover():
            parts = (block.kicker, block.title, block.subtitle, block.notice, block.year, block.caption)
            yield ["cover", [runs(part.children) for part in parts if part], [bar.weight for bar in block.bars]]
        case n.Section():
            if block.page:
                yield ["page"]
            yield from blocks(block.children)
        case n.Card():
            yield ["card", [*one(block.heading), *blocks(block.margin), *blocks(block.body)]]
        case n.Callout() | n.Quote():
            yield from blocks(block.children)
        case n.Heading():
            yield ["heading", block.level, block.number or "", runs(block.children), block.in_contents]
        case n.Paragraph():
            yield ["para", block.role, runs(block.children)]
        case n.ListBlock():
            yield ["list", block.ordered, [list(blocks(item.children)) for item in block.items]]
        case n.Table():
            head, body = ([[_cell(cell) for cell in row.cells] for row in rows] for rows in (block.head, block.body))
            widths = [column.width or 1 for column in block.columns]
            yield ["table", caption_text(block.label, block.caption), widths, head, body]
        case n.KeyFigures():
            yield ["tiles", [[runs(t.value), runs(t.unit), runs(t.statement), runs(t.note)] for t in block.tiles]]
        case n.Marks():
            yield ["marks", [runs((mark,)) for mark in block.marks]]
        case n.Terms():
            yield ["terms", [[runs(term.label), runs(term.value)] for term in block.terms]]
        case n.Facts():
            yield ["terms", [[runs(fact.value), runs(fact.label)] for fact in block.facts]]
        case n.Chart():
            yield from _chart(block)
        case n.TableOfContents():
            yield ["contents"]
        case n.Index():
            for group in block.groups:
                yield ["para", "index-term", runs(group.term, "b")]
                yield from (["para", "index-entry", runs(entry.children)] for entry in group.entries)
        case n.PageBreak():
            yield ["page"]
        case n.Figure():
            yield ["picture", block.path, caption_text(block.label, block.caption)]


def _cell(cell: n.Cell) -> list[Runs]:
    lines: list[Runs] = []
    for block in blocks(cell.children):
        if block[0] == "para":
            lines.append(block[2])
        elif block[0] == "marks":
            lines.append([run for mark in block[1] for run in [*mark, [" ", "", ""]]])
        elif block[0] == "list":
            lines += [part[2] for item in block[2] for part in item if part[0] == "para"]
    return lines


def _chart(block: n.Chart) -> Iterator[Block]:
    for part in (block.title, block.subtitle):
        if part is not None:
            yield ["para", "chart", runs(part.children)]
    points = [point for series in block.series for point in series.points]
    yield ["chart", [[point.label, point.value, point.text] for point in points]]
    if block.source is not None:
        yield ["para", "source", runs(block.source.children)]


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(
        json.dumps(export(Path(sys.argv[1]), sys.argv[3]), ensure_ascii=False), encoding="utf-8"
    )
