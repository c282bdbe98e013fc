"""Sections and page breaks: where pages begin, and the frame that blocks are set in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.pagination import BACK, begins_wide, page_start
from reportgen.typeset.blocks.edges import over_head, stacked
from reportgen.typeset.blocks.figure import picture_parts
from reportgen.typeset.blocks.registry import set_flow
from reportgen.typeset.flow.balanced import balanced
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, merge, on_page, stack


def set_section(frame: Frame, block: n.Section) -> Iterator[Strip]:
    """A section; its first strip says where its page begins."""
    element = frame.parent.add("part", id=frame.id(block.id), lang=block.lang)
    master = block.page_master if frame.outer is not None else ""
    if master and master != frame.setting.master:
        frame = frame.on_page(master)
    if block.palette:
        frame = replace(frame, setting=frame.setting.coloured(block.palette))
    inner = replace(frame, parent=element, lang=block.lang or frame.lang, wide=begins_wide(block))
    strips: Iterator[Strip] = chain(_opening(inner, block), set_flow(inner, block.children))
    if block.role == BACK:
        strips = _at_the_foot(frame, list(strips), block.id)
    else:
        strips = _begun(strips, block, page_start(block, frame.setting.theme.rules))
    return on_page(strips, master) if master else strips


def _opening(frame: Frame, block: n.Section) -> Iterator[Strip]:
    """The picture over the upper part of the first page, with its credit; the heading stays on that page."""
    picture = block.opening
    if picture is None:
        return
    setting = frame.setting
    owner, below = picture_parts(frame, picture)
    depth = setting.theme.rules.opening_height * setting.area.height
    strip = stacked(over_head(setting, picture.path, owner, depth), below)
    strip.keep_next = True
    strip.anchors.append((picture.id, 0.0))
    yield strip


def _begun(strips: Iterator[Strip], block: n.Section, start: Literal["new", "recto"] | None) -> Iterator[Strip]:
    for strip in strips:
        strip.anchors.insert(0, (block.id, 0.0))
        strip.start = start or strip.start
        yield strip
        break
    yield from strips


def _at_the_foot(frame: Frame, strips: list[Strip], block: str) -> Iterator[Strip]:
    """A page of its own without running head and foot, its blocks at the lower end of the type area."""
    if not strips:
        return
    area = frame.setting.area
    whole = stack(balanced(strips, 0.0))
    page = Strip(area.height, start="new", sole=True, anchors=[(block, 0.0)])
    merge(page, whole, max(area.bottom - whole.height, area.top))
    page.ends = tuple(element for strip in strips for element in strip.ends)
    yield page


def set_page_break(_frame: Frame, _block: n.PageBreak) -> list[Strip]:
    """An empty strip that begins a page."""
    return [Strip(0, start="new")]
