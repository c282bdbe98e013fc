"""The pixels of pictures: which has the most ink."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf
from msgspec import Struct

from reportgen.pictures import MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image


_UNSUPPORTED = pikepdf.models.image.UnsupportedImageTypeError


class Picture(Struct, frozen=True, dict=True):
    """A picture object of the file: what is found out about it is found out once, however often it is painted."""

    stream: Any

    @cached_property
    def oversized(self) -> bool:
        """Whether it has more pixels than are looked at."""
        return int(self.stream.get("/Width", 0)) * int(self.stream.get("/Height", 0)) > MOST_PIXELS

    @cached_property
    def ink(self) -> float | None:
        """Most ink of any pixel in percent, of a picture in four inks of 8 bits; None where it cannot be decoded."""
        image = None if self.oversized else self._decoded()
        return darkest(image)[0] if image is not None else None

    def _decoded(self) -> Image | None:
        from PIL import Image as Pictures

        stream = self.stream
        size = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        try:
            if "DCTDecode" not in str(stream.get("/Filter")):
                return Pictures.frombytes("CMYK", size, bytes(stream.read_bytes()))
            with Pictures.open(io.BytesIO(stream.read_raw_bytes())) as image:
                if image.size != size:
                    return None
            found = pikepdf.PdfImage(stream).as_pil_image()
            return found if found.mode == "CMYK" else None
        except (pikepdf.PdfError, OSError, ValueError, SyntaxError, NotImplementedError, _UNSUPPORTED):
            return None


def darkest(image: Image) -> tuple[float, tuple[int, int]]:
    """Most ink of any pixel in percent, and where.

    Picture operations find where the quarter of the sum is about greatest; only there pixels are counted one by one.
    """
    from PIL import ImageChops

    cyan, magenta, yellow, black = image.split()
    quarters = ImageChops.add(ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2)
    most = int(quarters.getextrema()[1])  # type: ignore[arg-type]
    near = quarters.point([255 if value >= most - 1 else 0 for value in range(256)])
    region = near.getbbox() or (0, 0, 1, 1)
    width = region[2] - region[0]
    samples, mask = image.crop(region).tobytes(), near.crop(region).tobytes()
    exact, place = -1, 0
    start = mask.find(b"\xff")
    while start >= 0:
        total = sum(samples[4 * start : 4 * start + 4])
        if total > exact:
            exact, place = total, start
            if total >= 4 * most + 4:
                break
        start = mask.find(b"\xff", start + 1)
    exact = max(exact, 0)
    return exact / 2.55, (region[0] + place % width, region[1] + place // width)
