"""The outline: bookmarks in levels (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import text_string
from reportgen.pdf.targets import Targets, known
from reportgen.typeset.boxes import Destination, OutlineEntry

_OPEN_LEVELS = 1
"""Bookmarks down to this level show their children when the file is opened."""


class _Item(Struct):
    level: int
    number: int
    entries: bytes
    children: list[_Item] = field(default_factory=list)

    def count(self) -> int:
        """Descendants that show when this item is open."""
        return sum(1 + (child.count() if child.level <= _OPEN_LEVELS else 0) for child in self.children)


def write_outline(
    file: PdfFile, outline: tuple[OutlineEntry, ...], destinations: Mapping[str, Destination], targets: Targets
) -> bytes | None:
    """Write all bookmarks; a reference to the root, None where there is none. A level may be left out."""
    if not outline:
        return None
    root = _Item(0, file.reserve(), b"/Type/Outlines")
    path = [root]
    for entry in outline:
        while len(path) > 1 and path[-1].level >= entry.level:
            path.pop()
        leads = targets.entry(known(entry.target, destinations))
        item = _Item(entry.level, file.reserve(), b"/Title%s%s" % (text_string(entry.title), leads))
        path[-1].children.append(item)
        path.append(item)
    _fill(file, root)
    return reference(root.number)


def _fill(file: PdfFile, item: _Item, links: bytes = b"") -> None:
    entries = item.entries + links
    if item.children:
        count = item.count() if item.level <= _OPEN_LEVELS else -item.count()
        first, last = item.children[0].number, item.children[-1].number
        entries += b"/First %s/Last %s/Count %d" % (reference(first), reference(last), count)
    file.fill(item.number, b"<<%s>>" % entries)
    for index, child in enumerate(item.children):
        links = b"/Parent " + reference(item.number)
        if index:
            links += b"/Prev " + reference(item.children[index - 1].number)
        if index + 1 < len(item.children):
            links += b"/Next " + reference(item.children[index + 1].number)
        _fill(file, child, links)
