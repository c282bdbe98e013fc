"""What the pages of a finished PDF look like, measured from the file alone, so that two programs are judged alike.

    python benchmarks/page_quality.py [--all] [--record FILE]        the reports of this repository, PDF and Word
    python benchmarks/page_quality.py --theme FOLDER FILES           finished files of one template

The command says where pages exceed the limits of `page_limits.py`; its exit status is 1 where any does.

pdfium gives every character's place and size; the document says which words belong together (a card, a table), the
theme which sizes are headings and where the type area is. Nobody is asked about his own pages.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw

from reportgen.document import nodes as n
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import MM, Theme
from reportgen.document.walk import find

HYPHENS = "-\u00ad\u2010\x02\ufffe"
"""What pdfium may give for the hyphen of a divided word."""
_WHITE = 250
_NEEDLE = 28
_LETTERS = re.compile(r"[\W_]+")


class Character(NamedTuple):
    """A visible character; points from the lower left corner of the page, `base` that of its baseline."""

    left: float
    base: float
    right: float
    text: str
    size: float
    colour: tuple[int, int, int] = (0, 0, 0)


class Row(NamedTuple):
    """The characters on one baseline, from left to right."""

    base: float
    left: float
    right: float
    size: float
    text: str


class Quality(NamedTuple):
    """The measures of a file, as printed."""

    pages: int
    white_inside: int
    white_ends: int
    headings_parted: int
    cards_divided: int
    tables_divided: int
    lines: int
    mean_white: float
    ragged: float
    divided: float
    in_a_row: int
    syllables: int


HEAD = {
    "pages": "pages",
    "white_inside": "pages more than a third white, inside chapters",
    "white_ends": "pages more than a third white, at the ends of chapters",
    "headings_parted": "headings at the foot, or with one line below",
    "cards_divided": "cards divided",
    "tables_divided": "tables divided",
    "lines": "lines of body text",
    "mean_white": "mean white at their ends, % of the measure",
    "ragged": "lines more than 15 % short, %",
    "divided": "lines that end in a divided word, %",
    "in_a_row": "divided words in a row",
    "syllables": "paragraphs that end in a part of a word",
}


def characters(page: Any) -> Iterator[Character]:
    """The visible characters of a page of pypdfium2, in the order of the file."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            left, _, right, _ = text.get_charbox(index, loose=True)
            x, y = ctypes.c_double(), ctypes.c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
            size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, index)
            ink = [ctypes.c_uint() for _ in range(4)]
            pypdfium2.raw.FPDFText_GetFillColor(text.raw, index, *ink)
            colour = (ink[0].value, ink[1].value, ink[2].value)
            yield Character(left, y.value, right, character, round(size, 1), colour)


def quality(path: Path, document: n.Document, theme: Theme) -> Quality:
    """Everything that is measured of one file."""
    page = theme.page
    left = (page.left + page.margin_column) * MM
    pdf = pypdfium2.PdfDocument(path)
    inside = _inside(pdf, theme)[1:]
    rows = [_rows(found, theme) for found in inside]
    white = [_white(sheet, theme) for sheet in list(pdf)[1:]]
    starts = chapter_starts(path, theme)[1:]
    inner = [i for i in range(len(rows)) if i + 1 < len(rows) and not starts[i + 1]]
    third = {i for i, share in enumerate(white) if share > 1 / 3}
    columns = [[row for row in page_rows if row.left > left - 1] for page_rows in rows]
    style, measure = theme.style("body"), (page.width - page.right) * MM - left
    lines, mean, ragged, divided, in_a_row, syllables = _lines(columns, measure, style.size, style.leading)
    letters = [_LETTERS.sub("", "".join(each.text for each in found)) for found in inside]
    cards, tables = _divided_blocks(letters, document)
    return Quality(
        pages=len(pdf),
        white_inside=len(third & set(inner)),
        white_ends=len(third - set(inner)),
        headings_parted=sum(_parted(column, theme) for column in columns),
        cards_divided=cards,
        tables_divided=tables,
        lines=lines,
        mean_white=mean,
        ragged=ragged,
        divided=divided,
        in_a_row=in_a_row,
        syllables=syllables,
    )


def chapter_starts(path: Path, theme: Theme) -> list[bool]:
    """Whether a chapter begins on each page of a file."""
    size = theme.style("heading-1").size
    return [any(each.size == size for each in found) for found in _inside(pypdfium2.PdfDocument(path), theme)]


def _inside(pdf: Any, theme: Theme) -> list[list[Character]]:
    """The characters of each page that stand in the type area."""
    low, high = theme.page.bottom * MM, (theme.page.height - theme.page.top) * MM
    return [[each for each in characters(sheet) if low - 1 <= each.base <= high] for sheet in pdf]


def _rows(found: list[Character], theme: Theme) -> list[Row]:
    """Rows from top to bottom; what stands in the margin column is a row of its own."""
    edge = (theme.page.left + theme.page.margin_column) * MM - 1
    rows: dict[tuple[int, bool], list[Character]] = {}
    for each in found:
        beside = each.left < edge
        key = next((key for key in ((round(each.base) + d, beside) for d in (0, 1, -1)) if key in rows), None)
        rows.setdefault(key or (round(each.base), beside), []).append(each)
    ordered = sorted((sorted(row) for row in rows.values()), key=lambda row: -row[0].base)
    return [Row(r[0].base, r[0].left, r[-1].right, r[0].size, "".join(each.text for each in r)) for r in ordered]


def _white(sheet: Any, theme: Theme) -> float:
    """The share of the type area's depth below the last ink in it."""
    picture = sheet.render(scale=0.5, grayscale=True).to_pil()
    scale = picture.height / theme.page.height
    top, bottom = int(theme.page.top * scale), int((theme.page.height - theme.page.bottom) * scale)
    area = picture.crop((0, top, picture.width, bottom)).point(lambda value: 255 * (value < _WHITE))
    box = area.getbbox()
    return 1 - (box[3] if box else 0) / (bottom - top)


def _parted(rows: list[Row], theme: Theme) -> bool:
    """Whether a page ends in a heading or in one line below a heading."""
    sizes = {theme.style(role).size for role in ("heading-1", "heading-2", "card-title")}
    below = next((index for index, row in enumerate(reversed(rows)) if row.size in sizes), 9)
    return below < 2 < len(rows)


def _divided_blocks(pages: list[str], document: n.Document) -> tuple[int, int]:
    """How many cards and tables stand on more than one page."""
    text = "".join(pages)
    ends, total = [], 0
    for page in pages:
        total += len(page)
        ends.append(total)

    def page_of(position: int) -> int:
        return next(number for number, end in enumerate(ends) if position < end)

    def divided(first: str, last: str) -> bool:
        at = text.find(first[:_NEEDLE])
        to = text.find(last[-_NEEDLE:], at)
        assert at >= 0 <= to, (first, last)
        return page_of(at) != page_of(to + len(last[-_NEEDLE:]) - 1)

    cards = [divided(*_ends(card.body)) for card in find(document, n.Card)]
    tables = [divided(_said(table.body[0].cells), _said(table.body[-1].cells)) for table in find(document, n.Table)]
    return sum(cards), sum(tables)


def _ends(blocks: tuple[n.Block, ...]) -> tuple[str, str]:
    said = [letters for block in plain_blocks_of(blocks) if (letters := _LETTERS.sub("", block))]
    return said[0], said[-1]


def plain_blocks_of(blocks: tuple[n.Block, ...]) -> list[str]:
    """The texts of blocks in reading order, footnotes left out."""
    meta = n.Meta("", "", "", "", "")
    return [plain.text for plain in plain_blocks(n.Document(meta, blocks)) if plain.kind != "note"]


def _said(cells: tuple[n.Cell, ...]) -> str:
    return _LETTERS.sub("", "".join(text for cell in cells for text in plain_blocks_of(cell.children)))


def _lines(
    columns: list[list[Row]], measure: float, size: float, leading: float
) -> tuple[int, float, float, float, int, int]:
    """Lines of body text that others follow in their paragraph: how even, how many divided, how paragraphs end."""
    shorts: list[float] = []
    total = syllables = longest = run = 0
    for rows in columns:
        body = [row for row in rows if abs(row.size - size) < 0.2]
        for index, row in enumerate(body):
            goes_on = index + 1 < len(body) and _same_paragraph(row, body[index + 1], leading)
            began = index > 0 and _same_paragraph(body[index - 1], row, leading)
            total += 1
            hyphen = goes_on and row.text[-1] in HYPHENS
            run = run + 1 if hyphen else 0
            longest = max(longest, run)
            if goes_on:
                shorts.append(1 - (row.right - body[0].left) / measure)
            elif began and body[index - 1].text[-1] in HYPHENS and row.right - row.left < 0.12 * measure:
                syllables += 1
    divided = sum(row.text[-1] in HYPHENS for rows in columns for row in rows if abs(row.size - size) < 0.2)
    ragged = sum(short > 0.15 for short in shorts)
    mean = statistics.fmean(shorts)
    return total, 100 * mean, 100 * ragged / len(shorts), 100 * divided / total, longest, syllables


def _same_paragraph(above: Row, below: Row, leading: float) -> bool:
    return abs(above.base - below.base - leading) < 0.6 and abs(above.left - below.left) < 1.5


def main() -> int:
    """The command: a row a file with how many exceed each limit, then each of them where it is; status 1 for any."""
    from page_reports import KINDS, Report, built, measured

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--theme", type=Path, metavar="FOLDER", help="the template the files were made with")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is built there")
    parser.add_argument("--short", action="store_true", help="only the table")
    options = parser.parse_args()
    if options.files and not options.theme:
        parser.error("files need --theme")
    kept = True
    print("| file | pages | " + " | ".join(KINDS) + " |\n|---|---|" + "---|" * len(KINDS))
    with tempfile.TemporaryDirectory() as folder:
        scratch = options.keep or Path(folder)
        scratch.mkdir(parents=True, exist_ok=True)
        details = []
        for report in [Report(file, options.theme) for file in options.files] or built(scratch):
            found = measured(report, scratch)
            kept &= found.kept
            counts = " | ".join(str(len(getattr(found, kind))) for kind in KINDS)
            print(f"| {report.path.name} | {found.pages} | {counts} |", flush=True)
            details += [f"{report.path.name}:{n}: {k}: {text}" for k in KINDS for n, text in getattr(found, k)]
    if not options.short:
        print("", *details, sep="\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
