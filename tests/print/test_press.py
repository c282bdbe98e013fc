"""Print files of the example report: standard, boxes, inks, overprint, same lines as on screen, sheets, delivery."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import needs
import pytest
from built import EDITION, ROOT, silent
from press_kit import STAND_IN, composed, opened, printed, themed

from reportgen.build.build import build
from reportgen.build.formats import kinds
from reportgen.build.request import Request
from reportgen.document.print_settings import Paper, PrintSettings
from reportgen.document.theme import MM
from reportgen.edition.audience import parse_selection
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.preflight.model import Limits
from reportgen.preflight.rendered import measure
from reportgen.preflight.run import preflight
from reportgen.print.pages import print_layout
from reportgen.programs.table import GHOSTSCRIPT
from reportgen.verify import check, compare, read_pdf

# ---------------------------------------------------------------------------------------------------------- the file


@pytest.mark.long
def test_preflight_finds_nothing_in_any_of_our_print_files() -> None:
    for data, limits in (
        (printed(), Limits(multiple=4)),
        (printed(grey=True), Limits(multiple=4, one_plate=True)),
        (printed(standard="x-1a"), Limits(multiple=4)),
    ):
        assert {finding.code for finding in preflight(data, limits, render=False).findings} == STAND_IN


@needs.ghostscript
@pytest.mark.parametrize("grey", [False, True])
def test_ghostscript_measures_no_more_ink_than_the_paper_bears(grey: bool) -> None:
    inked = measure(GHOSTSCRIPT.find() or "", printed(grey=grey), len(opened(printed()).pages))
    assert max(page.most for page in inked) <= composed()[1].print.limit
    if grey:
        assert not any(page.coloured for page in inked)
    else:
        assert inked[0].coloured


def test_standard_boxes_and_properties() -> None:
    pdf = opened(printed())
    assert pdf.pdf_version == "1.6"
    assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
    assert pdf.docinfo["/Trapped"] == "/False"
    (intent,) = pdf.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA29")
    assert bytes(intent.DestOutputProfile.read_bytes())[12:20] == b"prtrCMYK"
    assert len(pdf.trailer.ID) == 2
    for page in pdf.pages:
        media, bleed, trim = ([float(v) for v in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert trim == pytest.approx([0, 0, 210 * MM, 297 * MM], abs=0.01)
        assert bleed == pytest.approx([-3 * MM, -3 * MM, 213 * MM, 300 * MM], abs=0.01)
        assert media[0] < bleed[0]
        assert "/Annots" not in page.obj
    assert "/Outlines" not in pdf.Root
    packet = bytes(pdf.Root.Metadata.read_bytes()).decode()
    for said in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<pdf:Trapped>False<",
        "<xmpMM:DocumentID>uuid:",
        "<xmpMM:VersionID>1<",
        "<xmpMM:RenditionClass>default<",
    ):
        assert said in packet


@needs.poppler
@pytest.mark.parametrize(("standard", "said"), [("x-4", "PDF/X-4"), ("x-1a", "PDF/X-1a:2003")])
def test_poppler_names_the_standard(standard: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    path.write_bytes(printed(standard=standard))
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(rf"PDF subtype: +{re.escape(said)}", told)


def test_x1a_is_of_pdf_1_4_without_object_streams() -> None:
    data = printed(standard="x-1a")
    assert data.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in data


def test_the_same_arguments_give_the_same_bytes() -> None:
    part, _, layout = composed()
    theme = themed()
    again = write_pdf(print_layout(layout, theme), part.document.meta, theme, press_profile(theme))
    assert again == printed()


def test_print_files_say_what_the_document_says() -> None:
    from reportgen.document.plain import plain_blocks

    document = composed()[0].document
    for data in (printed(), printed(grey=True)):
        reading = read_pdf(data)
        assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()


# ------------------------------------------------------------------------------------------------------------- build


@pytest.mark.long
def test_build_writes_print_booklet_and_delivery_sheet(tmp_path: Path) -> None:
    built = build(ROOT, Request(EDITION, formats=("print", "booklet"), output=tmp_path), silent)
    names = {file.format: file for file in built.manifest.files}
    assert set(names) == {"print", "booklet", "delivery"}
    assert names["print"].path.endswith("-2019-print.pdf")
    assert names["print"].pages == 20
    assert names["booklet"].pages == 10
    sheet = (built.folder / names["delivery"].path).read_text(encoding="utf-8")
    assert "210 × 297 mm" in sheet
    assert "| FOGRA29 (ISO uncoated) |" in sheet
    assert "| Profil | Ersatz, aus den Daten von FOGRA29 errechnet" in sheet
    assert "heute FOGRA52 (PSO uncoated v3)" in sheet
    assert re.search(r"\| Gesamtbericht \| 4 \| 242 \|", sheet)
    assert "Auszug BMBF (nicht gebaut)" in sheet
    assert "| **Summe** | **6** | **342** |" in sheet
    again = build(ROOT, Request(EDITION, parse_selection("bmbf"), formats=("print",), output=tmp_path), silent)
    sheet = (built.folder / names["delivery"].path).read_text(encoding="utf-8")
    assert "| Auszug BMBF | 1 | 60 |" in sheet
    assert names["print"].path in sheet
    assert [file.format for file in again.manifest.files].count("delivery") == 1
    from reportgen.verify import verify_paths

    assert verify_paths([built.folder], kinds()).ok


@pytest.mark.long
@pytest.mark.parametrize(("format_", "colours"), [("booklet", "CMYK"), ("booklet-grey", "1/1-farbig, Schwarz")])
def test_a_delivery_of_booklets_alone_says_in_which_colours(tmp_path: Path, format_: str, colours: str) -> None:
    built = build(ROOT, Request(EDITION, formats=(format_,), output=tmp_path), silent)
    (sheet,) = (file for file in built.files if file.format == "delivery")
    assert colours in (built.folder / sheet.path).read_text(encoding="utf-8")


@pytest.mark.long
def test_print_takes_little_longer_than_screen() -> None:
    part, theme, layout = composed()
    write_pdf(layout, part.document.meta, theme)

    best = {"screen": 9.0, "print": 9.0}
    for _ in range(5):
        for name, kind in (("screen", "screen"), ("print", press_profile(theme))):
            start = time.process_time()
            write_pdf(layout, part.document.meta, theme, kind)
            best[name] = min(best[name], time.process_time() - start)
    assert best["print"] <= 1.3 * best["screen"]


def test_papers_have_their_limits() -> None:
    assert PrintSettings().limit == 280
    assert PrintSettings(paper=Paper(kind="coated")).limit == 300
    assert PrintSettings(ink_limit=260).limit == 260
    assert (PrintSettings().condition, PrintSettings(paper=Paper(kind="coated")).condition) == ("FOGRA29", "FOGRA39")
