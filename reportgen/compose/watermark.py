"""What the watermark of a draft says: the template's words, the edition's date, and a short name of the inputs."""

from __future__ import annotations

from reportgen.compose import formats
from reportgen.compose.rendered import Markup
from reportgen.document.wording import DEFAULTS

_SHORT = 8
"""Characters of the digest of the inputs that tell two states of the data apart."""


def watermark(markup: Markup, inputs: str) -> str:
    """The words of ``draft`` with date and version filled in, "ENTWURF · Stand 15.11.2019 · Fassung 3f2a9c01"."""
    values = {"date": formats.date(markup.as_of, markup.language, "short") or markup.as_of, "version": inputs[:_SHORT]}
    text = {**DEFAULTS, **markup.words}["draft"]
    return formats.PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
