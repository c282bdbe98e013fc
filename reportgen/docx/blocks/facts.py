"""Facts: numbers and what they count, in a line, or as a small table where a line has no room for them."""

from __future__ import annotations

from typing import Final

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.measure import width
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat, Spacing
from reportgen.docx.runs import GAP, run, tab
from reportgen.ooxml.xml import twips

_GAP: Final = 15.0
"""Points between two facts in a line."""
_LABEL_GAP: Final = 6.0
"""Points between the column of numbers and what they count."""
_NUMBERS: Final = 0.45
"""Of the line that the column of numbers takes at most, as a share."""


def facts(w: Writer, block: n.Facts, place: Place) -> None:
    """Facts in one paragraph where a line has about the room, else one each, what they count at a tabulator."""
    value = RunFormat(style=w.styles.character("fact-value"), lang=place.lang)
    label = RunFormat(style=w.styles.character("fact-label"), lang=place.lang)
    column = number_column(w, block, (w.page.text - place.inset - place.inset_right) / 20)
    if column is None:
        content = run(GAP).join(
            w.inlines(place, fact.value, value) + run("\u00a0") + w.inlines(place, fact.label, label)
            for fact in block.facts
        )
        with w.block(place, block.id):
            w.paragraph(place, "Facts", content)
        return
    hang = twips(column)
    indent, stop = ppr.indent(place.inset + hang, hang, place.inset_right), ppr.tab_stop(place.inset + hang)
    near: dict[str, str | Spacing] = {"keepNext": ppr.KEEP_NEXT, "spacing": w.styles.spacing("body", after=0)}
    with w.container(place, block.id):
        for fact in block.facts:
            content = w.inlines(place, fact.value, value) + tab() + w.inlines(place, fact.label, label)
            parts = {} if fact is block.facts[-1] else near
            w.paragraph(place, "Facts", content, ind=indent, tabs=stop, keepLines=ppr.KEEP_LINES, **parts)


def number_column(w: Writer, block: n.Facts, room: float) -> float | None:
    """Points of the column of numbers with the gap behind it; None where all facts stand in a line of `room` points, or
    a number is too long for a column."""
    values = [_width(w, "fact-value", plain_text(fact.value)) for fact in block.facts]
    labels = [_width(w, "fact-label", plain_text(fact.label)) for fact in block.facts]
    widest = max(values, default=0.0)
    if sum(values) + sum(labels) + _GAP * len(values) <= room or widest > room * _NUMBERS:
        return None
    return widest + _LABEL_GAP


def _width(w: Writer, role: str, text: str) -> float:
    style = w.theme.style(role)
    units, wide = w.advances(style.family, style.face)
    return width(text, style.size, units) * wide
