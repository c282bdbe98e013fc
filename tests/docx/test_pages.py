"""Page numbers in Word files: measured by LibreOffice, right, kept, and missed without noise where there is none."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import needs
import pypdfium2
import pytest
from click.testing import CliRunner
from oracles.ooxml import Package, W
from oracles.ooxml_documents import THEME
from paths import ROOT
from sample import EVERYTHING

from reportgen.build.build import build
from reportgen.build.request import Request
from reportgen.cli import main
from reportgen.document.ids import bookmark_name
from reportgen.document.numbering import number
from reportgen.document.pagination import page_label, roman
from reportgen.docx import write_docx
from reportgen.docx.writer import write_measuring_copy
from reportgen.edition.audience import parse_selection
from reportgen.errors import OfficeError
from reportgen.files.cache import Cache
from reportgen.libreoffice import office
from reportgen.libreoffice import pages as wordpages
from reportgen.libreoffice.fonts import lack, other_widths
from reportgen.programs.table import SOFFICE


@pytest.fixture
def with_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SOFFICE.variable)


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def shown(data: bytes) -> dict[str, str]:
    """What the page fields of a file show, by the bookmark that they name."""
    found: dict[str, str] = {}
    for paragraph in Package(data).document.iter(f"{W}p"):
        code, result = "", None
        for element in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                code, result = "", None
            elif kind == "separate":
                result = ""
            elif kind == "end" and result is not None:
                match = re.match(r"\s*PAGEREF (\S+)", code)
                if match:
                    found[match[1]] = result
                code, result = "", None
            elif element.tag == f"{W}instrText":
                code += element.text or ""
            elif result is not None:
                result += element.text or ""
    return found


def test_numbers_stand_where_they_are_known() -> None:
    name = bookmark_name("outlook.title")
    document = number(EVERYTHING)
    assert shown(write_docx(document, THEME))[name] == "–"
    assert shown(write_docx(document, THEME, {name: "17"}))[name] == "17"
    assert set(shown(write_measuring_copy(document, THEME, "00")).values()) == {"00"}


def test_pages_before_the_body_have_roman_numerals() -> None:
    assert [page_label(page, None) for page in range(3)] == ["1", "2", "3"]
    assert [page_label(page, 4) for page in range(7)] == ["i", "ii", "iii", "iv", "1", "2", "3"]
    assert [roman(value) for value in (9, 14, 49, 1994)] == ["ix", "xiv", "xlix", "mcmxciv"]


@needs.writer
@pytest.mark.usefixtures("with_office")
def test_the_contents_of_the_report_name_the_pages_on_which_its_headings_stand(tmp_path: Path) -> None:
    built = build(ROOT, Request("2019", formats=("docx",), output=tmp_path), silent)
    (file,) = (built.folder / entry.path for entry in built.manifest.files)
    numbers = {name: page for name, page in shown(file.read_bytes()).items() if page.isdigit()}
    assert len(numbers) > 30
    assert SOFFICE.find() == needs.OFFICE
    pdf = pypdfium2.PdfDocument(office.to_pdf(str(needs.OFFICE), {"file": file.read_bytes()})["file"])
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    package = Package(file.read_bytes())
    first = next(index for index, words in enumerate(texts) if re.search(r"2019 ?1$", words))
    for paragraph in package.document.iter(f"{W}p"):
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            page = numbers.get(mark.get(f"{W}name"))
            words = "".join("".join(text.text or "" for text in paragraph.iter(f"{W}t")).split())
            if page is not None:
                assert words in texts[first + int(page) - 1], words


@needs.writer
@pytest.mark.usefixtures("with_office")
def test_what_was_measured_is_not_measured_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, documents = Cache(tmp_path), {"sample": number(EVERYTHING)}
    first = wordpages.measure(str(needs.OFFICE), documents, THEME, store)
    assert first["sample"][bookmark_name("outlook.title")].isdigit()
    monkeypatch.setattr(wordpages, "to_pdf", lambda *_: pytest.fail("measured again"))
    assert wordpages.measure(str(needs.OFFICE), documents, THEME, store) == first


def test_without_libreoffice_entries_have_no_numbers_and_the_build_says_so(tmp_path: Path) -> None:
    built = build(ROOT, Request("2019", formats=("docx",), output=tmp_path), silent)
    (file,) = (built.folder / entry.path for entry in built.manifest.files)
    assert set(shown(file.read_bytes()).values()) == {"–"}
    assert "soffice" in built.remarks[0]


@pytest.mark.long
@pytest.mark.parametrize("script", ["exit 1", "echo it went wrong; exit 0", 'touch "$8/x"'])
def test_a_failing_libreoffice_does_not_stop_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(SOFFICE.variable, os.fspath(program))
    built = build(ROOT, Request("2019", formats=("docx",), output=tmp_path / "out", cached=False), silent)
    assert "LibreOffice failed" in built.remarks[0]
    assert [file.format for file in built.manifest.files] == ["docx"]


def test_a_pdf_that_cannot_be_read_is_an_error_of_libreoffice() -> None:
    with pytest.raises(OfficeError, match="cannot be read"):
        wordpages.pages_of_destinations(b"%PDF-1.7 broken")


# --------------------------------------------------------------------------------------------------------------- fonts


@pytest.fixture
def without_carlito(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose fontconfig knows none of the families that people ask for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "fc-match").write_text("#!/bin/sh\necho 'DejaVu Sans,DejaVu Sans Condensed'\n")
    (folder / "fc-match").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("without_carlito")
def test_a_family_without_a_font_of_its_widths_is_told_with_the_way_out(tmp_path: Path) -> None:
    program = tmp_path / "office" / "program" / "soffice"
    fonts = tmp_path / "office" / "share" / "fonts" / "truetype"
    for folder in (program.parent, fonts):
        folder.mkdir(parents=True)
    program.touch()
    (found,) = other_widths(str(program), ("Calibri", "DejaVu Sans"))
    assert lack(found) == "no font of Calibri's widths is installed, LibreOffice takes DejaVu Sans"
    assert found.remedy == "Carlito (apt-get install fonts-crosextra-carlito)"
    assert [each.remedy for each in other_widths(str(program), ("Corporate Sans",))] == ["Corporate Sans"]
    (fonts / "Carlito-Regular.ttf").touch()
    assert other_widths(str(program), ("Calibri",)) == ()


def test_nothing_is_said_where_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert other_widths("soffice", ("Calibri",)) == ()


@needs.writer
@pytest.mark.usefixtures("with_office", "without_carlito")
def test_a_build_with_other_fonts_says_so_once_and_writes_its_numbers(tmp_path: Path) -> None:
    request = Request("2019", parse_selection("bmas,bmu"), ("docx",), tmp_path, cached=False, claims=False)
    built = build(ROOT, request, silent)
    (told,) = (remark for remark in built.remarks if "widths" in remark)
    assert told.startswith("page numbers of Word files may be off: no font of Calibri's widths is installed")
    assert told.endswith("; install Carlito (apt-get install fonts-crosextra-carlito)")
    for file in built.manifest.files:
        assert "–" not in shown((built.folder / file.path).read_bytes()).values()


@needs.writer
@pytest.mark.usefixtures("with_office", "without_carlito")
def test_doctor_says_it_too() -> None:
    said = CliRunner().invoke(main, ["-C", str(ROOT), "doctor"]).output
    assert said.count("no font of Calibri's widths is installed") == 1
