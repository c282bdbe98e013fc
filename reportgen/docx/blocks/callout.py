"""Callouts: paragraphs on a ground."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.keeping import is_short, kept
from reportgen.docx.context import Writer
from reportgen.docx.place import Place


def callout(w: Writer, block: n.Callout, place: Place) -> None:
    """Paragraphs on a ground of their own; those of other styles than the callout's get its ground, too. Short ones
    stay on one page."""
    role = "callout-warning" if block.kind == "warning" else "callout"
    fill = w.theme.style(role).fill
    inside = replace(place, role=role, box={"shd": ppr.shading(w.styles.colour(fill))} if fill else {})
    with w.container(place, block.id):
        kept(w, inside, block.children, whole=is_short(w, block))
