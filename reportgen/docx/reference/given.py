"""The styles of a reference document as they work: found by name, with what they inherit (ECMA-376 part 1, 17.7.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from reportgen.docx.reference.names import key
from reportgen.ooxml.xml import W

_w: Final = f"{{{W}}}"

ON_A_GROUND: Final = {"Title": "Cover Title", "Subtitle": "Cover Subtitle"}
"""Styles of ours whose text stands on the dark ground of the cover, where one made for white paper cannot be read; and
what they are called beside the reference's own."""


class TabStop(Struct, frozen=True):
    """A tabulator: its kind, its leader ("" for none) and its place in twips."""

    kind: str
    leader: str
    place: int


class GivenStyles:
    """The styles below `root`; `wanted` names some of them for ids of ours."""

    def __init__(self, root: Any, wanted: Mapping[str, str]) -> None:
        self.root, self.wanted = root, wanted
        self._known = _known(root)

    def find(self, kind: str, own: str, name: str, *, default: bool = False) -> Any:
        """The style that stands for ours of a kind with an id and a name, None where there is none.

        `default` says that ours is that of all text which names none.
        """
        named = self._known.get(f"{kind}:{key(self.wanted[own])}") if own in self.wanted else None
        if named is None and own not in ON_A_GROUND:
            named = self._known.get(f"{kind}:{key(name)}")
        if named is None and default and kind == "paragraph":
            named = self._known.get(f"{kind}:")
        return named

    def is_default(self, style: Any) -> bool:
        """Whether a style is that of paragraphs which name none."""
        return style is self._known.get("paragraph:")

    def is_default_id(self, own: str) -> bool:
        """Whether an id is that of the style of paragraphs which name none."""
        return self.has_default("paragraph") and style_id(self._known["paragraph:"]) == own

    def has_default(self, kind: str) -> bool:
        """Whether what names no style of a kind has one."""
        return f"{kind}:" in self._known

    def chain(self, style: Any) -> Iterator[Any]:
        """A style and all that it builds on, the nearest first."""
        seen: set[str] = set()
        while style is not None and style_id(style) not in seen:
            seen.add(style_id(style))
            yield style
            based = style.find(f"{_w}basedOn")
            style = None if based is None else self._by_id.get(based.get(f"{_w}val"))

    def inherited(self, style: Any, group: str) -> Iterator[Any]:
        """The properties in `group` (pPr or rPr) of a style, of what it builds on and of the document's defaults.

        Without a style those of the defaults.
        """
        for each in self.chain(style):
            yield from each.iterfind(f"{_w}{group}/*")
        yield from self.root.iterfind(f"{_w}docDefaults/{_w}{group}Default/{_w}{group}/*")

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        return {style_id(style): style for style in self.root.iter(f"{_w}style")}

    def number(self, style: Any) -> str | None:
        """The list that a style belongs to, None for none."""
        found = next((each for each in self.inherited(style, "pPr") if each.tag == f"{_w}numPr"), None)
        num = None if found is None else found.find(f"{_w}numId")
        return None if num is None or num.get(f"{_w}val") == "0" else str(num.get(f"{_w}val"))

    def level(self, style: Any) -> int | None:
        """The place of a style in the outline, from 0; None for text."""
        found = next((each for each in self.inherited(style, "pPr") if each.tag == f"{_w}outlineLvl"), None)
        value = "9" if found is None else found.get(f"{_w}val", "9")
        return int(value) if value != "9" else None

    def tabs(self, style: Any) -> tuple[TabStop, ...]:
        """The tabulators of a style, from left to right."""
        found: dict[int, TabStop] = {}
        for tabs in reversed([each for each in self.inherited(style, "pPr") if each.tag == f"{_w}tabs"]):
            for tab in tabs:
                place, kind = _twips(tab.get(f"{_w}pos")), tab.get(f"{_w}val", "left")
                leader = tab.get(f"{_w}leader", "none")
                found[place] = TabStop(kind, "" if leader == "none" else leader, place)
        return tuple(found[place] for place in sorted(found) if found[place].kind not in ("clear", "bar"))

    def left(self, style: Any) -> int:
        """How far a style is set in, in twips."""
        names = (f"{_w}left", f"{_w}start")
        for each in self.inherited(style, "pPr"):
            value = next((each.get(name) for name in names if name in each.attrib), None)
            if each.tag == f"{_w}ind" and value is not None:
                return _twips(value)
        return 0


def style_id(style: Any) -> str:
    """The id of a style."""
    return str(style.get(f"{_w}styleId"))


def style_name(style: Any) -> str:
    """The name of a style, "" where it has none."""
    name = style.find(f"{_w}name")
    return "" if name is None else str(name.get(f"{_w}val", ""))


def _twips(value: str | None) -> int:
    """A length; programs have written fractions and units, which are no reason to fail."""
    try:
        return round(float(value or 0))
    except ValueError:
        return 0


def _known(root: Any) -> dict[str, Any]:
    """Styles by type and key of each of their names, and by type alone that of what names none."""
    found: dict[str, Any] = {}
    for style in root.iter(f"{_w}style"):
        aliases = style.find(f"{_w}aliases")
        names = [style_name(style), *(("" if aliases is None else aliases.get(f"{_w}val", "")).split(","))]
        kind = style.get(f"{_w}type", "paragraph")
        for name in filter(None, names):
            found.setdefault(f"{kind}:{key(name)}", style)
        if style.get(f"{_w}default") in ("1", "true", "on"):
            found[f"{kind}:"] = style
    return found


def given_styles(styles: bytes, wanted: Mapping[str, str]) -> GivenStyles:
    """The styles of a reference document, read from its styles.xml."""
    return GivenStyles(etree.fromstring(styles), wanted)
