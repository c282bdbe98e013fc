"""Pictures as they are to be seen: cameras store them lying and say in the file how they stand (Exif 4.6.5.4)."""

from __future__ import annotations

import io
from struct import error
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

TALLEST: Final = 0.6
"""Greatest height of a picture on a page, as a share of the type area's."""

_ORIENTATION: Final = 0x0112
_UPRIGHT, _FIRST_LYING, _LAST = 1, 5, 8
_JPEG: Final = (b"\xff\xd8", b"Exif\0\0")
_PNG: Final = (b"\x89PNG", b"eXIf")
"""How files that can say it begin, and what stands in those that do."""


def upright(data: bytes) -> bytes:
    """The file of a picture whose pixels stand as it is seen; the same bytes where they do so already.

    A JPEG file is written with the quantisation that it had, so that hardly anything is lost. A file that cannot be
    read stays as it is, for whoever reads it next to tell.
    """
    if not any(data.startswith(start) and sign in data for start, sign in (_JPEG, _PNG)):
        return data
    from PIL import Image

    try:
        return _stood_up(data)
    except (OSError, ValueError, SyntaxError, KeyError, error, Image.DecompressionBombError):
        return data


def _stood_up(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as image:
        if _orientation(image) == _UPRIGHT:
            return data
        kept = {name: image.info[name] for name in ("icc_profile", "dpi") if image.info.get(name)}
        if image.format == "PNG":
            form: dict[str, Any] = {"format": "PNG"}
        else:
            form = {"format": "JPEG", **_compression(image)}
        turned = ImageOps.exif_transpose(image)
        out = io.BytesIO()
        turned.save(out, **form, **kept)
        return out.getvalue()


def seen_size(image: Image) -> tuple[int, int]:
    """Width and height of a picture as it is seen, in pixels."""
    width, height = image.size
    return (height, width) if _orientation(image) >= _FIRST_LYING else (width, height)


def _orientation(image: Image) -> int:
    found = image.getexif().get(_ORIENTATION, _UPRIGHT) if image.format in ("JPEG", "MPO", "PNG") else _UPRIGHT
    return found if type(found) is int and _UPRIGHT <= found <= _LAST else _UPRIGHT


def _compression(image: Any) -> dict[str, Any]:
    """How a JPEG file is to be compressed: by its own tables, turned with the picture, and with all of its colours."""
    lying = _orientation(image) >= _FIRST_LYING
    tables = [_turned(table) if lying else list(table) for _, table in sorted(image.quantization.items())]
    return {"qtables": tables, "subsampling": 0}


def _turned(table: Any) -> list[int]:
    """A table of 8 by 8 mirrored at its diagonal."""
    return [table[8 * (place % 8) + place // 8] for place in range(64)]
