"""A work list in words: what stands above it, and its table, for every format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.collecting.letter import day_in_words
from reportgen.collecting.words import words_of
from reportgen.collecting.worklist.open import OpenList, OpenRecord

COLUMNS: Final = ("what", "kind", "record", "was", "when", "jointly")
"""The columns of a list, by their names in the words."""
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def heading(work: OpenList) -> str:
    """The title of a list."""
    words = words_of(work.language).work
    name = work.name or words["editors"]
    return words["heading"].format(title=work.title, edition=work.edition, name=name)


def opening(work: OpenList) -> Iterator[str]:
    """What stands above the table."""
    words = words_of(work.language).work
    yield words["count"].format(count=len(work.records))
    if work.request is not None:
        due = day_in_words(work.request.due, work.language)
        yield words["due"].format(due=due, contact=" ".join(work.request.contact.split()))
    if work.waiting:
        yield words["waiting"].format(waiting=work.waiting)


def cells(work: OpenList, record: OpenRecord) -> tuple[str, ...]:
    """A record in the columns of a list."""
    words = words_of(work.language).work
    kind = words.get(record.kind, record.kind)
    return words[record.what], kind, record.title, record.was, record.due, ", ".join(record.jointly)


def as_markdown(work: OpenList) -> bytes:
    """The list with a box to tick for each record."""
    words = words_of(work.language).work
    lines = [f"# {_escaped(heading(work))}", "", *(f"{_escaped(line)}\n" for line in opening(work))]
    for record in work.records:
        what, kind, title, was, due, jointly = map(_escaped, cells(work, record))
        rest = [f"{words[name]}: {text}" for name, text in (("was", was), ("when", due), ("jointly", jointly)) if text]
        told = f" ({'; '.join(rest)})" if rest else ""
        lines.append(f"- [ ] {kind}: **{title}**, {what}{told}")
    return ("\n".join(lines) + "\n").encode()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
