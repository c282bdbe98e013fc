"""The `print` section of a theme: paper, inks, marks, binding and sheets, as plain data.

Units: lengths in millimetres, inks in percent of the full tone, paper in g/m² and cm³/g.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from reportgen.conditions.named import condition
from reportgen.findings.problem import Problem

Cmyk = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, in percent."""

INK_LIMITS = {"coated": 300.0, "uncoated": 280.0}
"""Most ink of all colours together that a kind of paper bears, in percent."""

STAND_INS = {"coated": "FOGRA39", "uncoated": "FOGRA29"}
"""The printing conditions of the profiles that come with the program, by kind of paper."""

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

_PAPER_RANGES = {"weight": (30, 600), "bulk": (0.5, 3)}


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


class PrintSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    """`page.left` is the margin at the spine: left on right-hand pages, right on left-hand ones. Heads and feet have
    chapter and page number at the outer edge."""
    multiple: int | None = None
    """What the number of pages is filled up to a multiple of; as the binding needs where nothing is given."""
    icc_profile: str | None = None
    """The printing house's profile, a path in the template's folder; without one that of the kind of paper."""
    output_condition: str | None = None
    """What the profile describes: FOGRA52 or "PSO uncoated v3", FOGRA51 or "PSO coated v3", or another name in the
    registry of the ICC."""
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
        named = self.output_condition
        if named is None:
            return STAND_INS[self.paper.kind]
        found = condition(named)
        return found.name if found is not None else named

    @property
    def stand_in(self) -> bool:
        """Whether a profile that comes with the program stands in for that of the printing house."""
        return self.icc_profile is None


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


def print_problems(settings: PrintSettings) -> Iterator[Problem]:
    """What no print can have, as problems with their place in theme.yaml; colours and profile are not looked at."""
    for name in ("paper", "cover_paper"):
        yield from _paper_problems(name, getattr(settings, name))
    if not 0 <= settings.bleed <= 20:
        yield _measure("the bleed is 0 to 20 mm", "bleed")
    if settings.ink_limit is not None and not 100 <= settings.ink_limit <= 400:
        yield _measure("the ink limit is 100 to 400 percent", "ink_limit")
    if settings.multiple is not None and not 1 <= settings.multiple <= 64:
        yield _measure("pages are filled up to a multiple of 1 to 64", "multiple")
    if sheet_size(settings.sheet) is None:
        hint = f"{', '.join(SHEETS)}, or millimetres such as 450x320"
        yield _measure(f'"{settings.sheet}" is no sheet', "sheet", hint=hint)
    yield from _condition_problems(settings)
    if settings.standard == "x-1a" and settings.transparency:
        yield Problem("bad-choice", "PDF/X-1a knows no transparency", keys=("print", "transparency"))


def _condition_problems(settings: PrintSettings) -> Iterator[Problem]:
    """A condition whose profile is not there, or that is not for the paper."""
    place = ("print", "output_condition")
    if settings.output_condition is None:
        return
    known = condition(settings.output_condition)
    if settings.stand_in and settings.condition != STAND_INS[settings.paper.kind]:
        text = f"{settings.condition} needs the printing house's profile of it: icc_profile names the file"
        hint = "the printing house has it"
        if known is not None:
            hint = f"{known.said} is usually {known.file}; the printing house has it, or the ECI (eci.org)"
        yield Problem("missing-profile", text, keys=place, hint=hint)
    if known is not None and known.paper != settings.paper.kind:
        text = f"{known.said} is for {known.paper} paper, and paper: says {settings.paper.kind}"
        yield Problem("other-paper", text, keys=place, hint=f"paper: {{kind: {known.paper}}}", severity="warning")


def _paper_problems(name: str, paper: Paper) -> Iterator[Problem]:
    for field_name, (least, most) in _PAPER_RANGES.items():
        value = getattr(paper, field_name)
        if not least <= value <= most:
            text = f"{field_name} is {least} to {most}, not {value:g}"
            yield _measure(text, name, field_name, hint="weight in g/m², bulk in cm³/g")


def _measure(text: str, *keys: str, hint: str | None = None) -> Problem:
    return Problem("bad-measure", text, keys=("print", *keys), hint=hint)
