"""Columns of numbers: no number stands over a title, whatever room the margin column leaves."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from sample import EVERYTHING, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Line

NUMBERS = ("1", "1.1", "10", "10.10", "10.10.10", "Anhang II", "A", "A.1")


def _report() -> n.Document:
    headings = [
        n.Section(
            f"s{index}",
            (
                n.Heading(f"h{index}", min(label.count(".") + 1, 3), text(f"Titel {index}"), label),
                paragraph(f"p{index}", "x"),
            ),
        )
        for index, label in enumerate(NUMBERS)
    ]
    return number(n.Document(EVERYTHING.meta, (n.TableOfContents("toc", 3), *headings)))


@pytest.mark.parametrize("margin", [0, 5, 10, 24, 40])
def test_numbers_end_before_titles_begin(margin: float) -> None:
    theme = replace(THEME, page=replace(THEME.page, margin_column=margin))
    seen = 0
    for page in typeset(_report(), theme, FONTS).pages:
        lines = [(_words(box), box) for box in page.boxes if isinstance(box, Line)]
        for index, label in enumerate(NUMBERS):
            for title in [box for words, box in lines if re.match(rf"Titel {index}\b", words)]:
                beside = (box for words, box in lines if words == label and abs(box.y - title.y) < 0.01)
                labelled = min(beside, key=lambda box: box.x)
                assert labelled.x + sum(run.width for run in labelled.runs) + 3 <= title.x, label
                seen += 1
    assert seen == 2 * len(NUMBERS)


def _words(line: Line) -> str:
    return "".join(run.text for run in line.runs).strip()
