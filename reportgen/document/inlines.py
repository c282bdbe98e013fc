"""The inlines of a Document: what stands in a line of text."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct


class Text(Struct, frozen=True):
    """A run of characters. `origin` is the data path it was printed from, None for the template's own words."""

    text: str
    origin: str | None = None


class Strong(Struct, frozen=True):
    """Text of strong importance (HTML ``strong``)."""

    children: tuple[Inline, ...]


class Emphasis(Struct, frozen=True):
    """Stressed text (HTML ``em``)."""

    children: tuple[Inline, ...]


class Subscript(Struct, frozen=True):
    """Small and below the line (HTML ``sub``)."""

    children: tuple[Inline, ...]


class Superscript(Struct, frozen=True):
    """Small and above the line (HTML ``sup``)."""

    children: tuple[Inline, ...]


class Code(Struct, frozen=True):
    """Characters that stand for themselves (HTML ``code``): no typography, no division, no language."""

    children: tuple[Inline, ...]


class Link(Struct, frozen=True):
    """A hyperlink to an address outside the document. `purpose` says what is there where its words do not."""

    href: str
    children: tuple[Inline, ...]
    purpose: str = ""


class CrossReference(Struct, frozen=True):
    """A reference to a block of this report, printed as its title, its number, or as given in `children`.

    `show` says what numbering fills `children` with: "title", "number", or "text" (children stay as written).
    "text" without children is the number, which its target has to have then. `resolved` is False until numbering has
    run. `elsewhere` is True where an excerpt leaves the target out: the reference is then printed as one to the whole
    report and is not a link. An `optional` one is not a link where nothing has the id. `origin` is the data path of the
    text that it stands in.
    """

    target: str
    show: Literal["title", "number", "text"] = "text"
    children: tuple[Inline, ...] = ()
    resolved: bool = False
    elsewhere: bool = False
    optional: bool = False
    origin: str | None = None


class PageReference(Struct, frozen=True):
    """The number of the page on which a block begins; only a paginating writer knows it.

    It is not part of the text that writers must agree on (see `document.plain`). `origin` is the data path of the text
    that it stands in.
    """

    target: str
    origin: str | None = None


class Note(Struct, frozen=True):
    """A footnote: the mark stands where the note stands in the text. `number` is filled by numbering."""

    id: str
    children: tuple[Inline, ...]
    number: int | None = None


class Abbreviation(Struct, frozen=True):
    """A short form and what it stands for (HTML ``abbr`` with ``title``)."""

    children: tuple[Inline, ...]
    expansion: str
    lang: str | None = None


class Span(Struct, frozen=True):
    """A part of a line with a language of its own (BCP 47) or a role (a character style of the theme)."""

    children: tuple[Inline, ...]
    lang: str | None = None
    role: str | None = None


class LineBreak(Struct, frozen=True):
    """A forced line end inside a paragraph (HTML ``br``)."""


Inline: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Subscript
    | Superscript
    | Code
    | Link
    | CrossReference
    | PageReference
    | Note
    | Abbreviation
    | Span
    | LineBreak
)
Inlines: TypeAlias = tuple[Inline, ...]
