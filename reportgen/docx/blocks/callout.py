"""Callouts: paragraphs on a ground."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.keeping import is_short, kept
from reportgen.docx.context import Writer


def callout(w: Writer, block: n.Callout) -> None:
    """Paragraphs on a ground of their own; those of other styles than the callout's get its ground, too. Short ones
    stay on one page."""
    before = w.body_role, w.box
    role = "callout-warning" if block.kind == "warning" else "callout"
    fill = w.theme.style(role).fill
    w.body_role = role
    w.box = {"shd": ppr.shading(w.styles.colour(fill))} if fill else {}
    with w.container(block.id):
        kept(w, block.children, whole=is_short(w, block))
    w.body_role, w.box = before
