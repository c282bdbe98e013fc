"""The pixel with the most ink of a CMYK picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


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
