"""Where references lead: the bookmark of every id that something can point to."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.walk import BLOCK_CLASSES, find, plain_text

_MARKED = (*BLOCK_CLASSES, n.ListItem, n.Tile, n.IndexGroup)


class Targets:
    """Bookmarks by id. What has none of its own (blocks in table cells) answers with that of its row or table."""

    def __init__(self, document: n.Document) -> None:
        self._headings: dict[str, n.Heading] = {}
        self.numbered: set[int] = set()
        """Levels of headings that have a number of as many parts."""
        found = list(find(document, *_MARKED, closed=n.Table))
        self._marks = {node.id: bookmark_name(node.id) for node in found}
        for node in found:
            kind = type(node)
            if kind is n.Heading:
                self._heading(node)
            elif kind is n.Card:
                self._headings[node.id] = node.heading
            elif kind is n.Section:
                heading = next((child for child in node.children if type(child) is n.Heading), None)
                if heading is not None:
                    self._headings[node.id] = heading
            elif kind is n.Table:
                self._table(node)

    def _table(self, table: n.Table) -> None:
        """Rows that have an id, and all that stands in cells."""
        for row in (*table.head, *table.body):
            mark = self._marks[table.id]
            if row.id is not None:
                mark = self._marks.setdefault(row.id, bookmark_name(row.id))
            for node in find(row, *_MARKED, n.Row):
                if node.id is not None:
                    self._marks.setdefault(node.id, mark)

    def _heading(self, heading: n.Heading) -> None:
        self._headings[heading.id] = heading
        if heading.number and heading.number.count(".") + 1 == heading.level:
            self.numbered.add(heading.level)

    def own(self, block_id: str) -> str:
        """The bookmark of the block itself."""
        return self._marks.get(block_id) or bookmark_name(block_id)

    def bookmark(self, target: str) -> str | None:
        """The bookmark that stands for an id: of a part its heading's, where the eye is to land."""
        heading = self._headings.get(target)
        return self._marks.get(heading.id if heading else target)

    def title(self, target: str) -> tuple[str, str | None] | None:
        """Text and number of the heading of a part, None where it has none."""
        heading = self._headings.get(target)
        return (plain_text(heading.children), heading.number) if heading else None
