"""Time lines: a paragraph for each event, the date before its text, beside a line that goes on."""

from __future__ import annotations

from itertools import pairwise

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.docx import ppr
from reportgen.docx.blocks.heights import Column, text_height
from reportgen.docx.context import Writer
from reportgen.docx.grounds import QUOTE_INDENT, beside
from reportgen.docx.measure import width
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import tab
from reportgen.ooxml.xml import twips

_MOST = 0.35
"""Of the line that dates take at most, as a share."""
_WIDER = 1.12
"""A bold date beside a regular one, and the space behind it."""


def timeline(w: Writer, block: n.TimeLine, place: Place) -> None:
    """Events along a line at the left. To scale, the space above each grows with the time since the one before, but is
    never less than a text needs."""
    style = w.styles.paragraph("timeline", block.id)
    date = RunFormat(style=w.styles.character("timeline-date"), lang=place.lang)
    look, first = w.theme.style("timeline"), place.inset + QUOTE_INDENT
    widest = max((width(plain_text(event.date), look.size) for event in block.events), default=0.0) * _WIDER
    hang = min(twips(widest) + 200, round((w.page.text - first) * _MOST))
    borders = beside(w.theme, look)["pBdr"]
    indent, stop = ppr.indent(first + hang, hang, place.inset_right), ppr.tab_stop(first + hang)
    gaps = _gaps(w, block, (w.page.text - first - hang) / 20)
    with w.container(place, block.id):
        for event, gap in zip(block.events, gaps, strict=True):
            last = event is block.events[-1]
            with w.block(place, event.id):
                w.paragraph(
                    place,
                    style,
                    w.inlines(place, event.date, date) + tab() + w.inlines(place, event.text),
                    pBdr=borders,
                    ind=indent,
                    tabs=stop,
                    keepLines=ppr.KEEP_LINES,
                    spacing=w.styles.spacing("timeline", before=gap, after=look.after if last else 0),
                )


def _gaps(w: Writer, block: n.TimeLine, measure: float) -> list[float]:
    """Points above each event."""
    look, least = w.theme.style("timeline"), w.theme.style("timeline-date").before
    if not block.scaled:
        return [look.before, *[least] * (len(block.events) - 1)][: len(block.events)]
    heights = [text_height(w, plain_text(event.text), look, Column(measure)) for event in block.events]
    page = w.page
    length = min(sum(heights) * 2 + least * len(heights), (page.height - page.top - page.bottom) / 20 * 0.6)
    steps = [later - earlier for earlier, later in pairwise(block.places)]
    apart = [max(least, step * length - tall) for step, tall in zip(steps, heights, strict=False)]
    return [look.before, *apart]
