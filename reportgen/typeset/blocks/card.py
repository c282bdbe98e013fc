"""Cards: an item's heading and text in the text column, what locates and dates it beside them in the margin column."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.typeset.blocks.continued import mark
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.grid import snapped
from reportgen.typeset.flow.strip import Strip, joined, settle, stack
from reportgen.typeset.flow.text import set_text

_GUTTER = 14.0
_ABOVE = 11.0
"""Points above a card that follows something else than a card."""


def set_card(frame: Frame, block: n.Card) -> list[Strip]:
    """A card: one strip up to the theme's limit, else a strip for each line."""
    setting = frame.setting
    element = frame.parent.add("part", id=frame.id(block.id))
    column = replace(frame, parent=element, outer=None, wide=False)
    title = _title(column, block)
    if frame.outer is None:
        strips = settle([*title, *set_blocks(column, block.margin), *set_blocks(column, block.body)])
        beside = Strip(0)
    else:
        margin = replace(column, x=frame.outer, width=frame.x - frame.outer - _GUTTER)
        beside = stack(set_blocks(margin, block.margin))
        strips = settle([*title, *set_blocks(column, block.body)])
    if setting.theme.rules.baseline_grid:
        strips = list(snapped(strips, setting.theme.rules.baseline_grid))
    strips[0].before = max(
        strips[0].before, setting.style(block.title_role).before if block.kind == "brief" else _ABOVE
    )
    strips[0].anchors.insert(0, (block.id, 0.0))
    strips = joined(strips, beside, setting.theme.rules.card_split * setting.area.depth)
    return _marked(column, block, strips) if len(strips) > 1 else strips


def _title(column: Frame, block: n.Card) -> list[Strip]:
    heading, style = block.heading, column.setting.style(block.title_role)
    owner = column.parent.add("heading", id=heading.id, level=heading.level, lang=heading.lang)
    column = replace(column, lang=heading.lang or column.lang)
    lines = set_text(column, heading.children, style, owner, heading.id)
    strip = stack(lines) if lines else Strip(0)
    strip.keep_next, strip.after = True, style.after
    strip.anchors.append((heading.id, 0.0))
    return [strip]


def _marked(column: Frame, block: n.Card, strips: list[Strip]) -> list[Strip]:
    """A divided card names itself on the pages it goes on to."""
    style = column.setting.style(block.title_role)
    again = mark(column, plain_text(block.heading.children), column.setting.words["continued-short"], style)
    for strip in strips[1:]:
        strip.resume = strip.resume or again
    return strips
