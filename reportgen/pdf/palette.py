"""The colours of drawings as operators: on screen as they are, for the press in inks.

A colour that the theme has is printed with the inks that somebody has chosen for it; any other with those that the
profile of the printing condition gives, greys in black alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from reportgen.document.inks import Ink, darkness
from reportgen.pdf import colour
from reportgen.pdf.inkwork import STATES, Inkwork
from reportgen.pdf.separation import Separation


class Palette(Protocol):
    """How colours ``#RRGGBB`` are written into the content of a drawing."""

    @property
    def transparency(self) -> bool:
        """Whether what is transparent stays so; else it is mixed with the white of the paper."""
        ...

    @property
    def space(self) -> bytes:
        """The colour space of gradients."""
        ...

    @property
    def states(self) -> bytes:
        """Graphics states that `fill` names, without brackets."""
        ...

    @property
    def spaces(self) -> bytes:
        """Entries of colour spaces that `fill` and `stroke` name."""
        ...

    def fill(self, value: str) -> str:
        """The operators for what is filled."""
        ...

    def stroke(self, value: str) -> str:
        """The operators for lines."""
        ...

    def parts(self, value: str) -> str:
        """The components in the space of gradients."""
        ...


class ScreenPalette:
    """sRGB, as the output intent says."""

    transparency = True
    space, states, spaces = b"/DeviceRGB", b"", b""

    def fill(self, value: str) -> str:
        """The operator for what is filled."""
        return colour.fill(value)

    def stroke(self, value: str) -> str:
        """The operator for lines."""
        return colour.stroke(value)

    def parts(self, value: str) -> str:
        """Red, green and blue."""
        return colour.components(value)


class PressPalette:
    """Inks: by the recipes of the theme, else by the printing condition's profile."""

    space, states = b"/DeviceCMYK", STATES[2:-2]

    def __init__(self, recipes: Mapping[str, Ink], separation: Separation) -> None:
        self._recipes, self._separation, self._inkwork = recipes, separation, Inkwork(recipes)
        self.transparency, self.spaces = separation.transparency, self._inkwork.spaces

    def fill(self, value: str) -> str:
        """The operators for what is filled, with whether it prints over what lies below."""
        if value in self._recipes:
            found = self._inkwork[value]
            return f"{found.state} {found.fill}"
        return f"/Knock gs {self.parts(value)} k"

    def stroke(self, value: str) -> str:
        """The operator for lines."""
        return self._inkwork[value].stroke if value in self._recipes else f"{self.parts(value)} K"

    def parts(self, value: str) -> str:
        """Cyan, magenta, yellow and black."""
        known = self._recipes.get(value)
        inks = known.cmyk if known is not None else _separated(value, self._separation)
        return " ".join(f"{part / 100:.3f}".rstrip("0").rstrip(".") or "0" for part in inks)


@lru_cache(maxsize=1024)
def _separated(value: str, separation: Separation) -> tuple[float, ...]:
    """The inks of a colour in per cent."""
    from PIL import Image

    if separation.grey:
        return (0, 0, 0, darkness(value))
    red, green, blue = bytes.fromhex(value[1:])
    if red == green == blue:
        return (0, 0, 0, (255 - red) / 2.55)
    dot = Image.new("RGB", (1, 1), value)
    dot.info["srgb"] = 0
    return tuple(part / 2.55 for part in separation.separate(dot).tobytes())
