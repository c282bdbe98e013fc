"""The numbers of footnotes: what Word counts to, or marks of their own, which it does not count (17.11.14)."""

from __future__ import annotations

from typing import Any

from reportgen.findings.difference import Difference
from reportgen.verify.word.package import W

_OWN = frozenset({"1", "true", "on"})


class NoteMarks:
    """The marks of the notes of a document, in reading order."""

    def __init__(self) -> None:
        self._counted = 0
        self.words: list[Any] = []
        """The elements with marks in words, which are no text."""

    def number(self, reference: Any, note: Any, owner: str | None) -> tuple[str, list[Difference]]:
        """The number of a note, and what is wrong with its mark."""
        if reference.get(f"{W}customMarkFollows") not in _OWN:
            self._counted += 1
            return str(self._counted), []
        here, there = reference.getnext(), next(note.iter(f"{W}t"), None)
        marks = [each for each in (here, there) if each is not None and each.tag == f"{W}t"]
        self.words += marks
        said = [(each.text or "").strip() for each in marks]
        if len(said) == 2 and said[0] == said[1]:
            return said[0], []
        text = f"the mark of a note says {' in the text, in the note '.join(said) or 'nothing'}"
        return "".join(said[:1]), [Difference("note-marks", text, owner)]
