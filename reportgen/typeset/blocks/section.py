"""Sections, and page breaks: the frame that their blocks are set in."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import BACK, begins_wide, page_start
from reportgen.typeset.blocks.card import separate
from reportgen.typeset.blocks.registry import set_block, sets
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, merge, stack


@sets(n.Section)
def set_section(frame: Frame, block: n.Section) -> list[Strip]:
    """A section; its first strip says where its page begins."""
    element = frame.parent.add("part", id=frame.id(block.id), lang=block.lang)
    inner = replace(frame, parent=element, lang=block.lang or frame.lang, wide=begins_wide(block))
    strips = set_flow(inner, block.children)
    if strips and block.role == BACK:
        return [_at_the_foot(frame, strips, block.id)]
    if strips:
        strips[0].anchors.insert(0, (block.id, 0.0))
        strips[0].start = page_start(block, frame.setting.theme.rules) or strips[0].start
    return strips


def _at_the_foot(frame: Frame, strips: list[Strip], block: str) -> Strip:
    """A page of its own without running head and foot, its blocks at the lower end of the type area."""
    area = frame.setting.area
    whole = stack(strips)
    page = Strip(area.height, start="new", sole=True, anchors=[(block, 0.0)])
    merge(page, whole, max(area.bottom - whole.height, area.top))
    return page


def set_flow(frame: Frame, blocks: tuple[n.Block, ...]) -> list[Strip]:
    """Blocks in the flow of pages, with a rule between two cards."""
    strips: list[Strip] = []
    before: n.Block | None = None
    for block in blocks:
        found = set_block(frame, block)
        if found and isinstance(block, n.Card) and isinstance(before, n.Card):
            separate(frame, found[0])
        strips += found
        before = block
    return strips


@sets(n.PageBreak)
def set_page_break(_frame: Frame, _block: n.PageBreak) -> list[Strip]:
    """An empty strip that begins a page."""
    return [Strip(0, start="new")]
