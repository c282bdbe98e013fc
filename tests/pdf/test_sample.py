"""A document with every node class, typeset and written: what the two rooms make together."""

from __future__ import annotations

import page
import pytest
from oracles.structure import Reading, Tag, read
from pdf_sample import THEME
from sample import EVERYTHING

from reportgen.document.numbering import number
from reportgen.document.plain import normalise, plain_blocks
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

DOCUMENT = number(EVERYTHING)
LEADER = "."


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_pdf(typeset(DOCUMENT, THEME, FontBook(THEME.fonts)), DOCUMENT.meta, THEME)


@pytest.fixture(scope="module")
def reading(data: bytes) -> Reading:
    return read(data)


def words(tag: Tag) -> str:
    """The text of an element without labels, marks of notes and page numbers, which are the writer's own."""

    def inner(part: Tag) -> str:
        own = part is not tag and (
            part.type == "Lbl" or ("/T" in part.dictionary and part.dictionary.T == "page-number")
        )
        kids = (kid if isinstance(kid, str) else inner(kid) for kid in part.kids if isinstance(kid, str | Tag))
        return "" if own or (part.type == "Reference" and part.text.isdigit()) else "".join(kids)

    return normalise(inner(tag))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_no_finding(data: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


def test_every_heading_and_paragraph_says_what_the_document_says(reading: Reading) -> None:
    said = [block for block in plain_blocks(DOCUMENT) if block.kind in ("heading", "paragraph", "note")]
    found = {tag.id: words(tag) for tag in reading.root.walk()}
    assert {block.id: block.text for block in said} == {block.id: found[block.id] for block in said}


def test_outside_the_structure_are_only_leaders_and_furniture(reading: Reading) -> None:
    plain = [text for texts in reading.artifacts for kind, text in texts if kind == "/Artifact"]
    assert {character for text in plain for character in text} <= {LEADER, " ", "\u00a0"}
