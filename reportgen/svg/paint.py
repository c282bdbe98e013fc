"""What shapes are painted with: colours, and gradients by their ids (SVG 1.1, 11.2 and 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reportgen.errors import DrawingError
from reportgen.svg.drawing import Gradient, Matrix, Paint, Stop, product
from reportgen.svg.numbers import colour, length, share, transform
from reportgen.svg.style import Sheet, check

_SVG: Final = "{http://www.w3.org/2000/svg}"
_KINDS: Final[Mapping[str, Any]] = {f"{_SVG}linearGradient": "linear", f"{_SVG}radialGradient": "radial"}
_PLACES: Final = {
    "linear": (("x1", "0%"), ("y1", "0%"), ("x2", "100%"), ("y2", "0%")),
    "radial": (("cx", "50%"), ("cy", "50%"), ("r", "50%"), ("fx", None), ("fy", None)),
}
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_MOST_STOPS: Final = 200
_DEEPEST: Final = 8


class Servers:
    """The gradients of a drawing."""

    def __init__(self, ids: Mapping[str, Any], sheet: Sheet) -> None:
        self._ids, self._sheet = ids, sheet

    def paint(self, given: str, current: str, box: tuple[float, float, float, float], matrix: Matrix) -> Paint | None:
        """What a `fill` or `stroke` says, for a shape with these bounds and this matrix; None for nothing."""
        given = given.strip()
        if given in ("none", "transparent"):
            return None
        if given.lower() == "currentcolor":
            return colour(current)
        if given.startswith("url("):
            target = given.partition(")")[0].removeprefix("url(").strip(" '\"")[1:]
            return self._gradient(target, box, matrix)
        return colour(given)

    def _gradient(self, target: str, box: tuple[float, float, float, float], matrix: Matrix) -> Paint | None:
        chain = list(self._chain(target))
        kind = _KINDS[chain[0].tag]
        given: dict[str, str] = {}
        for element in reversed(chain):
            given |= {str(name): str(value) for name, value in element.attrib.items()}
        if given.get("spreadMethod", "pad") != "pad":
            raise DrawingError(f"has a gradient that repeats ({given['spreadMethod']})", "export it as plain paths")
        stops = self._stops(next((each for each in chain if len(each)), chain[0]))
        if not stops:
            return None
        stops = stops if len(stops) > 1 else stops * 2
        whole = given.get("gradientUnits", "objectBoundingBox") == "userSpaceOnUse"
        if not whole:
            left, top, width, height = box
            if not width or not height:
                return None
            matrix = product(matrix, (width, 0, 0, height, left, top))
        elif any(value.strip().endswith("%") for name, value in given.items() if name in "x1y1x2y2cxcyrfxfy"):
            raise DrawingError("has a gradient in shares of the drawing", "export it with absolute coordinates")
        if "gradientTransform" in given:
            matrix = product(matrix, transform(given["gradientTransform"]))
        return Gradient(kind, _places(kind, given), stops, matrix)

    def _chain(self, target: str) -> Iterator[Any]:
        """A gradient, and those that it takes its stops and places from."""
        seen: set[str] = set()
        while target:
            element = self._ids.get(target)
            if element is None or element.tag not in _KINDS:
                raise DrawingError(f'is painted with "{target}", which is no gradient that it has')
            if target in seen or len(seen) > _DEEPEST:
                raise DrawingError(f'has a gradient that goes back to itself: "{target}"')
            seen.add(target)
            yield element
            target = next((element.get(name) for name in _HREFS if element.get(name)), "").strip()[1:]

    def _stops(self, element: Any) -> tuple[Stop, ...]:
        found: list[Stop] = []
        for each in element.iter(f"{_SVG}stop"):
            declared = self._sheet.declarations(each, "stop")
            check(declared)
            offset = max(share(declared.get("offset") or "0", "an offset"), found[-1].offset if found else 0.0)
            opacity = share(declared.get("stop-opacity") or "1", "an opacity")
            found.append(Stop(offset, colour(declared.get("stop-color") or "black"), opacity))
        if len(found) > _MOST_STOPS:
            raise DrawingError(f"has a gradient of more than {_MOST_STOPS} colours")
        if len({stop.opacity for stop in found}) > 1:
            raise DrawingError("has a gradient that fades away", "export it with opaque colours, or as PNG")
        return tuple(found)


def _places(kind: str, given: Mapping[str, str]) -> tuple[float, ...]:
    found: list[float] = []
    for name, default in _PLACES[kind]:
        text = given.get(name) or default
        found.append(length(text, f'"{name}"', 1.0) if text is not None else found[0 if name == "fx" else 1])
    return tuple(found)
