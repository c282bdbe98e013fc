"""Ink by pixel, as Ghostscript separates the trimmed pages: overprint and all that lies on each other included."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from reportgen.errors import RenderError
from reportgen.files.scratch import temporary_folder
from reportgen.preflight.geometry import Box
from reportgen.preflight.pixels import darkest
from reportgen.programs.run import run
from reportgen.programs.table import GHOSTSCRIPT

RESOLUTION = 72
_TRACE = 2
"""Ink (of 255) that is none: rounding."""


class Inked(Struct, frozen=True):
    """A page: most ink of any pixel in percent, where (points in the trimmed page, from its lower left), and whether
    there is any coloured ink."""

    most: float
    place: Box
    coloured: bool


def measure(program: str, source: bytes, pages: int) -> tuple[Inked, ...]:
    """Every page of a PDF that has so many. Raises RenderError."""
    from PIL.Image import DecompressionBombError

    try:
        with temporary_folder() as folder:
            found = tuple(map(_inked, _rendered(program, source, folder)))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise RenderError(f"{where}{error.strerror or error}") from None
    except (ValueError, SyntaxError, DecompressionBombError) as error:
        raise RenderError(f"its pictures cannot be read: {error}") from None
    if len(found) != pages:
        raise RenderError(f"it gave {len(found)} pages of {pages}")
    return found


def _rendered(program: str, source: bytes, folder: Path) -> list[Path]:
    (folder / "source.pdf").write_bytes(source)
    words = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dUseTrimBox", "-sDEVICE=tiff32nc", f"-r{RESOLUTION}"]
    words += [f"-sOutputFile={folder / 'page-%05d.tif'}", os.fspath(folder / "source.pdf")]
    ended = run(GHOSTSCRIPT, program, words)
    if ended.status:
        raise RenderError(ended.reason(last=False))
    return sorted(folder.glob("page-*.tif"))


def _inked(path: Path) -> Inked:
    from PIL import Image

    with Image.open(path) as image:
        most, (x, y) = darkest(image)
        point = 72 / RESOLUTION
        left, top = x * point, (image.height - y) * point
        coloured = any(image.getchannel(band).getextrema()[1] > _TRACE for band in "CMY")  # type: ignore[operator]
        return Inked(most, (left, top - point, left + point, top), coloured)
