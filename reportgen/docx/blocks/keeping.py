"""What stays on one page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import find
from reportgen.docx.blocks.heights import height
from reportgen.docx.context import Writer
from reportgen.docx.place import Place

_DRAWINGS = (n.Chart, n.Figure)
_MOST: Final = 1 / 3
"""The share of a page that may stay together: programs fill page after page, and leave as much of one white."""


def is_short(w: Writer, *blocks: n.Card | n.Callout) -> bool:
    """Whether blocks take no more of a page than may stay together."""
    return fit(w, tuple(child for block in blocks for child in _children(block)))


def fit(w: Writer, blocks: n.Blocks) -> bool:
    """The same of any blocks; a drawing among them may begin a page (see `kept`)."""
    starts = [0, *(at for at, block in enumerate(blocks) if at and type(block) in _DRAWINGS), len(blocks)]
    return all(has_room(w, height(w, blocks[at:end], w.page.text / 20, 1)) for at, end in pairwise(starts))


def _children(block: n.Card | n.Callout) -> n.Blocks:
    if isinstance(block, n.Card):
        return (block.heading, *block.margin, *block.body)
    return (*((block.title,) if block.title else ()), *block.children)


def has_room(w: Writer, tall: float) -> bool:
    """Whether what is so many points tall takes no more of a page than that, and no more than may be left white."""
    page = w.page
    return tall <= (page.height - page.top - page.bottom) / 20 * min(w.theme.rules.card_split, _MOST)


def kept(w: Writer, place: Place, blocks: n.Blocks, *, whole: bool, onward: bool = False) -> None:
    """Blocks that stay on one page where `whole` is set; the last one holds on to what follows if it goes `onward`.

    A drawing may begin the next page all the same: else the page before would end half empty.
    """
    for block, below in zip(blocks, (*blocks[1:], None), strict=False):
        if (below is None and not onward) or type(below) in _DRAWINGS:
            inside = place.kept(onward=False, whole=whole)
        elif whole or below is None:
            inside = place.kept(onward=True, whole=whole)
        else:
            inside = place
        w.blocks(inside, (block,))


def let_go(w: Writer, part: n.Section) -> str | None:
    """The block (its id) that lets go where what a part begins with would take more of a page than may be left white:
    the card that stands first, which may be divided, or the last line of the lead above a table."""
    chain: list[n.Block] = []
    for block in _leading(part):
        chain.append(block)
        if isinstance(block, n.Card):
            beside = height(w, block.margin, w.page.hang / 20, 1) if w.page.hang else 0.0
            body = height(w, (*chain[:-1], block.heading, *block.body), w.page.text / 20, 1)
            return None if has_room(w, max(beside, body)) else block.id
        if isinstance(block, n.Table):
            first = replace(block, body=block.body[:1])
            leads = [each.id for each in chain if isinstance(each, n.Paragraph) and each.role == "lead"]
            tall = height(w, (*chain[:-1], first), w.page.text / 20, 1)
            return leads[-1] if leads and not has_room(w, tall) else None
        if not isinstance(block, n.Heading | n.Paragraph | n.Marks):
            return None
    return None


def _leading(part: n.Section) -> Iterator[n.Block]:
    for block in part.children:
        if isinstance(block, n.Section):
            yield from _leading(block)
        else:
            yield block


def before_last(w: Writer, chapter: n.Section) -> str | None:
    """The card (its id) that takes the last one of a chapter with it, lest that should stand alone on a page."""
    last: n.Block = chapter
    while isinstance(last, n.Section) and last.children:
        last = last.children[-1]
    if not isinstance(last, n.Card):
        return None
    cards: list[n.Card] = list(find(chapter, n.Card, closed=n.Card))[-2:]
    return cards[0].id if len(cards) > 1 and is_short(w, *cards) else None
