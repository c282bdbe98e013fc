"""The cover: sender area, a skyline of bars on a deep ground, and the title on the ground."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.bands import bar_colours
from reportgen.document.theme import MM
from reportgen.typeset.blocks.edges import to_edges
from reportgen.typeset.blocks.registry import set_blocks
from reportgen.typeset.boxes import Box, Rect, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, merge, settle, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element, Role

_SENDER_TOP, _SENDER_WIDTH, _SENDER_HEIGHT = 22 * MM, 70 * MM, 22 * MM
_GROUND_PADDING = 44.0
_FOOT = 50.0
"""From the page's lower edge to the baseline of the year."""
_BELOW_SENDER = 20.0
_CREDIT_DROP = 10.0
"""Points from the lower edge of a picture to its credit."""
_AFTER = {"kicker": 16.0, "title": 14.0, "subtitle": 12.0, "notice": 0.0}


def set_cover(frame: Frame, block: n.Cover) -> list[Strip]:
    """The cover as one strip that is a page of its own."""
    setting = frame.setting
    area = setting.area
    element = frame.parent.add("part", id=block.id)
    inner = replace(frame, parent=element, x=area.left, width=area.right - area.left, outer=None, tail="")
    sender = _sender(inner, block)
    own = _figure(element, block.picture)
    head = _head(inner, block)
    foot = _foot(inner, block)
    top = min(setting.theme.band.top * area.height, area.height - head.height - _GROUND_PADDING - _FOOT - 60)
    page = Strip(area.height, start="new", sole=True, anchors=[(block.id, 0.0)])
    above = _SENDER_TOP + max(sender.height, _SENDER_HEIGHT)
    if block.picture is None:
        page.boxes += band(setting, block, top, above)
    else:
        page.boxes += band(setting, replace(block, bars=()), top, above)
        upper = above + _BELOW_SENDER if sender.boxes else 0.0
        page.boxes.append(to_edges(setting, block.picture.path, own, min(upper, top), top))
        page.anchors.append((block.picture.id, upper))
        merge(page, _credit(inner, block.picture, own or element), top + _CREDIT_DROP)
    merge(page, sender, _SENDER_TOP)
    merge(page, head, top + _GROUND_PADDING)
    merge(page, foot, area.height - _FOOT)
    return [page]


def _figure(parent: Element, picture: n.Figure | None) -> Element | None:
    return parent.add("figure", id=picture.id, alt=picture.alt) if picture and not picture.decorative else None


def _credit(frame: Frame, picture: n.Figure, parent: Element) -> Strip:
    """Whose picture it is, on the ground at its right."""
    if not picture.credit:
        return Strip(0)
    owner = parent.add("paragraph", id=picture.id) if picture.decorative else parent.add("caption")
    style = frame.setting.style("cover-caption")
    return stack(set_text(replace(frame, align="right"), picture.credit, style, owner, picture.id))


def band(setting: Setting, block: n.Cover, top: float, above: float) -> list[Box]:
    """The bars and the ground they stand on, beyond the page's edges by the bleed; `above` ends the sender area."""
    width, height, theme = setting.area.width, setting.area.height, setting.theme
    bleed = theme.print.bleed * MM
    ground = theme.colour(theme.band.ground)
    boxes: list[Box] = [Rect(-bleed, top, width + 2 * bleed, height - top + bleed, fill=ground)]
    total = sum(bar.weight for bar in block.bars)
    tallest = max([bar.height for bar in block.bars], default=0)
    sender = bool(block.sender) or theme.band.bars_alone is None
    room = min(theme.band.tallest(sender) * height, max(top - (above if sender else _SENDER_TOP) - 20, 0))
    x = 0.0
    tints = bar_colours(block.bars, theme)
    for index, bar in enumerate(block.bars if total > 0 and tallest > 0 else ()):
        span = bar.weight / total * width
        tall = room * bar.height / max(tallest, 1.0)
        left = x - bleed if index == 0 else x
        right = x + span + (bleed if index == len(block.bars) - 1 else 0)
        tint = theme.colour(tints[index])
        boxes.append(Rect(left, top - tall, right - left, tall, fill=tint))
        x += span
    return boxes


def _sender(frame: Frame, block: n.Cover) -> Strip:
    setting = frame.setting
    if block.sender:
        element = frame.parent.add("group")
        column = replace(frame, parent=element, width=_SENDER_WIDTH, role="sender")
        return stack(settle(set_blocks(column, block.sender)))
    strip = Strip(_SENDER_HEIGHT)
    if setting.theme.rules.sender_placeholder:
        colour = setting.colour("rule-pale")
        strip.boxes += _dashed(frame.x, 0, _SENDER_WIDTH, _SENDER_HEIGHT, colour)
    return strip


def _dashed(x: float, y: float, width: float, height: float, colour: str) -> list[Box]:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return [Rule(x0, y0, x1, y1, 0.6, colour, dash=(2.5, 2.5)) for (x0, y0), (x1, y1) in pairwise(corners)]


def _head(frame: Frame, block: n.Cover) -> Strip:
    strips: list[Strip] = []
    for name in ("kicker", "title", "subtitle", "notice"):
        part = getattr(block, name)
        if part is not None:
            strip = _part(frame, part, "title" if name == "title" else "paragraph")
            strip.after = _AFTER[name]
            strips.append(strip)
    return stack(strips)


def _foot(frame: Frame, block: n.Cover) -> Strip:
    """Year and caption, both on one baseline, which is the strip's top."""
    strip = Strip(0)
    room = frame.width
    if block.year is not None:
        year = _part(frame, block.year)
        merge(strip, year, -year.baseline)
        room = frame.width * 0.62
    if block.caption is not None:
        column = replace(frame, x=frame.x + frame.width - room, width=room, align="right")
        caption = _part(column, block.caption)
        style = frame.setting.style(block.caption.role)
        lines = round(caption.height / style.leading)
        merge(strip, caption, -caption.baseline - (lines - 1) * style.leading)
    return strip


def _part(frame: Frame, part: n.Paragraph, role: Role = "paragraph") -> Strip:
    owner = frame.parent.add(role, id=part.id, lang=part.lang)
    column = replace(frame, lang=part.lang or frame.lang)
    strip = stack(set_text(column, part.children, frame.setting.style(part.role), owner, part.id))
    strip.anchors.append((part.id, 0.0))
    return strip
