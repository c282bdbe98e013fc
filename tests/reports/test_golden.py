"""Pages of the example report as they were last looked at: as pictures with a tolerance, as text exactly.

After a wanted change of the look, look at every page, then run
``UPDATE_GOLDEN=1 pytest tests/reports/test_golden.py``.
A failing run leaves the new page, the old one and their difference side by side in the folder it names.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from built import EDITION, silent
from golden import DPI, same_picture, same_text
from paths import GOLDEN, ROOT
from templates_help import write_starter

from reportgen.build.build import build
from reportgen.build.request import Built, Request

PAGES = (1, 2, 3, 4, 7, 14, 15, 17)
"""Cover, contents, tiles, chapter with charts, cards, outlook, table and register."""
OTHERS = (("excerpt", 1), ("excerpt", 3), ("starter", 3), ("starter", 5), ("press", 2))
"""Pages of what else the templates make: the excerpt of a ministry, the starter, the file for the press."""


@pytest.fixture(scope="module")
def pdf(report: Built) -> pypdfium2.PdfDocument:
    """The whole report."""
    return opened(report, None)


@pytest.fixture(scope="module")
def others(report: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pypdfium2.PdfDocument]:
    """The files of `OTHERS`."""
    folder = tmp_path_factory.mktemp("others")
    project = write_starter(folder / "starter", "en-GB", "A4")
    starter = build(project, Request("2025", output=folder / "out", formats=("pdf",)), silent)
    press = build(ROOT, Request(EDITION, output=folder / "press", formats=("print",)), silent)
    printed = next(file for file in press.manifest.files if file.format == "print")
    return {
        "excerpt": opened(report, "arbeit"),
        "starter": opened(starter, None),
        "press": pypdfium2.PdfDocument(press.folder / printed.path),
    }


def opened(built: Built, audience: str | None) -> pypdfium2.PdfDocument:
    """The PDF for an audience, of the whole for None."""
    file = next(
        file for file in built.manifest.files if (file.audience or {}).get("id") == audience and file.format == "pdf"
    )
    return pypdfium2.PdfDocument(built.folder / file.path)


@pytest.mark.parametrize("number", PAGES)
def test_page_as_picture(pdf: pypdfium2.PdfDocument, number: int, tmp_path: Path) -> None:
    looks_as_kept(pdf, "report", number, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize(("name", "number"), OTHERS)
def test_other_pages(others: dict[str, pypdfium2.PdfDocument], name: str, number: int, tmp_path: Path) -> None:
    looks_as_kept(others[name], name, number, tmp_path)


def looks_as_kept(pdf: pypdfium2.PdfDocument, name: str, number: int, tmp_path: Path) -> None:
    new = pdf[number - 1].render(scale=DPI / 72).to_pil().convert("L")
    same_picture(new, GOLDEN / f"{name}-{number:02}.png", tmp_path)


@pytest.mark.parametrize("number", PAGES)
def test_page_as_text(pdf: pypdfium2.PdfDocument, number: int) -> None:
    text = pdf[number - 1].get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "\u00ad")
    same_text(text + "\n", GOLDEN / f"report-{number:02}.txt")
