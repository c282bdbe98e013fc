"""The limits that every page of every report keeps, measured from finished PDF files and from what LibreOffice makes of
Word files. The statement of each stands at its function; `page_quality.py` is the command.

Rules are found on pages drawn at 200 dpi: a line of the width of the text or more, thinner than 1.2 mm.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pypdfium2
from page_quality import HYPHENS, Character, characters

from reportgen.document.theme import MM, Theme

WHITE = 1 / 3
"""Share of the type area that may be white below the last ink."""
GAP = 0.5
"""Millimetres by which the gaps at rules of one kind may differ from the middle one."""
SMALLEST = 9.0
"""Points."""
WHITE_ON_PURPOSE = {
    "Mitzeichnung": "a sheet to sign stands alone, and is taken out of the book",
    "Dieser Bericht im Netz": "the back of the report",
    "This report online": "the back of the report",
    "Impressum": "ends the report, before a sheet to sign or the back, which stand alone",
    "Imprint": "ends the report, before a sheet to sign or the back, which stand alone",
}
"""Headings of pages that may be white, with the reason."""
_DPI = 200
_INK = 245
_PAPER = 254
_UNDER = 3.0
"""Points below a baseline where there is paper, or the ground that a line stands on."""
_THIN = 1.2 * MM
_YEAR = re.compile(r"(19|20)\d\d\.?")
_NUMBER = re.compile(r"(?:^|.*[\s(])(\d[\d.,]*)")
_PREFIX = re.compile(rf"(?:^|.*[\s(„“\"/])[^\W\d]{{1,3}}[{re.escape(HYPHENS)}]")
_AND = re.compile(r"(und|oder|bis|and|or|to)\b")


class Line(NamedTuple):
    """What stands on one baseline without a gap; points from the lower left corner."""

    base: float
    left: float
    right: float
    size: float
    text: str
    colour: tuple[int, int, int]
    """That of its first character."""


class Measured(NamedTuple):
    """A page: its lines from top to bottom, the share that is white, and its rules (height above the foot, points)."""

    lines: list[Line]
    white: float
    rules: list[float]
    opens: bool
    sizes: dict[float, str]
    grounded: frozenset[float]
    """Baselines of lines on a ground."""


class Limits(NamedTuple):
    """What was found in a file: (page, what) of each kind; pages count from 1."""

    pages: int
    white: list[tuple[int, str]]
    ends: list[tuple[int, str]]
    gaps: list[tuple[int, str]]
    small: list[tuple[int, str]]

    @property
    def kept(self) -> bool:
        return not (self.white or self.ends or self.gaps or self.small)


def limits(file: Path | BinaryIO, theme: Theme, *, divides: bool = True) -> Limits:
    """Everything in a PDF that exceeds a limit; `divides` says that its lines are of our own dividing."""
    pdf = pypdfium2.PdfDocument(file)
    pages = [_measure(sheet, theme) for sheet in pdf]
    return Limits(
        pages=len(pages),
        white=list(_white(pages, divides)),
        ends=[(number, end) for number, page in enumerate(pages, 1) for end in bad_ends(page.lines, divides)],
        gaps=list(_gaps(pages, theme)),
        small=[(number, text) for number, page in enumerate(pages, 1) for text in _small(page)],
    )


def _measure(sheet: Any, theme: Theme) -> Measured:
    found = list(characters(sheet))
    lines = list(_lines(found))
    sizes: dict[float, str] = defaultdict(str)
    for each in found:
        sizes[each.size] += each.text
    low, high = theme.page.bottom * MM, sheet.get_height() - theme.page.top * MM
    drawn = sheet.render(scale=_DPI / 72, grayscale=True).to_pil()
    image = drawn.point(lambda level: 255 * (level < _INK))
    scale = image.height / sheet.get_height()
    area = image.crop(
        (0, int((sheet.get_height() - high) * scale), image.width, int((sheet.get_height() - low) * scale))
    )
    box = area.getbbox()
    opening = theme.style("heading-1").size
    inside = [line for line in lines if low - 1 <= line.base <= high]
    below = [(round(line.left * scale), round((sheet.get_height() - line.base + _UNDER) * scale)) for line in inside]
    return Measured(
        lines=inside,
        white=1 - (box[3] if box else 0) / area.height,
        rules=[high - y / scale for y in _rules(area, theme, scale)],
        opens=any(abs(line.size - opening) < 0.3 for line in inside),
        sizes=dict(sizes),
        grounded=frozenset(line.base for line, at in zip(inside, below, strict=True) if drawn.getpixel(at) < _PAPER),
    )


def _lines(found: Iterable[Character]) -> Iterator[Line]:
    """Characters as lines: cut where a gap is wider than two spaces, with one space where one is."""
    rows: dict[float, list[Character]] = defaultdict(list)
    for each in found:
        key = next((key for key in rows if abs(key - each.base) < 0.7), each.base)
        rows[key].append(each)
    for base in sorted(rows, reverse=True):
        row = sorted(rows[base])
        start, text = row[0], row[0].text
        for before, each in pairwise(row):
            gap = each.left - before.right
            if gap > 0.9 * each.size or abs(each.size - before.size) > 1.5:
                yield Line(base, start.left, before.right, start.size, text, start.colour)
                start, text = each, ""
            elif gap > 0.12 * each.size:
                text += " "
            text += each.text
        yield Line(base, start.left, row[-1].right, start.size, text, start.colour)


def _rules(area: Any, theme: Theme, scale: float) -> Iterator[float]:
    """The upper edges of rules, in pixels below the top of the type area."""
    width = (theme.page.width - theme.page.left - theme.page.right - theme.page.margin_column) * MM * scale
    right = int((theme.page.width - theme.page.right) * MM * scale) - 2
    left = int(right - width) + 4
    strip = area.crop((left, 0, right, area.height))
    full = [row == 255 for row in strip.reduce((strip.width, 1)).tobytes()] if strip.width else []
    start = None
    for y, inked in enumerate([*full, False]):
        if inked and start is None:
            start = y
        elif not inked and start is not None:
            if y - start < _THIN * scale:
                yield start
            start = None


def _white(pages: list[Measured], divides: bool) -> Iterator[tuple[int, str]]:
    """Pages more than a third white below what stands on them, but the cover, openings of chapters and those that
    are so on purpose.

    Word fills page after page, so what is left over stands on the last: that, and the page before a sheet to sign,
    count only where the program fills pages itself. Nor do pages without anything on them, which LibreOffice puts in
    where the body begins with page 1 on a left-hand page; Word does not.
    """
    on_purpose = [any(line.text.strip() in WHITE_ON_PURPOSE for line in page.lines) for page in pages]
    for number, page in enumerate(pages[1:], 1):  # a sheet to sign may go on
        on_purpose[number] |= on_purpose[number - 1] and not page.opens
    for number, page in enumerate(pages[1:], 2):
        last = number == len(pages) or on_purpose[number]
        left_over = not divides and (last or not page.lines)
        if page.white > WHITE and not (page.opens or on_purpose[number - 1] or left_over):
            yield number, f"{page.white:.0%}"


def bad_ends(lines: list[Line], divides: bool) -> Iterator[str]:
    """Lines that end in a bare number or in a part of a compound of one to three letters, with more below them.

    Compounds only where the program `divides` lines itself: Word and LibreOffice break behind any hyphen, and the
    hyphen that forbids it is another character, which nobody finds who types the usual one.
    """
    for index, line in enumerate(lines):
        text = line.text.rstrip()
        below = next((each for each in lines[index + 1 :] if _goes_on(line, each)), None)
        if below is None:
            continue
        number = _NUMBER.fullmatch(text)
        if (
            number
            and not below.text[0].isdigit()
            and not _YEAR.fullmatch(number[1])
            and len(text) > len(number[1])
            and "..." not in text
        ):
            named = text[: -len(number[1])].split()[-1]
            if not (named[0].isupper() and len(named) > 3):
                yield f"{text[-30:]} / {below.text[:20]}"
        elif divides and _PREFIX.fullmatch(text) and not _AND.match(below.text):
            yield f"{text[-30:]} / {below.text[:20]}"


def _goes_on(line: Line, below: Line) -> bool:
    apart = line.base - below.base
    return (
        0.9 * line.size < apart < 1.6 * line.size
        and abs(line.size - below.size) < 0.2
        and abs(line.left - below.left) < 1.5
        and line.colour == below.colour
    )


def _gaps(pages: list[Measured], theme: Theme) -> Iterator[tuple[int, str]]:
    """Distances at the rules of headings and cards that differ from those of most by more than `GAP`: from the last
    baseline above to the rule, and from the rule to the first baseline below. Below a table, whose own last rule
    counts, below a box, whose ground does, and below a larger title, whose letters reach lower, the distance above is
    another one.
    """
    kinds = {"heading-2": theme.style("heading-2").size, "card": theme.style("card-title").size}
    found: dict[str, list[tuple[int, float, str]]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        for rule, next_rule in zip(page.rules, (*page.rules[1:], 0.0), strict=False):
            below = next((line for line in page.lines if line.base < rule), None)
            if below is None or below.base < next_rule:
                continue
            same = [line for line in page.lines if abs(line.base - below.base) < 6]
            kind = next((k for k, size in kinds.items() if any(abs(line.size - size) < 0.2 for line in same)), None)
            if kind is None:
                continue
            titles = [line for line in same if abs(line.size - kinds[kind]) < 0.2]
            if kind == "card" and theme.style("card-title").size == theme.style("chart-title").size:
                continue_here = min(line.left for line in same) < (theme.page.left + theme.page.margin_column) * MM - 1
                if theme.page.margin_column and not continue_here:
                    continue
            found[f"below, {kind}"].append((number, (rule - titles[0].base) / MM, titles[0].text[:30]))
            above = min((line for line in page.lines if line.base > rule), key=lambda line: line.base, default=None)
            if (
                above is None
                or above.base in page.grounded
                or above.size > titles[0].size + 2
                or any(rule < each < above.base for each in page.rules)
            ):
                continue
            found[f"above, {kind}"].append((number, (above.base - rule) / MM, titles[0].text[:30]))
    for kind, gaps in found.items():
        middle = statistics.median(gap for _, gap, _ in gaps)
        for number, gap, text in gaps:
            if abs(gap - middle) > GAP:
                yield number, f"{kind}: {gap:.1f} mm (others {middle:.1f}), {text}"


def _small(page: Measured) -> Iterator[str]:
    """Sizes below `SMALLEST`, but digits: those are the marks of notes, raised beside their word."""
    for size, text in sorted(page.sizes.items()):
        if size < SMALLEST - 0.05 and not text.strip().isdigit():
            yield f"{size} pt: {text[:30]} ({len(text)} characters)"
