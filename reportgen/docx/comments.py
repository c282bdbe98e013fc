"""Comments of a draft, each tied to the paragraph in which the block it is about begins (17.13.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.document import nodes as n
from reportgen.docx.fallback import Fallback
from reportgen.docx.package import Package
from reportgen.docx.runs import run
from reportgen.ooxml.xml import R
from reportgen.text.xml import escape

_TEXT, _MARK = "CommentText", "CommentReference"

Numbers = range
"""The numbers (w:id) of comments on one block."""
NONE: Final = range(0)


class Comments:
    """The comments of one file. `texts` are those of each bookmark; they are numbered as their bookmarks come.

    Those of a block that begins in no paragraph, or in one in a frame, wait for the next one that stands in none:
    LibreOffice drops comments in frames.
    """

    def __init__(
        self, texts: Mapping[str, tuple[str, ...]], meta: n.Meta, words: Mapping[str, str], fallback: Fallback
    ) -> None:
        self._texts = dict(texts)
        self._meta, self._words, self._fallback = meta, words, fallback
        self._written: list[str] = []
        self.waiting: list[Numbers] = []

    def of(self, bookmark: str) -> Numbers:
        """The comments on the block whose bookmark begins, once."""
        texts = self._texts.pop(bookmark, ()) if self._texts else ()
        first = len(self._written)
        self._written += [self._comment(number, text) for number, text in enumerate(texts, first)]
        return range(first, len(self._written)) if texts else NONE

    def wait(self, numbers: Numbers) -> None:
        """Let comments wait for a paragraph that holds them."""
        if numbers:
            self.waiting.append(numbers)

    def tie(self) -> tuple[str, str]:
        """What stands before and behind the text of a paragraph for the comments that wait; the last begins first."""
        opening, closing = "".join(map(opened, reversed(self.waiting))), "".join(map(closed, self.waiting))
        self.waiting.clear()
        return opening, closing

    def attach(self, package: Package) -> None:
        """Take the comments into the package, but for those that have found no paragraph: nothing came behind them."""
        lost = {number for numbers in self.waiting for number in numbers}
        package.comments += [each for number, each in enumerate(self._written) if number not in lost]
        if package.comments:
            package.relations.add(f"{R}/comments", "/word/comments.xml")

    def _comment(self, number: int, text: str) -> str:
        """The date is the edition's, as all dates of the file are."""
        words = self._words
        said = self._fallback.content(_TEXT, run(text))
        author, initials = escape(words["comment-author"]), escape(words["comment-initials"])
        return (
            f'<w:comment w:id="{number}" w:author="{author}" w:date="{self._meta.as_of}T00:00:00Z" '
            f'w:initials="{initials}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr><w:annotationRef/></w:r>{said}</w:p></w:comment>'
        )


def opened(numbers: Numbers) -> str:
    """What stands before a text for its comments."""
    return "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)


def closed(numbers: Numbers) -> str:
    """What stands behind it."""
    return "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
        for number in numbers
    )
