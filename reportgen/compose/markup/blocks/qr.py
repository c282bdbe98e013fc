"""QR codes that lead to an address."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n
from reportgen.document.wording import DEFAULTS

_LONGEST_ADDRESS = 300
"""Bytes; longer ones make codes too fine to be read from paper."""


def qr_code(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.QrCode | None:
    """``<qr>``: a code that leads to an address."""
    own = b.id(element, "qr")
    address = found.get("href", "")
    if len(address.encode()) > _LONGEST_ADDRESS:
        hint = "give a shorter address that leads there"
        text = f"a QR code holds {_LONGEST_ADDRESS} bytes, the address has {len(address.encode())}"
        b.issue(element, "bad-value", text, hint)
        return None
    said = {**DEFAULTS, **b.words}["qr-code"].replace("{address}", address)
    return n.QrCode(own, address, found.get("alt") or said, found.get("width") or 30.0)


QR_CODE = BlockElement(qr_code, {"href": at.text, "alt": at.optional, "width": at.positive}, ("href",))
