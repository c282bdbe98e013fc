"""Small documents and the pages they fill."""

from __future__ import annotations

import sample
from typeset_help import THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.typeset.boxes import Layout
from reportgen.typeset.dump import text_lines
from reportgen.typeset.setting import TypeArea

WORDS = "Die Wettbewerbe suchen Chips, mit denen sich Anwendungen in mobilen Geräten einsetzen lassen. "


AREA = TypeArea.of(THEME.page)


def words(count: int) -> n.Inlines:
    return sample.text((WORDS * (count // len(WORDS) + 1))[:count].rsplit(" ", 1)[0] + " Ende.")


def paragraph(block: str, count: int, role: str = "body") -> n.Paragraph:
    return n.Paragraph(block, words(count), role)


def document(*blocks: n.Block) -> n.Document:
    return number(n.Document(sample.EVERYTHING.meta, blocks))


def pages_of(layout: Layout, block: str) -> list[int]:
    """The pages on which lines of a block stand, one entry a line."""
    inside = {
        found for element in layout.root.walk() if element.id == block for found in element.walk()
    }  # fmt: skip
    return [
        index
        for index, page in enumerate(layout.pages)
        for line in text_lines(page.boxes)
        if any(run.owner in inside for run in line.runs)
    ]
