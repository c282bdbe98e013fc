"""Drafts: watermark, line numbers and a column for comments beside pages that stay what they are."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from built import ROOT
from msgspec.structs import replace
from oracles import audit
from oracles.ooxml import Package, W, lint
from pdf_sample import THEME
from sample import EVERYTHING

from reportgen.build.documents import Documents
from reportgen.build.proof import ClaimProof
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.files.cache import Cache
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.comments import COLUMN
from reportgen.typeset.dump import text_lines
from reportgen.verify import check, compare, read_docx, read_pdf

WORDS = "ENTWURF · Stand 15.11.2019 · Fassung 0a1b2c3d"
FINAL = number(EVERYTHING)
DRAFT = n.Document(replace(FINAL.meta, draft=WORDS), FINAL.children)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(typeset(DRAFT, THEME, FontBook(THEME.fonts)), DRAFT.meta, THEME)


@pytest.fixture(scope="module")
def docx() -> bytes:
    return write_docx(DRAFT, THEME)


def test_a_draft_has_the_lines_of_the_final_document_and_a_column_beside_them() -> None:
    fonts = FontBook(THEME.fonts)
    draft, final = (typeset(document, THEME, fonts) for document in (DRAFT, FINAL))
    lines = [
        [[(line.x, line.y, line.runs[0].text) for line in text_lines(page.boxes)] for page in layout.pages]
        for layout in (draft, final)
    ]
    assert lines[0] == lines[1]
    assert draft.width == pytest.approx(final.width + COLUMN)
    assert draft.destinations == final.destinations


def test_everything_a_draft_adds_is_an_artifact(pdf: bytes) -> None:
    reading = read_pdf(pdf)
    assert (*compare(plain_blocks(DRAFT), reading, DRAFT.meta), *check(reading)) == ()
    kinds = {artifact.kind for artifact in reading.artifacts}
    assert {"watermark", "linenum", "comments"} <= kinds
    assert {"".join(artifact.text.split()) for artifact in reading.artifacts if artifact.kind == "watermark"} == {
        "ENTWURFStand15.11.2019·Fassung0a1b2c3d"
    }


def test_a_draft_keeps_what_the_final_pdf_claims(pdf: bytes) -> None:
    pytest.importorskip("page", reason="page-validation is not installed: pip install 'reportgen[validate]'")
    proof = ClaimProof()
    proof.add("draft.pdf", "pdf", pdf)
    assert proof.finish() == {"draft.pdf": ("pdf/ua-1", "pdf/a-2a")}


def test_the_watermark_is_painted_before_the_text(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "draft.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "draft.pdf") as opened:
        stream = opened.pages[1].Contents.read_bytes()
    assert 0 <= stream.find(b"/Watermark") < stream.find(b"/MCID")


def test_every_running_head_has_the_watermark_and_every_section_but_the_cover_line_numbers(docx: bytes) -> None:
    package = Package(docx)
    heads = [name for name in package.names if re.fullmatch(r"word/header\d+\.xml", name)]
    assert heads
    for name in heads:
        strings = re.findall(r'<v:textpath[^>]* string="([^"]+)"', package.zip.read(name).decode())
        assert strings == ["ENTWURF", "Stand 15.11.2019 · Fassung 0a1b2c3d"]
    sections = list(package.document.iter(f"{W}sectPr"))
    assert [section.find(f"{W}lnNumType") is not None for section in sections] == [False] + [True] * (len(sections) - 1)
    assert all(section.find(f"{W}headerReference") is not None for section in sections)
    assert package.xml("word/settings.xml").find(f"{W}trackRevisions") is not None


@pytest.mark.long
def test_a_draft_is_a_sound_word_file_that_says_the_same(docx: bytes, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(docx)
    assert lint(docx) == []
    assert audit.errors(tmp_path / "draft.docx") == []
    reading = read_docx(docx)
    assert (*compare(plain_blocks(DRAFT), reading, DRAFT.meta), *check(reading)) == ()


def test_a_final_document_has_nothing_of_a_draft() -> None:
    package = Package(write_docx(FINAL, THEME))
    assert not any(b"textpath" in package.zip.read(name) for name in package.names)
    assert package.document.find(f".//{W}lnNumType") is None
    assert package.xml("word/settings.xml").find(f"{W}trackRevisions") is None


@pytest.mark.long
@pytest.mark.parametrize("institution", [None, "arbeit"])
def test_a_draft_names_the_state_of_its_inputs(institution: str | None) -> None:
    documents = Documents(ROOT, "2020", Cache(None), draft=True)
    meta = documents.document(documents.header.audiences.find(institution) if institution else None).meta
    assert len(meta.inputs) == 64
    assert meta.draft.endswith(f"Fassung {meta.inputs[:8]}")
