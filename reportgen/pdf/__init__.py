"""The PDF writer: draws typeset pages and their structure on ReportLab's canvas."""

from reportgen.pdf.write import write_pdf

__all__ = ["write_pdf"]
