"""The Word room: a Document and a Theme become a DOCX file (ECMA-376, transitional).

The door is `write_docx`, with `Fields` for what becomes of values from data. Both are imported when they are asked for:
finished files are bound to other inputs without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.docx.controls import Fields
    from reportgen.docx.writer import write_docx

__all__ = ["Fields", "write_docx"]

_PLACES = {"Fields": "controls", "write_docx": "writer"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
