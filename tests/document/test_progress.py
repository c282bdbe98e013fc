"""Bars of progress and time lines: drawn as their numbers say, told in words, the same in PDF, Word and text."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.ooxml import Package, W, lint
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document import nodes as n
from reportgen.document.measures import beyond_target
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.walk import find
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.blocks.timeline import spread
from reportgen.typeset.boxes import Layout, Rect
from reportgen.verify import check, compare, read_docx, read_pdf

EVENTS = """<event id="{0}1" time="2016"><when>2016</when>The council decides.</event>
<event id="{0}2" time="2018-03"><when lang="fr">mars 2018</when>First <em>trees</em>.<note>In spring.</note></event>
<event id="{0}3" time="2024"><when>2024</when>Reviewed.</event>"""
BODY = f"""<section id="s" page="new"><h1>Streets</h1>
<progress id="half" value="41" text="41 %" path="figures[a].value" target="82" target-text="82 %">Carbon</progress>
<progress id="over" value="1205" target="1000">Trees</progress>
<progress id="close" value="999" target="1000">Benches</progress>
<callout kind="box"><title>Gardens</title><p>x</p>
<progress id="none" value="0" target="3">Rain gardens</progress></callout>
<table id="t"><tbody><tr><th scope="row">a</th>
<td><progress id="cell" value="1" target="3">b</progress></td></tr></tbody></table>
<timeline id="list">{EVENTS.format("l")}</timeline>
<timeline id="scale" scale="yes">{EVENTS.format("s")}</timeline></section>"""


def parsed(body: str) -> n.Document:
    return number(parse(Markup(f'<report title="T" lang="en">{body}</report>')))


@cache
def document() -> n.Document:
    return parsed(BODY)


@cache
def layout() -> Layout:
    return typeset(document(), THEME, FONTS)


def rects(colour: str, height: float | None = None) -> list[Rect]:
    boxes = [box for page in layout().pages for box in page.boxes if isinstance(box, Rect)]
    return [box for box in boxes if box.fill == THEME.colour(colour) and (height is None or box.height == height)]


def test_words_say_all_that_a_bar_shows() -> None:
    said = {block.id: block.text for block in plain_blocks(document())}
    assert said["half"] == "Carbon 41 % of 82 % (50%)"
    assert said["over"] == "Trees 1,205 of 1,000 (120%)"
    assert said["close"] == "Benches 999 of 1,000 (99%)"
    half = next(bar for bar in find(document(), n.Progress) if bar.id == "half")
    assert next(text.origin for text in half.said if isinstance(text, n.Text)) == "figures[a].value"


def test_both_files_say_the_same() -> None:
    docx = write_docx(document(), THEME)
    for reading in (read_pdf(write_pdf(layout(), document().meta, THEME)), read_docx(docx)):
        assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()
    assert lint(docx) == []


def test_bars_are_as_long_as_their_share() -> None:
    grounds, bars = rects("fill-strong", 6), [bar for bar in rects("primary", 6) if bar.width > 6]
    full = grounds[0].width
    assert [bar.width / full for bar in bars[:3]] == pytest.approx([0.5, 1, 0.999])
    assert len(grounds) - len(bars) == 1  # nothing is drawn of 0
    (mark,) = rects("paper", 6)
    assert (mark.x + mark.width / 2 - grounds[0].x) / full == pytest.approx(1000 / 1205)


def test_in_word_a_bar_is_a_line_of_grounds_and_ends_before_the_margin() -> None:
    document_xml = Package(write_docx(document(), THEME)).document
    bars = [p for p in document_xml.iter(f"{W}p") if p.find(f"{W}r/{W}rPr/{W}shd") is not None]
    stops = [[int(tab.get(f"{W}pos")) for tab in p.iter(f"{W}tab") if tab.get(f"{W}pos")] for p in bars]
    first, over = stops[0], stops[1]
    assert first[0] / first[1] == pytest.approx(0.5, abs=0.001)
    assert over[0] / over[-1] == pytest.approx(1000 / 1205, abs=0.005)


def test_dates_stand_at_true_distances() -> None:
    dots = [box for box in rects("primary") if box.radius == 3 and box.width == 6]
    places = [dot.y for dot in dots[-3:]]
    span = places[2] - places[0]
    assert (places[1] - places[0]) / span == pytest.approx((2018 + 2.5 / 12 - 2016.5) / 8, abs=0.001)
    anchors = layout().destinations
    assert anchors["s1"].y < anchors["s2"].y < anchors["s3"].y


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 60)), min_size=1, max_size=12))
def test_words_of_events_never_overlap_and_stay_where_they_can(pairs: list[tuple[float, float]]) -> None:
    wanted, heights = sorted(place for place, _ in pairs), [height for _, height in pairs]
    tops = spread(wanted, heights)
    assert tops[0] >= 0
    assert all(b >= a + height - 1e-6 for a, b, height in zip(tops, tops[1:], heights, strict=False))
    if all(b >= a + height for a, b, height in zip(wanted, wanted[1:], heights, strict=False)):
        assert tops == pytest.approx(wanted)


def test_what_has_passed_its_target_is_a_warning() -> None:
    (found,) = beyond_target(find(document(), n.Progress))
    assert (found.code, found.block, found.severity) == ("progress-beyond-target", "over", "warning")


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ('<progress value="-1" target="3">x</progress>', "progress-range"),
        ('<progress value="1" target="0">x</progress>', "progress-range"),
        ('<progress value="1">x</progress>', "missing-attribute"),
        ('<progress value="one" target="3">x</progress>', "bad-attribute"),
        ('<progress value="1" target="3"/>', "missing-element"),
        ("<timeline></timeline>", "missing-element"),
        ("<timeline><event>x</event></timeline>", "missing-element"),
        ("<timeline><event><when>2016</when></event></timeline>", "missing-element"),
        ("<timeline><p>x</p><event><when>2016</when>x</event></timeline>", "misplaced-element"),
        ('<timeline><event time="spring"><when>2016</when>x</event></timeline>', "bad-attribute"),
        ('<timeline scale="yes"><event><when>2016</when>x</event></timeline>', "timeline-time"),
        (
            "<timeline>"
            + "".join(f'<event time="{y}"><when>{y}</when>x</event>' for y in (2016, 2018, 2017))
            + "</timeline>",
            "timeline-order",
        ),
    ],
)
def test_what_is_wrong_is_told(markup: str, code: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parsed(markup)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_time_line_too_long_for_pages_goes_on() -> None:
    events = "".join(f"<event><when>{year}</when>{'words ' * 30}</event>" for year in range(1900, 2000))
    long = parsed(f'<section id="s"><h1>S</h1><timeline id="t">{events}</timeline></section>')
    assert len(typeset(long, THEME, FONTS).pages) > 3
