"""How a run of characters looks and what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.typeset.fonts import Face
from reportgen.typeset.structure import Element


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Face, size, colour and language of characters, the element they belong to, and the link they are part of."""

    face: Face
    size: float
    colour: str
    owner: Element | None
    lang: str
    hyphenate: bool = False
    link: Element | None = None
    rise: float = 0
    space: float = 0
    """Points a word space takes."""
