"""Numbers, lengths, transforms and colours as SVG attributes write them (SVG 1.1, 4.2 and 7.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from math import cos, isfinite, radians, sin, tan
from typing import Final

from reportgen.errors import DrawingError
from reportgen.svg.drawing import IDENTITY, Matrix, product

NUMBER: Final = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"\s*({NUMBER})\s*(px|pt|pc|mm|cm|in|%)?\s*")
_UNITS: Final = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_FUNCTION = re.compile(r"\s*(\w+)\s*\(([^()]*)\)[\s,]*")
_ALL = re.compile(NUMBER)
_BETWEEN = re.compile(r"[\s,]*")
_RGB = re.compile(r"rgba?\(([^()]*)\)")
_LARGEST = 1e7
"""Coordinates beyond are a fault, and more than PDF can say."""


def numbers(text: str, what: str) -> list[float]:
    """Numbers with white space or commas between."""
    if _BETWEEN.sub("", _ALL.sub("", text)):
        raise DrawingError(f"has {what} that cannot be read: {text[:40]!r}")
    return [sensible(float(each), what) for each in _ALL.findall(text)]


def sensible(value: float, what: str) -> float:
    """A number that a drawing can have."""
    if not isfinite(value) or abs(value) > _LARGEST:
        raise DrawingError(f"has {what} that is out of all proportion: {value:g}")
    return value


def length(text: str, what: str, whole: float = 0.0) -> float:
    """A length in pixels; per cents are those of `whole`."""
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise DrawingError(f"has {what} that is no length: {text[:40]!r}", "use numbers, px, pt, mm, cm or in")
    value = float(match[1])
    return sensible(value / 100 * whole if match[2] == "%" else value * _UNITS[match[2]], what)


def share(text: str, what: str) -> float:
    """A number from 0 to 1, or per cents."""
    match = _LENGTH.fullmatch(text)
    if match is None or match[2] not in (None, "%"):
        raise DrawingError(f"has {what} that is no number: {text[:40]!r}")
    return min(max(float(match[1]) / (100 if match[2] else 1), 0.0), 1.0)


def transform(text: str) -> Matrix:
    """A list of transforms as one matrix."""
    found: list[Matrix] = []
    at = 0
    while at < len(text.rstrip()):
        match = _FUNCTION.match(text, at)
        made = _matrix(match[1], numbers(match[2], "a transform")) if match else None
        if match is None or made is None:
            raise DrawingError(f"has a transform that cannot be read: {text[:60]!r}")
        found.append(made)
        at = match.end()
    return reduce(product, found, IDENTITY)


def _matrix(name: str, given: Sequence[float]) -> Matrix | None:
    match name, given:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "translate", [x]:
            return (1, 0, 0, 1, x, 0)
        case "translate", [x, y]:
            return (1, 0, 0, 1, x, y)
        case "scale", [x]:
            return (x, 0, 0, x, 0, 0)
        case "scale", [x, y]:
            return (x, 0, 0, y, 0, 0)
        case "rotate", [angle]:
            turn = radians(angle)
            return (cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0)
        case "rotate", [angle, x, y]:
            around = product((1, 0, 0, 1, x, y), _matrix("rotate", [angle]) or IDENTITY)
            return product(around, (1, 0, 0, 1, -x, -y))
        case "skewX", [angle]:
            return (1, 0, tan(radians(angle)), 1, 0, 0)
        case "skewY", [angle]:
            return (1, tan(radians(angle)), 0, 1, 0, 0)
    return None


def colour(text: str) -> str:
    """A colour as ``#RRGGBB`` in capitals."""
    from PIL import ImageColor

    text = text.strip().lower()
    rgb = _RGB.fullmatch(text)
    try:
        if rgb:
            parts = re.split(r"[\s,/]+", rgb[1].strip())
            if len(parts) != 3:
                raise ValueError
            found = [round(share(p, "a colour") * 255) if p.endswith("%") else round(float(p)) for p in parts]
            red, green, blue = (min(max(value, 0), 255) for value in found)
        else:
            if text.startswith("#") and len(text) not in (4, 7):
                raise ValueError
            red, green, blue = ImageColor.getrgb(text)[:3]
    except (ValueError, OverflowError):
        hint = "use #RRGGBB, rgb(…) or a colour's name"
        raise DrawingError(f"has a colour that cannot be read: {text[:40]!r}", hint) from None
    return f"#{red:02X}{green:02X}{blue:02X}"
