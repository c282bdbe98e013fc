"""What is being read of a Word file's body: blocks that are not finished yet, fields whose result has not come."""

from __future__ import annotations

import re

from msgspec import Struct, field

from reportgen.document.plain import normalise
from reportgen.verify.reading import ReadBlock

PAGE_FIELD = re.compile(r"\s*(PAGEREF|PAGE|NUMPAGES|SECTIONPAGES)\b")
"""The codes of fields whose result is the number of a page."""


class BookmarkedBlock(Struct):
    """A block while it is read. `order` is when it first said something."""

    id: str
    kind: str = ""
    order: int | None = None
    number: str | None = None
    alt: str | None = None
    text: list[str] = field(default_factory=list)
    values: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def finished(self) -> ReadBlock:
        alt = None if self.alt is None else normalise(self.alt)
        return ReadBlock(self.id, self.kind, normalise("".join(self.text)), self.number, alt, self.values, self.formats)


class ComplexField(Struct):
    """A complex field. It is silent until its result begins, and then if the result is a page number."""

    code: list[str] = field(default_factory=list)
    silent: bool = True
    filled: bool = False
    """Whether the result says anything."""

    def begin_result(self) -> None:
        self.silent = PAGE_FIELD.match("".join(self.code)) is not None
