"""What a draft has besides the pages of the final document: watermark, line numbers, and a column for comments.

The pages themselves stay as they are, line for line, so that remarks on the draft fit the final document.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from reportgen.typeset.boxes import Furniture, Layout, Line, PlacedPage
from reportgen.typeset.comments import COLUMN, CommentColumn
from reportgen.typeset.dump import text_lines
from reportgen.typeset.inline.labels import label_runs
from reportgen.typeset.inline.look import Look
from reportgen.typeset.setting import Setting

_EVERY = 5
"""Every so many lines have their number."""
_SAME = 5.0
"""Points within which two baselines are one line."""
_INK = "#E3E6EA"
"""Pale enough that text on it keeps its contrast."""
_SHARE = 0.72
"""How much of the page's diagonal the larger line of the watermark may take."""
_SMALL = 0.36
"""Size of the second line of the watermark, as a share of the first."""
_NUMBER_SIZE = 6.5


def drafted(setting: Setting, layout: Layout, comments: Mapping[str, tuple[str, ...]]) -> Layout:
    """The layout with everything that makes it a draft; comments by the id of the block they are about."""
    column = CommentColumn(setting, layout, comments)
    pages = []
    for number, page in enumerate(layout.pages):
        own = setting.on_page(page.master) if page.master else setting
        more = [*_marks(own, page), column.beside(number)]
        if page.label:
            more.append(Furniture("line-numbers", tuple(_line_numbers(own, page))))
        size = page.size and (page.size[0] + COLUMN, page.size[1])
        pages.append(replace(page, furniture=(*page.furniture, *more), size=size))
    return replace(layout, width=layout.width + COLUMN, pages=tuple(pages))


def _marks(setting: Setting, page: PlacedPage) -> Iterator[Furniture]:
    """The watermark over the diagonal; a line at the head of pages that may have a ground of their own to hide it."""
    if page.label:
        yield Furniture("watermark", tuple(_watermark(setting)), turn=_angle(setting))
        return
    style = setting.style("draft-line")
    line = _line(setting, setting.meta.draft, style.face, style.size, setting.colour(style.colour))
    yield Furniture("header", (replace(line, x=setting.area.right - _width(line), y=setting.area.head),))


def _angle(setting: Setting) -> float:
    return math.degrees(math.atan2(setting.area.height, setting.area.width))


def _watermark(setting: Setting) -> Iterator[Line]:
    """The first word of the draft's words large, the rest below it, around the middle of the page."""
    area = setting.area
    first, _, rest = (part.strip() for part in setting.meta.draft.partition("·"))
    size = _SHARE * math.hypot(area.width, area.height) / (_width(_line(setting, first, "bold", 1, _INK)) or 1)
    size = min(size, 110.0)
    angle = math.atan2(area.height, area.width)
    for text, large, drop in ((first, size, 0.0), (rest, size * _SMALL, size * 0.62)):
        if text:
            line = _line(setting, text, "bold", large, _INK)
            back = _width(line) / 2
            x = area.width / 2 - back * math.cos(angle) + drop * math.sin(angle)
            y = area.height / 2 + back * math.sin(angle) + drop * math.cos(angle)
            yield replace(line, x=x, y=y)


def _line_numbers(setting: Setting, page: PlacedPage) -> Iterator[Line]:
    """Numbers of the lines of the text column, counted on each page, at the left of the type area."""
    last = -_SAME
    count = 0
    for y in sorted(line.y for line in text_lines(page.boxes) if line.x >= setting.area.text - 1):
        if y - last < _SAME:
            continue
        last, count = y, count + 1
        if count % _EVERY == 0:
            line = _line(setting, str(count), "regular", _NUMBER_SIZE, setting.colour("muted"))
            yield replace(line, x=setting.area.left - 8 - _width(line), y=y)


def _line(setting: Setting, text: str, face: str, size: float, colour: str) -> Line:
    look = Look(setting.fonts[f"text/{face}"], size, colour, None, setting.meta.language)
    return Line(0, 0, label_runs(setting, text, look))


def _width(line: Line) -> float:
    return sum([run.width for run in line.runs])
