"""How texts refer to pages and sources: ``{page:ID}`` and ``[@ID]``, ``[@ID, p. 4]``, ``[@ID; @ID, p. 4]``.

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
