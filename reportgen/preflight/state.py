"""The graphics state while a content stream is read (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.preflight.colour import BLACK, GRAY, Colour, Space
from reportgen.preflight.fonts import Font, Fonts
from reportgen.preflight.geometry import EVERYWHERE, IDENTITY, Box, Matrix


class State(Struct):
    """Everything that ``q`` saves and ``Q`` brings back."""

    matrix: Matrix = IDENTITY
    clip: Box | None = EVERYWHERE
    fill_space: Space = GRAY
    stroke_space: Space = GRAY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    fill_over: bool = False
    stroke_over: bool = False
    over_mode: int = 0
    font: Font | None = None
    size: float = 1.0
    character_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0

    def copy(self) -> State:
        """The state as it is now."""
        return replace(self)

    def overprints(self, colour: Colour, over: bool) -> bool:
        """Whether a colour leaves standing what lies below; with mode 0, white of all plates knocks out (8.6.7)."""
        if not over:
            return False
        return self.over_mode == 1 or colour.space.kind in ("spot", "black") or colour.total == 0


class Parameters(Struct, frozen=True):
    """A graphics state dictionary (8.4.5), as far as print asks; None leaves what is set."""

    fill_over: bool | None = None
    stroke_over: bool | None = None
    over_mode: int | None = None
    width: float | None = None
    font: tuple[Font, float] | None = None
    transparency: tuple[str, ...] = ()
    """What of it lets something shine through."""

    @classmethod
    def read(cls, dictionary: Any, fonts: Fonts) -> Parameters:
        """The parameters of a dictionary; /OP holds for areas too where /op is not given (8.6.7)."""
        stroke = bool(dictionary["/OP"]) if "/OP" in dictionary else None
        font = dictionary.get("/Font")
        return cls(
            fill_over=bool(dictionary["/op"]) if "/op" in dictionary else stroke,
            stroke_over=stroke,
            over_mode=int(dictionary["/OPM"]) if "/OPM" in dictionary else None,
            width=float(dictionary["/LW"]) if "/LW" in dictionary else None,
            font=(fonts.read(font[0]), float(font[1])) if font is not None else None,
            transparency=tuple(_transparency(dictionary)),
        )

    def apply(self, state: State) -> None:
        """Set what is given."""
        if self.fill_over is not None:
            state.fill_over = self.fill_over
        if self.stroke_over is not None:
            state.stroke_over = self.stroke_over
        if self.over_mode is not None:
            state.over_mode = self.over_mode
        if self.width is not None:
            state.width = self.width
        if self.font is not None:
            state.font, state.size = self.font


def _transparency(dictionary: Any) -> Iterator[str]:
    for key, what in (("/ca", "areas"), ("/CA", "lines")):
        if float(dictionary.get(key, 1)) < 1:
            yield f"{what} let {100 - 100 * float(dictionary[key]):.0f} % through"
    mode = dictionary.get("/BM")
    if mode is not None and str(mode) not in ("/Normal", "/Compatible"):
        yield f"colours are mixed (blend mode {str(mode).strip('/')})"
    mask = dictionary.get("/SMask")
    if mask is not None and str(mask) != "/None":
        yield "a soft mask covers what is painted"
