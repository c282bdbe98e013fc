"""Fonts as far as print asks: embedded or not, of which type, widths of characters, and codes without a glyph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from msgspec import Struct

_MOST_WIDTHS = 200_000
"""Of a font; three for each glyph that it can have."""
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


class Measure(NamedTuple):
    """A string as it is set: its width in 1/1000 of the type size."""

    width: float
    characters: int
    spaces: int
    missing: int


class Font(Struct, frozen=True, dict=True):
    """A font of a page's resources. Widths are 1/1000 of the type size; `known` are codes with a glyph, None: all."""

    name: str
    type: str
    embedded: bool
    wide: bool
    """Codes of two bytes."""
    widths: dict[int, float]
    usual: float
    known: frozenset[int] | None = None

    @cached_property
    def _advances(self) -> tuple[float, ...]:
        return tuple(self.widths.get(code, self.usual) for code in range(256))

    @cached_property
    def _known(self) -> bytes:
        return bytes(code for code in range(256) if self.known is None or code in self.known)

    def measure(self, data: bytes) -> Measure:
        """The advance of a string, how many characters and word spaces it has, and how many have no glyph."""
        found = self._measured.get(data)
        if found is None:
            found = self._measured[data] = self._measure(data)
        return found

    @cached_property
    def _measured(self) -> dict[bytes, Measure]:
        return {}

    def _measure(self, data: bytes) -> Measure:
        if not self.wide:
            width = sum(map(self._advances.__getitem__, data))
            return Measure(width, len(data), data.count(32), len(data.translate(None, self._known)))
        codes = [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False)]
        return Measure(sum(self.widths.get(code, self.usual) for code in codes), len(codes), 0, codes.count(0))


class Fonts:
    """The fonts of a file, each read once."""

    def __init__(self) -> None:
        self._by_object: dict[tuple[int, int], Font] = {}

    def read(self, font: Any) -> Font:
        """The font of a dictionary."""
        key = font.objgen
        if key == (0, 0):
            return read_font(font)
        if key not in self._by_object:
            self._by_object[key] = read_font(font)
        return self._by_object[key]


def read_font(font: Any) -> Font:
    """The font of a font dictionary (ISO 32000-1, 9.5 to 9.8)."""
    kind = str(font.get("/Subtype", "/"))[1:]
    name = str(font.get("/BaseFont", font.get("/Name", "/?")))[1:]
    if kind == "Type0":
        return _composite(font, name)
    widths = font.get("/Widths")
    first = int(font.get("/FirstChar", 0))
    found = {first + i: float(width) for i, width in enumerate(widths)} if widths is not None else {}
    scale = 1.0
    if kind == "Type3":
        matrix = font.get("/FontMatrix")
        scale = float(matrix[0]) * 1000 if matrix is not None else 1.0
    descriptor = font.get("/FontDescriptor")
    return Font(
        name,
        kind,
        kind == "Type3" or _has_program(descriptor),
        False,
        {code: width * scale for code, width in found.items()},
        float(descriptor.get("/MissingWidth", 500)) if descriptor is not None else 500.0,
        _known(font, found),
    )


def _known(font: Any, widths: dict[int, float]) -> frozenset[int] | None:
    if not widths:
        return None
    absent: set[int] = set()
    encoding = font.get("/Encoding")
    differences = encoding.get("/Differences") if hasattr(encoding, "keys") else None
    code = 0
    for entry in differences if differences is not None else ():
        try:
            code = int(entry)
        except (TypeError, ValueError):
            if str(entry) == "/.notdef":
                absent.add(code)
            code += 1
    return frozenset(widths) - absent


def _composite(font: Any, name: str) -> Font:
    below = font.get("/DescendantFonts")[0]
    widths = dict(islice(_cid_widths(below.get("/W")), _MOST_WIDTHS))
    return Font(
        name,
        "Type0",
        _has_program(below.get("/FontDescriptor")),
        True,
        widths,
        float(below.get("/DW", 1000)),
    )


def _cid_widths(entries: Any) -> Iterator[tuple[int, float]]:
    """Widths by CID, from both forms of their array (ISO 32000-1, 9.7.4.3)."""
    waiting = iter(entries if entries is not None else ())
    for start in waiting:
        first: int = int(start)
        second: Any = next(waiting, 0)
        if hasattr(second, "__iter__") and not isinstance(second, str | bytes | int | float):
            yield from ((first + i, float(width)) for i, width in enumerate(second))
        elif (width := next(waiting, None)) is not None:
            yield from ((code, float(width)) for code in range(first, min(int(second), first + 65535) + 1))


def _has_program(descriptor: Any) -> bool:
    return descriptor is not None and any(key in descriptor for key in _FILES)
