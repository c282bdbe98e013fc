"""The `print` section of a theme: paper, inks, marks, binding and sheets, as plain data.

Units: lengths in millimetres, inks in percent of the full tone, paper in g/m² and cm³/g.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Cmyk = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, in percent."""

BLACK: Cmyk = (0, 0, 0, 100)

INK_LIMITS = {"coated": 300.0, "uncoated": 280.0}
"""Most ink of all colours together that a kind of paper bears, in percent."""

SHEETS: dict[str, tuple[float, float]] = {
    "A4": (297, 210),
    "A3": (420, 297),
    "A2": (594, 420),
    "SRA4": (320, 225),
    "SRA3": (450, 320),
    "SRA2": (640, 450),
}
"""Sheets by name, width and height in millimetres."""

MULTIPLES = {"saddle": 4, "perfect": 2, "none": 1}
"""What the number of pages is a multiple of, by binding."""


class Paper(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper. `bulk` is its specific volume: 1.0 is dense, recycled paper has about 1.2."""

    kind: Literal["coated", "uncoated"] = "uncoated"
    weight: float = 100
    bulk: float = 1.2

    @property
    def thickness(self) -> float:
        """Of one leaf, in millimetres."""
        return self.weight * self.bulk / 1000


class MarkSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is printed around the trimmed page."""

    crop: bool = True
    registration: bool = True
    colour_bar: bool = True


class Printing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a report is printed. Every colour of a theme that is printed needs inks; none is ever converted."""

    standard: Literal["x-4", "x-1a"] = "x-4"
    """PDF/X-4 (ISO 15930-7), or PDF/X-1a:2003 (ISO 15930-4) for older workflows."""
    bleed: float = 3
    marks: MarkSettings = field(default_factory=MarkSettings)
    paper: Paper = field(default_factory=Paper)
    cover_paper: Paper = field(default_factory=lambda: Paper(weight=250, bulk=1.1))
    binding: Literal["saddle", "perfect", "none"] = "saddle"
    cover: Literal["inside", "separate"] = "inside"
    """"separate" makes a file of its own: back, spine and front on one sheet, and its inner side."""
    spine_text: Literal["up", "down", "none"] = "up"
    """The way the title runs on the spine, where that is wide enough."""
    mirrored: bool = True
    """`page.left` is the margin at the spine: left on right-hand pages, right on left-hand ones."""
    multiple: int | None = None
    """What the number of pages is filled up to a multiple of; as the binding needs where nothing is given."""
    icc_profile: str | None = None
    """The printing house's profile, a path in the template's folder; without one that of the kind of paper."""
    output_condition: str | None = None
    """The name of the printing condition in the registry of the ICC ("FOGRA52"); needed with a profile of one's own."""
    ink_limit: float | None = None
    transparency: bool = False
    """Keep transparent pictures (PDF/X-4 only); else they are set on paper white."""
    untagged_rgb: Literal["refuse", "srgb"] = "refuse"
    """What an RGB picture without profile is: an error, or sRGB."""
    colours: Mapping[str, Cmyk] = field(default_factory=dict)
    """Inks by the name of a colour, or by ``#RRGGBB`` where styles use one without a name."""
    spots: Mapping[str, str] = field(default_factory=dict)
    """Names of spot colours by the name of a colour; its inks stand in where the spot colour is not printed."""
    grey: Mapping[str, float] = field(default_factory=dict)
    """Black in percent by the name of a colour, for grey print; worked out where nothing is given."""
    sheet: str = "SRA3"
    """The sheet that booklets are printed on: a name, or ``<width>x<height>`` in millimetres."""

    @property
    def limit(self) -> float:
        """Most ink of all colours together, in percent."""
        return self.ink_limit if self.ink_limit is not None else INK_LIMITS[self.paper.kind]

    @property
    def pages(self) -> int:
        """What the number of pages is filled up to a multiple of."""
        return self.multiple or MULTIPLES[self.binding]

    @property
    def condition(self) -> str:
        """The printing condition, as the ICC registers it."""
        return self.output_condition or {"coated": "FOGRA39", "uncoated": "FOGRA29"}[self.paper.kind]


def sheet_size(name: str) -> tuple[float, float] | None:
    """Width and height in millimetres of ``SRA3`` or ``450x320``, the longer side first; None for neither."""
    known = SHEETS.get(name.upper())
    if known is not None:
        return known
    width, times, height = name.lower().replace("×", "x").partition("x")
    try:
        sides = sorted((float(width), float(height)), reverse=True)
    except ValueError:
        return None
    return (sides[0], sides[1]) if times and sides[1] > 0 and sides[0] < 10_000 else None


INKS: dict[str, Cmyk] = {
    "ink": BLACK,
    "muted": (0, 0, 0, 76),
    "primary": (95, 0, 30, 58),
    "primary-deep": (100, 0, 35, 75),
    "tint-1": (75, 0, 25, 40),
    "tint-2": (56, 0, 20, 24),
    "tint-3": (36, 0, 13, 6),
    "tint-4": (17, 0, 6, 2),
    "rule": (0, 0, 0, 55),
    "rule-pale": (0, 0, 0, 20),
    "fill": (0, 0, 0, 4),
    "fill-strong": (11, 0, 5, 0),
    "warning": (0, 42, 100, 44),
    "warning-fill": (0, 3, 9, 2),
    "paper": (0, 0, 0, 0),
}
"""Inks of the neutral default's colours, chosen by hand: texts in black alone, the primary family without magenta."""
