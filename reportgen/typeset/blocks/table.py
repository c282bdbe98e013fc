"""Tables: horizontal rules only, head rows repeated on every page, rows that no page's end divides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.plain import caption_text
from reportgen.document.theme import LANDSCAPE, Style
from reportgen.typeset.blocks.continued import head_again
from reportgen.typeset.blocks.rows import Grid, grid_of, set_body, set_head
from reportgen.typeset.boxes import Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, on_page, shifted_line, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.structure import Element

_LONELY_ROW = 0.8
"""Penalty of a page's end that leaves one row of a table alone: dearer than a last page with little on it."""
_FEW = 4
"""Rows of a table from which on this counts."""


def set_table(frame: Frame, block: n.Table) -> Iterator[Strip]:
    """A table: caption, head, and a strip for each row or group of rows that a cell spans, set when it is asked for."""
    element = frame.parent.add("table", id=frame.id(block.id), summary=block.summary, lang=None)
    turns = block.landscape and frame.outer is not None and frame.setting.master != LANDSCAPE
    if turns:
        frame = frame.on_page(LANDSCAPE)
    left = frame.left if block.wide else frame.start
    notes = frame.notes or frame.parent
    inner = replace(frame, x=left, width=frame.right - left, outer=None, wide=False, notes=notes, table=block.id)
    first, resume = _caption(inner, block, element), None
    grid = grid_of(inner, block)
    head_style = frame.setting.style("table-head")
    head = element.add("table-head") if block.head and block.body else element
    rows = set_head(grid, block.head, head)
    if rows:
        top = stack(rows)
        _head_rules(grid, top, head_style)
        first.append(replace(top, keep_next=True))
        resume = head_again(inner, caption_text(block.label, block.caption), top)
    body = set_body(grid, block.body, element.add("table-body"))
    strips = _framed(chain(first, _together(body, resume)), block)
    return on_page(strips, LANDSCAPE) if turns else strips


def _together(body: Iterator[Strip], resume: Strip | None) -> Iterator[Strip]:
    """The rows below `resume` on every page; in a table of more than three, neither first nor last is left alone."""
    ahead = list(islice(body, _FEW))
    if len(ahead) == _FEW:
        ahead[1].penalty = max(ahead[1].penalty, _LONELY_ROW)
    last = None
    for strip in chain(ahead, body):
        strip.resume = _below(resume, strip.resume)
        if last is not None:
            yield last
        last = strip
    if last is not None:
        if len(ahead) == _FEW:
            last.penalty = max(last.penalty, _LONELY_ROW)
        yield last


def _framed(strips: Iterator[Strip], block: n.Table) -> Iterator[Strip]:
    """A table's strips with room around them all."""
    of = block.id, caption_text(block.label, block.caption)
    held = next(strips, None)
    if held is None:
        return
    held.before = max(held.before, 14.0)
    held.anchors.append((block.id, 0.0))
    held.of = of
    for strip in strips:
        yield held
        held, strip.of = strip, of
    held.after = 14.0
    yield held


def _caption(frame: Frame, block: n.Table, element: Element) -> list[Strip]:
    if not block.caption:
        return []
    style = frame.setting.style("caption")
    label = (n.Strong((n.Text(f"{block.label}: "),)),) if block.label else ()
    owner = element.add("caption")
    strip = stack(set_text(replace(frame, tail=" "), (*label, *block.caption), style, owner, block.id))
    strip.keep_next = True
    strip.after = 4
    return [strip]


def _below(head: Strip | None, more: Strip | None) -> Strip | None:
    """What stands again at the top of a page: the head, and below it cells that go on."""
    if head is None or more is None:
        return head or more
    drop = head.height + head.after
    marks = (*head.marks, *(shifted_line(line, drop) for line in more.marks))
    return replace(head, height=drop + more.height, after=more.after, marks=marks)


def _head_rules(grid: Grid, head: Strip, style: Style) -> None:
    if style.rule:
        colour = grid.frame.setting.colour(style.rule)
        y = style.rule_width / 2
        head.boxes.append(Rule(grid.frame.x, y, grid.frame.right, y, style.rule_width, colour))
