"""Hard cases: each is valid for two validators and the lint, opens, reads back word for word, and becomes pages."""

from __future__ import annotations

from pathlib import Path

import docx
import needs
import pytest
from docx_kit import (
    CORPUS,
    inlines,
)
from oracles import audit, microsoft
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, W, lint

from reportgen.document.plain import plain_blocks
from reportgen.docx import Fields, write_docx
from reportgen.libreoffice import office
from reportgen.verify import check, compare, read_docx


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("corpus")
    made = {}
    for index, (name, make) in enumerate(CORPUS.items()):
        made[name] = folder / f"case{index}.docx"
        made[name].write_bytes(write_docx(make(folder), docs.THEME))
    return made


@pytest.mark.long
@pytest.mark.parametrize("name", CORPUS)
def test_a_hard_case_is_sound(files: dict[str, Path], name: str) -> None:
    assert lint(files[name].read_bytes()) == []
    assert audit.errors(files[name]) == []
    assert docx.Document(str(files[name])).sections


@pytest.mark.parametrize("name", CORPUS)
def test_a_hard_case_reads_back_word_for_word(files: dict[str, Path], name: str, tmp_path: Path) -> None:
    document = CORPUS[name](tmp_path)
    reading = read_docx(files[name])
    flaws = [flaw for flaw in check(reading) if flaw.code != "heading-jump"]
    assert (*compare(plain_blocks(document), reading, document.meta), *flaws) == ()


@needs.word_validator
@pytest.mark.parametrize("name", CORPUS)
def test_microsofts_validator_finds_nothing(files: dict[str, Path], name: str) -> None:
    assert microsoft.errors(files[name]) == []


@needs.writer
def test_libreoffice_lays_out_every_case(files: dict[str, Path]) -> None:
    names = {path.stem: path.read_bytes() for path in files.values()}
    made = office.to_pdf(str(needs.OFFICE), names)
    assert set(made) == set(names)
    assert all(content.startswith(b"%PDF") for content in made.values())


def test_the_contents_repeat_titles_without_controls() -> None:
    package = Package(write_docx(inlines(), docs.THEME, fields=Fields.NAMED))
    contents = next(s for s in package.document.iter(f"{W}sdt") if s.find(f"{W}sdtPr/{W}docPartObj") is not None)
    assert len(list(contents.iter(f"{W}sdt"))) == 1
