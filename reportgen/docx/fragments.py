"""Finished runs and parts as trees, where they have to change once the paragraph or the file around them is known."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, W15, W

_w: Final = f"{{{W}}}"
RUN: Final = f"{_w}r"
RUN_PROPERTIES: Final = f"{_w}rPr"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_START: Final = f'<w:p {STORY_NAMESPACES} xmlns:w15="{W15}">'

_ORDER: Final = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
        *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
        *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
        *("position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs"),
        *("em", "lang", "eastAsianLayout", "specVanish", "oMath"),
    ),
}
"""The order of properties (17.3.1.26, 17.3.2.28)."""


def parse_runs(content: str) -> Any:
    """The content of a paragraph as the children of one element."""
    return etree.fromstring(f"{_START}{content}</w:p>", _PARSER)


def content_of(element: Any) -> str:
    """What `parse_runs` was given, as it is now."""
    text = etree.tostring(element, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("</")]


def parse_part(text: str | bytes) -> Any:
    """A part as a tree."""
    return etree.fromstring(text.encode() if isinstance(text, str) else text, _PARSER)


def part_of(root: Any) -> bytes:
    """The part of a tree."""
    return HEADER.encode() + etree.tostring(root, encoding="UTF-8")


def put_in_run(run: Any, name: str) -> Any:
    """The property of a run, made in its place where it is not there."""
    if run.find(RUN_PROPERTIES) is None:
        run.insert(0, etree.Element(RUN_PROPERTIES))
    return put(run, "rPr", name)


def put(style: Any, group: str, name: str) -> Any:
    """The property of a style, made in its place where it is not there."""
    found = style.find(f"{_w}{group}/{_w}{name}")
    if found is None:
        found = etree.Element(f"{_w}{name}")
        insert(style, group, found)
    return found


def insert(style: Any, group: str, element: Any) -> None:
    """Put a property into `group` of a style, where the schema wants it."""
    place = style.find(f"{_w}{group}")
    if place is None:
        place = etree.Element(f"{_w}{group}")
        run = style.find(f"{_w}rPr") if group == "pPr" else None
        later = style.find(f"{_w}tblPr")
        before = run if run is not None else later
        style.insert(len(style) if before is None else style.index(before), place)
    order = _ORDER[group]
    rank = order.index(etree.QName(element).localname)
    names = [etree.QName(child).localname for child in place]
    place.insert(sum(name in order and order.index(name) < rank for name in names), element)
