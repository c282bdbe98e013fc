"""Which styles a report makes from its theme because the reference document does not have them."""

from __future__ import annotations

from reportgen.document.theme import Theme
from reportgen.docx.geometry import geometry
from reportgen.docx.reference.look import restyled, wanted_styles
from reportgen.docx.reference.merge import merge
from reportgen.docx.reference.read import ReferenceDocument
from reportgen.docx.styles import StyleBook


def stand_ins(reference: ReferenceDocument, theme: Theme) -> tuple[str, ...]:
    """The names of the styles, and for each role that names a style in vain what it named."""
    theme = restyled(theme, reference)
    book = StyleBook(theme, geometry(theme), "")
    merged = merge(reference, book.xml({}, {}), wanted_styles(theme, book.ids), "")
    return merged.missing
