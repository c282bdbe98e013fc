"""Callouts and boxes: paragraphs on a ground."""

from __future__ import annotations

from itertools import takewhile

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.blocks.captions import title
from reportgen.docx.blocks.keeping import is_short, kept
from reportgen.docx.context import Writer
from reportgen.docx.grounds import BOX_INSET, box
from reportgen.docx.place import Place


def callout(w: Writer, block: n.Callout, place: Place) -> None:
    """Paragraphs on a ground of their own, the title first; those of other styles than the callout's get its ground,
    too. Short ones stay on one page.

    Programs draw one box around paragraphs with the same borders and indents. Other blocks have others: they and what
    follows have borders without the rule that stands above the box. Between two boxes stands a paragraph without any.
    """
    style = w.theme.style(block.role)
    ground = {"shd": ppr.shading(w.styles.colour(style.fill))} if style.fill else {}
    whole = is_short(w, block)
    first, rest = _divided(block)
    inside = replace(place, role=block.role, box=ground)
    if place.story.after_box:
        w.spacer(place)
    with w.container(place, block.id):
        if block.title is not None:
            held = replace(inside, box={**ground, **box(w.theme, style), "keepNext": ppr.KEEP_NEXT})
            title(w, held, block.label, block.title)
        kept(w, inside, first, whole=whole, onward=whole and bool(rest))
        if rest:
            borders = {**ground, **box(w.theme, style, ruled=False)}
            kept(w, replace(inside, box=borders, inset=BOX_INSET, inset_right=BOX_INSET), rest, whole=whole)


def _divided(block: n.Callout) -> tuple[n.Blocks, n.Blocks]:
    """The paragraphs that a callout begins with, and what follows from the first other block on."""
    first = tuple(takewhile(lambda child: isinstance(child, n.Paragraph), block.children))
    return first, block.children[len(first) :]
