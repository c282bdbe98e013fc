"""Hard cases: every file conforms, says what its document says, and keeps to its pages."""

from __future__ import annotations

from pathlib import Path

import needs
import page
import pytest
from hard_cases import documents
from oracles import verapdf
from PIL import Image
from typeset_help import FONTS, THEME

from reportgen.document.plain import plain_blocks
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout
from reportgen.verify import check, compare, read_pdf

NAMES = sorted(documents("x.png"))


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pictures") / "square.png"
    Image.new("RGB", (40, 40), (128, 128, 128)).save(path)
    return str(path)


@pytest.fixture(scope="module")
def layouts(picture: str) -> dict[str, Layout]:
    return {name: typeset(document, THEME, FONTS) for name, document in documents(picture).items()}


@pytest.fixture(scope="module")
def files(layouts: dict[str, Layout], picture: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written("screen", layouts, picture, tmp_path_factory.mktemp("hard"))


@pytest.fixture(scope="module")
def files_2(layouts: dict[str, Layout], picture: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written("screen-2", layouts, picture, tmp_path_factory.mktemp("hard-2"))


def written(profile: str, layouts: dict[str, Layout], picture: str, folder: Path) -> dict[str, Path]:
    found = {}
    for name, document in documents(picture).items():
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(write_pdf(layouts[name], document.meta, THEME, profile))
    return found


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_the_document_says(
    name: str, files: dict[str, Path], files_2: dict[str, Path], picture: str
) -> None:
    document = documents(picture)[name]
    for each in (files, files_2):
        reading = read_pdf(each[name])
        assert [*compare(plain_blocks(document), reading, document.meta), *check(reading)] == []


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_page_validation_finds_nothing(name: str, files: dict[str, Path]) -> None:
    for profile in ("ua1", "2a"):
        report = page.validate_pdf(files[name], profile=profile)
        assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


@needs.pdf_validator
@pytest.mark.parametrize(("kind", "flavours"), [("files", ("ua1", "2a")), ("files_2", verapdf.PDF_2)])
def test_verapdf_finds_nothing(kind: str, flavours: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    found = verapdf.check(request.getfixturevalue(kind).values(), flavours)
    assert {path.stem: failures[:3] for path, failures in found.items() if failures} == {}
