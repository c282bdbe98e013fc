"""What docs/accessibility.md says of the files: each line's proof is there, and what no other test looks at."""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from built import ROOT
from oracles.ooxml import Package, W
from oracles.structure import Reading, read
from paths import TESTS

from reportgen.build.documents import Documents, Part
from reportgen.document import nodes as n
from reportgen.document.walk import find
from reportgen.docx import write_docx
from reportgen.files.cache import Cache
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

PAGE = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
CLAUSES = [
    *(f"10.1.1.{each}" for each in (1,)), *(f"10.1.2.{each}" for each in (1, 2, 3, 5)),
    *(f"10.1.3.{each}" for each in (1, 2, 3, 4, 5)), *(f"10.1.4.{each}" for each in (1, 2, 3, 4, 5, 10, 11, 12, 13)),
    *(f"10.2.1.{each}" for each in (1, 2, 4)), "10.2.2.1", "10.2.2.2", "10.2.3.1",
    *(f"10.2.4.{each}" for each in (2, 3, 4, 6, 7)), *(f"10.2.5.{each}" for each in (1, 2, 3, 4)),
    "10.3.1.1", "10.3.1.2", "10.3.2.1", "10.3.2.2", *(f"10.3.3.{each}" for each in (1, 2, 3, 4)),
    "10.4.1.1", "10.4.1.2", "10.4.1.3", "10.5", "10.6",
]  # fmt: skip
"""EN 301 549 V3.2.1, clause 10, without those that are void."""
ADDED = ("2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8")
"""What WCAG 2.2 has more than 2.1, up to level AA."""


@cache
def report() -> tuple[Part, bytes, bytes]:
    documents = Documents(ROOT, "2020", Cache(None))
    part, theme = documents.part(None), documents.header.theme
    layout = typeset(part.document, theme, FontBook(theme.fonts))
    return part, write_pdf(layout, part.document.meta, theme), write_docx(part.document, theme)


@cache
def structure() -> Reading:
    return read(report()[1])


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"`(\w+/test_\w+)::(test_\w+)`", PAGE)
    assert len(named) > 40
    for module, function in named:
        path = TESTS / f"{module}.py"
        assert path.is_file(), module
        assert f"\ndef {function}(" in path.read_text(encoding="utf-8"), f"{module}::{function}"


@pytest.mark.parametrize("clause", [*CLAUSES, *ADDED])
def test_every_clause_is_answered(clause: str) -> None:
    assert re.search(rf"(?m)^\| .*(?<![\d.]){re.escape(clause)}(?![\d.]*\d)", PAGE), clause


@pytest.mark.long
def test_every_table_has_the_same_heads_in_both_files() -> None:
    """One flag of a cell says what it is a head of; the PDF has it as scope, Word where it is the first column."""
    part, _, word = report()
    tables = list(find(part.document, n.Table))
    assert len(tables) >= 4
    looks = [look.get(f"{W}firstColumn") for look in Package(word).document.iter(f"{W}tblLook")]
    found = structure()
    for table in tables:
        heads = [cell.head for row in (*table.head, *table.body) for cell in row.cells if cell.head]
        scopes = [str(tag.dictionary.A.Scope) for tag in found.tag(table.id).walk() if tag.type == "TH"]
        assert scopes == [f"/{head.capitalize()}" for head in heads]
        assert "row" in heads
    assert looks.count("1") == sum(table.names_rows for table in tables) >= 3


def test_no_level_of_headings_is_left_out() -> None:
    levels = [int(tag.type[1]) for tag in structure().root.walk() if re.fullmatch("H[1-6]", tag.type)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_and_every_link_is_described() -> None:
    found = structure()
    assert all(str(tag.dictionary.get("/Alt", "")).strip() for tag in found.tags("Figure"))
    with pikepdf.open(io.BytesIO(report()[1])) as pdf:
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
        assert len(links) > 300
        assert all(str(link.Contents).strip() for link in links)
        bare = {str(link.Contents) for link in links if re.match(r"(https?://|www\.)", str(link.Contents))}
        assert bare == set()


def test_nothing_moves_acts_or_asks() -> None:
    """No sound, film, script, form or action but links: what clauses on these ask for is not there."""
    with pikepdf.open(io.BytesIO(report()[1])) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert not {"/JavaScript", "/Renditions"} & set(pdf.Root.get("/Names", {}).keys())
        for page in pdf.pages:
            assert "/AA" not in page.obj
            assert "/Dur" not in page.obj
            for each in page.obj.get("/Annots", ()):
                assert str(each.Subtype) == "/Link"
                assert str(each.get("/A", {}).get("/S", "/URI")) == "/URI"
    word = Package(report()[2]).document
    assert not [each.tag for name in ("object", "control", "ffData") for each in word.iter(f"{W}{name}")]
    parts = [each.find(f"{W}sdtPr/{W}docPartObj") for each in word.iter(f"{W}sdt")]
    assert None not in parts  # the contents are a part that Word can update, and no field to fill in


def test_the_order_of_focus_is_that_of_the_structure() -> None:
    with pikepdf.open(io.BytesIO(report()[1])) as pdf:
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}


def test_foreign_parts_have_their_language_in_both_files() -> None:
    spans = [span.lang for span in find(report()[0].document, n.Span) if span.lang]
    tagged = [str(tag.dictionary.Lang) for tag in structure().root.walk() if "/Lang" in tag.dictionary]
    assert len(spans) >= 5
    assert set(spans) <= set(tagged)
    said = {each.get(f"{W}val", "")[:2] for each in Package(report()[2]).document.iter(f"{W}lang")}
    assert set(spans) <= said
