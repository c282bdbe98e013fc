"""A finished file bound to other inputs: its text stays, the digest in its properties changes."""

from __future__ import annotations

from functools import partial

from reportgen.ooxml.archive import with_last
from reportgen.ooxml.properties import INPUTS, custom_properties, read_properties


def rebind_docx(content: bytes, before: str, after: str) -> bytes | None:
    """The file that would have been written for the inputs `after` instead of `before`; None where it carries another
    digest."""
    return with_last(content, partial(_rebound, before, after))


def _rebound(before: str, after: str, part: bytes) -> bytes | None:
    values = read_properties(part)
    return custom_properties({**values, INPUTS: after}).encode() if values.get(INPUTS) == before else None
