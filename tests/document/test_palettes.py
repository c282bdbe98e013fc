"""Parts in colours of their own, in PDF and Word; palettes that cannot be read or name nothing are told."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from oracles.ooxml import Package, W, lint
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.compose.theme import read_theme
from reportgen.document import nodes as n
from reportgen.document.inks import printed_colours
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Line, Rect, Rule
from reportgen.verify import check, compare, read_docx
from reportgen.yaml.reader import read_file

RED, DEEP = "#7A2E0E", "#57200A"
PAINTED = replace(THEME, palettes={"forest": {"primary": RED, "primary-deep": DEEP}})
BLOCKS = (
    '<h1>Title</h1><p>With <a href="https://example.org">a link</a>.</p><callout kind="box"><title>B</title><p>x</p>'
    '</callout><progress value="1" target="2">y</progress>'
)


@cache
def document() -> n.Document:
    body = (
        f'<section id="a" page="new" palette="forest">{BLOCKS}</section><section id="b" page="new">{BLOCKS}</section>'
    )
    return number(parse(Markup(f'<report title="T" lang="en">{body}</report>', palettes=frozenset({"forest"}))))


def colours(page: int) -> set[str]:
    found: set[str | None] = set()
    for box in typeset(document(), PAINTED, FONTS).pages[page].boxes:
        match box:
            case Line():
                found |= {run.colour for run in box.runs}
            case Rule():
                found.add(box.colour)
            case Rect():
                found.add(box.fill)
            case _:
                pass
    return {colour for colour in found if colour}


def test_a_part_has_its_colours_and_the_next_those_of_the_report() -> None:
    own = {THEME.colour("primary"), THEME.colour("primary-deep")}
    assert colours(0) >= {RED, DEEP}
    assert not colours(0) & own
    assert colours(1) >= own
    assert not colours(1) & {RED, DEEP}


def test_word_keeps_the_styles_and_says_the_colours_beside_them() -> None:
    data = write_docx(document(), PAINTED)
    assert lint(data) == []
    headings = [
        (p, p.find(f"{W}r/{W}rPr/{W}color"))
        for p in Package(data).document.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle") is not None and p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading1"
    ]
    assert [colour is not None and colour.get(f"{W}val") for _, colour in headings] == [DEEP[1:], False]
    boxes = [
        p.find(f"{W}pPr/{W}pBdr/{W}top").get(f"{W}color")
        for p in Package(data).document.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle") is not None and p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "BoxTitle"
    ]
    assert boxes == [RED[1:], THEME.colour("primary")[1:]]
    reading = read_docx(data)
    assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()


def read(tmp_path: Path, text: str) -> tuple[Finding, ...]:
    (tmp_path / "theme.yaml").write_text(text)
    return read_theme(read_file(tmp_path, "theme.yaml"), tmp_path)[1]


@pytest.mark.parametrize(
    ("palettes", "code"),
    [
        ('{a: {primry: "#7A2E0E"}}', "unknown-colour"),
        ("{a: {primary: red}}", "bad-colour"),
        ('{a: {primary: "#CCCCCC"}}', "low-contrast"),
        ("{a: red}", "bad-type"),
    ],
)
def test_palettes_that_are_wrong_are_told_at_their_line(tmp_path: Path, palettes: str, code: str) -> None:
    found = read(tmp_path, f"colours: {{paper: '#FFFFFF'}}\npalettes: {palettes}\n")
    assert {finding.code for finding in found} == {code}
    assert {finding.line for finding in found} == {2}


def test_a_palette_that_the_theme_does_not_have_is_told() -> None:
    markup = '<report title="T"><section id="a" palette="forrest"><p>x</p></section></report>'
    with pytest.raises(FindingsError) as caught:
        parse(Markup(markup, palettes=frozenset({"forest"})))
    (finding,) = caught.value.findings
    assert (finding.code, finding.hint) == ("unknown-palette", 'did you mean "forest"?')


def test_colours_of_palettes_need_inks_for_the_press() -> None:
    assert printed_colours(PAINTED)[RED] == (("palettes", "forest", "primary"), RED)
