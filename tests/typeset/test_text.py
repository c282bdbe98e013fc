"""What is set says what the document says: by id, in the same words, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import normalise, plain_blocks
from reportgen.document.walk import BLOCK_CLASSES
from reportgen.typeset import typeset
from reportgen.typeset.blocks.registry import BLOCKS
from reportgen.typeset.boxes import Box, FigureArea, Layout, Line
from reportgen.typeset.structure import Element

OUT = {"page-number", "note-mark"}
"""Roles whose text is the writer's own."""


def lines(boxes: tuple[Box, ...]) -> Iterator[Line]:
    for box in boxes:
        if isinstance(box, Line):
            yield box
        elif isinstance(box, FigureArea):
            yield from lines(box.boxes)


def texts(layout: Layout) -> dict[Element, list[str]]:
    """The runs of every element, in drawing order."""
    found: dict[Element, list[str]] = {}
    for page in layout.pages:
        for line in lines(page.boxes):
            for run in line.runs:
                if run.owner is not None:
                    found.setdefault(run.owner, []).append(run.text)
    return found


def drawn(layout: Layout, block: str) -> str:
    """The text drawn for one block in the order of drawing, inline elements included."""
    inside: set[Element] = set()

    def gather(element: Element) -> None:
        inside.add(element)
        for child in element.children:
            numbered = child.role == "number" and element.role in {"heading", "note", "item"}
            if child.id is None and child.role not in OUT and not numbered:
                gather(child)

    gather(next(element for element in layout.root.walk() if element.id == block))
    return normalise(
        "".join(
            run.text for page in layout.pages for line in lines(page.boxes) for run in line.runs if run.owner in inside
        )
    )


def check(document: n.Document) -> Layout:
    layout = typeset(document, THEME, FONTS)
    for block in plain_blocks(document):
        if block.kind == "chart":
            assert drawn(layout, block.id) == " ".join(block.values)
        else:
            assert drawn(layout, block.id) == block.text, block.id
    return layout


def test_every_block_class_can_be_set() -> None:
    assert set(BLOCKS.places) == set(BLOCK_CLASSES)


def test_everything_says_what_the_document_says() -> None:
    check(number(sample.EVERYTHING))


def spoken(element: Element) -> Iterator[Element]:
    """Elements in the order in which they are heard: a figure behind its caption, which is inside of it."""
    figure = element.role == "figure"
    yield from () if figure else (element,)
    for child in element.children:
        yield from spoken(child)
    yield from (element,) if figure else ()


def test_ids_stand_in_reading_order() -> None:
    document = number(sample.EVERYTHING)
    layout = typeset(document, THEME, FONTS)
    wanted = [block.id for block in plain_blocks(document)]
    placed = [element.id for element in spoken(layout.root) if element.id in set(wanted)]
    assert placed == wanted


def test_every_id_has_a_destination() -> None:
    document = number(sample.EVERYTHING)
    layout = typeset(document, THEME, FONTS)
    for element in layout.root.walk():
        if element.id is not None:
            assert element.id in layout.destinations, element.id
    assert all(0 <= place.page < len(layout.pages) for place in layout.destinations.values())


def test_numbers_of_headings_are_elements_of_their_own() -> None:
    layout = typeset(number(sample.EVERYTHING), THEME, FONTS)
    heading = next(element for element in layout.root.walk() if element.id == "transfer.title")
    assert [child.role for child in heading.children] == ["number"]
    assert "".join(texts(layout)[heading.children[0]]).strip() == "2.3"


def test_links_have_areas_and_targets() -> None:
    layout = typeset(number(sample.EVERYTHING), THEME, FONTS)
    targets = {area.owner.target for page in layout.pages for area in page.links}
    assert {"https://www.example.org/karte", "#outlook", "#trainer", "#trainer.n1"} <= targets
    assert all(area.owner.role == "link" for page in layout.pages for area in page.links)
    assert all(area.width > 0 and area.height > 0 for page in layout.pages for area in page.links)


def test_page_numbers_are_those_of_the_pages() -> None:
    layout = typeset(number(sample.EVERYTHING), THEME, FONTS)
    words = texts(layout)
    seen = 0
    for element in layout.root.walk():
        if element.role == "page-number" and element.target:
            page = layout.destinations[element.target[1:]].page
            assert "".join(words[element]).strip() == layout.pages[page].label
            seen += 1
    assert seen >= 8


def test_a_picture_is_a_figure_with_its_alternative(tmp_path: object) -> None:
    from pathlib import Path

    from PIL import Image

    path = Path(str(tmp_path)) / "grey.png"
    Image.new("L", (40, 20), 128).save(path)
    layout = check(number(sample.with_figure(str(path))))
    figure = next(element for element in layout.root.walk() if element.id == "picture")
    assert (figure.role, figure.alt) == ("figure", "Ein graues Quadrat")
    area = next(
        box for page in layout.pages for box in page.boxes if isinstance(box, FigureArea) and box.owner is figure
    )
    assert area.width == pytest.approx(2 * area.height)


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßABCDE-/.,„“ \u00a0\u00ad", min_size=1, max_size=200).filter(
    lambda text: any(character.isalnum() for character in text)
)


def inline(depth: int) -> st.SearchStrategy[n.Inline]:
    plain = st.builds(n.Text, WORDS)
    if not depth:
        return plain
    inner = st.lists(inline(depth - 1), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        plain,
        st.builds(n.Strong, inner),
        st.builds(n.Emphasis, inner),
        st.builds(n.Span, inner, st.sampled_from(["en", "de"])),
        st.builds(n.Link, st.just("https://example.org"), inner),
        st.builds(n.Abbreviation, inner, st.just("lang")),
        st.just(n.LineBreak()),
    )


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(inline(2), min_size=1, max_size=5).map(tuple), min_size=1, max_size=6))
def test_any_paragraphs_say_what_they_say(paragraphs: list[n.Inlines]) -> None:
    blocks = tuple(n.Paragraph(f"p{index}", inlines) for index, inlines in enumerate(paragraphs))
    heading = n.Heading("h", 1, (n.Text("Kapitel"),))
    card = n.Card("c", n.Heading("ch", 3, (n.Text("Titel"),)), (), tuple(replace(p, id=f"c{p.id}") for p in blocks))
    check(n.Document(sample.EVERYTHING.meta, (heading, *blocks, card)))
