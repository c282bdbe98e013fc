"""Comments of a draft, each tied to the paragraph or the paragraphs of the block it is about (17.13.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from reportgen.docx.context import Writer
from reportgen.docx.runs import run
from reportgen.docx.xml import HEADER, STORY_NAMESPACES, R, escape

_TEXT, _MARK = "CommentText", "CommentReference"
_NAME: Final = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>')


def attach(w: Writer, body: list[str], comments: Mapping[str, tuple[str, ...]]) -> None:
    """Tie comments to the paragraphs in which their blocks begin, and add the part that holds them.

    `body` are the pieces of the text. There is no part where there is nothing to say: Word takes an empty one for
    damage.
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
        w.comments = f"{HEADER}<w:comments {STORY_NAMESPACES}>{''.join(written)}</w:comments>"
        w.relations.add(f"{R}/comments", "/word/comments.xml")


def _comment(w: Writer, number: int, text: str) -> str:
    """The date is the edition's, as all dates of the file are."""
    words = w.words
    return (
        f'<w:comment w:id="{number}" w:author="{escape(words["comment-author"])}" w:date="{w.meta.as_of}T00:00:00Z" '
        f'w:initials="{escape(words["comment-initials"])}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>'
    )


def _tied(body: list[str], index: int, name: str, numbers: Iterable[int]) -> bool:
    """Put the marks of comments around the text of the paragraph in which a bookmark begins; behind the bookmark of
    several blocks, of the first paragraph. False, and nothing done, where there is none."""
    start = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    end = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
        for number in numbers
    )
    before, mark, rest = body[index].partition(f' w:name="{name}"/>')
    if "</w:p>" in rest:
        text, close, behind = rest.partition("</w:p>")
        body[index] = f"{before}{mark}{start}{text}{end}{close}{behind}"
        return True
    place = next((i for i in range(index + 1, len(body)) if "</w:p>" in body[i]), None)
    if place is None:
        return False
    properties, head, rest = body[place].partition("</w:pPr>")
    text, close, behind = rest.partition("</w:p>")
    body[place] = f"{properties}{head}{start}{text}{end}{close}{behind}"
    return True
