"""Path data and basic shapes as paths of lines and cubic curves (SVG 1.1, 8.3 and 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import acos, atan2, ceil, copysign, cos, hypot, pi, radians, sin, sqrt, tan
from typing import Final

from reportgen.errors import DrawingError
from reportgen.svg.drawing import Command, Path
from reportgen.svg.numbers import NUMBER, numbers, sensible

_COUNTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_GAP = re.compile(r"[\s,]*")
_VALUE = re.compile(NUMBER)
_FLAG = re.compile("[01]")
_ROUND: Final = 4 / 3 * (sqrt(2) - 1)
"""Where the control points of a quarter of a circle lie, as a share of its radius."""


def path(data: str) -> Path:
    """The path of a `d` attribute. Raises DrawingError where it cannot be read to its end."""
    return tuple(_Pen().draw(data))


class _Pen:
    """Where a path has come to."""

    def __init__(self) -> None:
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: tuple[str, float, float] = ("", 0.0, 0.0)
        """The last control point, and of which kind of curve."""

    def draw(self, data: str) -> Iterator[Command]:
        at = _GAP.match(data).end()  # type: ignore[union-attr]
        letter = ""
        while at < len(data):
            if data[at] in ("MmLlHhVvCcSsQqTtAaZz" if letter else "Mm"):
                letter, at = data[at], at + 1
            elif letter in ("", "Z", "z"):
                raise _unreadable(data, at)
            values, at = self._values(data, at, letter.upper())
            yield from self._command(letter, values)
            letter = {"M": "L", "m": "l"}.get(letter, letter)
            at = _GAP.match(data, at).end()  # type: ignore[union-attr]

    def _values(self, data: str, at: int, letter: str) -> tuple[list[float], int]:
        found: list[float] = []
        for index in range(_COUNTS[letter]):
            pattern = _FLAG if letter == "A" and index in (3, 4) else _VALUE
            match = pattern.match(data, _GAP.match(data, at).end())  # type: ignore[union-attr]
            if match is None:
                raise _unreadable(data, at)
            found.append(sensible(float(match[0]), "a path"))
            at = match.end()
        return found, at

    def _command(self, letter: str, values: list[float]) -> Iterator[Command]:
        kind, relative = letter.upper(), letter.islower()
        if kind == "Z":
            self.x, self.y = self.start_x, self.start_y
            self.control = ("", 0.0, 0.0)
            yield "Z", ()
            return
        if relative and kind not in ("H", "V", "A"):
            values = [value + (self.y if index % 2 else self.x) for index, value in enumerate(values)]
        if kind == "H":
            values = [values[0] + (self.x if relative else 0), self.y]
        elif kind == "V":
            values = [self.x, values[0] + (self.y if relative else 0)]
        elif kind == "A" and relative:
            values[5:] = [values[5] + self.x, values[6] + self.y]
        if kind in "CSQT":
            yield self._curve(kind, values)
        elif kind == "A":
            yield from arc(self.x, self.y, *values)
        else:
            yield ("M" if kind == "M" else "L"), (values[0], values[1])
        if kind not in "CSQT":
            self.control = ("", 0.0, 0.0)
        self.x, self.y = values[-2:]
        if kind == "M":
            self.start_x, self.start_y = self.x, self.y

    def _curve(self, kind: str, values: list[float]) -> Command:
        family = "C" if kind in "CS" else "Q"
        if kind in "ST":
            known, x, y = self.control
            mirrored = [2 * self.x - x, 2 * self.y - y] if known == family else [self.x, self.y]
            values = [*mirrored, *values]
        self.control = (family, values[-4], values[-3])
        if family == "C":
            return "C", tuple(values)
        return "C", _cubic(self.x, self.y, *values)


def _cubic(x0: float, y0: float, x1: float, y1: float, x2: float, y2: float) -> tuple[float, ...]:
    """A quadratic curve as a cubic one."""
    return (x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0), x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2), x2, y2)


def _unreadable(data: str, at: int) -> DrawingError:
    return DrawingError(f"has a path that cannot be read at character {at + 1}: {data[max(at - 10, 0) : at + 20]!r}")


def arc(
    x0: float, y0: float, rx: float, ry: float, turn: float, large: float, sweep: float, x: float, y: float
) -> Iterator[Command]:
    """An elliptical arc as cubic curves (SVG 1.1, F.6)."""
    rx, ry = abs(rx), abs(ry)
    if (x0, y0) == (x, y):
        return
    if not rx or not ry:
        yield "L", (x, y)
        return
    phi = radians(turn)
    across, along = (x0 - x) / 2, (y0 - y) / 2
    x1, y1 = cos(phi) * across + sin(phi) * along, -sin(phi) * across + cos(phi) * along
    much = sqrt(x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry))
    if much > 1:
        rx, ry = rx * much, ry * much
    under = rx * rx * y1 * y1 + ry * ry * x1 * x1
    factor = sqrt(max(rx * rx * ry * ry / under - 1, 0.0)) if under else 0.0
    if bool(large) == bool(sweep):
        factor = -factor
    cx, cy = factor * rx * y1 / ry, -factor * ry * x1 / rx
    middle_x = cos(phi) * cx - sin(phi) * cy + (x0 + x) / 2
    middle_y = sin(phi) * cx + cos(phi) * cy + (y0 + y) / 2
    begin = atan2((y1 - cy) / ry, (x1 - cx) / rx)
    swept = _between((x1 - cx) / rx, (y1 - cy) / ry, (-x1 - cx) / rx, (-y1 - cy) / ry)
    if sweep and swept < 0:
        swept += 2 * pi
    elif not sweep and swept > 0:
        swept -= 2 * pi
    pieces = max(ceil(abs(swept) / (pi / 2) - 1e-9), 1)
    step = swept / pieces
    reach = 4 / 3 * tan(step / 4)
    for index in range(pieces):
        a, b = begin + index * step, begin + (index + 1) * step
        unit = (
            *(cos(a) - reach * sin(a), sin(a) + reach * cos(a)),
            *(cos(b) + reach * sin(b), sin(b) - reach * cos(b)),
            *(cos(b), sin(b)),
        )
        points: list[float] = []
        for u, v in zip(unit[::2], unit[1::2], strict=True):
            points.append(middle_x + cos(phi) * rx * u - sin(phi) * ry * v)
            points.append(middle_y + sin(phi) * rx * u + cos(phi) * ry * v)
        if index == pieces - 1:
            points[-2:] = [x, y]
        yield "C", tuple(points)


def _between(ux: float, uy: float, vx: float, vy: float) -> float:
    """The angle from one direction to another, with its sign."""
    long = hypot(ux, uy) * hypot(vx, vy)
    if not long:
        return 0.0
    return copysign(acos(min(max((ux * vx + uy * vy) / long, -1.0), 1.0)), ux * vy - uy * vx)


# ---------------------------------------------------------------------------------------------------- basic shapes


def rectangle(x: float, y: float, width: float, height: float, rx: float, ry: float) -> Path:
    """A rectangle, its corners rounded; nothing where it has no area."""
    if width <= 0 or height <= 0:
        return ()
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if rx <= 0 or ry <= 0:
        return ("M", (x, y)), ("L", (right, y)), ("L", (right, bottom)), ("L", (x, bottom)), ("Z", ())
    u, v = rx * (1 - _ROUND), ry * (1 - _ROUND)
    return (
        ("M", (x + rx, y)),
        ("L", (right - rx, y)),
        ("C", (right - u, y, right, y + v, right, y + ry)),
        ("L", (right, bottom - ry)),
        ("C", (right, bottom - v, right - u, bottom, right - rx, bottom)),
        ("L", (x + rx, bottom)),
        ("C", (x + u, bottom, x, bottom - v, x, bottom - ry)),
        ("L", (x, y + ry)),
        ("C", (x, y + v, x + u, y, x + rx, y)),
        ("Z", ()),
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Path:
    """An ellipse; nothing where it has no area."""
    return rectangle(cx - rx, cy - ry, 2 * rx, 2 * ry, rx, ry) if rx > 0 and ry > 0 else ()


def polygon(points: str, *, closed: bool) -> Path:
    """Straight lines from point to point."""
    found = numbers(points, "points")
    if len(found) % 2:
        raise DrawingError(f"has points without a partner: {points[:40]!r}")
    pairs = list(zip(found[::2], found[1::2], strict=True))
    if not pairs:
        return ()
    lines: list[Command] = [("M", pairs[0]), *(("L", pair) for pair in pairs[1:])]
    return (*lines, ("Z", ())) if closed else tuple(lines)
