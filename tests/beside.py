"""Pages of a PDF beside those of its Word twin, for docs/word.md: ``python tests/beside.py PDF DOCX FOLDER``.

The Word file goes through LibreOffice; each sheet shows the same pages of both, the PDF's on the left.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen.outputs.office import find_office, to_pdf

DPI, PAIRS, GAP, COLOURS = 50, 3, 8, 96


def pages(content: bytes) -> list[Image.Image]:
    """Every page as a picture."""
    return [page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(io.BytesIO(content))]


def sheet(pairs: list[tuple[Image.Image, Image.Image]]) -> Image.Image:
    """Pairs of pages in a row."""
    width, height = pairs[0][0].size
    canvas = Image.new("RGB", (len(pairs) * (2 * width + 3 * GAP), height + 2 * GAP), "#8a8f96")
    for index, pair in enumerate(pairs):
        for side, page in enumerate(pair):
            canvas.paste(page, (GAP + index * (2 * width + 3 * GAP) + side * (width + GAP // 2), GAP))
    return canvas.quantize(COLOURS, dither=Image.Dither.NONE)


def main(pdf: Path, word: Path, folder: Path) -> None:
    """Write the sheets."""
    office = find_office()
    if office is None:
        raise SystemExit("no soffice on this machine: apt-get install libreoffice-writer-nogui fonts-crosextra-carlito")
    left, right = pages(pdf.read_bytes()), pages(to_pdf(office, {"word": word.read_bytes()})["word"])
    blank = Image.new("RGB", left[0].size, "#8a8f96")
    count = max(len(left), len(right))
    both = [(left[i] if i < len(left) else blank, right[i] if i < len(right) else blank) for i in range(count)]
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("word-*.png"):
        old.unlink()
    for start in range(0, count, PAIRS):
        sheet(both[start : start + PAIRS]).save(folder / f"word-{start // PAIRS + 1}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
