"""How many characters the table cmap of a font speaks of, before anybody unfolds it (OpenType 1.9, cmap)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MOST = 2 * 0x110000
"""Of one subtable, counted as often as it names them: Unicode has half as many."""


def too_many(cmap: bytes) -> bool:
    """Whether a subtable speaks of more characters than there are. Raises struct.error for a table that is cut off."""
    return any(_characters(cmap, place) > MOST for place in _subtables(cmap))


def _subtables(cmap: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    for index in range(count):
        (place,) = struct.unpack_from(">I", cmap, 4 + 8 * index + 4)
        yield place


def _characters(cmap: bytes, place: int) -> int:
    """So many the subtable at a place has; those of a few bytes have as many as they are long."""
    (form,) = struct.unpack_from(">H", cmap, place)
    if form == 4:
        segments = struct.unpack_from(">H", cmap, place + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", cmap, place + 14)
        starts = struct.unpack_from(f">{segments}H", cmap, place + 16 + 2 * segments)
        return sum(max(0, end - start + 1) for start, end in zip(starts, ends, strict=True))
    if form == 10:
        return int(struct.unpack_from(">I", cmap, place + 16)[0])
    if form in (12, 13):
        (count,) = struct.unpack_from(">I", cmap, place + 12)
        groups = struct.iter_unpack(">3I", cmap[place + 16 : place + 16 + 12 * count])
        return sum(max(0, end - start + 1) for start, end, _ in groups)
    return 0
