"""Where references lead: the bookmark of every id that something can point to."""

from __future__ import annotations

from typing import Any

from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.walk import children, plain_text


class Targets:
    """Bookmarks by id. What has none of its own (rows, blocks in table cells) answers with that of its table."""

    def __init__(self, document: n.Document) -> None:
        self._marks: dict[str, str] = {}
        self._headings: dict[str, n.Heading] = {}
        self.numbered: set[int] = set()
        """Levels of headings that have a number of as many parts."""
        rows: dict[str, str] = {}
        for block in document.children:
            self._collect(block, rows)
        for row_id, table_id in rows.items():
            self._marks.setdefault(row_id, bookmark_name(table_id))

    def _collect(self, node: Any, rows: dict[str, str]) -> None:
        block_id = getattr(node, "id", None)
        if isinstance(node, n.Table):
            self._marks[node.id] = bookmark_name(node.id)
            for row in (*node.head, *node.body):
                self._inside(row, node.id, rows)
            return
        if isinstance(block_id, str):
            self._marks[block_id] = bookmark_name(block_id)
        if isinstance(node, n.Heading):
            self._headings[node.id] = node
            if node.number and node.number.count(".") + 1 == node.level:
                self.numbered.add(node.level)
        elif isinstance(node, n.Card):
            self._headings[node.id] = node.heading
        elif isinstance(node, n.Section):
            heading = next((child for child in node.children if isinstance(child, n.Heading)), None)
            if heading:
                self._headings[node.id] = heading
        if isinstance(node, n.Paragraph | n.Heading):
            return
        for child in children(node):
            self._collect(child, rows)

    def _inside(self, node: Any, table: str, rows: dict[str, str]) -> None:
        block_id = getattr(node, "id", None)
        if isinstance(block_id, str):
            rows.setdefault(block_id, table)
        for child in children(node):
            self._inside(child, table, rows)

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
