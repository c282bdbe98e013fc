"""A finished file bound to other inputs: its text stays, the digest in its properties changes."""

from __future__ import annotations

from reportgen.ooxml.archive import with_last


def rebind_docx(content: bytes, before: str, after: str) -> bytes | None:
    """The file that would have been written for the inputs `after` instead of `before`; None where it carries another
    digest."""
    return with_last(content, {before.encode(): after.encode()})
