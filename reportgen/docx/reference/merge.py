"""The styles of a reference document, completed by those of the theme that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from reportgen.docx.fragments import insert, parse_part, part_of, put
from reportgen.docx.reference.given import ON_A_GROUND, GivenStyles, style_id, style_name
from reportgen.docx.reference.read import ReferenceDocument
from reportgen.docx.reference.stated import lengths, state
from reportgen.ooxml.xml import W

_w: Final = f"{{{W}}}"
_REFERENCES: Final = ("basedOn", "next", "link")
_STYLED: Final = tuple(f"{_w}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_VAL: Final = f"{_w}val"


class MergedStyles(Struct, frozen=True):
    """styles.xml, what each style of ours is called in it, and the styles that the reference does not have."""

    styles: bytes
    ids: Mapping[str, str]
    missing: tuple[str, ...]
    body: str
    """The id of the style of body text, "" where that is the style of text which names none."""


def merge(reference: ReferenceDocument, ours: str, wanted: Mapping[str, str], language: str) -> MergedStyles:
    """Complete the reference's styles by `ours` (the styles.xml made from the theme).

    `wanted` names styles of the reference for ids of ours. Numbers of lists are the report's own, so those of the
    reference go; the language is the report's.
    """
    theirs: Any = etree.fromstring(reference.styles)
    made: Any = etree.fromstring(ours.encode())
    given, own = GivenStyles(theirs, wanted), GivenStyles(made, {})
    pairs = [(style, _counterpart(given, style)) for style in made.iter(f"{_w}style")]
    for numbers in list(theirs.iter(f"{_w}numPr")):
        numbers.getparent().remove(numbers)
    ids = _ids(theirs, pairs)
    places = {ids[style_id(style)]: _Place(own.number(style) is not None, own.level(style)) for style, _ in pairs}
    added = []
    for style, found in pairs:
        if found is None:
            _rename(style, ON_A_GROUND.get(style_id(style)))
            style.set(f"{_w}styleId", ids[style_id(style)])
            if given.has_default(style.get(f"{_w}type")):
                style.attrib.pop(f"{_w}default", None)
            _point(style, ids)
            theirs.append(style)
            added.append(style)
        else:
            _complete(found, style)
    missing = tuple(map(style_name, added))
    _drop_dead_ends(theirs)
    _tell_apart(theirs)
    merged = GivenStyles(theirs, {})
    _state(merged, added)
    _settle(merged, places)
    _speak(theirs, language)
    body = next((ids[style_id(style)] for style, _ in pairs if own.is_default(style)), "")
    styles = etree.tostring(theirs, encoding="UTF-8", standalone=True)
    return MergedStyles(styles, ids, missing, "" if merged.is_default_id(body) else body)


class _Place(Struct, frozen=True):
    """Whether a style of ours is in a list, and its level in the outline."""

    listed: bool
    level: int | None


def _counterpart(given: GivenStyles, style: Any) -> Any:
    """The style of the reference that stands for one of ours."""
    default = style.get(f"{_w}default") == "1"
    return given.find(style.get(f"{_w}type"), style_id(style), style_name(style), default=default)


def _ids(theirs: Any, pairs: list[tuple[Any, Any]]) -> dict[str, str]:
    """What each style of ours is called in the merged file."""
    taken = {style_id(style) for style in theirs.iter(f"{_w}style")}
    ids: dict[str, str] = {}
    for style, found in pairs:
        own = style_id(style)
        ids[own] = _free(own, taken) if found is None else style_id(found)
        taken.add(ids[own])
    return ids


def _state(styles: GivenStyles, added: list[Any]) -> None:
    """Let the styles that were added say whatever text of the reference would have otherwise."""
    for style in added:
        if style.get(f"{_w}type") != "paragraph":
            continue
        base = next(islice(styles.chain(style), 1, None), None)
        if base is None or styles.is_default(base):
            state(style, {group: styles.inherited(base, group) for group in ("pPr", "rPr")})
        elif base not in added:
            lengths(style, list(styles.inherited(base, "pPr")))


def _settle(styles: GivenStyles, places: Mapping[str, _Place]) -> None:
    """Lists are the report's own: a style that builds on a heading has no number unless one of ours has it there."""
    for style in styles.root.iter(f"{_w}style"):
        if style.get(f"{_w}type") != "paragraph":
            continue
        place = places.get(style_id(style))
        if not (place and place.listed) and styles.number(style):
            numbers = put(style, "pPr", "numPr")
            numbers[:] = [etree.Element(f"{_w}numId", {f"{_w}val": "0"})]
        if place and place.level is None and styles.level(style) is not None:
            put(style, "pPr", "outlineLvl").set(f"{_w}val", "9")


def _rename(style: Any, name: str | None) -> None:
    element = style.find(f"{_w}name")
    if name and element is not None:
        element.set(f"{_w}val", name)
        style.set(f"{_w}customStyle", "1")


def _free(wanted: str, taken: set[str]) -> str:
    new, count = wanted, 1
    while new in taken:
        count += 1
        new = f"{wanted}{count}"
    return new


def _complete(theirs: Any, ours: Any) -> None:
    """What Word's commands need of a heading or list item, whatever it looks like: its list and its level."""
    for name in ("numPr", "outlineLvl"):
        wanted = ours.find(f"{_w}pPr/{_w}{name}")
        if wanted is not None and theirs.find(f"{_w}pPr/{_w}{name}") is None:
            insert(theirs, "pPr", wanted)


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
        name, count = style_name(style), 1
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


def renamer(merged: MergedStyles) -> Callable[[str], bytes]:
    """A function that puts the reference's ids of styles into a part written with ours.

    Where the reference sets lines in by characters, our indents say that they do not: characters go before twips.
    """
    changed = {old: new for old, new in merged.ids.items() if old != new}
    characters = b"Chars=" in merged.styles

    def rename(text: str) -> bytes:
        root = parse_part(text)
        for named in root.iter(*_STYLED):
            old = named.get(_VAL)
            named.set(_VAL, changed.get(old, old))
        if merged.body:
            for properties in root.iter(f"{_w}pPr"):
                if properties.getparent().tag == f"{_w}p" and properties.find(f"{_w}pStyle") is None:
                    properties.insert(0, etree.Element(f"{_w}pStyle", {_VAL: merged.body}))
        for indent in root.iter(f"{_w}ind") if characters else ():
            indent.set(f"{_w}leftChars", "0")
            indent.set(f"{_w}firstLineChars", "0")
        return part_of(root)

    return rename
