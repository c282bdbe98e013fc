"""The graphics state while a content stream is read (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.preflight.colour import BLACK, GRAY, Colour, Space
from reportgen.preflight.fonts import Font
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


def set_overprint(state: State, dictionary: Any) -> None:
    """The overprint parameters of a graphics state dictionary (8.6.7)."""
    if "/OP" in dictionary:
        state.stroke_over = bool(dictionary["/OP"])
        if "/op" not in dictionary:
            state.fill_over = state.stroke_over
    if "/op" in dictionary:
        state.fill_over = bool(dictionary["/op"])
    if "/OPM" in dictionary:
        state.over_mode = int(dictionary["/OPM"])
