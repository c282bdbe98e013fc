"""Marks of revision: who changed what when (ECMA-376 part 1, 17.13.5). Every mark of a file has its own id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from reportgen.ooxml.xml import MC, C
from reportgen.word_changes.elements import MARKS, PPR, R_RUN, RPR, SECTPR, T, W, copy, make, properties

Kind = Literal["ins", "del", "moveFrom", "moveTo"]

LATER: Final = 10
"""Minutes between the marks of paragraphs and those in paragraphs."""

_ALTERNATE, _CHOICE = f"{{{MC}}}AlternateContent", f"{{{MC}}}Choice"
_DELETED: Final = {T: f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


class Revisions:
    """Makes marks of one author and day."""

    def __init__(self, author: str, day: str, first_id: int = 1) -> None:
        self._author, self._day = author, day
        self._next = first_id
        self._moves = 0

    def mark(self, name: str, /, *children: Any, minute: int = 0, **more: str) -> Any:
        """A mark of any kind around `children`.

        Marks in a paragraph that stays are made `LATER` than those of whole paragraphs: LibreOffice makes one change of
        neighbours by the same person at about the same time, and then loses the end of the paragraph between.
        """
        by = {"author": self._author, "date": f"{self._day}T00:{minute:02}:00Z"}
        return make(name, *children, **{"id": self.number(), **more, **by})

    def number(self) -> str:
        """An id that no other mark has."""
        self._next += 1
        return str(self._next - 1)

    def move_name(self) -> str:
        """A name that joins the two places of something moved."""
        self._moves += 1
        return f"move{self._moves}"

    # ------------------------------------------------------------------------------------------------------ runs

    def runs(self, kind: Kind, runs: Iterable[Any], minute: int = 0) -> Any:
        """Runs that came, went, or were moved."""
        found = list(runs)
        for run in found:
            _show_picture(run)
        if kind == "del":
            for run in found:
                strike(run)
        return self.mark(kind, *found, minute=minute)

    # ------------------------------------------------------------------------------------------------ paragraphs

    def paragraph_mark(self, paragraph: Any, kind: Kind) -> None:
        """Say what happened to the end of a paragraph, and so to the paragraph."""
        about = properties(paragraph, PPR)
        form = about.find(RPR)
        if form is None:
            form = make("rPr")
            after = next((i for i, each in enumerate(about) if each.tag in (SECTPR, f"{W}pPrChange")), len(about))
            about.insert(after, form)
        form.insert(0, self.mark(kind))

    def whole(self, paragraph: Any, kind: Kind) -> Any:
        """A copy of a paragraph all of which came, went or was moved."""
        made = copy(paragraph)
        self._wrap(made, kind)
        self.paragraph_mark(made, kind)
        return made

    def never(self, style: str, *, filled: bool) -> Any:
        """A paragraph in a style that came and went: no version has it. `filled`: with a character without width."""
        when = 2 * LATER
        end = make("rPr", self.mark("ins", minute=when), self.mark("del", minute=when))
        made = make("p", make("pPr", make("pStyle", val=style), end))
        if filled:
            made.append(self.nothing())
        return made

    def nothing(self) -> Any:
        """A character without width that came and went: no version has it."""
        character = make("delText")
        character.text = "\u200b"
        when = 2 * LATER
        return self.mark("ins", self.mark("del", make("r", character), minute=when), minute=when)

    def _wrap(self, owner: Any, kind: Kind) -> None:
        group: list[Any] = []
        for child in list(owner):
            if child.tag == R_RUN:
                group.append(child)
                continue
            self._close(owner, group, kind)
            if child.tag not in MARKS and child.tag != PPR:
                self._wrap(child, kind)
        self._close(owner, group, kind)

    def _close(self, owner: Any, group: list[Any], kind: Kind) -> None:
        if group:
            place = owner.index(group[0])
            owner.insert(place, self.runs(kind, group))
            group.clear()

    # ------------------------------------------------------------------------------------------------ properties

    def changed(self, owner: Any, before: Any | None, *, without: frozenset[str] = frozenset()) -> None:
        """Append to properties (w:pPr, w:rPr …) what they were; `without` are children that are no part of it."""
        name = owner.tag.removeprefix(W)
        kept = [copy(each) for each in (before if before is not None else ()) if each.tag not in without]
        owner.append(self.mark(f"{name}Change", make(name, *kept)))


def _show_picture(run: Any) -> None:
    """Let programs that know no charts in what came and went show the picture beside the chart.

    LibreOffice keeps charts whatever is decided about them. What it does not know is the name space of charts, as
    something that is required; everything that shows charts does.
    """
    for choice in run.iterfind(f"{_ALTERNATE}/{_CHOICE}"):
        if choice.find(f".//{{{C}}}chart") is not None:
            choice.set("Requires", "c")


def strike(run: Any) -> None:
    """Name the text of a run as deleted text is named."""
    for each in run:
        each.tag = _DELETED.get(each.tag, each.tag)
