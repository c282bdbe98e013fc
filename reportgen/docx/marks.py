"""Bookmarks of blocks, with the comments on them, on their way into the text (17.13.4 and 17.13.6)."""

from __future__ import annotations

from reportgen.docx.comments import Comments, Numbers, closed, opened
from reportgen.docx.package import Package
from reportgen.docx.place import Place
from reportgen.docx.story import Paragraph
from reportgen.docx.targets import Targets


class Marks:
    """The bookmarks of one file. One inside paragraphs begins in the next one that is written, wherever that stands."""

    def __init__(self, targets: Targets, package: Package, comments: Comments) -> None:
        self._targets, self._package, self.comments = targets, package, comments
        self._pending: list[tuple[str, Numbers]] = []

    def block(self, place: Place, block_id: str) -> Marked:
        """The bookmark of a block with text of its own: inside its first and its last paragraph."""
        return Marked(self, place, block_id, inside=True)

    def container(self, place: Place, block_id: str) -> Marked:
        """The bookmark of a block that consists of blocks: before the first and after the last of them."""
        return Marked(self, place, block_id, inside=False)

    def begin(self, place: Place, block_id: str, *, inside: bool) -> str:
        """Begin the bookmark of a block; what ends it is given, nothing in a table cell."""
        if place.cell:
            return ""
        name = self._targets.own(block_id)
        start, end = self._package.bookmark(name)
        numbers = self.comments.of(name)
        if inside:
            self._pending.append((start, numbers))
        else:
            place.story.mark(start)
            self.comments.wait(numbers)
        return end

    def end(self, place: Place, end: str, *, inside: bool) -> None:
        """End a bookmark; one that no paragraph has taken stands between blocks."""
        if not inside:
            place.story.mark(end)
            return
        for start, numbers in self._pending:
            place.story.mark(start)
            self.comments.wait(numbers)
        self._pending.clear()
        place.story.end_mark(end)

    def enter(self, place: Place, paragraph: Paragraph) -> None:
        """Begin in a paragraph what waits for it."""
        if self._pending:
            starts = "".join([self._entered(place, paragraph, *each) for each in self._pending])
            paragraph.content = starts + paragraph.content
            self._pending.clear()
        if self.comments.waiting and not place.framed:
            paragraph.opening, closing = self.comments.tie()
            paragraph.closing = closing + paragraph.closing

    def _entered(self, place: Place, paragraph: Paragraph, start: str, numbers: Numbers) -> str:
        """The start of a bookmark in a paragraph, and of the comments on it."""
        if place.framed:
            self.comments.wait(numbers)
            return start
        paragraph.closing += closed(numbers)
        return start + opened(numbers)


class Marked:
    """A bookmark around what is written in a with statement."""

    __slots__ = ("_block_id", "_end", "_inside", "_marks", "_place")

    def __init__(self, marks: Marks, place: Place, block_id: str, *, inside: bool) -> None:
        self._marks, self._place, self._block_id, self._inside, self._end = marks, place, block_id, inside, ""

    def __enter__(self) -> None:
        self._end = self._marks.begin(self._place, self._block_id, inside=self._inside)

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if self._end and kind is None:
            self._marks.end(self._place, self._end, inside=self._inside)
