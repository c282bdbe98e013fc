"""Paragraphs in the style of their role, or of what they stand in."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.inlines import leads_alone
from reportgen.docx.place import Place
from reportgen.docx.stylenames import heading_level

_PLAIN = frozenset({"body", "table-cell"})
"""Roles that say nothing but where a paragraph stands."""


def paragraph(w: Writer, block: n.Paragraph, place: Place) -> None:
    """A paragraph in the style of its role, or of what it stands in."""
    role = place.role if block.role in _PLAIN else block.role
    if leads_alone(block.children):
        place = replace(place, alone=True)
    content = w.inlines(place, block.children, w.plain(place, block.lang))
    if not content and not place.cell:
        with w.container(place, block.id):
            return
    level = heading_level(role)
    if level is not None:
        with w.block(place, block.id):
            w.paragraph(place, w.styles.look(level), content, outlineLvl=ppr.outline(None))
        return
    style = w.styles.paragraph(role, block.id)
    own = {"keepNext": ppr.LOOSE} if block.id == place.loose else {}
    with w.block(place, block.id):
        w.paragraph(place, style, content, **own)
