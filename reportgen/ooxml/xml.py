"""Strings of XML: namespaces, attributes, and the units of WordprocessingML and DrawingML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.text.xml import escape

HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPG: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
ADEC: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"
ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"

STORY_NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}" xmlns:c="{C}" '
    f'xmlns:mc="{MC}" xmlns:wpg="{WPG}" xmlns:wps="{WPS}"'
)
"""What the root of a fragment of document text declares; parsed with it, a fragment moves without being rewritten."""


def attributes(values: Mapping[str, object]) -> str:
    """` name="value"` for each entry, in order."""
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items())


EMU_TWIP: Final = 635
"""English Metric Units of a twip."""


def twips(points: float) -> int:
    """Twentieths of a point (ST_TwipsMeasure)."""
    return round(points * 20)


def mm_twips(millimetres: float) -> int:
    """Twentieths of a point from millimetres."""
    return round(millimetres * 1440 / 25.4)


def half_points(points: float) -> int:
    """Half-points (ST_HpsMeasure), the unit of type sizes."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Eighths of a point, the unit of border widths; Word draws 2 to 96."""
    return min(96, max(2, round(points * 8)))


def emu(points: float) -> int:
    """English Metric Units (914,400 to the inch) from points."""
    return round(points * 12700)


def mm_emu(millimetres: float) -> int:
    """English Metric Units from millimetres."""
    return round(millimetres * 36000)


def hexadecimal(colour: str) -> str:
    """``#RRGGBB`` as ST_HexColor."""
    return colour.lstrip("#").upper()
