"""The way from two files to one."""

from __future__ import annotations

import re
from typing import Any, Final

from reportgen.docx.changes import notes
from reportgen.docx.changes.lines import REFERENCES, Lines
from reportgen.docx.changes.ooxml import MARK_START, MARKS, SECTPR, WP, W, canonical
from reportgen.docx.changes.parts import DOCUMENT, Package
from reportgen.docx.changes.resources import adopt_lists, adopt_relations, adopt_styles, without_controls
from reportgen.docx.changes.revisions import Revisions
from reportgen.docx.changes.stories import Stories, whole_marks

_FURNITURE: Final = re.compile(r"word/(header|footer)\d*\.xml")
_APART: Final = 1_000_000
"""What is added to the numbers of the old version's bookmarks, until all are counted anew."""


def track_changes(old: bytes, new: bytes, author: str, day: str) -> bytes:
    """The file `new` with all that is different in `old` as tracked changes by `author` on an ISO `day`."""
    before, after = Package(old), Package(new)
    for package in (before, after):
        without_controls(package.tree(DOCUMENT))
    _number_apart(before)
    was, now = notes.Notes(before), notes.Notes(after)
    adopt_relations(before, after, DOCUMENT)
    if notes.PART in before.parts and notes.PART in after.parts:
        adopt_relations(before, after, notes.PART)
    adopt_lists(before, after)
    adopt_styles(before, after)
    revisions = Revisions(author, day)
    lines = Lines(revisions, lambda number: was.name(number.removeprefix(notes.OLD)), now.name)
    stories = Stories(lines, _names(after))
    notes.mark_old(before)
    _body(before, after, stories, revisions)
    notes.merge(was, now, after, stories)
    _furniture(before, after, stories)
    _count(after)
    return after.to_bytes()


def _body(before: Package, after: Package, stories: Stories, revisions: Revisions) -> None:
    body = after.body
    last, was = body.find(SECTPR), before.body.find(SECTPR)
    content = stories.merged(before.body, body)
    if last is not None and was is not None and canonical(last) != canonical(was):
        revisions.changed(last, was, without=REFERENCES)
    body[:] = [*content, *([last] if last is not None else [])]


def _furniture(before: Package, after: Package, stories: Stories) -> None:
    """Running heads and feet; those of the same name are the same."""
    for name in sorted(after.parts):
        if _FURNITURE.fullmatch(name) and name in before.parts:
            one, other = before.tree(name), after.tree(name)
            if canonical(one) != canonical(other):
                other[:] = stories.merged(one, other)


def _names(package: Package) -> frozenset[str]:
    trees = [package.tree(DOCUMENT), *([package.tree(notes.PART)] if notes.PART in package.parts else [])]
    return frozenset(mark.get(f"{W}name") for tree in trees for mark in tree.iter(MARK_START))


def _stories_of(package: Package) -> list[Any]:
    return [package.tree(name) for name in (DOCUMENT, notes.PART) if name in package.parts]


def _number_apart(package: Package) -> None:
    for tree in _stories_of(package):
        for mark in tree.iter(*MARKS):
            mark.set(f"{W}id", str(int(mark.get(f"{W}id")) + _APART))


def _count(package: Package) -> None:
    """Give bookmarks and drawings their final numbers; bookmarks that lost their other half go."""
    number = 0
    for tree in _stories_of(package):
        whole_marks(tree)
        ids: dict[str, str] = {}
        for mark in tree.iter(*MARKS):
            if mark.tag == MARK_START:
                number += 1
                ids[mark.get(f"{W}id")] = str(number + _APART)
            mark.set(f"{W}id", ids[mark.get(f"{W}id")])
    for count, drawing in enumerate(package.tree(DOCUMENT).iter(f"{WP}docPr"), 1):
        drawing.set("id", str(count))
