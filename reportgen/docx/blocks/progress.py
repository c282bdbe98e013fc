"""Bars of progress: a line of words, and a line of two grounds, which a person can change as any text."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx import ppr
from reportgen.docx.context import Writer
from reportgen.docx.measure import LINE
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat, Spacing
from reportgen.docx.runs import tab
from reportgen.ooxml.xml import twips

_MARK = 24
"""Twips: width of the mark at a target that was passed."""
_CLEAR = 20
"""Twips from the end of the bar to the margin: a tabulator at the margin itself goes on in the next line."""
_ABOVE = 4
"""Points between words and bar."""


def progress(w: Writer, block: n.Progress, place: Place) -> None:
    """What is measured, value and target at the right, and the bar: a tabulator on a ground in a paragraph on another.

    The bar says nothing that the words do not, and is left out in cells, whose width is not known here.
    """
    style = w.styles.paragraph("progress", block.id)
    said = RunFormat(style=w.styles.character("progress-value"), lang=place.lang)
    width = w.page.text - place.inset - place.inset_right
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{width + place.inset}"/></w:tabs>'
    with w.block(place, block.id):
        words = w.inlines(place, block.label) + tab() + w.inlines(place, block.said, said)
        if place.cell:
            w.paragraph(place, style, words, tabs=stop)
            return
        look = w.theme.style("progress")
        near = w.styles.spacing("progress", after=_ABOVE)
        w.paragraph(place, style, words, tabs=stop, spacing=near, keepNext=ppr.KEEP_NEXT)
        _bar(w, block, place, width, twips(look.rule_width))


def _bar(w: Writer, block: n.Progress, place: Place, width: int, high: int) -> None:
    width -= _CLEAR
    look, end = w.theme.style("progress"), round(width * block.share)
    colour, paper = w.styles.colour(look.rule or "primary"), w.styles.colour("paper")
    parts = [(end, colour)]
    if block.mark is not None:
        at = round(width * block.mark)
        parts = [(at - _MARK, colour), (_MARK, paper), (end - at, colour)]
    parts.append((width - end, w.styles.colour(look.fill or "fill-strong")))
    stops, runs, at = "", "", place.inset
    for length, fill in parts:
        if length > 0:
            at += length
            stops += f'<w:tab w:val="left" w:pos="{at}"/>'
            runs += f'<w:r><w:rPr><w:sz w:val="{_size(high)}"/>{ppr.shading(fill)}</w:rPr><w:tab/></w:r>'
    spacing = Spacing(before=0, after=twips(look.after), line=high, rule="exact")
    w.paragraph(place, "TableSpacer", runs, tabs=f"<w:tabs>{stops}</w:tabs>", spacing=spacing)


def _size(high: int) -> int:
    """The size of type, in half points, whose ground is as high as a line of so many twips."""
    return max(2, round(high / 10 / LINE))
