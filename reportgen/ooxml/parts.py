"""Parts that are added to a package beside its texts."""

from __future__ import annotations

from msgspec import Struct


class ExtraPart(Struct, frozen=True):
    """A part that a block has made: a picture, a chart, a workbook."""

    name: str
    content_type: str
    blob: bytes
    relations: tuple[tuple[str, str, str], ...] = ()
    """Id, type and part name of what it leads to."""
