"""Drawings as pixels, for programs that show no others: each point is nine, counted whether they are inside.

Small and exact enough for that: a gradient has 256 colours, and one around a point its focus in the middle.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, floor, hypot
from typing import TYPE_CHECKING, Final

from reportgen.errors import OversizeError
from reportgen.svg.drawing import Clip, Drawing, Gradient, Group, Matrix, Paint, Shape, inverse, moved, product
from reportgen.svg.flatten import Polygon, filled, stroked

if TYPE_CHECKING:
    from PIL.Image import Image

LONGER: Final = 1_000
"""Pixels of the longer side: 200 ppi over a text column."""
_FINER: Final = 3
"""Points in a pixel, each way."""
_MOST_ROWS: Final = 1_000_000
"""Crossings of edges and rows of points that a drawing may need; one with more has fewer pixels."""


def png(drawing: Drawing, longer: int = LONGER) -> bytes:
    """The drawing as a PNG file with a transparent ground, its longer side of so many pixels at most."""
    size = longer / max(drawing.width, drawing.height)
    canvas = _Canvas(max(round(drawing.width * size), 1), max(round(drawing.height * size), 1))
    x, y = drawing.box[:2]
    try:
        image = canvas.children(drawing.children, (size, 0, 0, size, -x * size, -y * size))
    except OversizeError:
        return png(drawing, longer // 3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


class _Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.width, self.height, self.rows = width, height, 0

    def children(self, children: Iterable[Shape | Group], view: Matrix) -> Image:
        """A layer with everything on it."""
        from PIL import Image

        layer = Image.new("RGBA", (self.width, self.height))
        for child in children:
            if isinstance(child, Group):
                layer.alpha_composite(self._group(child, view))
            else:
                self._shape(layer, child, view)
        return layer

    def _group(self, group: Group, view: Matrix) -> Image:
        from PIL import Image, ImageChops

        layer = self.children(group.children, view)
        alpha = layer.getchannel("A")
        for clip in group.clips:
            shown = Image.new("L", layer.size)
            found = self._mask(_clipped(clip, view), even_odd=clip.even_odd)
            if found is not None:
                shown.paste(found[0], found[1])
            alpha = ImageChops.multiply(alpha, shown)
        layer.putalpha(_faded(alpha, group.opacity))
        return layer

    def _shape(self, layer: Image, shape: Shape, view: Matrix) -> None:
        matrix = product(view, shape.matrix)
        if shape.fill is not None:
            self._paint(layer, filled(shape.path, matrix), shape.fill, shape.opacity, view, even_odd=shape.even_odd)
        if shape.stroke is not None:
            stroke = shape.stroke
            self._paint(layer, stroked(shape.path, stroke, matrix), stroke.paint, stroke.opacity, view, even_odd=False)

    def _paint(
        self, layer: Image, polygons: list[Polygon], paint: Paint, opacity: float, view: Matrix, *, even_odd: bool
    ) -> None:
        from PIL import Image

        found = self._mask(polygons, even_odd=even_odd)
        if found is None:
            return
        mask, at = found
        if isinstance(paint, str):
            colours = Image.new("RGB", mask.size, paint)
        else:
            colours, opacity = _gradient(paint, view, at, mask.size), opacity * paint.stops[0].opacity
        colours.putalpha(_faded(mask, opacity))
        layer.alpha_composite(colours, at)

    def _mask(self, polygons: Sequence[Polygon], *, even_odd: bool) -> tuple[Image, tuple[int, int]] | None:
        """How much of each pixel polygons cover, and where the upper left corner of that is; None for nothing."""
        from PIL import Image

        points = [point for polygon in polygons for point in polygon]
        if not points:
            return None
        left, top = (max(floor(min(each)), 0) for each in zip(*points, strict=True))
        right, bottom = (ceil(max(each)) for each in zip(*points, strict=True))
        width, height = min(right, self.width) - left, min(bottom, self.height) - top
        if width <= 0 or height <= 0:
            return None
        fine = [[((x - left) * _FINER, (y - top) * _FINER) for x, y in polygon] for polygon in polygons]
        wide, high = width * _FINER, height * _FINER
        rows = bytearray(wide * high)
        for y, crossings in enumerate(self._crossings(fine, high)):
            for begin, end in _inside(sorted(crossings), even_odd=even_odd):
                first, last = max(ceil(begin - 0.5), 0), min(ceil(end - 0.5), wide)
                if first < last:
                    rows[y * wide + first : y * wide + last] = b"\xff" * (last - first)
        return Image.frombytes("L", (wide, high), bytes(rows)).reduce(_FINER), (left, top)

    def _crossings(self, polygons: Sequence[Polygon], high: int) -> list[list[tuple[float, int]]]:
        """Where edges cross the middle of each row, and which way they go there."""
        found: list[list[tuple[float, int]]] = [[] for _ in range(high)]
        for polygon in polygons:
            for (x0, y0), (x1, y1) in pairwise([*polygon, polygon[0]]):
                way = 1
                if y0 > y1:
                    x0, y0, x1, y1, way = x1, y1, x0, y0, -1
                first, last = max(ceil(y0 - 0.5), 0), min(ceil(y1 - 0.5), high)
                if first >= last:
                    continue
                self.rows += last - first
                if self.rows > _MOST_ROWS:
                    raise OversizeError("it has too many edges for so many pixels")
                slope = (x1 - x0) / (y1 - y0)
                x = x0 + (first + 0.5 - y0) * slope
                for y in range(first, last):
                    found[y].append((x, way))
                    x += slope
        return found


def _inside(crossings: Sequence[tuple[float, int]], *, even_odd: bool) -> Iterable[tuple[float, float]]:
    """The parts of a row that are inside."""
    winding = 0
    for (x, way), (after, _) in pairwise(crossings):
        winding += way
        if winding & 1 if even_odd else winding:
            yield x, after


def _clipped(clip: Clip, view: Matrix) -> list[Polygon]:
    return [polygon for path, matrix in clip.paths for polygon in filled(path, product(view, matrix))]


def _faded(mask: Image, opacity: float) -> Image:
    return mask if opacity >= 1 else mask.point(lambda value: round(value * opacity))


def _gradient(gradient: Gradient, view: Matrix, at: tuple[int, int], size: tuple[int, int]) -> Image:
    """The colours of a gradient in a rectangle of pixels."""
    from PIL import Image

    back = inverse(product(view, gradient.matrix))
    if back is None:
        return Image.new("RGB", size, gradient.stops[-1].colour)
    ox, oy = moved(back, *at)
    a, b, c, d = back[:4]
    if gradient.kind == "linear":
        shares = _along(gradient.places, (a, b, c, d, ox, oy), size)
    else:
        cx, cy, r = gradient.places[:3]
        k = _MIDDLE / (r or 1e-9)
        data = (a * k, c * k, (ox - cx) * k + _MIDDLE, b * k, d * k, (oy - cy) * k + _MIDDLE)
        shares = _around().transform(size, Image.Transform.AFFINE, data, fillcolor=255)
    tables = _tables(gradient)
    return Image.merge("RGB", [shares.point(table) for table in tables])


_MIDDLE: Final = 128


@cache
def _around() -> Image:
    """How far from the middle of a circle each pixel is, from 0 to 255 at its edge."""
    from PIL import Image

    places = [place + 0.5 - _MIDDLE for place in range(2 * _MIDDLE)]
    shares = bytes(min(round(hypot(x, y) * 255 / _MIDDLE), 255) for y in places for x in places)
    return Image.frombytes("L", (2 * _MIDDLE, 2 * _MIDDLE), shares)


def _along(places: Sequence[float], back: Matrix, size: tuple[int, int]) -> Image:
    """How far along a line each pixel is, from 0 to 255."""
    from PIL import Image

    x1, y1, x2, y2 = places
    dx, dy = x2 - x1, y2 - y1
    square = dx * dx + dy * dy or 1e-12
    a, b, c, d, ox, oy = back
    across, down = (a * dx + b * dy) / square, (c * dx + d * dy) / square
    begin = ((ox - x1) * dx + (oy - y1) * dy) / square
    corners = [begin + across * x + down * y for x in (0, size[0]) for y in (0, size[1])]
    least, most = min(corners), max(corners)
    span = (most - least) or 1.0
    steps = 2048
    shares = bytes(min(max(round((least + span * i / (steps - 1)) * 255), 0), 255) for i in range(steps))
    ramp = Image.frombytes("L", (steps, 1), shares)
    k = (steps - 1) / span
    data = (across * k, down * k, (begin - least) * k, 0, 0, 0.5)
    return ramp.transform(size, Image.Transform.AFFINE, data, fillcolor=shares[-1])


def _tables(gradient: Gradient) -> list[list[int]]:
    """Red, green and blue of each of 256 shares."""
    stops = [(stop.offset, tuple(bytes.fromhex(stop.colour[1:]))) for stop in gradient.stops]
    stops = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    found: list[tuple[int, ...]] = []
    for value in range(256):
        share = value / 255
        at = max(index for index, (offset, _) in enumerate(stops[:-1]) if offset <= share)
        (low, first), (high, second) = stops[at], stops[at + 1]
        part = min(max((share - low) / (high - low), 0.0), 1.0) if high > low else 1.0
        found.append(tuple(round(p + (q - p) * part) for p, q in zip(first, second, strict=True)))
    return [list(each) for each in zip(*found, strict=True)]
