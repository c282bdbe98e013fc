"""Pages as placed boxes: what typesetting hands to a writer that draws pages.

Plain data, no canvas. Coordinates are points from the top left corner of the trim box, x to the right, y down; the y
of text is its baseline. Colours are ``#RRGGBB``. Boxes of a page are painted in their order. Each box belongs to an
element of the logical structure, or to none: then it is an artifact (furniture, rules, leaders, repeated heads).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct, field

from reportgen.hyphenation.places import OWN_SIGNS
from reportgen.typeset.structure import Element

SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"


def divided(text: str) -> tuple[str, str]:
    """What is drawn of a text that ends in U+00AD: all before its last sign, and that sign."""
    own = text[-2:-1]
    return (text[:-2], own) if own and own in OWN_SIGNS else (text[:-1], "-")


class Run(Struct, frozen=True):
    """Characters in one face, size and colour that belong to one element.

    Letters between spaces are kerned, as the face says. The text of an element's runs, in drawing order, is its text:
    a line that ends at a word space keeps the space at its end, one that ends inside a word ends in U+00AD, which is
    drawn as a hyphen unless the word has a sign of its own there (`divided`).
    """

    text: str
    face: str
    """Key of the font book: "<family>/<face>", for example "text/bold"."""
    size: float
    colour: str
    width: float
    """Points, kerning included, word spacing and a space at the line's end not."""
    owner: Element | None
    rise: float = 0


class Line(Struct, frozen=True):
    """One line of text: runs one after the other from x. `word_space` is added to every space, in points."""

    x: float
    y: float
    runs: tuple[Run, ...]
    word_space: float = 0


class Rect(Struct, frozen=True):
    """A filled and/or stroked rectangle; (x, y) is its top left corner, `radius` rounds the corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0
    radius: float = 0
    owner: Element | None = None


class Rule(Struct, frozen=True):
    """A straight line from (x0, y0) to (x1, y1). `dash` alternates on and off, in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: str
    dash: tuple[float, ...] = ()
    owner: Element | None = None


class Polyline(Struct, frozen=True):
    """Connected straight lines, open or closed."""

    points: tuple[tuple[float, float], ...]
    width: float
    stroke: str | None = None
    fill: str | None = None
    closed: bool = False
    owner: Element | None = None


class Picture(Struct, frozen=True):
    """An image file placed in a rectangle: as it is, or cut so that its middle `fills` a rectangle of another shape."""

    x: float
    y: float
    width: float
    height: float
    path: str
    owner: Element | None = None
    fills: bool = False


class FigureArea(Struct, frozen=True):
    """Everything in `boxes`, text included, is the content of one figure element; the rectangle is its bounding box."""

    x: float
    y: float
    width: float
    height: float
    owner: Element
    boxes: tuple[Box, ...]


class LinkArea(Struct, frozen=True):
    """An active rectangle. `owner` is the link element, whose `target` says where it leads."""

    x: float
    y: float
    width: float
    height: float
    owner: Element


Box: TypeAlias = Line | Rect | Rule | Polyline | Picture | FigureArea


class Furniture(Struct, frozen=True):
    """Running head, running foot or page number: boxes that are artifacts of a kind of their own.

    "continued" is for marks that something goes on from the page before. A watermark stands behind everything else.
    `turn` turns each line around its beginning, in degrees against the clock.
    """

    kind: Literal["header", "footer", "continued", "watermark", "line-numbers", "comments"]
    boxes: tuple[Box, ...]
    turn: float = 0


class PlacedPage(Struct, frozen=True):
    """One page. `label` is its number as printed ("3", "iv"), empty where none is printed."""

    label: str
    boxes: tuple[Box, ...]
    links: tuple[LinkArea, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    ended: tuple[Element, ...] = ()
    """Elements that are complete with this page, drawn in the order of `Typeset.leaves`: whoever draws pages may be
    done with them."""
    waits: bool = False
    """Whether it names pages behind it, and so is drawn behind them."""
    number: str = ""
    """What viewers call a page on which no number is printed."""
    size: tuple[float, float] | None = None
    """Width and height of a page in landscape; None for those of the layout."""


class Destination(Struct, frozen=True):
    """Where a block begins: page index (from 0) and y in points from the top."""

    page: int
    y: float


class OutlineEntry(Struct, frozen=True):
    """A bookmark: a heading's number and text, its level (from 1), and the block it leads to."""

    level: int
    title: str
    target: str


class Typeset(Protocol):
    """A typeset document: structure, bookmarks, and where every block with an id begins; its pages one by one.

    Page size in points. `destinations` is complete when the last page has been taken.
    """

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def root(self) -> Element: ...
    @property
    def outline(self) -> tuple[OutlineEntry, ...]: ...
    @property
    def destinations(self) -> Mapping[str, Destination]: ...

    def leaves(self) -> Iterator[tuple[int, PlacedPage]]:
        """Every page with its index, in the order of drawing: first those that do not wait for others."""
        ...


class Layout(Struct, frozen=True):
    """A typeset document with all its pages."""

    width: float
    height: float
    pages: tuple[PlacedPage, ...]
    root: Element
    outline: tuple[OutlineEntry, ...]
    destinations: Mapping[str, Destination] = field(default_factory=dict)

    def leaves(self) -> Iterator[tuple[int, PlacedPage]]:
        """Every page with its index, in the order of drawing."""
        for late in (False, True):
            yield from ((index, page) for index, page in enumerate(self.pages) if page.waits is late)
