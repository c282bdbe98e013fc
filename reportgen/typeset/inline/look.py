"""How a run of characters looks and what it belongs to."""

from __future__ import annotations

from msgspec import Struct

from reportgen.fonts.face import Face
from reportgen.hyphenation.places import Hyphenate
from reportgen.typeset.structure import Element


class Look(Struct, eq=False):
    """Face, size, colour and language of characters, the element they belong to, and the link they are part of.

    Never changed once it is made; not frozen, because one is made for every paragraph.
    """

    face: Face
    size: float
    colour: str
    owner: Element | None
    lang: str
    hyphenate: Hyphenate | None = None
    """How its words are divided; None for not at all."""
    verbatim: bool = False
    """Characters that stand for themselves: no hyphen is ever added to them."""
    link: Element | None = None
    rise: float = 0
    space: float = 0
    """Points a word space takes."""
