"""Rectangles, rules and polylines as path operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from reportgen.pdf.content import PageContent
from reportgen.pdf.syntax import numbers
from reportgen.typeset.boxes import Polyline, Rect, Rule

BOW = 0.5522847498
"""Distance of the control points of a quarter circle drawn as a Bézier curve, in radii."""

_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S"}


def draw_rect(content: PageContent, rect: Rect) -> None:
    """A rectangle, its corners rounded by `radius`."""
    if rect.fill is None and rect.stroke is None:
        return
    _begin(content, rect, rect.stroke_width)
    bottom = content.y(rect.y + rect.height)
    if rect.radius > 0:
        path = _rounded(rect.x, bottom, rect.width, rect.height, min(rect.radius, rect.width / 2, rect.height / 2))
    else:
        path = f"{numbers(rect.x, bottom, rect.width, rect.height)} re"
    content.operators.append(f"{path} {_paint(rect)}")


def draw_rule(content: PageContent, rule: Rule) -> None:
    """A straight line."""
    content.graphics()
    content.mark(rule.owner)
    content.stroke(rule.colour, rule.width)
    content.dash(rule.dash)
    start, end = numbers(rule.x0, content.y(rule.y0)), numbers(rule.x1, content.y(rule.y1))
    content.operators.append(f"{start} m {end} l S")


def draw_polyline(content: PageContent, line: Polyline) -> None:
    """Connected lines; closed or filled where they say so."""
    if len(line.points) < 2 or (line.fill is None and line.stroke is None):
        return
    _begin(content, line, line.width)
    points = [numbers(x, content.y(y)) for x, y in line.points]
    path = " ".join([f"{points[0]} m", *(f"{point} l" for point in points[1:])])
    close = " h" if line.closed else ""
    content.operators.append(f"{path}{close} {_paint(line)}")


def _begin(content: PageContent, shape: Rect | Polyline, width: float) -> None:
    content.graphics()
    content.mark(shape.owner)
    if shape.fill is not None:
        content.fill(shape.fill)
    if shape.stroke is not None:
        content.stroke(shape.stroke, width)
        content.dash(())


def _paint(shape: Rect | Polyline) -> str:
    return _PAINT[shape.fill is not None, shape.stroke is not None]


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    right, top, bow = x + width, y + height, radius * (1 - BOW)
    return " ".join(
        (
            f"{numbers(x + radius, y)} m {numbers(right - radius, y)} l",
            f"{numbers(right - bow, y, right, y + bow, right, y + radius)} c {numbers(right, top - radius)} l",
            f"{numbers(right, top - bow, right - bow, top, right - radius, top)} c {numbers(x + radius, top)} l",
            f"{numbers(x + bow, top, x, top - bow, x, top - radius)} c {numbers(x, y + radius)} l",
            f"{numbers(x, y + bow, x + bow, y, x + radius, y)} c h",
        )
    )
