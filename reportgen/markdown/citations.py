"""How texts refer to values, pages and sources: ``{ID}``, ``{ID.PART}``, ``{COLLECTION.ITEM.FIELD}`` and ``{@ID}``;
``{page:ID}``; ``[@ID]``, ``[@ID, p. 4]``, ``[@ID; @ID, p. 4]``.

One grammar for whoever reads texts: `edition.references` finds what they name, `markdown` sets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LOCATOR = r"(?:[^\[\]{}@;\n\\]|\n(?![ \t]*\n))+"
_CITED = rf"\s*@{_ID}\s*(?:,{_LOCATOR})?"
OWN_FIELD: Final = rf"{_ID}\.{_ID}\.[^\s.{{}}]+"
"""The number in a field of a report's own: collection, item and field."""
NAMED: Final = rf"\{{(?P<at>@?)(?P<id>{OWN_FIELD}|{_ID})(?:\.(?P<form>[A-Za-z_]+))?\}}"
"""A value by name: a figure, or behind ``@`` an institution, and the form of it that is asked for."""
PAGE: Final = r"\{page:(?P<page>[^\s{}]+)\}"
CITATION: Final = rf"\[(?P<cited>{_CITED}(?:;{_CITED})*)\](?![({{])"
"""Sources in brackets, behind which neither an address nor attributes stand."""
BROKEN_CITATION: Final = r"\[(?P<broken>\s*@\w[^\[\]\n]*)\](?![({])"
"""What looks like one and is none."""

_ONE = re.compile(rf"@(?P<id>{_ID})\s*(?:,(?P<locator>{_LOCATOR}))?")


class Cited(Struct, frozen=True):
    """A source that a citation names, the place in it ("p. 4", or ""), and where its id begins in the citation."""

    id: str
    locator: str
    start: int


def cited(inner: str) -> Iterator[Cited]:
    """The sources that stand between the brackets of a citation."""
    for match in _ONE.finditer(inner):
        yield Cited(match["id"], " ".join((match["locator"] or "").split()), match.start("id"))
