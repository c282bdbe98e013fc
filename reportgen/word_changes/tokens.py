"""The content of a paragraph as a row of tokens: words, and what cannot be divided (fields, drawings, note marks)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final

from msgspec import Struct

from reportgen.text.alignment import split_words
from reportgen.word_changes.elements import (
    HYPERLINK,
    MARKS,
    PPR,
    R_RUN,
    RPR,
    SDT,
    XML_SPACE,
    T,
    W,
    canonical,
    copy,
    make,
)

_FIELD: Final = f"{W}fldChar"
_NUMBERS = re.compile(rb' (?:id|name)="[^"]*"')
"""Ids and names of drawings, which are counted anew in every file."""


class Hyperlink(Struct, frozen=True):
    """The hyperlink that runs stand in; `key` is the same for the same link of both versions."""

    key: Hashable
    element: Any


class Token(Struct, frozen=True):
    """A word or another piece that stays whole. `key` says what it is and how it looks, `text` only what it says;
    `marks` are bookmarks that stand before it."""

    key: Hashable
    text: str
    form: bytes
    runs: tuple[Any, ...]
    hyperlink: Hyperlink | None
    marks: tuple[Any, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether it is more than white space or a sign."""
        return not self.text or self.text[0].isalnum()


NoteName = Callable[[str], str]
"""From the number of a footnote to its name, which is the same in both versions."""


def tokens(paragraph: Any, note_name: NoteName) -> tuple[list[Token], tuple[Any, ...]]:
    """The tokens of a paragraph, and the bookmarks behind the last of them."""
    found: list[Token] = []
    marks: list[Any] = []
    seen: Counter[Hashable] = Counter()
    for hyperlink, runs in _pieces(paragraph, None, seen):
        if runs[0].tag in MARKS:
            marks.append(runs[0])
            continue
        for token in _tokens(runs, hyperlink, note_name):
            found.append(Token(token.key, token.text, token.form, token.runs, hyperlink, tuple(marks)))
            marks.clear()
    return found, tuple(marks)


def _pieces(
    owner: Any, hyperlink: Hyperlink | None, seen: Counter[Hashable]
) -> Iterator[tuple[Hyperlink | None, list[Any]]]:
    """Runs, fields as all of their runs, and bookmarks, each with the link it stands in."""
    field: list[Any] = []
    depth = 0
    closed = _closed_fields(owner)
    for child in owner:
        if child.tag == R_RUN:
            step = _step(child)
            if depth or (step > 0 and child in closed):
                field.append(child)
                depth += step
                if depth == 0:
                    yield hyperlink, field
                    field = []
            else:
                yield hyperlink, [child]
        elif child.tag in MARKS:
            yield hyperlink, [child]
        elif child.tag == HYPERLINK:
            name = tuple(sorted(child.attrib.items()))
            seen[name] += 1
            yield from _pieces(child, Hyperlink((name, seen[name]), child), seen)
        elif child.tag == SDT:
            yield from _pieces(child.find(f"{W}sdtContent"), hyperlink, seen)
        elif child.tag != PPR:
            yield hyperlink, [child]


def _step(run: Any) -> int:
    kinds = [each.get(f"{W}fldCharType") for each in run.iterfind(_FIELD)]
    return kinds.count("begin") - kinds.count("end")


def _closed_fields(owner: Any) -> set[Any]:
    """The runs that begin a field which ends in the same place."""
    waiting: list[Any] = []
    found = set()
    for run in owner.iterchildren(R_RUN):
        step = _step(run)
        if step > 0:
            waiting.append(run)
        elif step < 0 and waiting:
            found.add(waiting.pop())
    return found


def _tokens(runs: list[Any], hyperlink: Hyperlink | None, note_name: NoteName) -> Iterator[Token]:
    link = hyperlink.key if hyperlink else None
    if len(runs) > 1 or runs[0].tag != R_RUN:
        key = (link, *(_NUMBERS.sub(b"", canonical(run)) for run in runs))
        yield Token(key, "", b"", tuple(runs), hyperlink)
        return
    run = runs[0]
    form = run.find(RPR)
    look = canonical(form)
    for child in run:
        if child.tag == RPR:
            continue
        if child.tag == T:
            for word in split_words(child.text or ""):
                yield Token((link, look, word), word, look, (_run(form, _text(word)),), hyperlink)
        elif child.tag == f"{W}footnoteReference":
            name = note_name(child.get(f"{W}id"))
            yield Token((link, look, "note", name), "", look, (_run(form, copy(child)),), hyperlink)
        else:
            key = (link, look, _NUMBERS.sub(b"", canonical(child)))
            yield Token(key, "", look, (_run(form, copy(child)),), hyperlink)


def _text(words: str) -> Any:
    made = make("t")
    made.text = words
    made.set(XML_SPACE, "preserve")
    return made


def _run(form: Any | None, content: Any) -> Any:
    return make("r", *([copy(form)] if form is not None else []), content)


def joined(runs: list[Any]) -> list[Any]:
    """Runs that look alike become one, so that words stand together again."""
    found: list[Any] = []
    for run in runs:
        before = found[-1] if found else None
        if before is None or not _joins(before) or not _joins(run) or _look(before) != _look(run):
            found.append(run)
            continue
        for child in [each for each in run if each.tag != RPR]:
            if child.tag == T and before[-1].tag == T:
                before[-1].text = (before[-1].text or "") + (child.text or "")
            else:
                before.append(child)
    return found


_PLAIN: Final = frozenset({RPR, T, f"{W}softHyphen", f"{W}noBreakHyphen"})


def _joins(run: Any) -> bool:
    return run.tag == R_RUN and all(child.tag in _PLAIN for child in run)


def _look(run: Any) -> bytes:
    return canonical(run.find(RPR))
