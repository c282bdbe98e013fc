"""Justified lines and hanging punctuation: edges that are straight, spaces that are even."""

from __future__ import annotations

import pytest
import sample
import yaml
from built import ROOT
from hard_cases import prose
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sample import paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.theme import Theme
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line
from reportgen.typeset.dump import text_lines
from reportgen.typeset.setting import TypeArea

AREA = TypeArea.of(THEME.page)
BODY = replace(THEME.style("body"), align="justify")
JUSTIFIED = replace(THEME, styles={**THEME.styles, "body": BODY})
HANGING = replace(JUSTIFIED, rules=replace(THEME.rules, hanging_punctuation=True))
SPACE = FONTS["text/regular"].advances[" "] * BODY.size / 1000


def report_texts() -> list[str]:
    """What the example report says of its measures."""
    measures = yaml.safe_load((ROOT / "data/2019/measures.yaml").read_text(encoding="utf-8"))
    return [" ".join(str(measure["text"]).split()) for measure in measures.values()]


def laid_out(theme, *blocks: n.Block) -> Layout:  # type: ignore[no-untyped-def]
    return typeset(number(n.Document(sample.EVERYTHING.meta, blocks)), theme, FONTS)


def right(line: Line) -> float:
    """Right edge of a line's ink; a space at its end is drawn and seen by nobody."""
    words = "".join(run.text for run in line.runs).rstrip(" ")
    return line.x + sum(run.width for run in line.runs) + line.word_space * words.count(" ")


def lines(layout: Layout) -> list[Line]:
    return [line for page in layout.pages for line in text_lines(page.boxes)]


@settings(deadline=None, max_examples=30)
@given(st.integers(120, 900), st.integers(0, 60))
def test_every_line_but_the_last_is_full_and_none_is_wider(count: int, shift: int) -> None:
    words = prose(2000).split()
    words = (words[shift % len(words) :] + words)[: count // 7]
    found = lines(laid_out(JUSTIFIED, paragraph("p", " ".join(words))))
    for line in found[:-1]:
        assert right(line) == pytest.approx(AREA.right, abs=0.05)
    assert right(found[-1]) <= AREA.right + 0.05


def test_spaces_are_even() -> None:
    blocks = [paragraph(f"p{index}", words) for index, words in enumerate(report_texts())]
    found = lines(laid_out(JUSTIFIED, *blocks))
    wide = [line for line in found if line.word_space > 0.5 * SPACE]
    assert len(wide) <= 0.15 * len(found)
    assert len(found) > 150
    assert min(line.word_space for line in found) >= -0.31 * SPACE


def hyphens_in_a_row(found: list[Line]) -> int:
    """The longest run of lines that are seen to end in a hyphen."""
    ends = "".join("-" if line.runs[-1].text.rstrip(" ")[-1:] in "-\u00ad" else " " for line in found)
    return max(map(len, ends.split(" ")))


@pytest.mark.parametrize("column", [122, 75])
@pytest.mark.parametrize("theme", [JUSTIFIED, HANGING], ids=["justified", "hanging"])
def test_three_lines_in_a_row_at_most_end_in_a_hyphen(theme: Theme, column: int) -> None:
    narrow = replace(theme, page=replace(theme.page, margin_column=0, left=24, right=186 - column))
    blocks = [paragraph(f"p{index}", words) for index, words in enumerate(report_texts())]
    found = lines(laid_out(narrow, *blocks))
    assert hyphens_in_a_row(found) == 3
    spaces = sorted(line.word_space / SPACE for line in found)
    assert spaces[-1] < 3.5
    assert spaces[len(spaces) // 2] < 0.5


def test_more_hyphens_in_a_row_before_gaping_spaces() -> None:
    words = "Nachwuchswissenschaftlerinnenförderung " * 12
    page = replace(THEME.page, margin_column=0, left=24, right=186 - 52)
    found = lines(laid_out(replace(JUSTIFIED, page=page), paragraph("p", words.strip())))
    assert hyphens_in_a_row(found) > 3


def test_links_cover_their_words_in_stretched_lines() -> None:
    link = n.Link("https://example.org", text("Anwendungen der Künstlichen Intelligenz"))
    layout = laid_out(JUSTIFIED, n.Paragraph("p", (n.Text(prose(150) + " "), link, n.Text(" " + prose(400)))))
    for page in layout.pages:
        for area in page.links:
            line = next(line for line in text_lines(page.boxes) if abs(line.y - area.y - area.height * 0.78) < 0.1)
            x = line.x
            for run in line.runs:
                width = run.width + line.word_space * run.text.count(" ")
                if run.owner is area.owner:
                    assert area.x == pytest.approx(x, abs=0.01)
                    assert area.width == pytest.approx(width, abs=0.01)
                x += width


def test_words_wider_than_the_measure_are_broken() -> None:
    found = lines(laid_out(JUSTIFIED, paragraph("p", "x" * 300 + " und danach")))
    assert all(right(line) <= AREA.right + 0.05 for line in found)


def test_hyphens_and_quotes_hang_over_the_edges() -> None:
    found = lines(laid_out(HANGING, paragraph("p", "„" + prose(3000))))
    assert found[0].x < AREA.text - 1
    hyphened = [line for line in found if line.runs[-1].text.endswith("\u00ad")]
    assert hyphened
    assert all(AREA.right + 1 < right(line) < AREA.right + 3 for line in hyphened)


def test_ragged_text_hangs_at_its_left_only_as_far_as_its_quotes() -> None:
    ragged = replace(THEME, rules=HANGING.rules)
    found = lines(laid_out(ragged, paragraph("p", "„" + prose(300)), paragraph("q", prose(200))))
    assert [line.x < AREA.text for line in found] == [True] + [False] * (len(found) - 1)
