"""The PDF writer: draws typeset pages and their structure on ReportLab's canvas.

`write_pdf` is imported when it is asked for: finished files are bound to other inputs without it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.pdf.write import write_pdf

__all__ = ["write_pdf"]


def __getattr__(name: str) -> Any:
    if name != "write_pdf":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reportgen.pdf.write import write_pdf

    return write_pdf
