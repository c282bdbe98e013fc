"""Pictures from files, with their captions."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import MM
from reportgen.findings.problem import Problem
from reportgen.pictures import TALLEST, seen_size
from reportgen.typeset.boxes import FigureArea, Picture
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip, stack
from reportgen.typeset.flow.text import set_text
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

_FALLBACK = (1.0, 1.0)


def set_figure(frame: Frame, block: n.Figure) -> list[Strip]:
    """A picture and the caption below it, kept together."""
    setting = frame.setting
    wide, high = picture_size(setting, block)
    start = frame.start
    width = min(block.width * MM if block.width else frame.width, frame.right - start)
    height = width * high / wide
    tallest = TALLEST * setting.area.depth
    if height > tallest:
        width, height = width * tallest / height, tallest
    owner: Element | None = None
    parent = frame.parent
    if not block.decorative:
        owner = parent = frame.parent.add("figure", id=frame.id(block.id), alt=block.alt)
    picture = Picture(start, 0, width, height, block.path, owner)
    strip = Strip(height, before=6, after=8, keep_next=bool(block.caption))
    strip.boxes.append(FigureArea(start, 0, width, height, owner, (picture,)) if owner is not None else picture)
    strip.anchors.append((block.id, 0.0))
    return [stack([strip, *_caption(frame, block, parent)])]


def _caption(frame: Frame, block: n.Figure, parent: Element) -> list[Strip]:
    if not block.caption:
        return []
    owner = parent.add("paragraph", id=block.id) if block.decorative else parent.add("caption")
    label = (n.Strong((n.Text(f"{block.label}: "),)),) if block.label else ()
    column = replace(frame, x=frame.start, notes=frame.notes or frame.parent)
    lines = set_text(column, (*label, *block.caption), frame.setting.style("caption"), owner, block.id)
    lines[0].before = max(lines[0].before, 4)
    return lines


def picture_size(setting: Setting, block: n.Figure) -> tuple[float, float]:
    """Width and height of a picture file as it is seen, in pixels; a file that cannot be read becomes a problem."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(Path(block.path)) as picture:
            return seen_size(picture)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        hint = "PNG and JPEG files can be printed"
        text = f"picture {Path(block.path).name} cannot be read: {type(error).__name__}"
        setting.problems.append(Problem("unreadable-picture", text, block=block.id, hint=hint))
        return _FALLBACK
