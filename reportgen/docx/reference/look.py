"""The theme of a report that follows a reference document: its page, its typeface, its names of styles."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from msgspec.structs import replace

from reportgen.document.theme import MM, Family, Page, Theme
from reportgen.docx.reference.read import ReferenceDocument
from reportgen.ooxml.xml import A, W

_TABLE = "table"
"""The role that names the style of tables."""
_TWIPS = 20 * MM
"""Twips of a millimetre."""
_PRINTABLE = 200
"""Twips from the edge of the page at which office printers begin to print: three millimetres and a half."""
_ASCENT, _DESCENT = 0.95, 0.25
"""Shares of the type size above and below the baseline, as for the theme's own page."""


def restyled(theme: Theme, reference: ReferenceDocument) -> Theme:
    """`theme` on the reference's page and in its typeface; its page knows of no margin column."""
    fonts = dict(theme.fonts)
    family, word = fonts.get("text"), _typeface(reference)
    if word:
        family = family or Family(regular="", bold="", italic="", bold_italic="", word=word)
        fonts["text"] = replace(family, word=word, word_light=None, word_embed=False)
    return replace(theme, page=_page(theme, reference), fonts=fonts)


def _page(theme: Theme, reference: ReferenceDocument) -> Page:
    page, size = theme.page, reference.size
    head, foot = theme.style("running-head").size, theme.style("running-foot").size

    def millimetres(name: str, own: float) -> float:
        return size[name] / _TWIPS if name in size else own

    def distance(name: str, own: float, type_height: float) -> float:
        """From the edge to the baseline; at the very edge nothing can be printed but what is made for it."""
        given = size.get(name)
        printable = given is not None and (given >= _PRINTABLE or bool(reference.furniture))
        return given / _TWIPS + type_height / MM if given is not None and printable else own

    return replace(
        page,
        width=millimetres("w", page.width),
        height=millimetres("h", page.height),
        top=millimetres("top", page.top),
        bottom=millimetres("bottom", page.bottom),
        left=millimetres("left", page.left),
        right=millimetres("right", page.right),
        margin_column=0,
        head=distance("header", page.head, head * _ASCENT),
        foot=distance("footer", page.foot, foot * _DESCENT),
    )


def _typeface(reference: ReferenceDocument) -> str | None:
    """The typeface of text that names none."""
    w = f"{{{W}}}"
    fonts = etree.fromstring(reference.styles).find(f"{w}docDefaults/{w}rPrDefault/{w}rPr/{w}rFonts")
    if fonts is None:
        return None
    named = fonts.get(f"{w}ascii") or fonts.get(f"{w}hAnsi")
    if named or not reference.theme or not fonts.get(f"{w}asciiTheme"):
        return named
    which = "majorFont" if fonts.get(f"{w}asciiTheme", "").startswith("major") else "minorFont"
    face = etree.fromstring(reference.theme).find(f".//{{{A}}}{which}/{{{A}}}latin")
    return None if face is None else face.get("typeface") or None


def wanted_styles(theme: Theme, known: Mapping[str, str]) -> dict[str, str]:
    """Names of styles in the reference by ids of ours; `known` are ids of ours by role."""
    ids = {**known, _TABLE: "ReportTable"}
    return {ids[role]: name for role, name in theme.word_styles.items() if role in ids}
