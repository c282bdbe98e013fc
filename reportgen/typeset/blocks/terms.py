"""Labels with values: what locates and dates an item, glossaries, the imprint."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import NEVER, Strip, hold, merge, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.inline import paragraph as inline
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.structure import Element

_LABEL_SHARE = 0.4
_GUTTER = 12.0
_LEAST_MARGIN = 50.0
"""Points of a margin column that labels can stand in."""
_TOGETHER = 4
"""Entries of a long list of terms that stay together at its beginning and at its end."""


def set_terms(frame: Frame, block: n.Terms) -> list[Strip]:
    """Labels with values: below each other in the margin, beside each other in glossary and imprint."""
    element = frame.parent.add("list", id=frame.id(block.id))
    setter = _stacked if block.role == "margin" else _beside
    strips = setter(replace(frame, tail=" "), block, element)
    if strips and frame.ids:
        strips[0].anchors.append((block.id, 0.0))
    return strips


def _stacked(frame: Frame, block: n.Terms, element: Element) -> list[Strip]:
    label_style, value_style = frame.setting.style("label"), frame.setting.style("value")
    strips: list[Strip] = []
    for term in block.terms:
        name, body = _item(element)
        lines = set_text(frame, term.label, label_style, name, block.id)
        lines += set_text(frame, term.value, value_style, body, block.id)
        strips.append(stack(lines))
    return strips


def _beside(frame: Frame, block: n.Terms, element: Element) -> list[Strip]:
    setting = frame.setting
    glossary = block.role == "glossary"
    label_style = setting.style("glossary-entry" if glossary else "label")
    if glossary:
        label_style = replace(label_style, face="bold", colour="primary-deep", hyphenate=False)
    value_style = setting.style("glossary-entry" if glossary else "body")
    items = [_item(element) for _ in block.terms]
    if frame.outer is not None and frame.x - frame.outer >= _LEAST_MARGIN:
        left, label_width, start = frame.outer, frame.x - frame.outer - _GUTTER, frame.x
    else:
        left, label_width = frame.x, _label_width(frame, block, label_style)
        start = left + label_width + _GUTTER
    strips: list[Strip] = []
    for term, (name, body) in zip(block.terms, items, strict=True):
        label = stack(set_text(replace(frame, x=left, width=label_width), term.label, label_style, name, block.id))
        column = replace(frame, x=start, width=frame.right - start)
        value = set_text(column, term.value, value_style, body, block.id)
        strips += _row(label, value, setting.area.depth / 4)
    for strip in (*strips[1:_TOGETHER], *strips[1 - _TOGETHER :]) if len(strips) > 2 * _TOGETHER else ():
        strip.penalty = NEVER
    return strips


def _item(element: Element) -> tuple[Element, Element]:
    """A new item: what its label and what its value belong to."""
    item = element.add("item")
    return item.add("term"), item.add("item-body")


def _label_width(frame: Frame, block: n.Terms, style: Style) -> float:
    look = base_look(frame.setting, style, None, frame.lang)
    widths = [inline.width_of(inline.fragments(frame.setting, term.label, look, block.id)) for term in block.terms]
    return min(max(widths, default=0.0) + 1, frame.width * _LABEL_SHARE)


def _row(label: Strip, value: list[Strip], limit: float) -> list[Strip]:
    """A label beside its value: one strip, or one for each line of a value higher than `limit` points."""
    first = value[0] if value else Strip(0)
    drop = max(0.0, first.baseline - label.baseline)
    if sum([strip.height for strip in value]) > limit and label.height + drop < limit:
        merge(first, label, drop)
        return hold(value[: 1 + int(label.height / first.height)]) + value[1 + int(label.height / first.height) :]
    right = stack(value)
    row = Strip(0, baseline=right.baseline, before=right.before, after=right.after)
    merge(row, label, drop)
    merge(row, right, 0)
    row.height = max(right.height, label.height + drop)
    return [row]
