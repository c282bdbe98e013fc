"""Pages of the example report as they were last looked at: as pictures with a tolerance, as text exactly.

After a wanted change of the look, look at every page, then run
``UPDATE_GOLDEN=1 pytest tests/reports/test_golden.py``.
A failing run leaves the new page, the old one and their difference side by side in the folder it names.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from golden import DPI, same_picture, same_text
from paths import GOLDEN

from reportgen.build.request import Built

PAGES = (1, 2, 3, 4, 7, 13, 14, 15)
"""Cover, contents, tiles, chapter with charts, cards, outlook, table and register."""


@pytest.fixture(scope="module")
def pdf(report: Built) -> pypdfium2.PdfDocument:
    """The whole report."""
    whole = next(file for file in report.manifest.files if file.audience is None and file.format == "pdf")
    return pypdfium2.PdfDocument(report.folder / whole.path)


@pytest.mark.parametrize("number", PAGES)
def test_page_as_picture(pdf: pypdfium2.PdfDocument, number: int, tmp_path: Path) -> None:
    new = pdf[number - 1].render(scale=DPI / 72).to_pil().convert("L")
    same_picture(new, GOLDEN / f"report-{number:02}.png", tmp_path)


@pytest.mark.parametrize("number", PAGES)
def test_page_as_text(pdf: pypdfium2.PdfDocument, number: int) -> None:
    text = pdf[number - 1].get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "\u00ad")
    same_text(text + "\n", GOLDEN / f"report-{number:02}.txt")
