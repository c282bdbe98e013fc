"""Content controls around everything that comes from data, so that a file that returns can be read (17.5.2).

The tag is the data path, the id a digest of it: programs that drop the one keep the other. The controls have neither
frame nor lock, and any text and format may stand in them: who writes in the file need not know of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.document import nodes as n
from reportgen.document.ids import control_tag, numeric_id
from reportgen.text.xml import escape

_PASSED_OVER: Final = (n.Note, n.CrossReference, n.PageReference, n.LineBreak)
"""What belongs to the text around it, whatever it says itself."""
_REST: Final = '"/><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>'
_MIXED: Final = ""


class Controls:
    """The controls of one file: each has a number of its own."""

    def __init__(self) -> None:
        self._written: dict[str, int] = {}
        self._numbers: set[int] = set()

    def wrap(self, origin: str, content: str) -> str:
        """Runs in the control of a data path."""
        occurrence = self._written.get(origin, 0)
        self._written[origin] = occurrence + 1
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="{escape(control_tag(origin))}"/>'
            f'<w:id w:val="{self.number(f"{origin}#{occurrence}")}{_REST}{content}</w:sdtContent></w:sdt>'
        )

    def number(self, key: str) -> int:
        """A number for a control that no other one of the file has, the same for the same key in every build."""
        while (number := numeric_id(key)) in self._numbers:
            key += "'"
        self._numbers.add(number)
        return number


def groups(inlines: n.Inlines) -> Iterator[tuple[str | None, n.Inlines]]:
    """Neighbours that come from one data path, with the path; everything else with "" or None."""
    origins = [origin(inline) for inline in inlines]
    settled = _settled(origins) if None in origins else origins
    start, last = 0, len(inlines)
    for end in range(1, last + 1):
        if end == last or settled[end] != settled[start]:
            yield settled[start], inlines[start:end]
            start = end


def _settled(origins: list[str | None]) -> list[str | None]:
    """What has no say takes the path that stands on both sides of it."""
    following: str | None = None
    after: list[str | None] = []
    for own in reversed(origins):
        following = following if own is None else own
        after.append(following)
    before: str | None = None
    settled: list[str | None] = []
    for own, behind in zip(origins, reversed(after), strict=True):
        before = before if own is None else own
        settled.append(own if own is not None else (before if before == behind and before else _MIXED))
    return settled


def origin(inline: n.Inline) -> str | None:
    """The path that all of an inline comes from; "" where there is none or more than one, None where it has no say."""
    if isinstance(inline, n.Text):
        return inline.origin or _MIXED
    if isinstance(inline, _PASSED_OVER):
        return None
    if len(inline.children) == 1:
        return origin(inline.children[0])
    found = {path for child in inline.children if (path := origin(child)) is not None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else _MIXED
