"""The way from two files to one."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from reportgen.ooxml.package import DOCUMENT, FOOTNOTES
from reportgen.word_changes import notes
from reportgen.word_changes.elements import MARK_START, MARKS, REFERENCES, SECTPR, WP, R, W
from reportgen.word_changes.lines import Lines
from reportgen.word_changes.parts import EditablePackage
from reportgen.word_changes.places import Places, refer_to_former, referred
from reportgen.word_changes.resources import (
    adopt_lists,
    adopt_relations,
    adopt_styles,
    copy_part,
    drop_unused,
)
from reportgen.word_changes.revisions import Revisions
from reportgen.word_changes.stories import Stories, whole_marks

_KIND, _ID = f"{W}type", f"{R}id"
_APART: Final = 1_000_000
"""What is added to the numbers of the old version's bookmarks, until all are counted anew."""


def track_changes(old: bytes, new: bytes, author: str, day: str) -> bytes:
    """The file `new` with all that is different in `old` as tracked changes by `author` on an ISO `day`."""
    tracked, elsewhere = _tracked(old, new, Revisions(author, day), frozenset())
    if elsewhere & referred(EditablePackage(old)):
        tracked, _ = _tracked(old, new, Revisions(author, day), elsewhere)
    return tracked


def _tracked(old: bytes, new: bytes, revisions: Revisions, elsewhere: frozenset[str]) -> tuple[bytes, frozenset[str]]:
    """The file, and the bookmarks that both versions have in places that are not the same.

    Such a name belongs to the new place. Of those that are known to be `elsewhere` the old place keeps another name,
    and so do the references of the old version: once all is rejected, they lead there.
    """
    before, after = EditablePackage(old), EditablePackage(new)
    _number_apart(before)
    refer_to_former(before, elsewhere)
    was, now = notes.Notes(before), notes.Notes(after)
    kept = len(after.relations(DOCUMENT))
    adopt_relations(before, after, DOCUMENT)
    if FOOTNOTES in before.parts and FOOTNOTES in after.parts:
        adopt_relations(before, after, FOOTNOTES)
    adopt_lists(before, after)
    adopt_styles(before, after)
    lines = Lines(revisions, lambda number: was.name(number.removeprefix(notes.OLD)), now.name)
    places = Places(_names(after), elsewhere)
    stories = Stories(lines, places)
    notes.mark_old(before)
    _body(before, after, lines, stories)
    notes.merge(was, now, after, stories)
    _furniture(after, lines, stories)
    drop_unused(after, DOCUMENT, kept)
    _count(after)
    return after.to_bytes(), frozenset(places.left)


def _body(before: EditablePackage, after: EditablePackage, lines: Lines, stories: Stories) -> None:
    body = after.body
    last, was = body.find(SECTPR), before.body.find(SECTPR)
    content = stories.merged(before.body, body)
    if last is not None and was is not None:
        lines.section(was, last)
    body[:] = [*content, *([last] if last is not None else [])]


def _furniture(after: EditablePackage, lines: Lines, stories: Stories) -> None:
    """Running heads and feet of sections that belong together: a part for each pair of an old and a new one that
    differ, as either of them may stand in other sections, too."""
    made: dict[tuple[str, str], str] = {}
    for old, new in lines.sections:
        theirs = {(each.tag, each.get(_KIND)): each.get(_ID) for each in old if each.tag in REFERENCES}
        for reference in [each for each in new if each.tag in REFERENCES]:
            number, partner = reference.get(_ID), theirs.get((reference.tag, reference.get(_KIND)))
            if partner is not None and partner != number:
                if (number, partner) not in made:
                    made[number, partner] = _merged_part(after, number, partner, stories)
                reference.set(_ID, made[number, partner])


def _merged_part(after: EditablePackage, number: str, partner: str, stories: Stories) -> str:
    """The relationship of a new part: that of `number` with what it was in that of `partner`."""
    added = copy_part(after, DOCUMENT, number)
    targets = {each.get("Id"): after.target(DOCUMENT, each) for each in after.relations(DOCUMENT)}
    old, new = (etree.fromstring(etree.tostring(after.tree(targets[each]))) for each in (partner, number))
    after.tree(targets[added])[:] = stories.merged(old, new)
    return added


def _names(package: EditablePackage) -> frozenset[str]:
    trees = [package.tree(DOCUMENT), *([package.tree(FOOTNOTES)] if FOOTNOTES in package.parts else [])]
    return frozenset(mark.get(f"{W}name") for tree in trees for mark in tree.iter(MARK_START))


def _stories_of(package: EditablePackage) -> list[Any]:
    return [package.tree(name) for name in (DOCUMENT, FOOTNOTES) if name in package.parts]


def _number_apart(package: EditablePackage) -> None:
    for tree in _stories_of(package):
        for mark in tree.iter(*MARKS):
            mark.set(f"{W}id", str(int(mark.get(f"{W}id")) + _APART))


def _count(package: EditablePackage) -> None:
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
