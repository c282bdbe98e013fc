"""Pictures as image XObjects (ISO 32000-1, 8.9.5), named by their content so that files do not depend on paths."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.errors import DocumentError, DrawingError
from reportgen.findings.problem import Problem
from reportgen.pdf.palette import Palette
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.separation import Separation, SeparationError
from reportgen.pictures import foreign_profile, screened, upright
from reportgen.svg.kind import is_svg

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

    from reportgen.svg.drawing import Drawing

_GREY, _RGB, _INKS = "L", "RGB", "CMYK"
_SPACES = {_GREY: b"/DeviceGray", _RGB: b"/DeviceRGB", _INKS: b"/DeviceCMYK"}
_PLACE = ("print", "untagged_rgb")
"""Where a theme says what pictures without profile are."""
_AS_JPEG = (_GREY, _RGB)


class _Pixels(Struct, frozen=True):
    """Samples ready for a stream: `mode` is "L", "RGB" or "CMYK"; `alpha` one byte a pixel."""

    width: int
    height: int
    mode: str
    data: bytes
    filter: bytes
    alpha: bytes | None = None


class ImageObject(Struct, frozen=True):
    """A picture of the file: its name among a page's resources, its object number, and its size in pixels."""

    resource: str
    number: int
    width: float
    height: float


class Images:
    """The pictures of one file, drawings too; the same content is stored once."""

    def __init__(self, file: PdfFile, palette: Palette, separation: Separation | None = None) -> None:
        self._file, self._palette, self._separation = file, palette, separation
        self._by_path: dict[str, ImageObject] = {}
        self._by_digest: dict[str, ImageObject] = {}

    def picture(self, path: str) -> ImageObject:
        """A picture, written when it is first asked for; DocumentError when the file cannot be read as one."""
        if path not in self._by_path:
            data = _read(path)
            digest = hashlib.sha256(data).hexdigest()[:16]
            if digest not in self._by_digest:
                self._by_digest[digest] = self._written(f"/I{digest}", path, data)
            self._by_path[path] = self._by_digest[digest]
        return self._by_path[path]

    def _written(self, resource: str, path: str, data: bytes) -> ImageObject:
        if is_svg(data):
            from reportgen.pdf.drawing import write_drawing

            drawing = _drawing(path, data)
            number = write_drawing(self._file, drawing, self._palette)
            return ImageObject(resource, number, drawing.width, drawing.height)
        pixels = _decode(path, data, self._separation)
        return ImageObject(resource, self._write(pixels), pixels.width, pixels.height)

    def _write(self, pixels: _Pixels) -> int:
        entries = _entries(pixels.width, pixels.height, pixels.mode) + b"/Filter" + pixels.filter
        if pixels.alpha is not None:
            mask = _entries(pixels.width, pixels.height, _GREY)
            entries += b"/SMask " + reference(self._file.add_stream(pixels.alpha, mask))
        return self._file.add_stream(pixels.data, entries, compress=False)


def _entries(width: int, height: int, mode: str) -> bytes:
    return b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace%s" % (
        width,
        height,
        _SPACES[mode],
    )


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise DocumentError(Problem("unreadable-picture", f"picture {path}: {error.strerror or error}")) from error


def _drawing(path: str, data: bytes) -> Drawing:
    from reportgen.svg.read import read_svg

    try:
        return read_svg(data)
    except DrawingError as error:
        raise DocumentError(Problem("unreadable-picture", f"picture {path} {error}", hint=error.hint)) from error


def _decode(path: str, data: bytes, separation: Separation | None) -> _Pixels:
    from PIL import Image, UnidentifiedImageError

    try:
        data = upright(data)
        with Image.open(io.BytesIO(data)) as image:
            return _separated(image, separation) if separation else _pixels(image, data)
    except SeparationError as error:
        text = f"picture {path} {error}"
        raise DocumentError(Problem("unprintable-picture", text, keys=_PLACE, hint=error.hint)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        hint = "use a PNG or JPEG file"
        raise DocumentError(Problem("unreadable-picture", f"picture {path}: {error}", hint=hint)) from error


def _pixels(image: Opened, data: bytes) -> _Pixels:
    """Grey and RGB JPEG files stay as they are; all else is decoded. Colours are converted to sRGB."""
    foreign = foreign_profile(image)
    if image.format == "JPEG" and image.mode in _AS_JPEG and not foreign:
        return _Pixels(image.width, image.height, image.mode, data, b"/DCTDecode")
    alpha = None
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A").tobytes()
        if not alpha.strip(b"\xff"):
            alpha = None
    if foreign:
        image = screened(image)
    mode = _GREY if image.mode in ("1", "L", "LA", "I", "I;16") else _RGB
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert(_GREY)
    samples = image.convert(mode).tobytes()
    return _Pixels(image.width, image.height, mode, zlib.compress(samples), b"/FlateDecode", alpha)


def _separated(image: Opened, separation: Separation) -> _Pixels:
    """The picture in inks; what is transparent stands on paper white, unless it may stay so."""
    alpha = None
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        about = image.info
        image = image.convert("RGBA")
        alpha = image.getchannel("A").tobytes() if separation.transparency else None
        image = image.convert("RGB") if alpha else _on_white(image)
        image.info |= about
    inks = separation.separate(image)
    return _Pixels(inks.width, inks.height, inks.mode, zlib.compress(inks.tobytes()), b"/FlateDecode", alpha)


def _on_white(image: Opened) -> Opened:
    from PIL import Image as Pictures

    return Pictures.alpha_composite(Pictures.new("RGBA", image.size, "white"), image).convert("RGB")
