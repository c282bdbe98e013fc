"""Which Word style stands for which role of the theme.

Built-in styles keep Word's own English names (ECMA-376 part 1, 17.7.4.9): every language version of Word shows them
translated and its commands (contents, captions, notes) find them. Styles of our own have speaking names.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from reportgen.document.theme import Theme


class StyleName(Struct, frozen=True):
    """A style in Word: its name, its id, what it builds on, what follows it, and its place in the gallery."""

    name: str
    id: str
    based: str | None = "Normal"
    following: str | None = None
    priority: int = 50
    gallery: bool = True


def _own(name: str, based: str | None = "Normal", following: str | None = None) -> StyleName:
    return StyleName(name, name.replace(" ", ""), based, following)


PARAGRAPHS: Final[dict[str, StyleName]] = {
    "body": StyleName("Normal", "Normal", None, None, 1),
    "lead": _own("Lead", following="Normal"),
    "small": _own("Small Text"),
    "source": _own("Source", following="Normal"),
    "list-item": StyleName("List Paragraph", "ListParagraph", "Normal", None, 34),
    "note": StyleName("footnote text", "FootnoteText", "Normal", None, 99, gallery=False),
    "callout": _own("Callout"),
    "callout-warning": _own("Callout Warning"),
    **{
        f"heading-{level}": StyleName(f"heading {level}", f"Heading{level}", "Normal", "Normal", 9)
        for level in range(1, 7)
    },
    **{
        f"contents-{level}": StyleName(f"toc {level}", f"TOC{level}", "Normal", "Normal", 39, gallery=False)
        for level in range(1, 4)
    },
    "index-term": _own("Index Term", following="IndexEntry"),
    "index-entry": _own("Index Entry"),
    "tile-value": _own("Tile Value", following="TileStatement"),
    "tile-statement": _own("Tile Statement", following="TileNote"),
    "tile-note": _own("Tile Note", following="TileValue"),
    "table-head": _own("Table Heading"),
    "table-cell": _own("Table Text"),
    "caption": StyleName("caption", "Caption", "Normal", "Normal", 35),
    "chart-title": _own("Chart Title", following="ChartSubtitle"),
    "chart-subtitle": _own("Chart Subtitle", following="Normal"),
    "running-head": StyleName("header", "Header", "Normal", None, 99, gallery=False),
    "running-foot": StyleName("footer", "Footer", "Normal", None, 99, gallery=False),
    "cover-kicker": _own("Cover Kicker", following="Title"),
    "cover-title": StyleName("Title", "Title", "Normal", "Subtitle", 10),
    "cover-subtitle": StyleName("Subtitle", "Subtitle", "Normal", "Normal", 11),
    "cover-year": _own("Cover Year"),
    "cover-notice": _own("Cover Notice"),
    "cover-caption": _own("Cover Caption"),
    "sender": _own("Sender"),
}
"""Paragraph styles by role. A role that is not here gets a style of its own name (`own_paragraph`)."""

TABLE_OF_FIGURES: Final = StyleName("table of figures", "TableofFigures", "TOC2", "Normal", 99, gallery=False)
"""The style of lists of tables and figures."""

ON_DEMAND: Final[dict[str, StyleName]] = {
    "quote": StyleName("Quote", "Quote", "Normal", "Normal", 29),
    "progress": _own("Progress"),
    "progress-value": StyleName("Progress Value", "ProgressValue", None),
    "timeline": _own("Time Line"),
    "timeline-date": StyleName("Time Line Date", "TimeLineDate", None),
    "pull-quote": StyleName("Intense Quote", "IntenseQuote", "Normal", "Normal", 30),
    "quote-source": _own("Quote Source", following="Normal"),
    "box": _own("Box"),
    "box-title": _own("Box Title", following="Normal"),
    "credit": _own("Picture Credit"),
    "preformatted": StyleName("HTML Preformatted", "HTMLPreformatted", "Normal", "Normal", 99),
    "text-heading": _own("Text Heading", following="Normal"),
    "tile-lead-value": _own("Lead Figure", following="LeadFigureStatement"),
    "tile-lead-statement": _own("Lead Figure Statement", following="LeadFigureNote"),
    "tile-lead-note": _own("Lead Figure Note", following="Normal"),
    "brief": _own("Brief", following="Brief"),
    "standing": _own("Standing", following="Normal"),
    "table-group": _own("Table Group", "TableText"),
    "table-subtotal": _own("Table Subtotal", "TableText"),
    "table-total": _own("Table Total", "TableText"),
    "code": StyleName("HTML Code", "HTMLCode", None, None, 99),
}
"""Styles of roles that most documents do not have; a file has them where it uses them."""

CHARACTERS: Final[dict[str, StyleName]] = {
    "link": StyleName("Hyperlink", "Hyperlink", None, None, 99),
    "mark": StyleName("Mark", "Mark", None),
    "label": StyleName("Label", "Label", None),
    "value": StyleName("Label Value", "LabelValue", None),
    "fact-value": StyleName("Fact Value", "FactValue", None),
    "fact-label": StyleName("Fact Label", "FactLabel", None),
    "tile-unit": StyleName("Tile Unit", "TileUnit", None),
    "draft-line": StyleName("Draft Line", "DraftLine", None, gallery=False),
    "folio": StyleName("page number", "PageNumber", None, None, 99, gallery=False),
}
"""Character styles by role."""

LIST_DEPTH: Final = 3
"""Levels for which Word has built-in list styles that people know."""


def heading_level(role: str) -> int | None:
    """The level of the headings that a role is the style of, None for any other."""
    kind, _, level = role.partition("-")
    return int(level) if kind == "heading" and level.isdigit() and role in PARAGRAPHS else None


def list_style(ordered: bool, depth: int) -> StyleName:
    """Word's style of list items on a level that counts from 0."""
    kind = "Number" if ordered else "Bullet"
    level = min(depth, LIST_DEPTH - 1) + 1
    suffix = "" if level == 1 else f" {level}"
    return StyleName(f"List {kind}{suffix}", f"List{kind}{suffix.strip()}", "ListParagraph", None, 36)


def list_continue(depth: int) -> StyleName:
    """Word's style of a further paragraph in a list item."""
    level = min(depth, LIST_DEPTH - 1) + 1
    suffix = "" if level == 1 else f" {level}"
    return StyleName(f"List Continue{suffix}", f"ListContinue{suffix.strip()}", "ListParagraph", None, 36)


def own(role: str, kind: str) -> StyleName:
    """The style of a role that a theme has added: "press-note" is "Press Note"."""
    name = " ".join(word.capitalize() for word in role.replace("_", "-").split("-") if word)
    suffix = " Character" if kind == "character" else ""
    return StyleName(name + suffix, "Own" + (name + suffix).replace(" ", ""), "Normal" if not suffix else None)


def word_font(theme: Theme, family: str, face: str = "regular") -> str:
    """The name in Word of a family of the theme; its light face is a family of its own there."""
    found = theme.fonts.get(family) or theme.fonts.get("text")
    if found and face == "light" and found.word_light:
        return found.word_light
    return found.word if found else "Calibri"
