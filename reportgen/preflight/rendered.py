"""Ink by pixel, as Ghostscript separates the trimmed pages: overprint and all that lies on each other included."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from msgspec import Struct

from reportgen.errors import RenderError
from reportgen.preflight.geometry import Box
from reportgen.preflight.pixels import darkest

PROGRAM = "REPORTGEN_GS"
"""Environment variable: another program than the one on the path, or nothing at all for none."""
RESOLUTION = 72
_SECONDS = 300
_TRACE = 2
"""Ink (of 255) that is none: rounding."""


class Inked(Struct, frozen=True):
    """A page: most ink of any pixel in percent, where (points in the trimmed page, from its lower left), and whether
    there is any coloured ink."""

    most: float
    place: Box
    coloured: bool


def find_ghostscript() -> str | None:
    """The program, None where there is none or none is wanted."""
    wanted = os.environ.get(PROGRAM)
    if wanted is not None:
        return shutil.which(wanted) if wanted else None
    return shutil.which("gs") or shutil.which("gswin64c")


def measure(program: str, source: bytes) -> tuple[Inked, ...]:
    """Every page of a PDF. Raises RenderError."""
    with tempfile.TemporaryDirectory(prefix="reportgen-ink-") as scratch:
        folder = Path(scratch)
        (folder / "source.pdf").write_bytes(source)
        words = [program, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dUseTrimBox", "-sDEVICE=tiff32nc"]
        words += [f"-r{RESOLUTION}", f"-sOutputFile={folder / 'page-%05d.tif'}", os.fspath(folder / "source.pdf")]
        try:
            done = subprocess.run(words, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RenderError(str(error)) from None
        found = sorted(folder.glob("page-*.tif"))
        if done.returncode or not found:
            said = (done.stderr + done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise RenderError(said[0] if said else f"it ended with status {done.returncode}")
        return tuple(_inked(path) for path in found)


def _inked(path: Path) -> Inked:
    from PIL import Image

    with Image.open(path) as image:
        most, (x, y) = darkest(image)
        point = 72 / RESOLUTION
        left, top = x * point, (image.height - y) * point
        coloured = any(image.getchannel(band).getextrema()[1] > _TRACE for band in "CMY")  # type: ignore[operator]
        return Inked(most, (left, top - point, left + point, top), coloured)
