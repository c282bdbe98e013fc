"""The Word room: a Document and a Theme become a DOCX file (ECMA-376, transitional).

The one door is `reportgen.docx.writer.write_docx`; python-docx is imported when it is called, not before.
"""

from reportgen.docx.controls import Fields
from reportgen.docx.writer import write_docx

__all__ = ["Fields", "write_docx"]
