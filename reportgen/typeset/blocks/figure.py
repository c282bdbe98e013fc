"""Pictures from files, and the captions and credits below them."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from reportgen import pictures
from reportgen.document import nodes as n
from reportgen.document.theme import LANDSCAPE, MM
from reportgen.errors import UnreadablePictureError
from reportgen.findings.problem import Problem
from reportgen.pictures import TALLEST
from reportgen.typeset.blocks.edges import fill_half, fill_page
from reportgen.typeset.boxes import FigureArea, Picture
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

_FALLBACK = (1.0, 1.0)


def set_figure(frame: Frame, block: n.Figure) -> list[Strip]:
    """A picture and what stands below it, kept together."""
    owner, below = picture_parts(frame, block)
    if block.extent in ("half", "bleed") and frame.outer is not None and frame.setting.master != LANDSCAPE:
        whole = fill_half(frame, block.path, owner, below) if block.extent == "half" else None
        whole = whole or fill_page(frame, block.path, owner, below)
    else:
        whole = stack([_picture(frame, block, owner, keep=bool(below)), *below])
    whole.anchors.insert(0, (block.id, 0.0))
    return [whole]


def picture_parts(frame: Frame, block: n.Figure) -> tuple[Element | None, list[Strip]]:
    """The element of a picture, None for one that decorates, and what stands below it."""
    owner: Element | None = None
    parent = frame.parent
    if not block.decorative:
        owner = parent = frame.parent.add("figure", id=frame.id(block.id), alt=block.alt)
    return owner, _below(frame, block, parent)


def _picture(frame: Frame, block: n.Figure, owner: Element | None, *, keep: bool) -> Strip:
    """The picture as wide as it is asked to be, and no higher than a page gives it."""
    setting = frame.setting
    wide, high = picture_size(setting, block)
    start = frame.left if block.extent != "text" else frame.start
    width = min(block.width * MM if block.width else frame.width + frame.x - start, frame.right - start)
    height = width * high / wide
    tallest = TALLEST * setting.area.depth
    if height > tallest:
        width, height = width * tallest / height, tallest
    picture = Picture(start, 0, width, height, block.path, owner)
    strip = Strip(height, before=6, after=8, keep_next=keep)
    strip.boxes.append(FigureArea(start, 0, width, height, owner, (picture,)) if owner is not None else picture)
    return strip


def _below(frame: Frame, block: n.Figure, parent: Element) -> list[Strip]:
    """Caption and credit, both in the caption's element."""
    if not block.caption and not block.credit:
        return []
    owner = parent.add("paragraph", id=block.id) if block.decorative else parent.add("caption")
    label = (n.Strong((n.Text(f"{block.label}: "),)),) if block.label else ()
    start = frame.left if block.extent == "page" else frame.start
    column = replace(frame, x=start, width=frame.right - start, notes=frame.notes or frame.parent)
    lines: list[Strip] = []
    if block.caption:
        ended = replace(column, tail=" ") if block.credit else column
        lines += set_text(ended, (*label, *block.caption), frame.setting.style("caption"), owner, block.id)
        lines[0].before = max(lines[0].before, 4)
    if block.credit:
        if lines:
            lines[-1].after = 0
        lines += _credit(column, block, owner, after=bool(lines))
    return lines


def _credit(column: Frame, block: n.Figure, owner: Element, *, after: bool) -> list[Strip]:
    """Whose picture it is, close below the caption."""
    style = column.setting.style("credit")
    lines = set_text(column, block.credit, style, owner, block.id)
    if lines and not after:
        lines[0].before = max(lines[0].before, 4)
    return lines


def picture_size(setting: Setting, block: n.Figure) -> tuple[float, float]:
    """Width and height of a picture file as it is seen, in pixels; a file that cannot be read becomes a problem."""
    try:
        return pictures.picture_size(block.path)
    except (OSError, UnreadablePictureError) as error:
        hint = "PNG, JPEG and SVG files can be printed"
        reason = str(error) if isinstance(error, UnreadablePictureError) else type(error).__name__
        text = f"picture {Path(block.path).name} cannot be read: {reason}"
        setting.problems.append(Problem("unreadable-picture", text, block=block.id, hint=hint))
        return _FALLBACK
