"""What the files say about a document."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class Meta(Struct, frozen=True):
    """What the files say about the document: properties, running head and foot, and the identity of its inputs."""

    title: str
    language: str
    edition: str
    as_of: str
    """ISO date; every date in the files derives from it."""
    inputs: str
    """SHA-256 over all inputs, hexadecimal."""
    subtitle: str = ""
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    running_head: str = ""
    running_foot: str = ""
    running_logo: str = ""
    """The absolute path of the picture that stands in the running head; "" for none."""
    draft: str = ""
    """What the watermark of a draft says; "" for a final document."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The template's wording that writers and numbering need, by the keys of `document.wording`."""
