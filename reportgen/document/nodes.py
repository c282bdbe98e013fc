"""The Document: what is printed, in reading order, without a word about how it looks.

A tree of frozen records (msgspec Structs): blocks below each other, inlines in a line. Every block has an `id` that is
unique in its document and survives the years (it comes from the ids of the data); every `Text` that came from data
has the `origin` it came from (a data path such as ``measures[ki-trainer].title``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

from reportgen.document.chart import Axis as Axis
from reportgen.document.chart import Point as Point
from reportgen.document.chart import Series as Series
from reportgen.document.chart import Target as Target
from reportgen.document.contents import Index as Index
from reportgen.document.contents import IndexEntry as IndexEntry
from reportgen.document.contents import IndexGroup as IndexGroup
from reportgen.document.contents import TableOfContents as TableOfContents
from reportgen.document.contents import TocEntry as TocEntry
from reportgen.document.facts import Fact as Fact
from reportgen.document.facts import Facts as Facts
from reportgen.document.facts import KeyFigures as KeyFigures
from reportgen.document.facts import Marks as Marks
from reportgen.document.facts import Term as Term
from reportgen.document.facts import Terms as Terms
from reportgen.document.facts import Tile as Tile
from reportgen.document.inlines import Abbreviation as Abbreviation
from reportgen.document.inlines import Code as Code
from reportgen.document.inlines import CrossReference as CrossReference
from reportgen.document.inlines import Emphasis as Emphasis
from reportgen.document.inlines import Inline as Inline
from reportgen.document.inlines import Inlines as Inlines
from reportgen.document.inlines import LineBreak as LineBreak
from reportgen.document.inlines import Link as Link
from reportgen.document.inlines import Note as Note
from reportgen.document.inlines import PageReference as PageReference
from reportgen.document.inlines import Span as Span
from reportgen.document.inlines import Strong as Strong
from reportgen.document.inlines import Subscript as Subscript
from reportgen.document.inlines import Superscript as Superscript
from reportgen.document.inlines import Text as Text
from reportgen.document.measures import Event as Event
from reportgen.document.measures import Progress as Progress
from reportgen.document.measures import TimeLine as TimeLine
from reportgen.document.meta import Meta as Meta


class Heading(Struct, frozen=True):
    """A heading of level 1 to 6. `number` is the report's own ("2.6", "A"); None for an unnumbered one. `in_contents`
    keeps it in or out of tables of contents and bookmarks. `role` picks another style than ``heading-<level>``."""

    id: str
    level: int
    children: Inlines
    number: str | None = None
    in_contents: bool = True
    role: str | None = None
    lang: str | None = None


class Paragraph(Struct, frozen=True):
    """A paragraph in the style of its `role` (a paragraph style of the theme: body, lead, source, small …)."""

    id: str
    children: Inlines
    role: str = "body"
    lang: str | None = None


class ListItem(Struct, frozen=True):
    """One item of a list; its blocks are paragraphs and nested lists. `number` is its own in a numbered list that does
    not count on to it."""

    id: str
    children: tuple[Block, ...]
    number: int | None = None


class ListBlock(Struct, frozen=True):
    """A list with bullets, or numbers beginning with `start`; a long one of short items may stand in two columns."""

    id: str
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    columns: Literal[1, 2] = 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each item, as a numbered list prints it."""
        found: list[int] = []
        for item in self.items:
            found.append(item.number or (found[-1] + 1 if found else self.start))
        return tuple(found)


class Cell(Struct, frozen=True):
    """A table cell. `head` says what it is a head of: its column, its row, or nothing."""

    children: tuple[Block, ...]
    head: Literal["column", "row"] | None = None
    colspan: int = 1
    rowspan: int = 1
    align: Literal["left", "right", "centre", "decimal"] | None = None
    valign: Literal["top", "middle", "bottom"] | None = None
    """Where its text stands; None: heads of columns at the foot, other cells at the top."""


class Row(Struct, frozen=True):
    """A table row; `id` is the data id of what it shows, where there is one. `role` tells rows that head a group or
    sum others up from those between; they are set in the style ``table-<role>``."""

    cells: tuple[Cell, ...]
    id: str | None = None
    role: Literal["group", "subtotal", "total"] | None = None


class Column(Struct, frozen=True):
    """A table column. `width` is a share of the table's width (shares need not sum to 1); None: by its contents."""

    width: float | None = None
    align: Literal["left", "right", "centre", "decimal"] = "left"


class Table(Struct, frozen=True):
    """Tabular matter: head rows (repeated on each page) and body rows. `summary` describes it for screen readers.

    `label` ("Tabelle 1") is filled by numbering where there is a caption.
    """

    id: str
    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Inlines = ()
    summary: str | None = None
    label: str | None = None
    wide: bool = True
    """True: over margin column and text column; False: in the text column only."""
    landscape: bool = False
    """On pages of its own, in landscape, because it does not fit upright; `grid.fit` finds out."""

    @property
    def names_rows(self) -> bool:
        """Whether the first cells of rows are the rows' heads."""
        return any(row.cells and row.cells[0].head == "row" for row in self.body)


class Figure(Struct, frozen=True):
    """A picture from a file. `path` is absolute; `alt` is empty only where `decorative` is True.

    `extent` is what it is as wide as: the text column; "page", margin column and text column; "half", the upper half of
    a new page, up to its edges; "bleed", a page of its own, up to all edges. The last two are cut to that shape.
    """

    id: str
    path: str
    alt: str
    caption: Inlines = ()
    label: str | None = None
    width: float | None = None
    """Millimetres; None for the width of the text column."""
    decorative: bool = False
    extent: Literal["text", "page", "half", "bleed"] = "text"
    credit: Inlines = ()
    """Whose picture it is, in a line of its own below the caption."""


class Beside(Struct, frozen=True):
    """A picture and the blocks that stand beside it, kept level with its top. `side` is where the picture stands.

    Reading order: picture, blocks.
    """

    id: str
    figure: Figure
    children: tuple[Block, ...]
    side: Literal["left", "right"] = "left"


class QrCode(Struct, frozen=True):
    """A QR code (ISO/IEC 18004) that leads to an address. `width` is in millimetres, quiet zone included."""

    id: str
    address: str
    alt: str
    width: float = 30


class Chart(Struct, frozen=True):
    """A chart drawn from numbers. `title` is what it says, `subtitle` measure and date, `source` stands below.

    The three are paragraphs with ids of their own; `alt` is the text alternative and names every value. Where every
    point has its time, columns and lines stand at true distances.
    """

    id: str
    kind: Literal["bars", "stacked-bars", "columns", "stacked-columns", "lines", "area", "ring", "small-multiples"]
    series: tuple[Series, ...]
    alt: str
    title: Paragraph | None = None
    subtitle: Paragraph | None = None
    source: Paragraph | None = None
    unit: str | None = None
    axis: Axis = Axis()
    target: Target | None = None
    label: str | None = None
    """Its number ("Figure 3"), filled by numbering where the theme asks for it; printed before the title."""


class Card(Struct, frozen=True):
    """One item of the report: its heading, what stands beside it in the margin column, and its body.

    Reading order: heading, margin, body. One of the kind "brief" is told in passing: no rule parts it from another, and
    its title is set in the style "brief-title".
    """

    id: str
    heading: Heading
    margin: tuple[Block, ...] = ()
    body: tuple[Block, ...] = ()
    kind: Literal["full", "brief"] = "full"

    @property
    def title_role(self) -> str:
        """The style of its title."""
        return self.heading.role or ("brief-title" if self.kind == "brief" else "card-title")


class Callout(Struct, frozen=True):
    """Blocks set apart from the text: a note to the reader, a warning, or a box with matter of its own. The `title`, a
    paragraph with an id, is read first."""

    id: str
    children: tuple[Block, ...]
    kind: Literal["note", "warning", "box"] = "note"
    title: Paragraph | None = None
    label: str | None = None
    """The number of a box ("Box 2"), filled by numbering where the theme asks for it; printed before the title."""

    @property
    def role(self) -> str:
        """The style of its ground and of its plain paragraphs."""
        return CALLOUT_STYLES[self.kind]


CALLOUT_STYLES: Final[Mapping[str, str]] = {"note": "callout", "warning": "callout-warning", "box": "box"}
"""The style of each kind of callout."""


class Quote(Struct, frozen=True):
    """Words of somebody else, set off as blocks of their own (HTML ``blockquote``). `source`, a paragraph with an id,
    says whose they are. A "pull" quote is set large, to be seen first."""

    id: str
    children: tuple[Block, ...]
    kind: Literal["block", "pull"] = "block"
    source: Paragraph | None = None

    @property
    def role(self) -> str:
        """The style of its plain paragraphs."""
        return "pull-quote" if self.kind == "pull" else "quote"


class Columns(Struct, frozen=True):
    """Blocks in two columns of text, equally long. `wide`: over margin column and text column."""

    id: str
    children: tuple[Block, ...]
    wide: bool = False


class PageBreak(Struct, frozen=True):
    """What follows begins on a new page."""

    id: str


class Section(Struct, frozen=True):
    """A part with its heading first. `page` "new" begins a page, "recto" a right-hand one.

    `matter` tells front matter from body and annexes; `role` picks a variant of the layout.
    """

    id: str
    children: tuple[Block, ...]
    page: Literal["new", "recto"] | None = None
    matter: Literal["front", "body", "annex"] = "body"
    role: str | None = None
    lang: str | None = None
    orientation: Literal["landscape"] | None = None
    """On pages of its own, in landscape."""
    palette: str | None = None
    """A palette of the theme, whose colours its blocks are set in."""
    master: str | None = None
    """A page of the theme by name; it stands on pages of its own of that kind."""
    opening: Figure | None = None
    """The picture over the upper part of its first page; read first."""

    @property
    def page_master(self) -> str:
        """The name of the page that it asks for, "" for none."""
        return self.orientation or self.master or ""


class Bar(Struct, frozen=True):
    """One bar of the cover's band: `weight` is its share of the width, `height` its share of the band's height.

    Where some bars have `emphasis`, they are dark and the others pale."""

    weight: float
    height: float
    emphasis: bool = False


class Cover(Struct, frozen=True):
    """The first page. `sender` is the configurable area of whoever publishes; `bars` decorate and carry no meaning, and
    give way to a `picture`."""

    id: str
    title: Paragraph
    kicker: Paragraph | None = None
    subtitle: Paragraph | None = None
    year: Paragraph | None = None
    notice: Paragraph | None = None
    caption: Paragraph | None = None
    sender: tuple[Block, ...] = ()
    bars: tuple[Bar, ...] = ()
    picture: Figure | None = None


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Figure
    | Beside
    | QrCode
    | Chart
    | KeyFigures
    | Marks
    | Terms
    | Facts
    | Card
    | Callout
    | Quote
    | Progress
    | TimeLine
    | Columns
    | TableOfContents
    | Index
    | PageBreak
    | Section
    | Cover
)
Blocks: TypeAlias = tuple[Block, ...]


class Document(Struct, frozen=True):
    """A whole document: its properties and its blocks in reading order."""

    meta: Meta
    children: Blocks
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a draft remarks beside the text, by the id of the block it is about: one whose own text it is, or a row."""
