"""Drawings as form XObjects (ISO 32000-1, 8.10): paths, clips, gradients as patterns, groups as transparency groups.

A form is as large as the unit square, as image XObjects are, so that a page places both in the same way. It has no
marked content of its own: all of it belongs to the figure that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import floor, log10
from typing import Final

from reportgen.pdf.palette import Palette
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.svg.drawing import (
    Drawing,
    Gradient,
    Group,
    Matrix,
    Paint,
    Path,
    Shape,
    Stop,
    Stroke,
    moved,
)

_FORM = b"/Type/XObject/Subtype/Form/FormType 1"
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c"}
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_DIGITS: Final = 6
"""Of a number: a thousandth of a millimetre on a page."""
_APART: Final = 1e-4
"""Between two colours of a gradient that stand at one place."""


def write_drawing(file: PdfFile, drawing: Drawing, palette: Palette) -> int:
    """The object number of a drawing as large as the unit square, y up."""
    x, y, width, height = drawing.box
    matrix = _numbers(1 / width, 0, 0, -1 / height, -x / width, 1 + y / height)
    return _Form(file, drawing.box, palette).write(drawing.children, b"/Matrix[%s]" % matrix.encode(), 1.0)


class _Form:
    """The content of one form, and the resources that it names."""

    def __init__(self, file: PdfFile, box: tuple[float, float, float, float], palette: Palette) -> None:
        self.file, self.box, self.palette = file, box, palette
        self.operators: list[str] = []
        self.states: dict[tuple[float, float], str] = {}
        self.patterns: list[bytes] = []
        self.forms: list[int] = []

    def write(self, children: Iterable[Shape | Group], entries: bytes, opacity: float) -> int:
        """The finished form. Where nothing can be transparent, all of it is mixed with white by its `opacity`."""
        self._children(children, opacity)
        x, y, width, height = self.box
        box = b"/BBox[%s]" % _numbers(x, y, x + width, y + height).encode()
        resources = b"/Resources<<%s>>" % self._resources()
        return self.file.add_stream("\n".join(self.operators).encode(), _FORM + box + entries + resources)

    def _resources(self) -> bytes:
        states = self.palette.states + b"".join(
            b"%s<</Type/ExtGState/ca %s/CA %s>>" % (name.encode(), _number(fill).encode(), _number(line).encode())
            for (fill, line), name in self.states.items()
        )
        found = {
            b"ExtGState": states,
            b"ColorSpace": self.palette.spaces,
            b"Pattern": b"".join(b"/P%d%s" % each for each in enumerate(self.patterns)),
            b"XObject": b"".join(b"/G%d %s" % (at, reference(number)) for at, number in enumerate(self.forms)),
        }
        return b"".join(b"/%s<<%s>>" % each for each in found.items() if each[1])

    def _children(self, children: Iterable[Shape | Group], opacity: float) -> None:
        for child in children:
            if isinstance(child, Group):
                self._group(child, opacity)
            else:
                self._shape(child, opacity)

    def _group(self, group: Group, opacity: float) -> None:
        self.operators.append("q")
        for clip in group.clips:
            self.operators += [_path(path, matrix) for path, matrix in clip.paths]
            if not any(path for path, _ in clip.paths):
                self.operators.append("0 0 0 0 re")
            self.operators.append("W* n" if clip.even_odd else "W n")
        if group.opacity == 1 or not self.palette.transparency:
            self._children(group.children, opacity * group.opacity)
        else:
            form = _Form(self.file, self.box, self.palette)
            self.forms.append(form.write(group.children, b"/Group<</S/Transparency>>", 1.0))
            self._see_through(group.opacity, group.opacity)
            self.operators.append(f"/G{len(self.forms) - 1} Do")
        self.operators.append("Q")

    def _shape(self, shape: Shape, opacity: float) -> None:
        stroke = shape.stroke
        self.operators.append("q")
        fades = shape.opacity * _fading(shape.fill), stroke.opacity * _fading(stroke.paint) if stroke else 1.0
        if self.palette.transparency:
            self._see_through(*fades)
            fades = (1.0, 1.0)
        if shape.fill is not None:
            self._paint(shape.fill, fades[0] * opacity, stroked=False)
        matrix: Matrix | None = shape.matrix
        if stroke is not None:
            self._paint(stroke.paint, fades[1] * opacity, stroked=True)
            self.operators += [f"{_numbers(*shape.matrix)} cm", *_line(stroke)]
            matrix = None
        self.operators.append(_path(shape.path, matrix))
        even = "*" if shape.even_odd else ""
        ending = ("B" if shape.fill is not None else "S") if stroke is not None else "f"
        self.operators.append(ending + (even if ending != "S" else ""))
        self.operators.append("Q")

    def _see_through(self, fill: float, line: float) -> None:
        if (fill, line) != (1.0, 1.0):
            name = self.states.setdefault((fill, line), f"/A{len(self.states)}")
            self.operators.append(f"{name} gs")

    def _paint(self, paint: Paint, opacity: float, *, stroked: bool) -> None:
        if isinstance(paint, str):
            mixed = _on_white(paint, opacity)
            self.operators.append(self.palette.stroke(mixed) if stroked else self.palette.fill(mixed))
            return
        self.patterns.append(_pattern(paint, self.palette, opacity))
        name = f"P{len(self.patterns) - 1}"
        self.operators.append(f"/Pattern CS /{name} SCN" if stroked else f"/Pattern cs /{name} scn")


def _fading(paint: Paint | None) -> float:
    """How opaque a gradient is: all of its colours are alike."""
    return paint.stops[0].opacity if isinstance(paint, Gradient) else 1.0


def _line(stroke: Stroke) -> list[str]:
    found = [f"{_number(stroke.width)} w {_CAPS[stroke.cap]} J {_JOINS[stroke.join]} j {_number(stroke.miter)} M"]
    if stroke.dash:
        found.append(f"[{_numbers(*stroke.dash)}] {_number(stroke.offset)} d")
    return found


def _path(path: Path, matrix: Matrix | None) -> str:
    found: list[str] = []
    for letter, points in path:
        if letter == "Z":
            found.append("h")
            continue
        if matrix is not None:
            pairs = zip(points[::2], points[1::2], strict=True)
            points = tuple(value for x, y in pairs for value in moved(matrix, x, y))
        found.append(f"{_numbers(*points)} {_OPERATORS[letter]}")
    return "\n".join(found)


# -------------------------------------------------------------------------------------------------------- gradients


def _pattern(gradient: Gradient, palette: Palette, opacity: float) -> bytes:
    """A shading pattern (ISO 32000-1, 8.7.4.5)."""
    if gradient.kind == "linear":
        kind, places = 2, gradient.places
    else:
        cx, cy, r, fx, fy = gradient.places
        kind, places = 3, (fx, fy, 0.0, cx, cy, r)
    return b"<</Type/Pattern/PatternType 2/Matrix[%s]/Shading<<%s/Coords[%s]/Extend[true true]/Function%s>>>>" % (
        _numbers(*gradient.matrix).encode(),
        b"/ShadingType %d/ColorSpace%s" % (kind, palette.space),
        _numbers(*places).encode(),
        _function(_whole(gradient.stops), palette, opacity),
    )


def _whole(stops: tuple[Stop, ...]) -> list[tuple[float, str]]:
    """Places and colours from 0 to 1, each a little behind the one before."""
    found: list[tuple[float, str]] = [(0.0, stops[0].colour)]
    for stop in stops:
        place = max(stop.offset, found[-1][0] + _APART)
        if stop.offset > 0 or len(found) > 1 or stop.colour != found[0][1]:
            found.append((place, stop.colour))
    if found[-1][0] < 1:
        found.append((1.0, found[-1][1]))
    last = found[-1][0]
    return [(place / last, value) for place, value in found]


def _function(stops: list[tuple[float, str]], palette: Palette, opacity: float) -> bytes:
    pieces = [
        b"<</FunctionType 2/Domain[0 1]/N 1/C0[%s]/C1[%s]>>"
        % tuple(palette.parts(_on_white(value, opacity)).encode() for _, value in pair)
        for pair in pairwise(stops)
    ]
    if len(pieces) == 1:
        return pieces[0]
    return b"<</FunctionType 3/Domain[0 1]/Functions[%s]/Bounds[%s]/Encode[%s]>>" % (
        b"".join(pieces),
        _numbers(*(place for place, _ in stops[1:-1])).encode(),
        b" ".join([b"0 1"] * len(pieces)),
    )


def _on_white(value: str, opacity: float) -> str:
    """What a colour looks like on paper through which so much of it is seen."""
    if opacity >= 1:
        return value
    return "#" + "".join(f"{round(part * opacity + 255 * (1 - opacity)):02X}" for part in bytes.fromhex(value[1:]))


def _number(value: float) -> str:
    """A number with so many digits, without exponent."""
    if abs(value) < 1e-9:
        return "0"
    decimals = max(_DIGITS - 1 - floor(log10(abs(value))), 0)
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numbers(*values: float) -> str:
    return " ".join(map(_number, values))
