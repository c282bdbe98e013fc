"""The numbers that Word makes itself, worked out from numbering and styles (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct, field

from reportgen.errors import UnreadableError
from reportgen.verify.word.package import W

_MOST_STYLES = 6_000
"""Of a file: those of the largest reference document, and ours."""
_DEPTH = 20
"""Styles based on each other deeper than this are taken for a loop."""
_ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_VALUE, _STYLE, _NUMBER, _OUTLINE = f"{W}val", f"{W}pStyle", f"{W}numPr", f"{W}outlineLvl"
_PLACE = re.compile(r"%([1-9])")


def child(element: Any, name: str) -> Any:
    """The first child with a qualified name, None where there is none: several times as fast as `find`."""
    return None if element is None else next(element.iterchildren(name), None)


def value(element: Any, path: str) -> str | None:
    """The w:val of a descendant, by a path of local names."""
    found = element.find(_qualified(path)) if element is not None else None
    return None if found is None else found.get(_VALUE)


@cache
def _qualified(path: str) -> str:
    return "/".join(W + part for part in path.split("/"))


def roman(number: int) -> str:
    """Lower-case Roman numerals."""
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text


def letters(number: int) -> str:
    """a … z, aa … zz: Word repeats the letter (17.18.59, lowerLetter)."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


UNLISTED = 0
"""The level of what looks like a heading and stands outside of the outline."""


class Level(NamedTuple):
    """One level of a list: where it starts, how it is written, which level makes it start again."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str | None = None
    legal: bool = False
    restart: int | None = None


class ParagraphStyle(NamedTuple):
    """What a paragraph style says about numbers and headings; `level` is its outline level, from 1.

    The level of a heading that is kept out of the outline is UNLISTED.
    """

    name: str
    num: int | None = None
    ilvl: int | None = None
    level: int | None = None


class _Instance(Struct):
    abstract: int
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: bool = False


class NumberCounter(Struct):
    """Counts through a document; `of` must be asked paragraph by paragraph, in order."""

    styles: dict[str, ParagraphStyle]
    instances: dict[int, _Instance]
    default: str | None = None
    _counts: dict[int, dict[int, int]] = field(default_factory=dict)

    def of(self, properties: Any) -> tuple[ParagraphStyle, str | None]:
        """The style of a paragraph (given its w:pPr or None), and the number that Word prints before it.

        An outline level of the paragraph's own stands in place of the style's. The number is None where Word prints
        none, "" for a bullet.
        """
        style_id, num, level, outline = self.default or "", None, None, None
        for child in () if properties is None else properties:
            if child.tag == _STYLE:
                style_id = child.get(_VALUE) or style_id
            elif child.tag == _NUMBER:
                num, level = value(child, "numId"), value(child, "ilvl")
            elif child.tag == _OUTLINE:
                outline = child.get(_VALUE)
        style = self.styles.get(style_id) or ParagraphStyle(style_id)
        if outline is not None:
            style = style._replace(level=_heading_level(outline) or UNLISTED)
        number = int(num) if num is not None else style.num
        instance = self.instances.get(number) if number else None
        if instance is None:
            return style, None
        return style, self._count(instance, int(level) if level is not None else _level_of(instance, style_id, style))

    def _count(self, instance: _Instance, at: int) -> str:
        counts = self._counts.setdefault(instance.abstract, {})
        if not instance.begun:
            instance.begun = True
            for level in instance.starts:
                counts.pop(level, None)
        for above in range(at):
            counts.setdefault(above, self._start(instance, above))
        counts[at] = counts[at] + 1 if at in counts else self._start(instance, at)
        for below in [level for level in counts if level > at]:
            restart = instance.levels.get(below, Level()).restart
            if restart != 0 and (restart is None or at < restart):
                del counts[below]
        return self._printed(instance, at, counts)

    def _start(self, instance: _Instance, level: int) -> int:
        return instance.starts.get(level, instance.levels.get(level, Level()).start)

    def _printed(self, instance: _Instance, at: int, counts: dict[int, int]) -> str:
        level = instance.levels.get(at, Level())

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            format_ = instance.levels.get(place, Level()).format
            if level.legal and format_ not in ("none", "bullet"):
                format_ = "decimal"
            count = counts.get(place, self._start(instance, place))
            return _FORMATS.get(format_, str)(count)

        return "" if level.format == "bullet" else _PLACE.sub(number, level.text)


def _level_of(instance: _Instance, style_id: str, style: ParagraphStyle) -> int:
    """The level whose paragraph style this is, else the one that the style names."""
    linked = next((index for index, level in instance.levels.items() if level.style == style_id), None)
    return linked if linked is not None else style.ilvl or 0


def read_numbering(styles: Any, numbering: Any) -> NumberCounter:
    """The lists of a document from its parts styles.xml and numbering.xml (either may be None)."""
    found, default = _styles(styles)
    abstracts = {} if numbering is None else {_int(e, "abstractNumId"): e for e in numbering.iter(f"{W}abstractNum")}
    instances = {} if numbering is None else dict(_instances(numbering, abstracts))
    return NumberCounter(found, instances, default)


def _int(element: Any, name: str) -> int:
    text = element.get(W + name) or "0"
    return int(text) if text.lstrip("-").isdigit() else 0


def _instances(numbering: Any, abstracts: dict[int, Any]) -> Any:
    for num in numbering.iter(f"{W}num"):
        abstract = int(value(num, "abstractNumId") or -1)
        element = abstracts.get(abstract)
        levels = {} if element is None else {_int(lvl, "ilvl"): _level(lvl) for lvl in element.findall(f"{W}lvl")}
        starts: dict[int, int] = {}
        for override in num.findall(f"{W}lvlOverride"):
            at, start = _int(override, "ilvl"), value(override, "startOverride")
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                levels[at] = _level(replaced)
            if start is not None:
                starts[at] = int(start)
        yield _int(num, "numId"), _Instance(abstract, levels, starts)


def _level(element: Any) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        int(value(element, "start") or 0),
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        value(element, "pStyle"),
        element.find(f"{W}isLgl") is not None,
        int(restart) if restart is not None else None,
    )


def _styles(root: Any) -> tuple[dict[str, ParagraphStyle], str | None]:
    elements = {} if root is None else {e.get(f"{W}styleId"): e for e in root.findall(f"{W}style")}
    if len(elements) > _MOST_STYLES:
        raise UnreadableError("too-much-work", f"has more than {_MOST_STYLES:,} styles")
    default = next(
        (
            name
            for name, e in elements.items()
            if e.get(f"{W}type") == "paragraph" and e.get(f"{W}default") in ("1", "true", "on")
        ),
        None,
    )
    return {name: _style(element, elements) for name, element in elements.items()}, default


def _style(element: Any, elements: dict[str, Any]) -> ParagraphStyle:
    name = value(element, "name") or ""
    num: str | None = None
    ilvl: str | None = None
    outlines: list[str] = []
    current: Any = element
    for _ in range(_DEPTH):
        num = num if num is not None else value(current, "pPr/numPr/numId")
        ilvl = ilvl if ilvl is not None else value(current, "pPr/numPr/ilvl")
        outlines += filter(None, [value(current, "pPr/outlineLvl")])
        current = elements.get(value(current, "basedOn") or "")
        if current is None:
            break
    level, *above = [*map(_heading_level, outlines), None]
    if level is None and any(above):
        level = UNLISTED
    return ParagraphStyle(name, int(num) if num is not None else None, int(ilvl) if ilvl is not None else None, level)


def _heading_level(outline: str) -> int | None:
    """The level of a heading, from 1, by the value of w:outlineLvl; None for body text (17.3.1.20)."""
    return int(outline) + 1 if int(outline) < 9 else None
