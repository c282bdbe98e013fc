"""What a page paints, one record for each thing, in the coordinates of the page."""

from __future__ import annotations

from msgspec import Struct

from reportgen.preflight.colour import Colour, Space
from reportgen.preflight.geometry import Box
from reportgen.preflight.pixels import Picture


class ShownText(Struct, frozen=True):
    """A piece of text: its box, type size in points, colour, and how many characters have no glyph."""

    box: Box
    size: float
    colour: Colour
    overprint: bool
    missing: int = 0
    raised: bool = False
    """Above or below the line, as marks of notes are."""


class Fill(Struct, frozen=True):
    """A filled path."""

    box: Box
    colour: Colour
    overprint: bool
    rectangle: bool


class Stroke(Struct, frozen=True):
    """A stroked path with the width of its line in points."""

    box: Box
    colour: Colour
    width: float
    overprint: bool


class Image(Struct, frozen=True):
    """A picture: its box, samples each way, and its dictionary. `ppi` is that of the coarser direction."""

    box: Box
    width: int
    height: int
    ppi: float
    bits: int
    space: Space | None
    """None for a stencil, which is painted in a colour."""
    colour: Colour
    source: Picture | None = None
    """None for one in the content stream."""


class Shade(Struct, frozen=True):
    """A gradient."""

    box: Box
    space: Space


class Special(Struct, frozen=True):
    """Something else that matters for print: "transparency", "postscript", "opi", "damaged"."""

    kind: str
    text: str
    box: Box | None = None


Mark = ShownText | Fill | Stroke | Image | Shade | Special
