"""Page content in inks: colours by recipe, and black that prints over what lies below.

Only pure black overprints (0/0/0/100), and only what is filled: white text on a ground must knock it out.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from reportgen.document.inks import BLACK, Ink
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import FontResources
from reportgen.pdf.syntax import name, number
from reportgen.pdf.tags.tree import Nodes

STATES = b"<</Over<</Type/ExtGState/OP false/op true/OPM 1>>/Knock<</Type/ExtGState/OP false/op false/OPM 0>>>>"
"""Graphics states for the resources of a page (ISO 32000-1, 8.6.7)."""


class _Operators(Struct, frozen=True):
    fill: str
    stroke: str
    state: str


class Inkwork:
    """The recipes of a file as operators, and the colour spaces of its spot colours."""

    def __init__(self, recipes: Mapping[str, Ink]) -> None:
        spots = dict.fromkeys(ink.spot for ink in recipes.values() if ink.spot)
        self._spots = {spot: f"S{index}" for index, spot in enumerate(spots, 1)}
        self._operators = {colour: self._written(ink) for colour, ink in recipes.items()}
        self.spaces = b"".join(
            b"/%s%s" % (self._spots[ink.spot].encode(), _separation(ink.spot, ink))
            for ink in {ink.spot: ink for ink in recipes.values()}.values()
            if ink.spot
        )
        """Entries for the colour spaces among a page's resources."""

    def __getitem__(self, colour: str) -> _Operators:
        """The operators of a colour ``#RRGGBB``; DocumentError for one that has no inks."""
        found = self._operators.get(colour) or self._operators.get(colour.upper())
        if found is None:
            hint = "give it a name in colours: of theme.yaml, and inks in print: colours:"
            raise DocumentError(Problem("no-inks", f"the colour {colour} has no inks to be printed with", hint=hint))
        return found

    def _written(self, ink: Ink) -> _Operators:
        if ink.spot:
            space = self._spots[ink.spot]
            return _Operators(f"/{space} cs 1 scn", f"/{space} CS 1 SCN", "/Knock gs")
        parts = " ".join(_share(part) for part in ink.cmyk)
        return _Operators(f"{parts} k", f"{parts} K", "/Over gs" if ink.cmyk == BLACK else "/Knock gs")


def _share(percent: float) -> str:
    return f"{percent / 100:.3f}".rstrip("0").rstrip(".") or "0"


def _separation(spot: str, ink: Ink) -> bytes:
    """A Separation colour space with the inks that stand in for it (ISO 32000-1, 8.6.6.4)."""
    full = " ".join(_share(part) for part in ink.cmyk).encode()
    function = b"<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[%s]/N 1>>" % full
    return b"[/Separation%s/DeviceCMYK%s]" % (name(spot), function)


class InkContent(PageContent):
    """Content of a page that is printed."""

    def __init__(self, height: float, fonts: FontResources, nodes: Nodes, inkwork: Inkwork) -> None:
        super().__init__(height, fonts, nodes)
        self._inkwork = inkwork

    def fill(self, value: str) -> None:
        """The colour of text and areas, with whether it prints over what lies below."""
        operators = self._inkwork[value]
        self.set("overprint", operators.state)
        self.set("fill", operators.fill)

    def stroke(self, value: str, width: float) -> None:
        """Colour and width of lines."""
        self.set("stroke", self._inkwork[value].stroke)
        self.set("width", f"{number(width)} w")
