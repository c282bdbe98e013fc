"""A finished file bound to other inputs: its text stays, the digest in its properties changes."""

from __future__ import annotations

from reportgen.ooxml.archive import archive, inflated, members
from reportgen.ooxml.package import CUSTOM


def rebind_docx(content: bytes, before: str, after: str) -> bytes | None:
    """The file that would have been written for the inputs `after` instead of `before`; None where it carries another
    digest."""
    parts = members(content)
    properties = inflated(parts[CUSTOM])
    if properties.count(before.encode()) != 1:
        return None
    return archive({**parts, CUSTOM: properties.replace(before.encode(), after.encode())})
