"""The text of a story (body, note, running head) as a row of units: paragraphs, tables, controls, each with a key.

The key comes from the bookmark of the block that a unit belongs to, so that it is the same in both versions however
much the words differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct, field

from reportgen.text.alignment import align
from reportgen.word_changes.elements import (
    HYPERLINK,
    MARK_END,
    MARK_START,
    REFERENCES,
    SDT,
    SECTPR,
    P,
    W,
    canonical,
    text_of,
)
from reportgen.word_changes.places import present

Key = tuple[str, int]
_TELLING: Final = 24
"""Characters from which on the same text means the same paragraph, whatever its number."""


class Unit(Struct):
    """A paragraph, table or control. `before` and `after` are bookmarks between it and its neighbours; `parent` is
    the bookmark around the block that it belongs to, `top` the outermost one."""

    element: Any
    key: Key
    parent: str = ""
    top: str = ""
    before: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)

    @property
    def is_paragraph(self) -> bool:
        """Whether it can be merged word by word."""
        return bool(self.element.tag == P)


def units(story: Any) -> list[Unit]:
    """The units of a story in their order. Bookmarks that begin between two belong to the second, others to the
    first."""
    found: list[Unit] = []
    waiting: list[Any] = []
    names: dict[str, str] = {}
    inside: list[str] = []
    counts: Counter[str] = Counter()
    for child in story:
        if child.tag == MARK_START:
            names[child.get(f"{W}id")] = child.get(f"{W}name")
            inside.append(child.get(f"{W}id"))
            waiting.append(child)
        elif child.tag == MARK_END:
            _leave(inside, child)
            if waiting or not found:
                waiting.append(child)
            else:
                found[-1].after.append(child)
        elif child.tag != SECTPR:
            parent, top = (names[inside[-1]], names[inside[0]]) if inside else ("", "")
            name = (_own_name(child, names, inside) or parent) + _entry(child)
            counts[name] += 1
            found.append(Unit(child, (name, counts[name]), parent, top, waiting))
            waiting = []
    if found:
        found[-1].after.extend(waiting)
    return found


def _leave(inside: list[str], end: Any) -> None:
    if end.get(f"{W}id") in inside:
        inside.remove(end.get(f"{W}id"))


def _own_name(unit: Any, names: dict[str, str], inside: list[str]) -> str:
    """The bookmark that begins in a unit, or is open in it; what is around several blocks does not count."""
    name = ""
    for mark in unit.iter(MARK_START, MARK_END) if unit.tag in (P, SDT) else ():
        if mark.tag == MARK_START:
            names[mark.get(f"{W}id")] = name = mark.get(f"{W}name")
            inside.append(mark.get(f"{W}id"))
    name = name or (names[inside[-1]] if inside else "")
    for mark in unit.iter(MARK_END):
        _leave(inside, mark)
    return name


def _entry(unit: Any) -> str:
    """The target of a line of contents or of a register: all of these lines stand in one block."""
    links = unit.findall(HYPERLINK) if unit.tag == P else []
    anchor = links[0].get(f"{W}anchor") if len(links) == 1 else None
    return f"#{present(anchor)}" if anchor and text_of(links[0]) == text_of(unit) else ""


def pairs(old: list[Unit], new: list[Unit], first: bool = False) -> dict[int, int]:
    """Which unit of `new` (by place) is which of `old`.

    Ends of sections first: a section stays where it can. Then by key, but long paragraphs of the same block by their
    text before: a paragraph more does not make all after it other ones. The last two belong together, as the end of a
    story cannot be deleted, and with `first` the first two.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for place, partner in (*_by_section(old, new), *_by_text(old, new), *_by_key(old, new)):
        if place not in found and partner not in taken and old[partner].element.tag == new[place].element.tag:
            found[place] = partner
            taken.add(partner)
    if old and new:
        _together(found, old, new, len(old) - 1, len(new) - 1)
        if first:
            _together(found, old, new, 0, 0)
    return found


def _together(found: dict[int, int], old: list[Unit], new: list[Unit], partner: int, place: int) -> None:
    if old[partner].is_paragraph and new[place].is_paragraph:
        for each in [each for each, other in found.items() if other == partner]:
            del found[each]
        found[place] = partner


def _by_key(old: list[Unit], new: list[Unit]) -> Iterator[tuple[int, int]]:
    places = {unit.key: place for place, unit in enumerate(old)}
    for place, unit in enumerate(new):
        if unit.key in places:
            yield place, places[unit.key]


def _by_section(old: list[Unit], new: list[Unit]) -> Iterator[tuple[int, int]]:
    """Paragraphs that end sections of the same look in the same part of a report."""
    before, after = ([place for place, unit in enumerate(units) if _section(unit)] for units in (old, new))
    keys = [[(units[i].top, _section(units[i])) for i in places] for units, places in ((old, before), (new, after))]
    for stretch in align(*keys):
        if stretch.same:
            yield from zip(after[stretch.j1 : stretch.j2], before[stretch.i1 : stretch.i2], strict=True)


def _section(unit: Unit) -> bytes:
    """What the section that a paragraph ends looks like, running heads apart; empty where it ends none."""
    found = unit.element.find(f"{W}pPr/{SECTPR}")
    return b"" if found is None else b"|" + b"".join(canonical(each) for each in found if each.tag not in REFERENCES)


def _by_text(old: list[Unit], new: list[Unit]) -> Iterator[tuple[int, int]]:
    before, after = _telling(old), _telling(new)
    yield from ((after[name], before[name]) for name in after if name in before)


def _telling(found: Iterable[Unit]) -> dict[tuple[str, str], int]:
    """Paragraphs whose text occurs once in their block, by block and text."""
    places: dict[tuple[str, str], int] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for place, unit in enumerate(found):
        text = text_of(unit.element) if unit.is_paragraph and unit.parent else ""
        if len(text) >= _TELLING:
            counts[unit.parent, text] += 1
            places[unit.parent, text] = place
    return {name: place for name, place in places.items() if counts[name] == 1}


def same(old: Unit, new: Unit) -> bool:
    """Whether two units say the same in the same look."""
    return canonical(old.element) == canonical(new.element)
