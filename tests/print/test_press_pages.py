"""The pages of print files: margins, heads, blank pages, the cover and its spine."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from press_kit import DRAWING, STAND_IN, composed, opened, printed, screen, themed, words

from reportgen.document.print_settings import Paper
from reportgen.document.theme import MM
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight
from reportgen.print.cover import cover_layout, spine_width
from reportgen.print.pages import moved, print_layout
from reportgen.typeset.boxes import Box, FigureArea, Layout, Line, Picture, Polyline, Rect, Rule

# ------------------------------------------------------------------------------------------------------------- pages


_SHOWN = re.compile(rb"(?:\((?:[^()\\]|\\.)*\) Tj|\[[^\]]*\] TJ)", re.S)


def test_screen_and_print_have_the_same_lines_on_the_same_pages() -> None:
    one, other = opened(screen()), opened(printed())
    for here, there in zip(one.pages, other.pages, strict=False):
        texts = [_SHOWN.findall(page.Contents.read_bytes()) for page in (here, there)]
        assert texts[0] == texts[1]
        bodies = [re.split(rb"/Artifact <</Type /Pagination", page.Contents.read_bytes())[0] for page in (here, there)]
        places = [re.findall(rb"[-.\d]+ [-.\d]+ Tm", body) for body in bodies]
        assert places[0] == places[1]
    assert len(other.pages) - len(one.pages) == -len(one.pages) % 4


def test_blank_pages_fill_up_what_the_binding_needs() -> None:
    _, _, layout = composed()
    short = replace(layout, pages=layout.pages[:13])
    assert len(print_layout(short, themed()).pages) == 16
    assert len(print_layout(short, themed(binding="perfect")).pages) == 14
    assert len(print_layout(short, themed(binding="none")).pages) == 13
    assert len(print_layout(short, themed(multiple=8)).pages) == 16
    for more in (
        {"binding": "perfect", "cover": "separate"},
        {"cover": "separate"},
        {"multiple": 8, "binding": "none"},
    ):
        assert print_layout(short, themed(**more)).pages[-1].boxes == ()
    assert print_layout(short, themed()).pages[-2].boxes == ()


def test_the_back_of_the_cover_belongs_to_the_front() -> None:
    """Folded open, the ground goes through and the bars meet at the spine; both bleed; a page with text stays."""
    _, theme, layout = composed()
    short = replace(layout, pages=layout.pages[:13])
    front, back = short.pages[0], print_layout(short, themed()).pages[-1]
    areas = [box for box in front.boxes if isinstance(box, Rect)]
    assert len(areas) > 5
    assert {(box.fill, box.y, box.width) for box in back.boxes} == {(box.fill, box.y, box.width) for box in areas}
    assert min(box.x for box in back.boxes) == pytest.approx(-theme.print.bleed * MM)
    by_fold = min(areas[1:], key=lambda box: box.x), max(back.boxes[1:], key=lambda box: box.x)
    assert (by_fold[0].fill, by_fold[0].y) == (by_fold[1].fill, by_fold[1].y)
    assert back.label == ""
    whole = replace(layout, pages=layout.pages[:12])
    assert print_layout(whole, themed()).pages[-1].boxes == layout.pages[11].boxes


def test_margins_are_mirrored_without_setting_a_line_anew() -> None:
    _, theme, layout = composed()
    wide = replace(theme, page=replace(theme.page, left=30.0, right=18.0))
    mirrored = print_layout(layout, wide)
    shift = -12 * MM
    for index, (before, after) in enumerate(zip(layout.pages, mirrored.pages, strict=False)):
        moves = {
            round(there.x - here.x, 3)
            for here, there in zip(before.boxes, after.boxes, strict=True)
            if hasattr(here, "x")
        }
        assert moves <= {round(shift, 3) if index % 2 else 0.0}
    assert print_layout(layout, replace(wide, print=replace(wide.print, mirrored=False))).pages[:3] == layout.pages[:3]


def running(layout: Layout, kind: str) -> list[list[Line]]:
    """The lines of head or foot, page by page, from the left."""
    pages = [[part for part in page.furniture if part.kind == kind] for page in layout.pages]
    lines = [[box for part in parts for box in part.boxes if isinstance(box, Line)] for parts in pages]
    return [sorted(found, key=lambda line: line.x) for found in lines]


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_heads_and_feet_of_left_hand_pages_are_mirrored_in_print_alone(kind: str) -> None:
    """Chapter and page number stand at the outer edge, exactly in the type area, and all else stays."""
    _, theme, layout = composed()
    here, there = running(layout, kind), running(print_layout(layout, theme), kind)
    assert any(len(found) == 2 for found in here[1::2])
    right = (theme.page.width - theme.page.right) * MM
    for index, (before, after) in enumerate(zip(here, there, strict=False)):
        if index % 2 == 0:
            assert before == after
            continue
        assert [words(line) for line in before] == [words(line) for line in after[::-1]]
        for line in after[1:]:
            assert line.x + sum(run.width for run in line.runs) == pytest.approx(right)
        assert all(line.x == pytest.approx(theme.page.left * MM) for line in after[:1] if len(after) == 2)
    unbound = replace(theme, print=replace(theme.print, mirrored=False))
    assert running(print_layout(layout, unbound), kind)[: len(here)] == here
    facing = replace(theme, rules=replace(theme.rules, facing_pages=True))
    assert running(print_layout(layout, facing), kind)[: len(here)] == here


def test_heads_of_pages_in_landscape_are_mirrored_in_their_own_width() -> None:
    from reportgen.typeset.boxes import Furniture, PlacedPage, Run

    _, theme, layout = composed()
    across = theme.page.landscape
    left, right = across.left * MM, (across.width - across.right) * MM

    def head(x: float, text: str) -> Line:
        return Line(x, 40, (Run(text, "text/regular", 8, "#000000", 30, None),))

    furniture = (Furniture("header", (head(left, "Report"), head(right - 30, "Chapter"))),)
    size = (across.width * MM, across.height * MM)
    page = PlacedPage("2", (), furniture=furniture, size=size, master="landscape")
    turned = print_layout(replace(layout, pages=(layout.pages[0], page)), theme).pages[1]
    assert {words(box): round(box.x, 3) for box in turned.furniture[0].boxes if isinstance(box, Line)} == {
        "Report": round(right - 30, 3),
        "Chapter": round(left, 3),
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda x: Line(x, 2, ()),
        lambda x: Rect(x, 2, 3, 4),
        lambda x: Rule(x, 2, x + 5, 2, 1, "#000000"),
        lambda x: Polyline(((x, 2), (x + 3, 4)), 1),
        lambda x: Picture(x, 2, 3, 4, "a.png"),
        lambda x: FigureArea(x, 2, 3, 4, DRAWING, (Polyline(((x, 2), (x + 1, 9)), 1), Rect(x, 2, 3, 4))),
    ],
)
def test_every_kind_of_box_moves_with_all_of_it(make: Callable[[float], Box]) -> None:
    assert moved(make(10), 5) == make(15)


def test_a_report_without_cover_has_no_title_page_either() -> None:
    _, _, layout = composed()
    inside = replace(layout, pages=layout.pages[1:])
    made = print_layout(inside, themed(cover="separate"))
    assert [page.boxes for page in made.pages[: len(inside.pages)]] == [page.boxes for page in inside.pages]


@pytest.mark.long
def test_a_cover_of_its_own_has_a_spine_as_thick_as_the_book() -> None:
    part, _, layout = composed()
    theme = themed(cover="separate", binding="perfect", paper=Paper(weight=100, bulk=1.2))
    assert spine_width(theme.print, 200) == pytest.approx(12.0)
    assert spine_width(themed().print, 200) == 0
    made = cover_layout(layout, theme, 200)
    assert made.width == pytest.approx((2 * 210 + 12) * MM)
    assert made.pages[0].furniture == ()
    bars = [box for box in made.pages[0].boxes if isinstance(box, Rect)][1:]
    (over,) = [box for box in bars if box.x < 210 * MM < box.x + box.width]
    assert over.x + over.width / 2 == pytest.approx(216 * MM)
    front = [box for box in layout.pages[0].boxes if isinstance(box, Rect)][1:]
    assert (over.fill, len(bars)) == (front[0].fill, 2 * len(front) - 1)
    data = write_pdf(made, part.document.meta, theme, press_profile(theme, "cover"))
    result = preflight(data, Limits(), render=False)
    assert (result.pages, {finding.code for finding in result.findings}) == (2, STAND_IN)
    inside = print_layout(layout, theme)
    assert len(inside.pages) == len(layout.pages) == 18
    written = write_pdf(inside, part.document.meta, theme, press_profile(theme))
    assert {finding.code for finding in preflight(written, Limits(), render=False).findings} == STAND_IN


def test_the_title_runs_along_the_spine_where_that_is_wide_enough() -> None:
    _, _, layout = composed()
    theme = themed(cover="separate", binding="perfect")
    middle = (210 + 6) * MM
    for way, turn in (("up", 90), ("down", -90)):
        (part,) = cover_layout(layout, themed(binding="perfect", spine_text=way), 200, "Title 2019").pages[0].furniture
        (line,) = part.boxes
        (run,) = line.runs
        assert (part.turn, run.text) == (turn, "Title 2019")
        assert abs(line.x - middle) == pytest.approx(run.size * 0.36)
        assert 8 <= run.size <= 12 * MM * 0.6
        ends = sorted((line.y, line.y - run.width if turn > 0 else line.y + run.width))
        assert theme.band.top * layout.height < ends[0]
        assert ends[1] < layout.height
    assert cover_layout(layout, theme, 60, "Title").pages[0].furniture == ()
    assert cover_layout(layout, themed(binding="perfect", spine_text="none"), 200, "T").pages[0].furniture == ()
    assert cover_layout(layout, theme, 200, "long " * 80).pages[0].furniture == ()
