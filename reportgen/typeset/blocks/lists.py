"""Lists with bullets or numbers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.boxes import Line
from reportgen.typeset.flow.balanced import entries
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, hold, settle, stack
from reportgen.typeset.flow.text import single_line

_INDENT = 12.0
_BULLETS = ("•", "–")
_GUTTER = 24.0
"""Points between two columns."""
_ABOVE, _BELOW = 8.0, 10.0
_WHOLE = 4
"""Lines of an item that no page's end divides."""


def set_list(frame: Frame, block: n.ListBlock) -> list[Strip]:
    """A list; bullets and numbers hang before its text. In columns where it asks for them and is in no other block."""
    if block.columns == 1 or frame.outer is None:
        return _set(frame, block)
    width = (frame.right - frame.left - _GUTTER) / 2
    setting = frame.setting.undivided  # programs that guess at columns read the line beside before a word's other half
    column = replace(frame, x=0.0, width=width, outer=None, wide=False, setting=setting)
    strips = settle([stack(item) for item in _items(column, block)])
    found = entries(strips, (frame.left, frame.left + width + _GUTTER))
    if found:
        found[0].before, found[-1].after = _ABOVE, _BELOW
        found[0].anchors.insert(0, (block.id, 0.0))
    return found


def _set(frame: Frame, block: n.ListBlock) -> list[Strip]:
    strips = [strip for item in _items(frame, block) for strip in item]
    if strips:
        if frame.ids:
            strips[0].anchors.append((block.id, 0.0))
        if frame.role != "list-item":
            strips[-1].after = max(strips[-1].after, frame.setting.style("body").after)
    return strips


def _items(frame: Frame, block: n.ListBlock) -> Iterator[list[Strip]]:
    """The strips of each item."""
    element = frame.parent.add("list", id=frame.id(block.id))
    depth = 1 if frame.role == "list-item" else 0
    style = frame.setting.style("list-item")
    start = frame.start
    marks = [f"{number}." for number in block.numbers] if block.ordered else [_BULLETS[depth % 2]] * len(block.items)
    indent = max([_INDENT, *(single_line(frame, mark, style, None).width + 5 for mark in marks)])
    for item, mark in zip(block.items, marks, strict=True):
        child = element.add("item", id=frame.id(item.id))
        number = child.add("number")
        body = child.add("item-body")
        inner = replace(
            frame, x=start + indent, width=frame.right - start - indent, parent=body, outer=None, role="list-item"
        )
        of_item = set_blocks(inner, item.children) or [Strip(style.leading, baseline=style.leading * 0.7)]
        line = single_line(frame, mark + " ", replace(style, colour="primary"), number)
        of_item[0].boxes.insert(0, Line(start, of_item[0].baseline, line.runs))
        if frame.ids:
            of_item[0].anchors.append((item.id, 0.0))
        yield hold(of_item) if len(of_item) <= _WHOLE else of_item
