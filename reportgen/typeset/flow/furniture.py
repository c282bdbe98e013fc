"""Running head, running foot and page number."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.theme import Style
from reportgen.typeset.boxes import Box, Furniture, Line, Rule
from reportgen.typeset.flow.logo import GAP, Logo
from reportgen.typeset.flow.strip import moved
from reportgen.typeset.inline.collect import base_look
from reportgen.typeset.inline.labels import label_runs
from reportgen.typeset.setting import Setting

_RULE_DROP = 5.0
_GAP = 18.0


def furniture(
    setting: Setting,
    chapter: str,
    label: str,
    *,
    head: bool = True,
    foot: bool = True,
    turned: bool = False,
    logo: Logo | None = None,
) -> tuple[Furniture, ...]:
    """Head (logo, short title, and the chapter at the right) and foot (date or edition, and the page number).

    `turned` puts what is at the right to the left and the other way round; there may be no `head` and no `foot`.
    """
    found = (_head(setting, chapter, turned, logo),) if head else ()
    return (*found, _foot(setting, label, turned)) if foot else found


def _head(setting: Setting, chapter: str, turned: bool, logo: Logo | None) -> Furniture:
    area, meta = setting.area, setting.meta
    head_y = area.head
    head_style = setting.style("running-head")
    boxes: list[Box] = []
    left = _line(setting, meta.running_head, head_style, area.left, head_y)
    beside = logo.width + GAP if logo is not None else 0.0
    right_room = area.right - area.left - (_width(left) + _GAP if left else 0) - beside
    right = _line(setting, fitted(setting, chapter, head_style, right_room), head_style, area.left, head_y)
    for line in _at_the_sides(setting, left, right, turned):
        own = left is not None and line.runs == left.runs
        boxes.append(moved(line, -beside if turned else beside) if own else line)
    if logo is not None:
        boxes.append(logo.at(area.right - logo.width if turned else area.left, head_y))
    if head_style.rule:
        y = head_y + _RULE_DROP
        boxes.append(Rule(area.left, y, area.right, y, head_style.rule_width, setting.colour(head_style.rule)))
    return Furniture("header", tuple(boxes))


def _foot(setting: Setting, label: str, turned: bool) -> Furniture:
    area = setting.area
    y = area.foot
    text = _line(setting, setting.meta.running_foot, setting.style("running-foot"), area.left, y)
    number = _line(setting, label, setting.style("folio"), area.left, y)
    return Furniture("footer", tuple(_at_the_sides(setting, text, number, turned)))


def _at_the_sides(setting: Setting, left: Line | None, right: Line | None, turned: bool) -> Iterator[Line]:
    """One line at the left edge of the type area, the other at its right edge."""
    near, far = (right, left) if turned else (left, right)
    if near:
        yield near
    if far:
        yield Line(setting.area.right - _width(far), far.y, far.runs)


def _line(setting: Setting, text: str, style: Style, x: float, y: float) -> Line | None:
    words = " ".join(text.split())
    if not words:
        return None
    return Line(x, y, label_runs(setting, words, base_look(setting, style, None, setting.meta.language)))


def fitted(setting: Setting, text: str, style: Style, room: float) -> str:
    """`text`, or as many of its words as there is room for, and an ellipsis."""
    if setting.width(text, style) <= room:
        return text
    words = text.split()
    while words and setting.width(" ".join(words) + " …", style) > room:
        words.pop()
    return " ".join(words) + " …" if words else ""


def _width(line: Line) -> float:
    return sum([run.width for run in line.runs])
