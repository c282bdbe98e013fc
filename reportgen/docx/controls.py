"""Fields for what comes from data, so that a file that returns can be read: content controls (17.5.2) and bookmarks.

A field is a bookmark whose name is made from the data path: it survives ODT, too. Plain runs stand in a control within,
named by its alias, for LibreOffice drops tags and gives new numbers. It is a control for text alone; without `w:text`
LibreOffice forgets the alias, and writes a file that is not well-formed where a link or another control is next to it.
What holds links, references, notes, line ends or other scripts has no control: see `_RICH`; LibreOffice moves a line
end out of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from reportgen.document import nodes as n
from reportgen.document.ids import field_bookmark, field_name, numeric_id
from reportgen.docx.package import Package
from reportgen.ooxml.bindings import ESCAPED, OTHER_SCRIPTS, Store
from reportgen.text.xml import escape


class Fields(StrEnum):
    """Whether what comes from data stands in fields."""

    NONE = "none"
    """In none: files to be read and published."""
    NAMED = "named"
    """In fields with names: drafts. Programs that track changes destroy bound ones."""
    BOUND = "bound"
    """In fields with names whose text lies in parts of its own, too: forms that return."""


_PASSED_OVER: Final = (n.Note, n.CrossReference, n.PageReference, n.LineBreak)
"""What belongs to the text around it, whatever it says itself."""
_RICH: Final = re.compile(f"<w:(?:hyperlink|fldChar|footnoteReference|br)[ />]|{OTHER_SCRIPTS}")
_UNBOUND: Final = re.compile(f"{_RICH.pattern}|{ESCAPED}")
_RUN_PROPERTIES: Final = re.compile("<w:r>(<w:rPr>.*?</w:rPr>)?")
_HIDDEN: Final = '<w15:appearance w15:val="hidden"/>'
_LOCKED: Final = '<w:lock w:val="sdtLocked"/>'
"""A person cannot delete the field of a form by mistake; its text remains free."""
_MIXED: Final = ""


class Controls:
    """The fields of one file, as `fields` says, and the numbers of its controls."""

    def __init__(self, fields: Fields) -> None:
        self.store = Store() if fields is Fields.BOUND else None
        self._written: Counter[str] = Counter()
        self._numbers: set[int] = set()

    def wrap(self, origin: str, content: str, package: Package) -> str:
        """Runs as the field of a data path, whose bookmark counts in `package`."""
        occurrence = self._written[origin]
        self._written[origin] += 1
        mark = field_bookmark(origin, occurrence)
        look = self._look(origin, content, mark)
        if not _RICH.search(content):
            number = self.number(f"{origin}#{occurrence}")
            form = _form(content)
            content = (
                f'<w:sdt><w:sdtPr>{form}<w:alias w:val="{escape(field_name(origin))}"/><w:id w:val="{number}"/>{look}'
                f"<w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
            )
        start, end = package.bookmark(mark)
        return f"{start}{content}{end}"

    def _look(self, origin: str, content: str, mark: str) -> str:
        """What a control has between its number and its kind; the text of a field that cannot be bound is noted."""
        if self.store is None:
            return _HIDDEN
        mixed = len(set(_RUN_PROPERTIES.findall(content))) > 1
        bound = None if mixed or _UNBOUND.search(content) else self.store.bind(origin, content)
        if bound is None:
            self.store.note(origin, content, mark)
        return _LOCKED + (bound or "")

    def number(self, key: str) -> int:
        """A number for a control that no other one of the file has, the same for the same key in every build."""
        while (number := numeric_id(key)) in self._numbers:
            key += "'"
        self._numbers.add(number)
        return number


def _form(content: str) -> str:
    """The properties that all runs of a control have, which are its own then: LibreOffice shows its text by them."""
    found = set(_RUN_PROPERTIES.findall(content))
    return found.pop() if len(found) == 1 else ""


def groups(inlines: n.Inlines) -> Iterator[tuple[str | None, n.Inlines]]:
    """Neighbours that come from one data path, with the path; everything else with ""."""
    origins = [origin(inline) for inline in inlines]
    settled = list(_settled(inlines, origins)) if None in origins else origins
    start, last = 0, len(inlines)
    for end in range(1, last + 1):
        if end == last or settled[end] != settled[start]:
            yield settled[start], inlines[start:end]
            start = end


def _settled(inlines: n.Inlines, origins: list[str | None]) -> Iterator[str]:
    """What has no say takes the path that stands on both sides of it; a reference at an end that of its other side."""
    said: list[str | None] = [None]
    for own in reversed(origins):
        said.append(said[-1] if own is None else own)
    before: str | None = None
    for inline, own, behind in zip(inlines, origins, said[:0:-1], strict=True):
        before = before if own is None else own
        at_an_end = isinstance(inline, n.CrossReference) and None in (before, behind)
        yield own or (before or behind or _MIXED if before == behind or at_an_end else _MIXED)


def origin(inline: n.Inline) -> str | None:
    """The path that all of an inline comes from; "" where there is none or more than one, None where it has no say."""
    if isinstance(inline, n.Text):
        return inline.origin or _MIXED
    if isinstance(inline, n.CrossReference) and inline.show == "text":
        return next((each.origin for each in inline.children if isinstance(each, n.Text) and each.origin), None)
    if isinstance(inline, _PASSED_OVER):
        return None
    if len(inline.children) == 1:
        return origin(inline.children[0])
    found = {path for child in inline.children if (path := origin(child)) is not None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else _MIXED
