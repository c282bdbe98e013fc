"""The reference document of Word files, as it comes: from the template's folder, or from wherever it was named."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import DocumentError, OversizeError
from reportgen.findings.problem import Problem
from reportgen.outside.place import confined, read_whole

NAME = "reference.docx"
"""What it is called in a template's folder."""
MOST_BYTES = 100_000_000
"""Of a reference document; one with large pictures in its heads has a hundredth of this."""


def template_reference(folder: Path) -> bytes | None:
    """The reference document in a template's folder. Raises DocumentError for one that is no file of the template's,
    OSError for one that cannot be read."""
    path = confined(folder, NAME)
    if path is None:
        hint = "copy what it leads to into the template's folder"
        raise DocumentError(Problem("reference-outside", f"{NAME}: leads out of the template's folder", hint=hint))
    return named_reference(path, NAME) if path.exists() else None


def named_reference(path: Path, name: str) -> bytes:
    """The reference document at `path`; `name` is what it is called. Raises DocumentError and OSError."""
    try:
        return read_whole(path, MOST_BYTES)
    except OversizeError as error:
        raise DocumentError(Problem("reference-too-large", f"{name}: {error}")) from None
