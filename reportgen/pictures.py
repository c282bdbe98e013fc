"""Pictures as they are to be seen, for every writer: which files can be shown, how they stand (Exif 4.6.5.4), and their
colours on a screen."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from struct import error
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportgen.errors import UnreadablePictureError
from reportgen.svg.kind import HEAD, MOST_BYTES, is_svg

if TYPE_CHECKING:
    from PIL.Image import Image

    from reportgen.svg.drawing import Drawing

EXTENSIONS: Final[Mapping[str, str]] = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "BMP": "bmp", "TIFF": "tiff"}
"""The kinds of files that can be shown, and what their names end in."""
MOST_PIXELS: Final = 50_000_000
"""Of a picture that is worked with: an A4 page at 600 dpi has 35 million."""
TALLEST: Final = 0.6
"""Greatest height of a picture on a page, as a share of the type area's."""
USABLE: Final = "use PNG, JPEG, GIF, BMP, TIFF or SVG"
_SEVERAL: Final[Mapping[str, str]] = {"MPO": "JPEG"}
"""Files of several pictures that begin as one of a kind, and are read as that."""
_ON_SCREEN: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "I", "I;16", "I;16B"})
"""Colours that screens show without a profile."""
_QUALITY: Final = 92
"""Of JPEG files whose colours had to be converted."""
_ORIENTATION: Final = 0x0112
_UPRIGHT, _FIRST_LYING, _LAST = 1, 5, 8
_JPEG: Final = (b"\xff\xd8", b"Exif\0\0")
_PNG: Final = (b"\x89PNG", b"eXIf")
"""How files that can say it begin, and what stands in those that do."""


class ScreenPicture(NamedTuple):
    """The file of a picture that every program shows upright and in its colours, with its kind and size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


def for_screens(data: bytes) -> ScreenPicture:
    """The picture as a file for programs that know neither inks nor how it lies; the same bytes where they need not.

    A drawing is turned into pixels. Raises UnreadablePictureError.
    """
    from PIL import Image

    if is_svg(data):
        data = _pixels(data)
    try:
        data = upright(data)
        with Image.open(io.BytesIO(data)) as image:
            kind, size = kind_of(image), image.size
            if image.mode not in _ON_SCREEN:
                data, kind = _converted(image, kind)
    except (OSError, ValueError, SyntaxError, KeyError, error, Image.DecompressionBombError) as wrong:
        raise UnreadablePictureError(str(wrong)) from wrong
    return ScreenPicture(data, kind, *size)


@lru_cache(maxsize=8)
def _pixels(data: bytes) -> bytes:
    from reportgen.svg.raster import png
    from reportgen.svg.read import read_svg

    return png(read_svg(data))


def _converted(image: Image, kind: str) -> tuple[bytes, str]:
    """A picture in inks or Lab in the colours of screens, and the kind of its file."""
    kept = {"dpi": image.info["dpi"]} if image.info.get("dpi") else {}
    form: dict[str, Any] = {"format": "PNG"}
    if kind == "JPEG":
        form = {"format": "JPEG", "quality": _QUALITY, "subsampling": 0}
    out = io.BytesIO()
    screened(image).save(out, **form, **kept)
    return out.getvalue(), str(form["format"])


def kind_of(image: Image) -> str:
    """The kind of a picture's file."""
    kind = image.format or "?"
    return _SEVERAL.get(kind, kind)


def foreign_profile(image: Image) -> bool:
    """Whether a picture has a colour profile of its own that is not sRGB."""
    profile = image.info.get("icc_profile")
    return isinstance(profile, bytes) and b"sRGB" not in profile and b"s\0R\0G\0B" not in profile


def screened(image: Image) -> Image:
    """A picture in the colours of screens (sRGB), converted by its own profile where it has one."""
    from PIL import ImageCms

    if foreign_profile(image):
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


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


def drawing_of(path: Path) -> Drawing | None:
    """The drawing of an SVG file; None for any other file. Raises OSError and DrawingError."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
        if not is_svg(head):
            return None
        from reportgen.svg.read import read_svg

        return read_svg(head + file.read(MOST_BYTES + 1))


def picture_size(path: str) -> tuple[float, float]:
    """Width and height of a picture as it is seen: in pixels, of a drawing in its own units.

    Raises OSError and UnreadablePictureError.
    """
    from PIL import Image, UnidentifiedImageError

    drawing = drawing_of(Path(path))
    if drawing is not None:
        return drawing.width, drawing.height
    try:
        with Image.open(path) as image:
            return seen_size(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError) as wrong:
        raise UnreadablePictureError(type(wrong).__name__) from wrong


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
