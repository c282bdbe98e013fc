"""What is read of a file once, for all of its pages."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from reportgen.outside.work import Work
from reportgen.preflight.fonts import Fonts
from reportgen.preflight.pixels import Picture


class Known(Struct, frozen=True):
    """What is read of a file for all of its pages."""

    work: Work
    fonts: Fonts = field(default_factory=Fonts)
    pictures: dict[tuple[int, int], Picture] = field(default_factory=dict)

    def picture(self, stream: Any) -> Picture:
        """The picture of a stream, the same for the same stream."""
        return self.pictures.setdefault(stream.objgen, Picture(stream))
