"""The reports in examples/: no findings, every file proven, archives built again from themselves, full pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from click.testing import CliRunner
from paths import ROOT

from reportgen.cli import main

EXAMPLES = ROOT / "examples"


class Example(NamedTuple):
    """One edition of an example: how many pages it has, and which of them may be more than a third white."""

    name: str
    edition: str
    pages: int
    open_pages: frozenset[int]
    excerpts: int


REPORTS = (
    Example("hospital", "2024", 19, frozenset({17, 19}), 7),
    Example("hospital", "2025", 20, frozenset({20}), 7),
    Example("university", "2025", 19, frozenset({5, 8}), 5),
)
IDS = [f"{each.name}-{each.edition}" for each in REPORTS]


def run(example: Example, *words: str) -> str:
    """What a command prints in an example's folder; a failure is told in full."""
    result = CliRunner().invoke(main, ["-C", str(EXAMPLES / example.name), *words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("examples")


@cache
def built(example: Example, scratch: Path) -> Path:
    """The folder with the whole report and every excerpt of it."""
    output = str(scratch / example.name)
    run(example, "build", example.edition, "--for", "all", "--to", "pdf,docx,archive", "-o", output)
    return scratch / example.name / example.edition


def white(page: pypdfium2.PdfPage) -> float:
    """Share of a page's type area below the last thing that stands in it."""
    picture = page.render(scale=0.5).to_pil().convert("L")
    top, foot = round(picture.height * 0.1), round(picture.height * 0.9)
    area = picture.crop((0, top, picture.width, foot)).point(lambda shade: 255 if shade < 250 else 0)
    found = area.getbbox()
    return 1 - (found[3] if found else 0) / (foot - top)


@pytest.mark.parametrize("example", REPORTS, ids=IDS)
def test_the_data_have_no_findings(example: Example) -> None:
    run(example, "check", example.edition, "--strict")


@pytest.mark.long
@pytest.mark.parametrize("example", REPORTS, ids=IDS)
def test_every_file_is_proven(example: Example, scratch: Path) -> None:
    folder = built(example, scratch)
    assert "good (every item in an excerpt)" in run(example, "verify", str(folder))
    assert len(list(folder.glob("*.docx"))) == 1 + example.excerpts


@pytest.mark.long
@pytest.mark.parametrize("example", REPORTS, ids=IDS)
def test_the_archive_is_built_again_from_itself(example: Example, scratch: Path) -> None:
    (archive,) = built(example, scratch).glob(f"*-{example.edition}-archive.pdf")
    run(example, "verify", "--rebuild", str(archive))


@pytest.mark.long
@pytest.mark.parametrize("example", REPORTS, ids=IDS)
def test_pages_are_full(example: Example, scratch: Path) -> None:
    (file,) = built(example, scratch).glob(f"*-{example.edition}.pdf")
    with pypdfium2.PdfDocument(file) as document:
        shares = {number: white(page) for number, page in enumerate(document, 1)}
    assert len(shares) == example.pages
    assert {number for number, share in shares.items() if share > 1 / 3} == example.open_pages, shares


@pytest.mark.parametrize("name", sorted({each.name for each in REPORTS}))
def test_a_report_says_that_its_data_are_made_up(name: str) -> None:
    said = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    assert "made up" in said
    imprint = next((EXAMPLES / name / "data").glob("2025/report.yaml")).read_text(encoding="utf-8")
    assert any(words in imprint for words in ("Made-up data", "Erfundene Daten"))
