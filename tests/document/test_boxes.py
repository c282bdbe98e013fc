"""Boxes with titles and quotations with whose they are: in markup, PDF, Word and text alike."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from oracles.ooxml import Package, W, lint
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.legibility import low_contrast
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.pdf import write_pdf
from reportgen.plaintext import write_text
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Rect
from reportgen.verify import check, compare, read_docx, read_pdf

BODY = """<section id="s" page="new"><h1>Streets</h1>
<p>See <ref to="box"/>.</p>
<callout id="box" kind="box"><title lang="fr">Compter</title><p>Twice a year.</p><ul><li>North</li></ul>Then summed up.
</callout>
<callout id="plain"><p>A note.</p></callout>
<blockquote id="words"><p>A tree grows.</p><cite>Ada Example</cite></blockquote>
<blockquote id="large" kind="pull"><p>Plant <em>early</em>.</p><cite>Bob Example<note>Interviewed.</note></cite>
</blockquote></section>"""


def parsed(body: str) -> n.Document:
    return number(parse(Markup(f'<report title="T" lang="en">{body}</report>')))


@cache
def document() -> n.Document:
    return parsed(BODY)


@cache
def pdf() -> bytes:
    return write_pdf(typeset(document(), THEME, FONTS), document().meta, THEME)


@cache
def docx() -> bytes:
    return write_docx(document(), THEME)


def test_titles_are_read_before_the_blocks_and_sources_after_them() -> None:
    order = [block.id for block in plain_blocks(document())]
    assert order[2:6] == ["box.title", "box.p1", "box.list1.item1.p1", "box.p2"]
    assert order[-5:] == ["words.p1", "words.source", "large.p1", "large.source", "large.note1"]
    (box, plain) = (each for each in document().children[0].children if isinstance(each, n.Callout))  # type: ignore[union-attr]
    assert box.title is not None
    assert (box.kind, box.title.role, box.title.lang, plain.title) == ("box", "box-title", "fr", None)


def test_references_name_a_box_by_its_title() -> None:
    assert next(block.text for block in plain_blocks(document()) if block.id == "s.p1") == "See Compter."


def test_both_files_say_the_same() -> None:
    for reading in (read_pdf(pdf()), read_docx(docx())):
        assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()
    assert lint(docx()) == []
    assert "[#box.title] Compter\n" in write_text(document(), THEME).decode()


def tags(content: bytes) -> dict[str, tuple[str, list[str]]]:
    """The structure type of every element with an id, and those of its kids."""

    def walk(element: Any) -> Iterator[tuple[str, tuple[str, list[str]]]]:
        kids = element.K if isinstance(element.get("/K"), pikepdf.Array) else [element.get("/K")]
        below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        if "/ID" in element:
            yield bytes(element.ID).decode(), (str(element.S), [str(kid.S) for kid in below])
        for kid in below:
            yield from walk(kid)

    with pikepdf.open(io.BytesIO(content)) as file:
        root = file.Root.StructTreeRoot
        return dict(pair for top in root.K for pair in walk(top))


def test_the_tags_say_what_they_are() -> None:
    found = tags(pdf())
    assert found["box"] == ("/Sect", ["/P", "/P", "/L", "/P"])
    assert found["words"] == ("/BlockQuote", ["/P", "/P"])
    assert found["large"][0] == "/BlockQuote"


def test_word_has_styles_of_its_own_and_one_box_around_the_paragraphs() -> None:
    package = Package(docx())
    styles = [found.get(f"{W}val") for found in package.document.iter(f"{W}pStyle")]
    for wanted in ("BoxTitle", "Box", "Quote", "IntenseQuote", "QuoteSource"):
        assert wanted in styles
    title = next(
        p for p in package.document.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='BoxTitle']") is not None
    )
    assert {side.tag for side in title.find(f"{W}pPr/{W}pBdr")} == {
        f"{W}{side}" for side in ("top", "left", "bottom", "right")
    }
    assert title.find(f"{W}pPr/{W}keepNext") is not None


def test_a_box_has_its_rule_above_and_a_large_quotation_one_on_either_side() -> None:
    rule = THEME.colour("primary")
    boxes = [box for page in typeset(document(), THEME, FONTS).pages for box in page.boxes if isinstance(box, Rect)]
    wide = [box for box in boxes if box.fill == rule and box.width > 100]
    assert [box.height for box in wide] == [1.5, 1, 1]


def test_a_long_box_goes_on_over_pages_with_one_rule() -> None:
    words = "Trees are planted. " * 400
    long = parsed(f'<section id="s"><h1>S</h1><callout kind="box"><title>T</title><p>{words}</p></callout></section>')
    layout = typeset(long, THEME, FONTS)
    assert len(layout.pages) > 1
    rules = [b for page in layout.pages for b in page.boxes if isinstance(b, Rect) and b.height == 1.5]
    assert len(rules) == 1


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<callout><title>A</title><title>B</title><p>x</p></callout>", "misplaced-element"),
        ("<blockquote><p>x</p><cite>A</cite><cite>B</cite></blockquote>", "misplaced-element"),
        ('<callout kind="boxed"><p>x</p></callout>', "bad-attribute"),
        ('<blockquote kind="large"><p>x</p></blockquote>', "bad-attribute"),
        ('<callout><title role="x">A</title><p>x</p></callout>', "unknown-attribute"),
        ("<section><cite>A</cite></section>", "misplaced-element"),
    ],
)
def test_what_is_wrong_is_told(markup: str, code: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parsed(markup)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_an_empty_title_is_none() -> None:
    (block,) = parsed("<callout><title></title><p>x</p></callout>").children
    assert isinstance(block, n.Callout)
    assert block.title is None


def test_titles_that_can_hardly_be_read_on_one_of_their_grounds_are_told() -> None:
    styles = {**THEME.styles, "box": replace(THEME.style("box"), fill="primary-deep", colour="paper")}
    found = list(low_contrast(replace(THEME, styles=styles), ("box",)))
    assert any("box-title" in (problem.hint or "") for problem in found)
