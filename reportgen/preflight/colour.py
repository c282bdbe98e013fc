"""Colour spaces and colours: what kind they are and how much ink they lay down (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

Inks = tuple[float, float, float, float]


class Space(Struct, frozen=True):
    """A colour space: gray, cmyk, black, rgb, lab, spot, all, none or pattern; `profiled` with an ICC profile.

    `full` are the inks of a spot colour's full tone.
    """

    kind: str
    parts: int = 1
    profiled: bool = False
    name: str = ""
    full: Inks | None = None
    base: Any = None
    """The space below a pattern, or of an indexed one."""


GRAY, RGB, CMYK = Space("gray", 1), Space("rgb", 3), Space("cmyk", 4)
_DEVICE = {
    "/DeviceGray": GRAY,
    "/G": GRAY,
    "/DeviceRGB": RGB,
    "/RGB": RGB,
    "/DeviceCMYK": CMYK,
    "/CMYK": CMYK,
    "/Pattern": Space("pattern", 0),
    "/CalGray": Space("gray", 1, True),
    "/CalRGB": Space("rgb", 3, True),
    "/Lab": Space("lab", 3, True),
}


class Colour(Struct, frozen=True):
    """A colour in its space; `inks` from 0 to 1, None where nobody can say."""

    space: Space
    inks: Inks | None
    tint: float = 0.0

    @property
    def total(self) -> float:
        """All inks together, in percent; a spot colour is one ink."""
        if self.space.kind == "spot":
            return 100 * self.tint
        if self.space.kind == "all":
            return 400 * self.tint
        return 100 * sum(self.inks) if self.inks else 0.0

    @property
    def foreign(self) -> bool:
        """Whether it has no inks of its own: RGB and Lab."""
        return self.space.kind in ("rgb", "lab")

    def said(self) -> str:
        """For messages."""
        if self.space.kind == "spot":
            return f"{self.space.name} {100 * self.tint:.0f} %"
        if self.inks is not None:
            return "/".join(f"{100 * part:.0f}" for part in self.inks)
        return {"rgb": "RGB", "lab": "Lab"}.get(self.space.kind, self.space.kind) + (
            " with profile" if self.space.profiled else ""
        )


BLACK = Colour(GRAY, (0, 0, 0, 1))


def colour(space: Space, values: Sequence[float]) -> Colour:
    """The colour of so many components."""
    if space.base is not None:
        return Colour(space, None)
    if space.kind == "gray":
        return Colour(space, (0, 0, 0, 1 - values[0] if values else 1))
    if space.kind == "cmyk":
        inks = tuple(values) if len(values) == 4 else (0.0, 0.0, 0.0, 1.0)
        return Colour(space, inks)  # type: ignore[arg-type]
    if space.kind in ("spot", "all", "black"):
        tint = max(values) if values else 1.0
        full = space.full or (0, 0, 0, 1)
        return Colour(space, tuple(part * tint for part in full), tint)  # type: ignore[arg-type]
    return Colour(space, None)


def read_space(value: Any, named: Any = None, depth: int = 0) -> Space:
    """A colour space of a PDF; `named` are those among the resources."""
    if depth > 5 or value is None:
        return GRAY
    if _is_name(value):
        key = str(value)
        if named is not None and key in named:
            return read_space(named[key], None, depth + 1)
        return _DEVICE.get(key, Space("none"))
    try:
        kind = str(value[0])
    except (TypeError, IndexError, KeyError):
        return Space("none")
    return _array(kind, value, named, depth)


def _array(kind: str, value: Any, named: Any, depth: int) -> Space:
    if kind == "/ICCBased":
        parts = int(value[1].get("/N", 3))
        return Space({1: "gray", 3: "rgb", 4: "cmyk"}.get(parts, "none"), parts, True)
    if kind in ("/Indexed", "/I"):
        base = read_space(value[1], named, depth + 1)
        return Space(base.kind, 1, base.profiled, base.name, base.full, base)
    if kind == "/Separation":
        return _separation(value)
    if kind == "/DeviceN":
        names = [str(name)[1:] for name in value[1]]
        process = {"Cyan", "Magenta", "Yellow", "Black", "None"}
        if set(names) <= process:
            return Space("none", len(names))
        return Space("spot", len(names), name=", ".join(name for name in names if name not in process))
    if kind == "/Pattern":
        return Space("pattern", 0, base=read_space(value[1], named, depth + 1) if len(value) > 1 else None)
    return _DEVICE.get(kind, Space("none"))


def _separation(value: Any) -> Space:
    name = str(value[1])[1:]
    if name == "All":
        return Space("all", 1, name=name, full=(1, 1, 1, 1))
    if name == "Black":
        return Space("black", 1, name=name, full=(0, 0, 0, 1))
    alternate = read_space(value[2])
    full = None
    try:
        last = [float(part) for part in value[3].get("/C1", [])]
        full = tuple(last) if len(last) == 4 else None
    except (AttributeError, TypeError, ValueError):
        pass
    return Space("spot", 1, alternate.profiled, name, full)  # type: ignore[arg-type]


def _is_name(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Name) or (isinstance(value, str) and value.startswith("/"))
