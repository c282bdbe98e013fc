"""Comments of a draft, each tied to the paragraph in which the block it is about begins (17.13.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from reportgen.docx.context import Writer
from reportgen.docx.runs import run
from reportgen.ooxml.xml import R
from reportgen.text.xml import escape

_TEXT, _MARK = "CommentText", "CommentReference"
_NAME: Final = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>')
_FRAMED: Final = re.compile(r"<w:p><w:pPr>(?:(?!</w:pPr>).)*<w:framePr ")


def attach(w: Writer, body: list[str], comments: Mapping[str, tuple[str, ...]]) -> None:
    """Tie comments to the paragraphs in which their blocks begin, and take them into the package.

    `body` are the pieces of the text.
    """
    wanted = {w.targets.own(block_id): texts for block_id, texts in comments.items()}
    written: list[str] = []
    for index in range(len(body)):
        for name in _NAME.findall(body[index]):
            texts = wanted.pop(name, ())
            numbers = range(len(written), len(written) + len(texts))
            if texts and _tied(body, index, name, numbers):
                written += map(partial(_comment, w), numbers, texts)
    if written:
        w.package.comments += written
        w.package.relations.add(f"{R}/comments", "/word/comments.xml")


def _comment(w: Writer, number: int, text: str) -> str:
    """The date is the edition's, as all dates of the file are."""
    words = w.words
    return (
        f'<w:comment w:id="{number}" w:author="{escape(words["comment-author"])}" w:date="{w.meta.as_of}T00:00:00Z" '
        f'w:initials="{escape(words["comment-initials"])}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>'
    )


def _tied(body: list[str], index: int, name: str, numbers: Iterable[int]) -> bool:
    """Put the marks of comments around the text of the paragraph in which a bookmark begins; where it stands around
    paragraphs, of the first. False, and nothing done, where there is none.

    One in a frame gives way to the text beside it: LibreOffice drops comments in frames.
    """
    start = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    end = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
        for number in numbers
    )
    before, mark, rest = body[index].partition(f' w:name="{name}"/>')
    if "</w:p>" not in rest or _FRAMED.search(before):
        place = next((i for i in range(index + 1, len(body)) if _holds_text(body[i])), None)
        if place is None:
            return False
        index = place
        before, mark, rest = body[index].partition("</w:pPr>")
    text, close, behind = rest.partition("</w:p>")
    body[index] = f"{before}{mark}{start}{text}{end}{close}{behind}"
    return True


def _holds_text(piece: str) -> bool:
    return "</w:p>" in piece and not _FRAMED.match(piece)
