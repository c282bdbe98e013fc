"""Facts: numbers and what they count, in a line."""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import GAP, run


def facts(w: Writer, block: n.Facts, place: Place) -> None:
    """Numbers and what they count, in a line."""
    value = RunFormat(style=w.styles.character("fact-value"), lang=place.lang)
    label = RunFormat(style=w.styles.character("fact-label"), lang=place.lang)
    content = run(GAP).join(
        w.inlines(place, fact.value, value) + run("\u00a0") + w.inlines(place, fact.label, label)
        for fact in block.facts
    )
    with w.block(place, block.id):
        w.paragraph(place, "Facts", content)
