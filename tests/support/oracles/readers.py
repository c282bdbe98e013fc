"""What programs that read PDF files find in them and take out of them, sharing no code with ours.

`find` asks the search of Firefox, `texts` gives the text as several readers take it out, divided words joined as each
of them lets it be done.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from paths import ROOT

_SCRIPT = Path(__file__).with_name("pdfjs.mjs")
_FOLDER = Path(os.environ.get("PDFJS") or ROOT)
_BFCHAR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,})>")
JOIN = re.compile("[-\u00ad]\n|(?<=\u2010)\n")
"""The one rule: a hyphen or U+00AD at a line's end goes with it; behind U+2010 only the line's end goes."""


def no_pdfjs() -> str | None:
    """Why pdf.js cannot be asked here, None when it can."""
    if shutil.which("node") is None:
        return "pdf.js: no node here"
    if not (_FOLDER / "node_modules" / "pdfjs-dist").is_dir():
        return "pdf.js: npm install --no-save pdfjs-dist, or PDFJS=folder of its node_modules"
    return None


def find(file: Path, words: Iterable[str]) -> dict[str, int]:
    """How often pdf.js finds each word."""
    command = ["node", os.fspath(_SCRIPT), os.fspath(_FOLDER), os.fspath(file)]
    given = json.dumps(sorted(words))
    run = subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=300)
    found: dict[str, int] = json.loads(run.stdout)
    return found


def no_poppler() -> str | None:
    """Why poppler cannot be asked here, None when it can."""
    return None if shutil.which("pdftotext") else "poppler: no pdftotext here (apt-get install poppler-utils)"


def poppler(file: Path) -> str:
    """The text that pdftotext gives, joined."""
    run = subprocess.run(["pdftotext", os.fspath(file), "-"], capture_output=True, text=True, check=True, timeout=60)
    return JOIN.sub("", run.stdout)


def pdfium(file: Path) -> str:
    """The text that PDFium gives, without the U+FFFE that it puts where a word goes on in the next line."""
    pages = (page.get_textpage() for page in pypdfium2.PdfDocument(file))
    return "\n".join(page.get_text_range().replace("\r\n", "\n").replace("\ufffe", "") for page in pages)


def glyphs(file: Path) -> str:
    """What the glyphs say, replacement texts passed over, joined: so much pypdf and pdfminer read."""
    with pikepdf.open(file) as pdf:
        return JOIN.sub("", "\n".join("".join(_drawn(page)) for page in pdf.pages))


def _drawn(page: pikepdf.Page) -> Iterator[str]:
    """The characters of a page in drawing order; whatever is placed anew begins a line."""
    fonts = {name: dict(_characters(font)) for name, font in page.Resources.get("/Font", {}).items()}
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page, "Tf Tm Tj TJ"):
        name = str(operator)
        if name == "Tf":
            font = fonts[str(operands[0])]
        elif name == "Tm":
            yield "\n"
        else:
            parts = operands if name == "Tj" else operands[0]
            yield "".join(font[code] for part in parts if isinstance(part, pikepdf.String) for code in bytes(part))


def _characters(font: pikepdf.Object) -> Iterator[tuple[int, str]]:
    for code, text in _BFCHAR.findall(font.ToUnicode.read_bytes()):
        yield int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")
