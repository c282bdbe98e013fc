"""A finished file bound to other inputs: what it says stays, the digest that it carries and its own identity change."""

from __future__ import annotations

import hashlib
import re

_IDENTITY = re.compile(rb"/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]")


def inputs_element(inputs: str) -> bytes:
    """The property that says which inputs a file was made from, as the XMP packet holds it."""
    return f"<reportgen:inputs>{inputs}</reportgen:inputs>".encode()


def identity(said: bytes, inputs: str) -> tuple[bytes, bytes]:
    """Both parts of the trailer's ID, 16 bytes each, from a digest of what the file says: the first stays as long as
    that is the same, the second changes with what the file was made from (ISO 32000-1, 14.4)."""
    return said[:16], hashlib.sha256(said[:16] + inputs.encode()).digest()[:16]


def rebind_pdf(content: bytes, before: str, after: str) -> bytes | None:
    """The file that would have been written for the inputs `after` instead of `before`, digests of one length.

    Nothing moves in it. None where it carries another digest, or more than one.
    """
    old, new = inputs_element(before), inputs_element(after)
    found = list(_IDENTITY.finditer(content))
    if len(old) != len(new) or content.count(old) != 1 or not found:
        return None
    said, own = found[-1].groups()  # the trailer stands last; what looks like one before it is part of a stream
    if identity(bytes.fromhex(said.decode()), before)[1].hex().encode() != own:
        return None
    at = found[-1].start(2)
    changed = identity(bytes.fromhex(said.decode()), after)[1].hex().encode()
    return content[:at].replace(old, new) + changed + content[at + len(own) :].replace(old, new)
