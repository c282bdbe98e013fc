"""The body of a file while it is written: document.xml in pieces, of which only the last ones can still change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from reportgen.docx.base import DOCUMENT_END, DOCUMENT_START
from reportgen.ooxml.archive import Deflated, Deflater

_WAITING: Final = 512
"""Pieces that wait until they are compressed together."""


class Story:
    """Blocks append to `pieces`. What stands before the last paragraph or table is compressed from time to time, so
    that a long report takes little memory; nothing is where all of it has to be seen at the end (`whole`). What
    is compressed is what `settled` makes of it."""

    def __init__(self, settled: Callable[[str], str] = str, *, whole: bool) -> None:
        self.pieces: list[str] = []
        self._settled = settled
        self._whole = whole
        self._gone = 0
        self._deflater = Deflater()
        self._deflater.add(DOCUMENT_START.encode())

    @property
    def length(self) -> int:
        """How many pieces have been written so far."""
        return self._gone + len(self.pieces)

    def written_since(self, length: int) -> bool:
        """Whether a paragraph or table has come since there were so many pieces."""
        return last_block(self.pieces, max(0, length - self._gone)) is not None

    def settle(self) -> None:
        """Compress what cannot change any more, if it is much."""
        if len(self.pieces) > _WAITING and not self._whole:
            settled = last_block(self.pieces) or 0
            self._add(self._settled("".join(self.pieces[:settled])))
            del self.pieces[:settled]
            self._gone += settled

    def close(self) -> None:
        """Nothing is written any more: what still waits is settled."""
        starts = range(0, len(self.pieces), _WAITING)
        self.pieces[:] = [self._settled("".join(self.pieces[first : first + _WAITING])) for first in starts]

    def finish(self, last_section: str, change: Callable[[str], str] = str) -> Deflated:
        """The finished part; `change` is made to all that still waits, which is everything where that was asked for."""
        for piece in self.pieces:
            self._add(change(piece))
        self._add(last_section + DOCUMENT_END)
        return self._deflater.finish()

    def _add(self, text: str) -> None:
        self._deflater.add(text.encode())


def last_block(pieces: Sequence[str], start: int = 0) -> int | None:
    """Where the last paragraph or table stands among `pieces`, from `start` on: the last one that is no bookmark."""
    return next((i for i in reversed(range(start, len(pieces))) if not pieces[i].startswith("<w:bookmark")), None)
