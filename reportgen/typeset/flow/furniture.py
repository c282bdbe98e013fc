"""Running head, running foot and page number."""

from __future__ import annotations

from reportgen.document.theme import MM, Style
from reportgen.typeset.boxes import Box, Furniture, Line, Rule, Run
from reportgen.typeset.setting import Setting

_RULE_DROP = 5.0
_GAP = 18.0


def furniture(setting: Setting, chapter: str, label: str) -> tuple[Furniture, ...]:
    """Head (the report's short title, and the chapter at the right) and foot (date or edition, and the page number)."""
    area, page, meta = setting.area, setting.theme.page, setting.meta
    head_y = page.head * MM
    foot_y = area.height - page.foot * MM
    head_style = setting.style("running-head")
    head: list[Box] = []
    left = _line(setting, meta.running_head, head_style, area.left, head_y)
    right_room = area.right - area.left - (_width(left) + _GAP if left else 0)
    right = _line(setting, fitted(setting, chapter, head_style, right_room), head_style, area.left, head_y)
    if left:
        head.append(left)
    if right:
        head.append(Line(area.right - _width(right), head_y, right.runs))
    if head_style.rule:
        y = head_y + _RULE_DROP
        head.append(Rule(area.left, y, area.right, y, head_style.rule_width, setting.colour(head_style.rule)))
    foot: list[Box] = []
    text = _line(setting, meta.running_foot, setting.style("running-foot"), area.left, foot_y)
    number = _line(setting, label, setting.style("folio"), area.left, foot_y)
    if text:
        foot.append(text)
    if number:
        foot.append(Line(area.right - _width(number), foot_y, number.runs))
    return Furniture("header", tuple(head)), Furniture("footer", tuple(foot))


def _line(setting: Setting, text: str, style: Style, x: float, y: float) -> Line | None:
    words = " ".join(text.split())
    if not words:
        return None
    face = setting.face(style)
    kerns: list[tuple[int, float]] = []
    offset = 0
    for word in words.split(" "):
        kerns += [(index + offset, kern) for index, kern in face.measure(word)[1]]
        offset += len(word) + 1
    run = Run(
        words, face.key, style.size, setting.colour(style.colour), face.width(words, style.size), None, tuple(kerns)
    )
    return Line(x, y, (run,))


def fitted(setting: Setting, text: str, style: Style, room: float) -> str:
    """`text`, or as many of its words as there is room for, and an ellipsis."""
    face = setting.face(style)
    if face.width(text, style.size) <= room:
        return text
    words = text.split()
    while words and face.width(" ".join(words) + " …", style.size) > room:
        words.pop()
    return " ".join(words) + " …" if words else ""


def _width(line: Line) -> float:
    return sum([run.width for run in line.runs])
