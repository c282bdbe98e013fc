"""PDF 2.0 files (pdf2, archive2): what they say beside the default ones, and who reads them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import needs
import pikepdf
import pytest
from built import ROOT, silent
from oracles import readers
from pdf2_files import NAMESPACE, OLD_TYPES, PROFILE, opened, path_of, walk
from verify_files import elements, good_pdf

import reportgen
from reportgen.build.build import build
from reportgen.build.rebuild import verify_rebuilt
from reportgen.build.request import Built, Request
from reportgen.edition.audience import parse_selection
from reportgen.verify import read_pdf


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with opened(good_pdf(PROFILE)) as found:
        yield found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An excerpt in all its kinds of PDF."""
    output = tmp_path_factory.mktemp("excerpt")
    formats = ("pdf", "pdf2", "archive2")
    return build(ROOT, Request("2020", parse_selection("bmas"), formats, output=output, claims=False), silent)


def test_it_is_a_pdf_2_without_an_information_dictionary(pdf: pikepdf.Pdf) -> None:
    assert good_pdf(PROFILE).startswith(b"%PDF-2.0")
    assert "/Info" not in pdf.trailer
    packet = pdf.Root.Metadata.read_bytes().decode()
    for said in ("<pdfaid:part>4<", "<pdfaid:rev>2020<", "<pdfuaid:part>2<", "<pdfuaid:rev>2024<"):
        assert said in packet
    assert "pdfaid:conformance" not in packet
    assert "pdfaExtension" not in packet
    assert re.findall(r"conformsTo>([^<]+)<", packet) == [
        "http://pdfa.org/declarations/wtpdf#accessibility1.0",
        "http://pdfa.org/declarations/wtpdf#reuse1.0",
    ]


def test_properties_are_those_of_the_default_file() -> None:
    default, ours = read_pdf(good_pdf()), read_pdf(good_pdf(PROFILE))
    assert (ours.title, ours.language, ours.inputs) == (default.title, default.language, default.inputs)
    assert ours.claims == ("pdf/ua-2", "pdf/a-4", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse")


def test_types_are_in_the_namespace_of_pdf_2_or_of_pdf_1(pdf: pikepdf.Pdf) -> None:
    for element in walk(pdf):
        space = str(element.NS.NS) if "/NS" in element else None
        assert space == (None if str(element.S) in OLD_TYPES else NAMESPACE), element.S


def test_types_of_pdf_2_say_more(pdf: pikepdf.Pdf) -> None:
    types = {str(element.S) for element in walk(pdf)}
    assert types >= {"/Title", "/Aside", "/FENote", "/Strong", "/Em"}
    assert types & {"/Note", "/H"} == set()
    assert {str(note.A.NoteType) for note in elements(pdf, "FENote")} == {"/Footnote"}
    numberings = {str(each.A.ListNumbering) for each in elements(pdf, "L")}
    assert "/Description" in numberings
    assert "/None" not in numberings


def test_readers_who_know_no_namespaces_are_told_older_types(pdf: pikepdf.Pdf) -> None:
    mapped = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.RoleMap.items()}
    assert mapped == {
        "/Title": "/P", "/Strong": "/Span", "/Em": "/Span", "/Aside": "/Sect", "/FENote": "/Note"
    }  # fmt: skip


@pytest.mark.parametrize("role", ["quote", "cell", "head-cell", "index"])
def test_a_callout_in_a_cell_or_quotation_is_no_aside(role: str) -> None:
    from reportgen.pdf.tags.roles import PDF_2_0
    from reportgen.typeset.structure import Element

    assert PDF_2_0.type_of(Element("document").add(role).add("aside")) == "Sect"


def test_a_callout_in_a_callout_is_no_aside() -> None:
    from reportgen.pdf.tags.roles import PDF_1_7, PDF_2_0
    from reportgen.typeset.structure import Element

    outer = Element("document").add("aside")
    assert [PDF_2_0.type_of(outer), PDF_2_0.type_of(outer.add("aside"))] == ["Aside", "Sect"]
    assert PDF_1_7.type_of(outer) == "Sect"


@pytest.mark.long
def test_it_says_the_same_in_the_same_order(built: Built) -> None:
    default, ours = (read_pdf(path_of(built, format_)) for format_ in ("pdf", "pdf2"))
    assert [(block.id, block.text, block.alt) for block in ours.blocks] == [
        (block.id, block.text, block.alt) for block in default.blocks
    ]
    assert ours.ids == default.ids


@pytest.mark.long
@pytest.mark.parametrize(
    "reader", [readers.pdfium, pytest.param(readers.poppler, marks=needs.poppler.marks), readers.glyphs]
)
def test_other_programs_read_the_same(built: Built, reader: Callable[[Path], str]) -> None:
    assert reader(path_of(built, "pdf2")) == reader(path_of(built, "pdf"))


@needs.poppler
def test_poppler_reads_the_same_structure(built: Built) -> None:
    """Its version of 2022 knows no types of PDF 2.0, and says nothing of what it does not know."""
    default, ours = (structure_by_poppler(path_of(built, format_)) for format_ in ("pdf", "pdf2"))
    assert ours == default


def structure_by_poppler(file: Path) -> list[str]:
    """The tree with its text, without attributes and objects."""
    said = subprocess.run(["pdfinfo", "-struct-text", os.fspath(file)], capture_output=True, check=True).stdout
    lines = said.decode("utf-8", "replace").replace("(block):", "(block)").splitlines()
    return [line for line in lines if not re.match(r" *(/|Object )", line)]


@pytest.mark.long
def test_the_same_inputs_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    request = Request("2020", parse_selection("bmas"), ("pdf2",), output=tmp_path, cached=False, claims=False)
    again = build(ROOT, request, silent)
    assert path_of(again, "pdf2").read_bytes() == path_of(built, "pdf2").read_bytes()


@pytest.mark.long
def test_python_can_ask_for_it(tmp_path: Path) -> None:
    project = reportgen.open_project(ROOT)
    result = project.build("2019", audience="gesundheit", formats=("pdf2",), output=tmp_path)
    assert [file.format for file in result.files] == ["pdf2"]
    assert result.files[0].path.endswith("-pdf2.pdf")


# ------------------------------------------------------------------------------------------------------------- archive2


@pytest.mark.long
def test_an_archive_of_pdf_2_can_be_built_again(built: Built) -> None:
    report = verify_rebuilt(path_of(built, "archive2"))
    assert report.problems == ()
    assert "same bytes" in report.checked


def test_every_attachment_says_what_it_is(built: Built) -> None:
    with pikepdf.open(path_of(built, "archive2")) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        said = {str(each.UF): str(each.Desc) for each in pdf.Root.AF}
    assert "<pdfaid:conformance>F<" in packet
    assert said["data/institutions.yaml"] == "data/institutions.yaml"
    assert all(said.values())
    assert all(about != path for path, about in said.items() if path.startswith("charts/"))
