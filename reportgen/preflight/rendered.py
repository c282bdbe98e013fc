"""Ink by pixel, as Ghostscript separates the trimmed pages: overprint and all that lies on each other included."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from msgspec import Struct

from reportgen.preflight.geometry import Box

PROGRAM = "REPORTGEN_GS"
"""Environment variable: another program than the one on the path, or nothing at all for none."""
RESOLUTION = 72
_SECONDS = 300


class Inked(Struct, frozen=True):
    """A page: most ink of any pixel in percent, where (points in the trimmed page, from its lower left), and whether
    there is any coloured ink."""

    most: float
    place: Box
    coloured: bool


class RenderError(Exception):
    """Ghostscript did not do what it was asked for; the message says what it said."""


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
    """The darkest place is looked for in halves of sums, which picture operations can do, then counted exactly."""
    from PIL import Image, ImageChops

    with Image.open(path) as image:
        image.load()
        cyan, magenta, yellow, black = image.split()
        halves = ImageChops.add(ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2)
        _, most = halves.getextrema()
        floor = max(int(most) - 1, 0)  # type: ignore[arg-type]
        near = halves.point(lambda value: 255 if value >= floor else 0)
        region = near.getbbox() or (0, 0, 1, 1)
        exact, place = 0, (0, 0)
        mask = near.crop(region).tobytes()
        samples = image.crop(region).tobytes()
        width = region[2] - region[0]
        start = mask.find(b"\xff")
        while start >= 0:
            total = sum(samples[4 * start : 4 * start + 4])
            if total > exact:
                exact, place = total, (region[0] + start % width, region[1] + start // width)
            start = mask.find(b"\xff", start + 1)
        points = 72 / RESOLUTION
        left, top = place[0] * points, (image.height - place[1]) * points
        coloured = any(channel.getextrema()[1] > 2 for channel in (cyan, magenta, yellow))  # type: ignore[operator]
        return Inked(exact / 2.55, (left, top - points, left + points, top), coloured)
