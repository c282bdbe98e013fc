"""One paragraph from two: the words of both, each with the mark of where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from reportgen.text.alignment import align, smooth
from reportgen.word_changes.elements import (
    HYPERLINK,
    MARK_START,
    PPR,
    REFERENCES,
    RPR,
    SECTPR,
    W,
    canonical,
    copy,
    make,
    properties,
)
from reportgen.word_changes.revisions import LATER, Revisions
from reportgen.word_changes.tokens import NoteName, Token, joined, tokens

_NOT_BASE = frozenset({RPR, SECTPR, f"{W}pPrChange"})

Fate = Literal["same", "old", "new", "look"]
"""What became of tokens: they stayed, went, came, or look otherwise."""


class Lines:
    """Merges paragraphs of two versions; `old_note` and `new_note` name their footnotes."""

    def __init__(self, revisions: Revisions, old_note: NoteName, new_note: NoteName) -> None:
        self.revisions, self._old_note, self._new_note = revisions, old_note, new_note
        self.sections: list[tuple[Any, Any]] = []
        """Sections of both versions that belong together, the old one first."""

    def mergeable(self, old: Any, new: Any) -> bool:
        """Whether one paragraph can stand for both: an end of a section cannot come or go by itself."""
        return (_section(old) is None) == (_section(new) is None)

    def merged(self, old: Any, new: Any, moved: bool = False) -> Any:
        """The paragraph `new` with what it was in `old`.

        As the new place of something `moved` all of it is marked, new words as such; words that went stand in the old
        place only. Marks inside marks would show them here, too, but LibreOffice accepts only the outer ones.
        """
        before, _ = tokens(old, self._old_note)
        after, trailing = tokens(new, self._new_note)
        made = make("p", *([copy(new.find(PPR))] if new.find(PPR) is not None else []))
        if moved:
            self.revisions.paragraph_mark(made, "moveTo")
        else:
            self._properties(made, old)
        writer = _Line(self.revisions, made, moved)
        for stretch in smooth(align([each.key for each in before], [each.key for each in after]), _speaks(before)):
            went, came = before[stretch.i1 : stretch.i2], after[stretch.j1 : stretch.j2]
            if stretch.same:
                writer.add("same", came)
            elif _looks_only(went, came) and not moved:
                writer.add("look", came, went)
            else:
                following = after[stretch.j1].marks if stretch.j1 < len(after) else trailing
                writer.begin(following if went else ())
                writer.add("old", went if not moved else ())
                writer.add("new", came)
        writer.close()
        if not moved and _has(made, "drawing") and _has(made, "ins", "del"):
            made.append(self.revisions.nothing())  # else LibreOffice takes the end of the paragraph with the picture
        writer.marks(trailing)
        return made

    def section(self, old: Any, new: Any) -> None:
        """Note that two sections belong together, and mark what is different in the new one: running heads apart,
        which Word does not track here."""
        self.sections.append((old, new))
        kept = [[canonical(each) for each in section if each.tag not in REFERENCES] for section in (old, new)]
        if kept[0] != kept[1]:
            self.revisions.changed(new, old, without=REFERENCES)

    def _properties(self, made: Any, old: Any) -> None:
        now, before = made.find(PPR), old.find(PPR)
        if _section(old) is not None:
            self.section(_section(old), _section(made))
        if _base(now) != _base(before):
            self.revisions.changed(properties(made, PPR), before, without=_NOT_BASE)


def _has(element: Any, *names: str) -> bool:
    return next(element.iter(*(f"{W}{name}" for name in names)), None) is not None


def _section(paragraph: Any) -> Any | None:
    return paragraph.find(f"{PPR}/{SECTPR}")


def _base(about: Any | None) -> list[bytes]:
    return [canonical(each) for each in (about if about is not None else ()) if each.tag not in _NOT_BASE]


def _speaks(found: Sequence[Token]) -> Callable[[int], bool]:
    return lambda place: found[place].speaks


def _looks_only(went: Sequence[Token], came: Sequence[Token]) -> bool:
    """Whether the same words stand there in another look."""
    if len(went) != len(came):
        return False
    pairs = zip(went, came, strict=True)
    return all(a.text and a.text == b.text and _link(a) == _link(b) for a, b in pairs)


def _link(token: Token) -> Any:
    return token.hyperlink.key if token.hyperlink else None


class _Line:
    """Writes tokens into a paragraph: links around runs, marks of revision inside links."""

    def __init__(self, revisions: Revisions, paragraph: Any, moved: bool) -> None:
        self._revisions, self._paragraph, self._moved = revisions, paragraph, moved
        self._link: Any = None
        self._target = paragraph
        self._fate: Fate = "same"
        self._runs: list[Any] = []
        self._written: set[Any] = set()

    def add(self, fate: Fate, found: Iterable[Token], before: Sequence[Token] = ()) -> None:
        """Tokens of one fate; with "look" `before` are the same words as they looked."""
        for place, token in enumerate(found):
            if fate != "old" and _link(token) == self._link:
                self.marks(token.marks)
            elif fate != "old" and token.marks:
                self._flush()
                self._link, self._target = None, self._paragraph
                self.marks(token.marks)
            if _link(token) != self._link:
                self._flush()
                self._open(token)
            if fate != self._fate:
                self._flush()
                self._fate = fate
            for run in token.runs:
                made = copy(run)
                if fate == "look":
                    was = before[place].runs[0].find(RPR)
                    self._revisions.changed(properties(made, RPR), was)
                self._runs.append(made)

    def begin(self, following: Iterable[Any]) -> None:
        """Write the bookmarks that begin before what comes next: what went from here stood in them."""
        self.marks([mark for mark in following if mark.tag == MARK_START])

    def marks(self, marks: Iterable[Any]) -> None:
        """Write bookmarks, each once."""
        new = [mark for mark in marks if mark not in self._written]
        if new:
            self._flush()
            self._written.update(new)
            self._target.extend(copy(mark) for mark in new)

    def _open(self, token: Token) -> None:
        self._link, self._target = _link(token), self._paragraph
        if token.hyperlink is not None:
            self._target = make("hyperlink")
            self._target.attrib.update(token.hyperlink.element.attrib)
            self._paragraph.append(self._target)

    def _flush(self) -> None:
        runs, self._runs = joined(self._runs) if self._fate != "look" else self._runs, []
        if not runs:
            return
        if self._fate == "old":
            self._target.append(self._revisions.runs("del", runs, minute=LATER))
        elif self._fate == "new":
            self._target.append(self._revisions.runs("ins", runs, minute=LATER))
        elif self._moved:
            self._target.append(self._revisions.runs("moveTo", runs))
        else:
            self._target.extend(runs)

    def close(self) -> None:
        """Write what waits; what comes then stands in no link."""
        self._flush()
        self._link, self._target = None, self._paragraph
        for link in [each for each in self._paragraph.iterchildren(HYPERLINK) if not len(each)]:
            self._paragraph.remove(link)
