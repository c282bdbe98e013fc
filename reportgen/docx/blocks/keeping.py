"""What stays on one page."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text
from reportgen.docx import ppr
from reportgen.docx.context import Writer

LOOSE = '<w:keepNext w:val="0"/>'
CHARACTER_WIDTH = 0.5
"""Width of an average character, as a share of the type size."""


def is_short(w: Writer, block: n.Card | n.Callout) -> bool:
    """Whether a block takes no more of a page than the theme wants to keep together, by its number of characters."""
    body, page = w.theme.style("body"), w.page
    per_line = page.text / 20 / (body.size * CHARACTER_WIDTH)
    lines = sum(2 + len(plain_text(found.children)) / per_line for found in find(block, n.Paragraph))
    return lines * body.leading * 20 <= (page.height - page.top - page.bottom) * w.theme.rules.card_split


def kept(w: Writer, blocks: n.Blocks, *, whole: bool) -> None:
    """Blocks that stay on one page where `whole` is set; the last one does not hold on to what follows."""
    before = w.box
    for block in blocks:
        if block is blocks[-1]:
            w.box = {**before, "keepNext": LOOSE}
        elif whole:
            w.box = {**before, "keepNext": ppr.KEEP_NEXT}
        if whole:
            w.box = {**w.box, "keepLines": ppr.KEEP_LINES}
        w.blocks((block,))
    w.box = before
