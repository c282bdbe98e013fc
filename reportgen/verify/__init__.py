"""Reads finished files back and proves what they claim; shares no code with the writers.

The readers are imported when they are first used: a build of Word files alone needs no PDF library.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.verify.checks import check, check_docx, check_pdf
from reportgen.verify.compare import compare, compare_readings, compare_targets
from reportgen.verify.reading import ReadBlock, Reading

if TYPE_CHECKING:
    from reportgen.verify.kinds import Kinds
    from reportgen.verify.report import Verification

__all__ = [
    "ReadBlock",
    "Reading",
    "check",
    "check_docx",
    "check_pdf",
    "compare",
    "compare_readings",
    "compare_targets",
    "docx_inputs",
    "pdf_inputs",
    "read_attachments",
    "read_docx",
    "read_pdf",
    "read_text",
    "text_inputs",
    "verify_paths",
]


def read_pdf(source: Path | str | bytes) -> Reading:
    """What a PDF says, by block id, in the order of its structure tree. Raises UnreadableError."""
    from reportgen.verify.pdf.read import read_pdf as read

    return read(source)


def read_attachments(source: Path | str | bytes) -> dict[str, bytes]:
    """The files attached to a PDF, by path. Raises UnreadableError."""
    from reportgen.verify.pdf.read import read_attachments as read

    return read(source)


def read_docx(source: Path | str | bytes) -> Reading:
    """What a Word file says, by bookmark, in the order of its body. Raises UnreadableError."""
    from reportgen.verify.word.read import read_docx as read

    return read(source)


def read_text(source: Path | str | bytes) -> Reading:
    """What a text file says, by block id, paragraph by paragraph. Raises UnreadableError."""
    from reportgen.verify.plaintext import read_text as read

    return read(source)


def pdf_inputs(source: Path | str | bytes) -> str:
    """The digest of the inputs that a PDF says it was made from. Raises UnreadableError."""
    from reportgen.verify.pdf.properties import read_inputs

    return read_inputs(source)


def docx_inputs(source: Path | str | bytes) -> str:
    """The digest of the inputs that a Word file says it was made from. Raises UnreadableError."""
    from reportgen.verify.word.properties import read_inputs

    return read_inputs(source)


def text_inputs(source: Path | str | bytes) -> str:
    """The digest of the inputs that a text file says it was made from. Raises UnreadableError."""
    return read_text(source).inputs


def verify_paths(paths: Iterable[Path | str], kinds: Kinds) -> Verification:
    """Verify manifests, folders and single files of the formats `kinds`; problems of every kind are in the report,
    nothing is raised."""
    from reportgen.verify.report import verify_paths as verify

    return verify(paths, kinds)
