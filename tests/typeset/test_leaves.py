"""Documents page by page: the same file as when all pages are held, and no more held than is needed."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import pytest
import sample
from hard_cases import documents, prose
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from oracles import ooxml_documents
from PIL import Image
from sample import cell, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.errors import DocumentError
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset, typeset_leaves
from reportgen.typeset.flow.cost import page_cost, scant_cost, spare
from reportgen.typeset.flow.fill import Filler
from reportgen.typeset.flow.strip import NEVER, Strip
from reportgen.typeset.leaves import Leaves
from reportgen.typeset.structure import Element
from reportgen.verify import compare, read_pdf

DEPTH = 400.0
NAMES = sorted(documents("x.png"))


def chapters(count: int) -> n.Document:
    """Contents, then chapters on pages of their own, each with a reference to the next."""
    body = []
    for index in range(count):
        target = f"h{min(index + 2, count)}"
        children: tuple[n.Block, ...] = (
            n.Heading(f"h{index + 1}", 1, text(f"Kapitel {index + 1}"), in_contents=True),
            paragraph(f"p{index + 1}", prose(5000)),
            n.Paragraph(f"r{index + 1}", (n.Text("siehe Seite "), n.PageReference(target))),
        )
        body.append(n.Section(f"s{index + 1}", children, page="new"))
    return number(n.Document(sample.EVERYTHING.meta, (n.TableOfContents("toc"), *body)))


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_hard_cases_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), (128, 128, 128)).save(tmp_path / "square.png")
    document = documents(str(tmp_path / "square.png"))[name]
    whole = write_pdf(typeset(document, THEME, FONTS), document.meta, THEME)
    assert write_pdf(typeset_leaves(document, THEME, FONTS), document.meta, THEME) == whole


@pytest.mark.parametrize("roman", [False, True])
def test_pages_that_name_later_ones_are_drawn_last(roman: bool) -> None:
    theme = replace(THEME, rules=replace(THEME.rules, front_numbers="roman" if roman else "arabic"))
    document = chapters(6)
    order = [index for index, _ in typeset_leaves(document, theme, FONTS).leaves()]
    waiting = [index for index, page in enumerate(typeset(document, theme, FONTS).pages) if page.waits]
    assert order[-len(waiting) :] == waiting
    assert order[: -len(waiting)] == sorted(set(order) - set(waiting))
    assert 0 in waiting
    whole = write_pdf(typeset(document, theme, FONTS), document.meta, theme)
    assert write_pdf(typeset_leaves(document, theme, FONTS), document.meta, theme) == whole


def test_elements_are_let_go_once_their_pages_are_drawn() -> None:
    blocks = tuple(paragraph(f"p{index}", prose(900)) for index in range(120))
    made = Leaves(number(n.Document(sample.EVERYTHING.meta, blocks)), THEME, FONTS)
    ended: list[Element] = []
    for _, page in made.leaves():
        assert all(not element.children for element in ended)
        ended += page.ended
        assert len(made.root.children) - len(ended) < 80
    assert len(ended) == len(blocks)


def test_everything_that_is_wrong_is_told_at_the_end() -> None:
    blocks = tuple(paragraph(f"p{index}", f"{prose(3000)} {sign}") for index, sign in enumerate("中文"))
    leaves = typeset_leaves(number(n.Document(sample.EVERYTHING.meta, blocks)), THEME, FONTS).leaves()
    with pytest.raises(DocumentError) as caught:
        list(leaves)
    assert [problem.block for problem in caught.value.problems] == ["p0", "p1"]


# --------------------------------------------------------------------------------------------------- the optimum

strips = st.lists(
    st.builds(
        lambda height, before, stretch, penalty: Strip(
            height, before=before, stretch=stretch if before else 0.0, penalty=penalty
        ),
        st.sampled_from([14.0, 14.0, 20.0, 60.0, 190.0]),
        st.sampled_from([0.0, 0.0, 6.0, 12.0]),
        st.sampled_from([0.0, 4.0]),
        st.sampled_from([0.0, 0.0, 0.0, 0.3, 0.8]),
    ),
    min_size=1,
    max_size=300,
)


def cheapest(found: list[Strip]) -> float:
    """The cost of the best pages, by trying every page for every end."""
    best = [0.0] + [float("inf")] * len(found)
    for first in range(len(found)):
        tall = [strip.height + (strip.before if index else 0.0) for index, strip in enumerate(found[first:])]
        for end, height in enumerate(accumulate(tall), first + 1):
            if height > DEPTH:
                break
            best[end] = min(best[end], best[first] + cost(found, first, end))
    return best[-1]


def cost(found: list[Strip], first: int, end: int) -> float:
    page = found[first:end]
    slack = DEPTH - sum(strip.height for strip in page) - sum(strip.before for strip in page[1:])
    last = end == len(found)
    stretch = sum(strip.stretch for strip in page[1:])
    within = not last and not found[end].before
    total = page_cost(slack, stretch, DEPTH, spare(None if last else found[end]), within) + (
        0.0 if last else found[end].penalty
    )
    return total + (scant_cost(slack, DEPTH, end - first) if last and first else 0.0)


@settings(deadline=None, max_examples=60)
@given(strips)
def test_pages_handed_out_early_are_those_of_the_optimum(found: list[Strip]) -> None:
    filler = Filler(DEPTH, 12.0)
    pages = [page for strip in found for page in filler.add(strip)]
    pages += filler.finish()
    assert [strip for page in pages for strip in page.strips] == found
    ends = list(accumulate(len(page.strips) for page in pages))
    total = sum(cost(found, first, end) for first, end in zip([0, *ends], ends, strict=False))
    if len(pages) != 2:
        assert total == pytest.approx(cheapest(found))


def test_where_there_is_no_good_page_end_the_pages_before_it_stay() -> None:
    found = [Strip(14.0, before=2.0) for _ in range(900)]
    for strip in found[600:660]:
        strip.penalty = NEVER
    filler = Filler(DEPTH, 12.0)
    early = [page for strip in found[:600] for page in filler.add(strip)]
    rest = [page for strip in found[600:] for page in filler.add(strip)]
    pages = [*early, *rest, *filler.finish()]
    assert early
    assert [strip for page in pages for strip in page.strips] == found
    assert max(len(page.strips) for page in pages) <= 25


def test_no_more_strips_are_held_than_some_pages_take() -> None:
    filler = Filler(DEPTH, 12.0)
    alike = (Strip(16.0) for _ in range(3000))
    held = 0
    for count, strip in enumerate(alike, 1):
        held += 1 - sum(len(page.strips) for page in filler.add(strip))
        assert held <= 14 * DEPTH / 16 + 64, count


@pytest.mark.long
@given(ooxml_documents.documents())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_gives_the_same_bytes_and_says_its_text(document: n.Document) -> None:
    try:
        whole = write_pdf(typeset(document, THEME, FONTS), document.meta, THEME)
    except DocumentError as error:
        with pytest.raises(DocumentError, match=re.escape(str(error))):
            write_pdf(typeset_leaves(document, THEME, FONTS), document.meta, THEME)
        return
    assert write_pdf(typeset_leaves(document, THEME, FONTS), document.meta, THEME) == whole
    said = [block for block in plain_blocks(document) if block.kind != "table" or block.text]
    assert compare(said, read_pdf(whole), document.meta) == ()


def test_rows_of_empty_cells_stay_where_their_table_goes_on() -> None:
    empty = n.Cell(())
    rows = tuple(n.Row((cell(f"c{i}", "Wort"), empty)) if i % 3 else n.Row((empty, empty)) for i in range(150))
    table = n.Table("t", (n.Column(1), n.Column(1)), (), rows)
    document = number(n.Document(sample.EVERYTHING.meta, (table,)))
    whole = write_pdf(typeset(document, THEME, FONTS), document.meta, THEME)
    assert write_pdf(typeset_leaves(document, THEME, FONTS), document.meta, THEME) == whole
    (read,) = read_pdf(whole).tables
    assert len(read.rows) == 150
    assert {len(row) for row in read.rows} == {2}


def test_a_cell_that_is_pushed_beside_the_columns_has_one_of_its_own() -> None:
    rows = (n.Row((cell("a", "A", rowspan=2),)), n.Row((cell("b", "B"),)))
    document = number(n.Document(sample.EVERYTHING.meta, (n.Table("t", (n.Column(),), (), rows),)))
    assert len(typeset(document, THEME, FONTS).pages) == 1
