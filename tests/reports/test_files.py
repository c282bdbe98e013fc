"""The finished example report: what the manifest says, what validators say, and every fact in both files."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import needs
import page
import pytest
from built import EDITION, ROOT, silent
from facts import missing_facts
from oracles import audit, verapdf
from report_kit import own_parts, texts

from reportgen.build.build import build
from reportgen.build.manifest import OutputFile
from reportgen.build.prepare import Prepared
from reportgen.build.request import Built, Request
from reportgen.checks.run import load_checked
from reportgen.compose import load_template
from reportgen.document import nodes as n
from reportgen.edition.audience import parse_selection
from reportgen.project.open import open_project
from reportgen.verify import read_docx, read_pdf

EXPECTED = {
    None: (35, 9),
    "BMBF": (14, 5),
    "BMWi": (14, 4),
    "BMAS": (8, 3),
    "BMI": (3, 0),
    "BMJV": (2, 0),
    "BMU": (1, 0),
    "BMEL": (1, 0),
    "BMG": (1, 0),
    "BMZ": (1, 0),
    "BKM": (1, 0),
}
"""Measures and outlook items of the whole report and of each excerpt."""


def files(report: Built, format_: str) -> dict[str | None, OutputFile]:
    return {
        file.audience["abbreviation"] if file.audience else None: file
        for file in report.manifest.files
        if file.format == format_
    }


@pytest.mark.long
@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_the_whole_report_and_every_ministry_have_their_items(report: Built, format_: str) -> None:
    found = {
        audience: (len(file.items["measures"]), len(file.items["outlook"]))
        for audience, file in files(report, format_).items()
    }
    assert found == EXPECTED


@pytest.mark.long
def test_the_manifest_proves_the_excerpts(report: Built) -> None:
    data = json.loads((report.folder / "manifest.json").read_bytes())
    assert data["excerpts"]["joint"] == {"measures": 8, "outlook": 2}
    assert len(data["excerpts"]["proven"]) == 3
    assert data["as_of"] == "2019-11-15"
    assert all(not entry["path"].startswith("/") for entry in data["inputs"])
    assert all(finding["severity"] == "note" for finding in data["findings"])


@pytest.mark.long
def test_every_pdf_conforms(report: Built) -> None:
    for file in files(report, "pdf").values():
        assert file.claims == ("pdf/ua-1", "pdf/a-2a"), file.path
        for profile in ("ua1", "2a"):
            result = page.validate_pdf(report.folder / file.path, profile=profile)
            assert result.is_compliant, (file.path, result.failures[:3])


@pytest.mark.long
def test_every_word_file_is_sound(report: Built) -> None:
    for file in files(report, "docx").values():
        assert audit.errors(report.folder / file.path) == [], file.path


@pytest.mark.long
def test_building_twice_gives_the_same_bytes(report: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    request = Request(EDITION, parse_selection("all"), output=tmp_path_factory.mktemp("again"), cached=False)
    again = build(ROOT, request, silent)
    first = {path.name: path.read_bytes() for path in report.folder.iterdir()}
    second = {path.name: path.read_bytes() for path in again.folder.iterdir()}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


# --------------------------------------------------------------------------------------------------- facts in the files


@pytest.fixture(scope="module")
def whole() -> n.Document:
    """The document of the whole report."""
    project = open_project(ROOT)
    edition = load_checked(project, EDITION).edition
    return Prepared(ROOT, edition, load_template(project.template, edition.language)).whole


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_every_fact_stands_in_its_own_section_of_the_file(report: Built, whole: n.Document, format_: str) -> None:
    read = {"pdf": read_pdf, "docx": read_docx}[format_]
    said = dict(texts(read(report.folder / files(report, format_)[None].path), whole))
    said |= own_parts(said, report.folder / files(report, format_)[None].path)
    assert missing_facts(said) == []


def test_the_search_for_facts_finds_what_is_lacking(report: Built, whole: n.Document) -> None:
    said = dict(texts(read_pdf(report.folder / files(report, "pdf")[None].path), whole))
    said |= own_parts(said, report.folder / files(report, "pdf")[None].path)
    said["ki-trainer"] = said["ki-trainer"].replace("33", "34")
    assert missing_facts(said) == ["ki-trainer: numbers: 33"]


# ------------------------------------------------------------------------------------------------------------ excerpts


def test_an_excerpt_keeps_the_numbers_of_the_report(report: Built) -> None:
    reading = read_docx(report.folder / files(report, "docx")["BMAS"].path)
    numbers = [block.number for block in reading.blocks if block.number]
    assert numbers == ["2", "2.5", "2.10", "2.11", "2.12", "3", "A", "B"]


def test_an_excerpt_says_what_it_is_an_excerpt_of(report: Built) -> None:
    reading = read_pdf(report.folder / files(report, "pdf")["BMAS"].path)
    cover = " ".join(block.text for block in reading.blocks if block.id.startswith("cover"))
    assert "Auszug" in cover
    assert "Bundesministeriums für Arbeit und Soziales" in cover
    assert {
        artifact.text for artifact in reading.artifacts if artifact.kind == "footer" and "Auszug BMAS" in artifact.text
    }


def test_a_reference_out_of_an_excerpt_names_the_whole_report(report: Built) -> None:
    reading = read_pdf(report.folder / files(report, "pdf")["BMAS"].path)
    assert any("im vollständigen Bericht" in block.text for block in reading.blocks)


# -------------------------------------------------------------------------------------------------------- other oracles


@needs.pdf_validator
def test_verapdf_finds_nothing(report: Built) -> None:
    wanted = [report.folder / files(report, "pdf")[audience].path for audience in (None, "BMAS")]
    assert {path.name: found for path, found in verapdf.check(wanted).items() if found} == {}


@needs.writer
def test_libreoffice_opens_every_word_file(report: Built, tmp_path: Path) -> None:
    wanted = [report.folder / file.path for file in files(report, "docx").values()]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(needs.OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        *map(str, wanted),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert {path.stem for path in tmp_path.glob("*.pdf")} == {path.stem for path in wanted}
