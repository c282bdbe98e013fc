"""What a style from the theme says itself, because text of the reference document looks otherwise by default.

A style that the theme adds builds on the reference's Normal. Where that sets the first line in, or writes in capitals,
or keeps lines together, the added style has to say that it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

from reportgen.docx.fragments import put
from reportgen.ooxml.xml import W

_w: Final = f"{{{W}}}"

_OFF: Final = {"val": "0"}
_NONE: Final = {"val": "none"}
_CLEAR: Final = {"val": "clear", "color": "auto", "fill": "auto"}
_NEUTRAL: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "pPr": {
        **dict.fromkeys(("keepNext", "keepLines", "pageBreakBefore", "contextualSpacing", "mirrorIndents"), _OFF),
        **dict.fromkeys(("suppressLineNumbers", "snapToGrid", "suppressAutoHyphens"), _OFF),
        "shd": _CLEAR,
        "jc": {"val": "left"},
        "textAlignment": {"val": "auto"},
        "outlineLvl": {"val": "9"},
    },
    "rPr": {
        **dict.fromkeys(("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"), _OFF),
        **dict.fromkeys(("emboss", "imprint", "vanish", "spacing", "kern", "position"), _OFF),
        "w": {"val": "100"},
        **dict.fromkeys(("highlight", "u", "effect", "em"), _NONE),
        "bdr": {"val": "nil"},
        "shd": _CLEAR,
        "vertAlign": {"val": "baseline"},
    },
}
"""What properties are where nobody has said anything; a typeface, size or colour that is not stated is the reference's.
"""
_IN_CHARACTERS: Final = {
    "ind": ("leftChars", "startChars", "rightChars", "endChars", "firstLineChars", "hangingChars"),
    "spacing": ("beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing"),
}
"""What goes before the same length in twips."""


def state(style: Any, above: Mapping[str, Iterable[Any]]) -> None:
    """Let `style` say what it is, where the properties `above` it (by pPr and rPr) say something else."""
    for group, inherited in above.items():
        found = list(inherited)
        for name in dict.fromkeys(etree.QName(each).localname for each in found):
            if name in _NEUTRAL[group] and style.find(f"{_w}{group}/{_w}{name}") is None:
                _set(put(style, group, name), _NEUTRAL[group][name])
        if group == "pPr":
            lengths(style, found)
            _edges(style, found)
            _tabs(style, found)


def lengths(style: Any, found: list[Any]) -> None:
    """Indents and distances are inherited one by one; those in characters win over those in twips."""
    indented = any(each.tag == f"{_w}ind" for each in found)
    if indented:
        own = put(style, "pPr", "ind")
        given = {etree.QName(name).localname for name in own.attrib}
        for one, other in (("left", "start"), ("right", "end"), ("firstLine", "hanging")):
            if not {one, other} & given:
                own.set(f"{_w}{one}", "0")
    for name in ("ind", "spacing"):
        own = style.find(f"{_w}pPr/{_w}{name}")
        if own is None:
            continue
        above = {etree.QName(key).localname for each in found if each.tag == f"{_w}{name}" for key in each.attrib}
        for relative in _IN_CHARACTERS[name]:
            if relative in above:
                own.set(f"{_w}{relative}", "0")


def _edges(style: Any, found: list[Any]) -> None:
    """Borders are inherited edge by edge."""
    above = {edge.tag for each in found if each.tag == f"{_w}pBdr" for edge in each}
    if not above:
        return
    borders = put(style, "pPr", "pBdr")
    names = ("top", "left", "bottom", "right", "between", "bar")
    own = {edge.tag: edge for edge in borders}
    borders[:] = []
    for name in names:
        tag = f"{_w}{name}"
        if tag in own:
            borders.append(own[tag])
        elif tag in above:
            borders.append(etree.Element(tag, {f"{_w}val": "nil"}))


def _tabs(style: Any, found: list[Any]) -> None:
    """Tabulators are inherited one by one."""
    above = {tab.get(f"{_w}pos") for each in found if each.tag == f"{_w}tabs" for tab in each}
    if not above:
        return
    tabs = put(style, "pPr", "tabs")
    above -= {tab.get(f"{_w}pos") for tab in tabs}
    for place in sorted(above, key=str):
        tabs.append(etree.Element(f"{_w}tab", {f"{_w}val": "clear", f"{_w}pos": str(place)}))


def _set(element: Any, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        element.set(f"{_w}{name}", value)
