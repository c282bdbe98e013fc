"""A page of the example report in Word as LibreOffice draws it, as it was last looked at: with a tolerance, for no two
versions of LibreOffice draw alike.

After a wanted change of the look: ``UPDATE_GOLDEN=1 pytest tests/reports/test_golden_word.py``.
"""

from __future__ import annotations

from pathlib import Path

import needs
import pypdfium2
import pytest
from built import EDITION, silent
from golden import DPI, same_picture
from paths import GOLDEN, ROOT

from reportgen.build.build import build
from reportgen.build.request import Request
from reportgen.libreoffice import office
from reportgen.libreoffice.fonts import lack, other_widths

PAGE = 8
"""Measures with marks and dates beside them, below rules."""


@needs.writer
def test_word_page_as_picture(tmp_path: Path) -> None:
    program = str(needs.OFFICE)
    for family in other_widths(program, ("Calibri",)):
        pytest.skip(f"{lack(family)}: apt-get install fonts-crosextra-carlito")
    built = build(ROOT, Request(EDITION, formats=("docx",), output=tmp_path), silent)
    (file,) = (built.folder / entry.path for entry in built.manifest.files)
    pdf = pypdfium2.PdfDocument(office.to_pdf(program, {"file": file.read_bytes()})["file"])
    new = pdf[PAGE - 1].render(scale=DPI / 72).to_pil().convert("L")
    same_picture(new, GOLDEN / f"word-{PAGE:02}.png", tmp_path)
