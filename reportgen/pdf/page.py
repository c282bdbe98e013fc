"""One page: its boxes in their order, then running head and foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import MissingGlyphError
from reportgen.pdf.images import ImageObject, Images
from reportgen.pdf.shapes import draw_polyline, draw_rect, draw_rule
from reportgen.pdf.syntax import numbers
from reportgen.pdf.text import draw_line
from reportgen.typeset.boxes import Box, FigureArea, Furniture, Line, Picture, PlacedPage, Polyline, Rect, Rule
from reportgen.typeset.structure import Element

_SUBTYPES = {
    "header": "Header",
    "footer": "Footer",
    "continued": None,
    "watermark": "Watermark",
    "line-numbers": "LineNum",
    "comments": "Comments",
}


class PagePainter:
    """Draws the boxes of one page into its content."""

    def __init__(self, content: PageContent, images: Images) -> None:
        self.content = content
        self.images = images
        self._turn = 0.0

    def draw(self, page: PlacedPage) -> str:
        """The page's content stream."""
        self._furniture(part for part in page.furniture if part.kind == "watermark")
        self._boxes(page.boxes)
        self._furniture(part for part in page.furniture if part.kind != "watermark")
        return self.content.finish()

    def _furniture(self, parts: Iterable[Furniture]) -> None:
        for part in parts:
            with self.content.furniture(_SUBTYPES[part.kind]):
                self._turn = part.turn
                self._boxes(part.boxes)
                self._turn = 0.0

    def _boxes(self, boxes: tuple[Box, ...]) -> None:
        for box in boxes:
            _DRAW[type(box)](self, box)

    def line(self, line: Line) -> None:
        """Draw a line of text."""
        try:
            draw_line(self.content, line, self._turn)
        except MissingGlyphError as error:
            raise DocumentError(_missing_glyph(error, line)) from error

    def picture(self, picture: Picture) -> None:
        """Draw a picture."""
        content = self.content
        content.graphics()
        content.mark(picture.owner)
        if picture.owner is not None:
            self._extend_box(picture.owner, picture)
        image = self.images.picture(picture.path)
        content.pictures[image.resource] = image.number
        bottom = content.y(picture.y + picture.height)
        place, clip = (picture.x, bottom, picture.width, picture.height), ""
        if picture.fills:
            clip = f"{numbers(*place)} re W n "
            place = _covering(image, *place)
        x, y, width, height = place
        content.operators.append(f"q {clip}{numbers(width, 0, 0, height, x, y)} cm {image.resource} Do Q")

    def figure(self, area: FigureArea) -> None:
        """Draw a figure, everything in it as its content."""
        self._extend_box(area.owner, area)
        with self.content.whole(self.content.nodes.node(area.owner)):
            self._boxes(area.boxes)

    def _extend_box(self, owner: Element, area: Picture | FigureArea) -> None:
        node = self.content.nodes.node(owner)
        left, bottom, right, top = self.content.area(area.x, area.y, area.width, area.height)
        if node.box is not None:
            left, bottom = min(left, node.box[0]), min(bottom, node.box[1])
            right, top = max(right, node.box[2]), max(top, node.box[3])
        node.box = (left, bottom, right, top)


def _covering(image: ImageObject, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    """Where a whole picture lies whose middle fills a rectangle: left, bottom, width and height."""
    scale = max(width / image.width, height / image.height)
    wide, high = scale * image.width, scale * image.height
    return x + (width - wide) / 2, y + (height - high) / 2, wide, high


def _missing_glyph(error: MissingGlyphError, line: Line) -> Problem:
    text = "".join(run.text for run in line.runs)
    owner = next((run.owner for run in line.runs if run.owner is not None and error.character in run.text), None)
    while owner is not None and owner.id is None:
        owner = owner.parent
    return Problem("missing-glyph", f"{error}, in {text.strip()!r}", block=owner.id if owner is not None else None)


_DRAW: Mapping[type, Callable[[PagePainter, Any], None]] = {
    Line: PagePainter.line,
    Rect: lambda painter, box: draw_rect(painter.content, box),
    Rule: lambda painter, box: draw_rule(painter.content, box),
    Polyline: lambda painter, box: draw_polyline(painter.content, box),
    Picture: PagePainter.picture,
    FigureArea: PagePainter.figure,
}
