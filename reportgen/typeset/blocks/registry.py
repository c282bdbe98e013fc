"""Which module sets which block, and blocks below each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from reportgen.document import nodes as n
from reportgen.registry import Registry
from reportgen.typeset.boxes import Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip

BlockSetter = Callable[[Frame, Any], Iterable[Strip]]
BLOCKS: Final[Registry[type, BlockSetter]] = Registry(
    "reportgen.typeset.blocks",
    {
        n.Heading: "heading:set_heading",
        n.Paragraph: "paragraph:set_paragraph",
        n.ListBlock: "lists:set_list",
        n.Table: "table:set_table",
        n.Figure: "figure:set_figure",
        n.Beside: "beside:set_beside",
        n.QrCode: "qr:set_qr_code",
        n.Chart: "chart:set_chart",
        n.KeyFigures: "key_figures:set_key_figures",
        n.Marks: "marks:set_marks",
        n.Terms: "terms:set_terms",
        n.Facts: "facts:set_facts",
        n.Card: "card:set_card",
        n.Callout: "callout:set_callout",
        n.Quote: "quote:set_quote",
        n.Progress: "progress:set_progress",
        n.TimeLine: "timeline:set_timeline",
        n.Columns: "columns:set_columns",
        n.TableOfContents: "contents:set_contents",
        n.Index: "index:set_index",
        n.PageBreak: "section:set_page_break",
        n.Section: "section:set_section",
        n.Cover: "cover:set_cover",
    },
)
"""How each block is set."""
_CARD_RULE = 0.4
"""Points: width of the rule between two cards."""


def stream_block(frame: Frame, block: n.Block) -> Iterator[Strip]:
    """The strips of one block; those of long tables are set when they are asked for."""
    return iter(BLOCKS[type(block)](frame, block))


def set_block(frame: Frame, block: n.Block) -> list[Strip]:
    """The strips of one block."""
    return list(stream_block(frame, block))


def set_blocks(frame: Frame, blocks: Iterable[n.Block]) -> list[Strip]:
    """The strips of blocks below each other."""
    return [strip for block in blocks for strip in set_block(frame, block)]


def set_flow(frame: Frame, blocks: Iterable[n.Block]) -> Iterator[Strip]:
    """Blocks in the flow of pages, with a rule between two cards; each is set when its first strip is asked for.

    The last strip of a block says that the block's elements end.
    """
    elements = frame.parent.children
    before: n.Block | None = None
    for block in blocks:
        known = len(elements)
        strips = stream_block(frame, block)
        held = next(strips, None)
        if held is not None:
            if isinstance(block, n.Card) and isinstance(before, n.Card) and block.kind == "full":
                _separate(frame, held)
            for strip in strips:
                yield held
                held = strip
            held.ends += tuple(elements[known:])
            yield held
        before = block


def _separate(frame: Frame, card: Strip) -> None:
    """Puts the rule that stands between two cards into the gap above the second."""
    rules = frame.setting.theme.rules
    colour = frame.setting.colour(rules.card_rule)
    card.before = 2 * rules.card_gap
    give = rules.card_gap * rules.gap_give
    card.stretch, card.shrink = give * 0.6, give * 0.5
    card.divider = (Rule(frame.x, 0, frame.right, 0, _CARD_RULE, colour),)
