"""The styles of a reference document, completed by those of the theme that it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from reportgen.docx.reference.names import key
from reportgen.docx.reference.read import ReferenceDocument
from reportgen.ooxml.xml import W

_w: Final = f"{{{W}}}"
_REFERENCES: Final = ("basedOn", "next", "link")


class MergedStyles(Struct, frozen=True):
    """styles.xml, what each style of ours is called in it, and the styles that the reference does not have."""

    styles: bytes
    ids: Mapping[str, str]
    missing: tuple[str, ...]


def merge(reference: ReferenceDocument, ours: str, wanted: Mapping[str, str], language: str) -> MergedStyles:
    """Complete the reference's styles by `ours` (the styles.xml made from the theme).

    `wanted` names styles of the reference for ids of ours. Numbers of lists are the report's own, so those of the
    reference go; the language is the report's.
    """
    theirs: Any = etree.fromstring(reference.styles)
    made: Any = etree.fromstring(ours.encode())
    known = _known(theirs)
    ids = {style.get(f"{_w}styleId"): _find(style, known, wanted) for style in made.iter(f"{_w}style")}
    for numbers in list(theirs.iter(f"{_w}numPr")):
        numbers.getparent().remove(numbers)
    missing = []
    mapping = dict(ids)
    taken = {style.get(f"{_w}styleId") for style in theirs.iter(f"{_w}style")}
    for style in list(made.iter(f"{_w}style")):
        own = style.get(f"{_w}styleId")
        if ids[own] is None:
            mapping[own] = new = _free(own, taken)
            taken.add(new)
            style.set(f"{_w}styleId", new)
            _rename(style, _ON_A_GROUND.get(own))
            style.attrib.pop(f"{_w}default", None)
            theirs.append(style)
            missing.append(_name(style))
        else:
            _complete(known[ids[own] or ""], style)
    renamed = {old: new for old, new in mapping.items() if new is not None}
    for style in theirs.iter(f"{_w}style"):
        if _name(style) in missing:
            _point(style, renamed)
    _drop_dead_ends(theirs)
    _tell_apart(theirs)
    _speak(theirs, language)
    return MergedStyles(etree.tostring(theirs, encoding="UTF-8", standalone=True), renamed, tuple(missing))


_ON_A_GROUND: Final = {"Title": "Cover Title", "Subtitle": "Cover Subtitle"}
"""Styles of ours whose text stands on the dark ground of the cover, where one made for white paper cannot be read; and
what they are called beside the reference's own."""


def _rename(style: Any, name: str | None) -> None:
    element = style.find(f"{_w}name")
    if name and element is not None:
        element.set(f"{_w}val", name)
        style.set(f"{_w}customStyle", "1")


def _known(root: Any) -> dict[str, Any]:
    """Styles by id, and by type and key of each of their names."""
    found: dict[str, Any] = {}
    for style in root.iter(f"{_w}style"):
        aliases = style.find(f"{_w}aliases")
        names = [_name(style), *(("" if aliases is None else aliases.get(f"{_w}val", "")).split(","))]
        kind = style.get(f"{_w}type", "paragraph")
        found[style.get(f"{_w}styleId")] = style
        for name in filter(None, names):
            found.setdefault(f"{kind}:{key(name)}", style)
        if style.get(f"{_w}default") in ("1", "true", "on"):
            found[f"{kind}:"] = style
    return found


def _find(style: Any, known: Mapping[str, Any], wanted: Mapping[str, str]) -> str | None:
    """The id in the reference of the style that stands for one of ours."""
    kind, own = style.get(f"{_w}type"), style.get(f"{_w}styleId")
    names = [wanted[own]] if own in wanted else []
    found = next((known[f"{kind}:{key(name)}"] for name in names if f"{kind}:{key(name)}" in known), None)
    if found is None and own not in _ON_A_GROUND:
        found = known.get(f"{kind}:{key(_name(style))}")
    if found is None and style.get(f"{_w}default") == "1" and kind == "paragraph":
        found = known.get(f"{kind}:")
    return None if found is None else str(found.get(f"{_w}styleId"))


def _name(style: Any) -> str:
    name = style.find(f"{_w}name")
    return "" if name is None else str(name.get(f"{_w}val", ""))


def _free(wanted: str, taken: set[str]) -> str:
    new, count = wanted, 1
    while new in taken:
        count += 1
        new = f"{wanted}{count}"
    return new


def _complete(theirs: Any, ours: Any) -> None:
    """What Word's commands need of a heading or list item, whatever it looks like: its list and its level."""
    properties = ours.find(f"{_w}pPr")
    for name in ("numPr", "outlineLvl"):
        wanted = None if properties is None else properties.find(f"{_w}{name}")
        if wanted is None:
            continue
        place = theirs.find(f"{_w}pPr")
        if place is None:
            place = etree.Element(f"{_w}pPr")
            run = theirs.find(f"{_w}rPr")
            theirs.insert(len(theirs) if run is None else theirs.index(run), place)
        if place.find(f"{_w}{name}") is None:
            later = _BEHIND[name]
            place.insert(sum(etree.QName(child).localname not in later for child in place), wanted)


_BEHIND_LEVEL: Final = frozenset({"divId", "cnfStyle", "rPr", "sectPr", "pPrChange"})
_BEHIND: Final[Mapping[str, frozenset[str]]] = {
    "outlineLvl": _BEHIND_LEVEL,
    "numPr": _BEHIND_LEVEL
    | {"suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"}
    | {"topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"}
    | {"contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"}
    | {"textboxTightWrap", "outlineLvl"},
}
"""What stands behind a property in w:pPr (17.3.1.26)."""


def _point(style: Any, ids: Mapping[str, str]) -> None:
    for name in _REFERENCES:
        reference = style.find(f"{_w}{name}")
        if reference is not None:
            value = reference.get(f"{_w}val", "")
            reference.set(f"{_w}val", ids.get(value, value))


def _drop_dead_ends(root: Any) -> None:
    """What a style says it builds on, or is followed by, though there is no such style."""
    there = {style.get(f"{_w}styleId") for style in root.iter(f"{_w}style")}
    for style in root.iter(f"{_w}style"):
        for name in _REFERENCES:
            reference = style.find(f"{_w}{name}")
            if reference is not None and reference.get(f"{_w}val") not in there:
                style.remove(reference)


def _tell_apart(root: Any) -> None:
    """No two styles have the same name, whatever its case: Word would drop one of them."""
    seen: set[str] = set()
    for style in root.iter(f"{_w}style"):
        name, count = _name(style), 1
        new = name
        while new.lower() in seen:
            count += 1
            new = f"{name} ({count})"
        seen.add(new.lower())
        if new != name:
            _rename(style, new)


def _speak(root: Any, language: str) -> None:
    """The language of all text that names none."""
    defaults = root.find(f"{_w}docDefaults/{_w}rPrDefault/{_w}rPr")
    if defaults is None:
        return
    found = defaults.find(f"{_w}lang")
    if found is None:
        found = etree.SubElement(defaults, f"{_w}lang")
    found.set(f"{_w}val", language)


def renamer(ids: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts the reference's ids of styles into a part written with ours."""
    changed = {old: new for old, new in ids.items() if old != new}
    pattern = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)"')
    return lambda text: pattern.sub(lambda match: f'{match[1]}{changed.get(match[2], match[2])}"', text)
