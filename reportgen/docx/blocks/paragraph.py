"""Paragraphs in the style of their role, or of what they stand in."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.stylenames import heading_level

_PLAIN = frozenset({"body", "table-cell"})
"""Roles that say nothing but where a paragraph stands."""


def paragraph(w: Writer, block: n.Paragraph) -> None:
    """A paragraph in the style of its role, or of what it stands in."""
    role = w.body_role if block.role in _PLAIN else block.role
    content = w.inlines(block.children, w.plain(block.lang))
    if not content and not w.in_cell:
        with w.container(block.id):
            return
    level = heading_level(role)
    if level is not None:
        w.paragraph(w.styles.look(level), w.marked(block.id, content), outlineLvl=ppr.outline(None))
        return
    w.paragraph(w.styles.paragraph(role, block.id), w.marked(block.id, content))
