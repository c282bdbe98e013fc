"""Reference documents: a Word file whose styles, heads, page and theme a report takes over (as in pandoc)."""

from reportgen.docx.reference.read import ReferenceDocument, read_reference
from reportgen.docx.reference.stand_ins import stand_ins

__all__ = ["ReferenceDocument", "read_reference", "stand_ins"]
