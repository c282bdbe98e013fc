"""Pages without a margin column: what stands in it elsewhere has room of its own; and what a theme leaves out."""

from __future__ import annotations

from compose_kit import read
from msgspec.structs import replace
from typeset_help import FONTS, THEME

from reportgen.document.numbering import number
from reportgen.document.theme import Theme
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line, Rule

NARROW = replace(THEME, page=replace(THEME.page, margin_column=0))
REPORT = """
<section id="c"><h1 contents="no">Contents</h1><toc id="toc"/></section>
<section id="s"><h1 number="1">Chapter</h1><section id="t"><h2 number="1.1">Part</h2><p>Words.</p></section></section>
<section id="g"><h1>Words</h1><dl id="words" role="glossary">
<dt>ECTS</dt><dd>European Credit Transfer System</dd><dt>CHF</dt><dd>Swiss francs</dd></dl>
<dl id="about" role="imprint"><dt>Published by</dt><dd>The university</dd></dl></section>
"""


def pages(theme: Theme) -> Layout:
    return typeset(number(read(REPORT)), theme, FONTS)


def lines(layout: Layout, words: str) -> list[Line]:
    boxes = [box for page in layout.pages for box in page.boxes if isinstance(box, Line)]
    return [box for box in boxes if words in "".join(run.text for run in box.runs)]


def test_terms_stand_beside_their_values_and_are_not_divided() -> None:
    layout = pages(NARROW)
    for term, value in (("ECTS", "European"), ("CHF", "Swiss"), ("Published by", "The university")):
        (left,), (right,) = lines(layout, term), lines(layout, value)
        assert left.y == right.y
        assert left.x + sum(run.width for run in left.runs) < right.x


def test_a_numbered_heading_has_its_rule_with_and_without_a_margin_column() -> None:
    for theme in (THEME, NARROW):
        layout = pages(theme)
        (title,) = lines(layout, "Part")[-1:]
        (page,) = [page for page in layout.pages if title in page.boxes]
        above = [box for box in page.boxes if isinstance(box, Rule) and 0 < title.y - box.y0 < 20]
        assert above, theme.page


def test_contents_have_leaders_where_the_theme_wants_them() -> None:
    bare = replace(THEME, rules=replace(THEME.rules, leaders=False))
    dotted = [box.dash for page in pages(THEME).pages for box in page.boxes if isinstance(box, Rule) and box.dash]
    assert dotted
    assert not [box for page in pages(bare).pages for box in page.boxes if isinstance(box, Rule) and box.dash]
