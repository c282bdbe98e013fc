"""Footnotes of two versions in one part: notes of both, with new numbers, each as its mark in the text says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.ooxml.package import DOCUMENT, FOOTNOTES
from reportgen.word_changes.elements import MARK_START, W, copy
from reportgen.word_changes.parts import EditablePackage
from reportgen.word_changes.revisions import Kind
from reportgen.word_changes.stories import Stories

_REFERENCE = f"{W}footnoteReference"
OLD = "old:"
"""What the numbers of the old version's notes begin with until all of them are given anew."""


class Notes:
    """The notes of a version by number, and their names, which both versions share."""

    def __init__(self, package: EditablePackage) -> None:
        self.by_number: dict[str, Any] = {}
        if FOOTNOTES in package.parts:
            self.by_number = {note.get(f"{W}id"): note for note in package.tree(FOOTNOTES) if not note.get(f"{W}type")}
        self.names = {number: _name(note) or number for number, note in self.by_number.items()}

    def name(self, number: str) -> str:
        """The name of a note; its number where the file gives it none."""
        return self.names.get(number, number)


def _name(note: Any) -> str:
    mark = next(note.iter(MARK_START), None)
    return "" if mark is None else str(mark.get(f"{W}name"))


def mark_old(package: EditablePackage) -> None:
    """Tell the marks of the old version from those of the new one, which have the same numbers."""
    for reference in package.tree(DOCUMENT).iter(_REFERENCE):
        reference.set(f"{W}id", OLD + reference.get(f"{W}id"))


def merge(old: Notes, new: Notes, result: EditablePackage, stories: Stories) -> None:
    """Write the notes that the merged text refers to, numbered in its order."""
    if not old.by_number and not new.by_number:
        return
    part = result.tree(FOOTNOTES)
    for note in new.by_number.values():
        part.remove(note)
    partners = {name: number for number, name in old.names.items()}
    for count, reference in enumerate(result.tree(DOCUMENT).iter(_REFERENCE), 1):
        number = reference.get(f"{W}id")
        gone = number.startswith(OLD)
        source = (old if gone else new).by_number[number.removeprefix(OLD)]
        partner = None if gone else old.by_number.get(partners.get(new.names[number], ""))
        kind = _kind(reference)
        made = copy(source)
        made.set(f"{W}id", str(count))
        if partner is not None and kind is None:
            made[:] = stories.merged(partner, source)
        elif kind in ("del", "ins"):
            stories.fill(made, kind)
        reference.set(f"{W}id", str(count))
        part.append(made)


_KINDS: Mapping[str, Kind] = {f"{W}ins": "ins", f"{W}del": "del", f"{W}moveFrom": "moveFrom", f"{W}moveTo": "moveTo"}


def _kind(reference: Any) -> Kind | None:
    """What has happened to a mark in the text."""
    return next((_KINDS[each.tag] for each in reference.iterancestors() if each.tag in _KINDS), None)
