"""Every word of the report is found, and read whole, by programs that are not ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import needs
import pytest
from oracles import readers
from report_kit import source

from reportgen.document import nodes as n
from reportgen.document.plain import normalise, plain_blocks
from reportgen.edition.audience import audiences_of
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line
from reportgen.typeset.dump import text_lines

MADE = {
    "whole": (None, "screen"),
    "excerpt": ("arbeit", "screen"),
    "excerpt as PDF 2.0": ("arbeit", "screen-2"),
}
"""The whole report and an excerpt, and the profiles of their files."""
ADDRESS = re.compile(r"://|www\.|\w@\w|\w\.\w\w")
MARKS = "„“”‚‘’\"'(),.;:!?…·[]"


@dataclass(frozen=True, repr=False)
class Made:
    """A document, its pages and its file."""

    document: n.Document
    layout: Layout
    file: Path


@pytest.fixture(scope="module", params=MADE.values(), ids=MADE)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A report and its PDF."""
    who, profile = request.param
    document = source().document(audiences_of(source().edition).find(who) if who else None)
    theme = source().template.theme
    layout = typeset(document, theme, FontBook(theme.fonts))
    file = tmp_path_factory.mktemp("words") / "report.pdf"
    file.write_bytes(write_pdf(layout, document.meta, theme, profile))
    return Made(document, layout, file)


def said(document: n.Document) -> str:
    """All that a document prints, in lower case."""
    return "\n".join(" ".join((block.text, *block.values)) for block in plain_blocks(document)).lower()


def words(text: str) -> set[str]:
    """The words of a text without the marks around them; of an address, the parts between the signs in it."""
    found: set[str] = set()
    for word in text.split():
        found |= set(re.split(r"[\W_]+", word)) if ADDRESS.search(word) else {word.strip(MARKS)}
    return {word for word in found if len(word) > 1 and re.search(r"\w", word)}


def lost(text: str, count: Callable[[str], int]) -> dict[str, tuple[int, int]]:
    """Words that are counted less often than they stand in the text: how often, and how often they should be."""
    return {word: (count(word), wanted) for word in words(text) if count(word) < (wanted := text.count(word))}


@needs.pdfjs
def test_firefox_finds_every_word(made: Made) -> None:
    text = said(made.document)
    hits = readers.find(made.file, words(text))
    assert lost(text, hits.__getitem__) == {}


@pytest.mark.long
@pytest.mark.parametrize(
    "reader", [readers.pdfium, readers.glyphs, pytest.param(readers.poppler, marks=needs.poppler.marks)]
)
def test_every_word_is_read_whole(made: Made, reader: Callable[[Path], str]) -> None:
    read = "\n".join(map(normalise, reader(made.file).split("\n"))).lower()
    assert lost(said(made.document), read.count) == {}


def line_ends(layout: Layout) -> Iterator[tuple[str, str]]:
    """The text of every line, and of the next one of the same element, "" where it is the last."""
    lines = [line for page in layout.pages for line in text_lines(page.boxes)]
    for line, below in pairwise(lines):
        goes_on = line.runs[-1].owner is below.runs[0].owner
        yield text_of(line), text_of(below) if goes_on else ""


def text_of(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def test_lines_end_inside_words_but_not_behind_a_short_beginning(made: Made) -> None:
    ends = [line for line, _ in line_ends(made.layout) if line.endswith("\u00ad")]
    assert len([line for line in ends if line[-2] not in "-/"]) >= 5
    assert [line for line in ends if re.search(r"(?:^|[\s„(])\w{1,3}[-/]\u00ad$", line)] == []


def test_no_line_ends_between_a_number_and_what_it_counts(made: Made) -> None:
    counted = re.compile(r"\w (?!(?:19|20)\d\d )\d+(?:,\d+)? \n(?!Oktober)[A-ZÄÖÜ]|Kapitel \n\d")
    assert [ends for ends in line_ends(made.layout) if counted.search("\n".join(ends))] == []
