"""Areas and rings: parts upon each other and parts of a whole, their shares, and what they cannot show."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import hypot

import pytest
from chart_kit import LABELS, chart, differences, drawn, series, word
from compose_kit import misread
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document import nodes as n
from reportgen.document.chart import hundredths, part_colours, sector
from reportgen.document.theme import COLOURS
from reportgen.document.walk import find
from reportgen.numbers.notation import notation
from reportgen.typeset.boxes import Line, Polyline

HEAT, WASTE = series("Heat", "40 20 30"), series("Waste", "10 10 10")


def test_areas_stand_upon_each_other() -> None:
    document = chart("area", HEAT, WASTE)
    shapes = [box.points for box in drawn(document).boxes if isinstance(box, Polyline) and box.fill]
    heat, waste = shapes
    assert heat[:3] == tuple(reversed(waste[3:]))
    heights = [low - high for (_, high), (_, low) in zip(heat[:3], reversed(heat[3:]), strict=True)]
    assert heights == pytest.approx([heights[1] * 2, heights[1], heights[1] * 1.5])
    assert heat[2][0] - heat[1][0] == pytest.approx(2 * (heat[1][0] - heat[0][0]))
    assert not differences(document)


def test_areas_in_word_never_fall_to_zero_between_their_times() -> None:
    times = (["2018", "2020", "2024"], ["2018", "2019", "2020"])
    apart, even = (word(chart("area", series("", "7 6 5", each))) for each in times)
    assert [plot.tag.rpartition("}")[2] for plot in apart.iter("{*}lineChart", "{*}areaChart")] == ["lineChart"]
    assert [plot.tag.rpartition("}")[2] for plot in even.iter("{*}lineChart", "{*}areaChart")] == ["areaChart"]


def ring(values: dict[str, str], language: str = "en") -> n.Document:
    points = "".join(f'<point label="{label}" value="{value}"/>' for label, value in values.items())
    return chart("ring", f"<series>{points}</series>", language=language)


def test_a_ring_says_its_numbers_beside_it() -> None:
    document = ring({"State": "1", "Fees": "1", "Gifts": "1"})
    said = [box.runs[0].text.strip() for box in drawn(document).boxes if isinstance(box, Line)]
    assert said == ["State", "1 (34%)", "Fees", "1 (33%)", "Gifts", "1 (33%)"]
    (block,) = find(document, n.Chart)
    assert block.alt == "Ring chart – State: 1 (34%); Fees: 1 (33%); Gifts: 1 (33%)."
    cells = word(document).find(".//{*}cat").iter("{*}v")
    assert [" ".join((cell.text or "").split()) for cell in cells] == ["State 1 (34%)", "Fees 1 (33%)", "Gifts 1 (33%)"]
    assert not differences(document)


@given(st.dictionaries(LABELS, st.decimals(1, 10**6, places=2), min_size=2, max_size=6), st.sampled_from(["de", "en"]))
def test_values_and_shares_of_a_ring_come_back_from_its_alternative(values: dict[str, Decimal], language: str) -> None:
    (block,) = find(ring({label: f"{value:f}" for label, value in values.items()}, language), n.Chart)
    decimal, group = (",", ".") if language == "de" else (".", ",")
    said = [pair.rpartition(": ")[2] for pair in block.alt.partition(" – ")[2].removesuffix(".").split("; ")]
    numbers, shares = zip(*(each.rstrip(")").split(" (") for each in said), strict=True)
    assert [Decimal(number.replace(group, "").replace(decimal, ".")) for number in numbers] == [
        Decimal(find_number(value, language)) for value in values.values()
    ]
    assert sum(int(share.rstrip("%\u00a0 ")) for share in shares) == 100


def find_number(value: Decimal, language: str) -> str:
    """The value with the digits that are printed of it."""
    decimal, group = (",", ".") if language == "de" else (".", ",")
    return notation(language).write(value).replace(group, "").replace(decimal, ".")


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=9))
def test_shares_are_whole_and_add_up(values: list[float]) -> None:
    found, whole = hundredths(values), sum(map(Fraction, values), Fraction(0))
    assert sum(found) == (100 if whole else 0)
    for value, share in zip(values, found, strict=True):
        assert not whole or abs(Fraction(value) * 100 / whole - share) < 1


def test_a_sector_keeps_to_its_ring() -> None:
    shape = sector(0.25, 0.5, 10, 0.5)
    radii = [hypot(x, y) for x, y in shape]
    assert radii == pytest.approx([10] * (len(shape) // 2) + [5] * (len(shape) // 2))
    assert shape[0] == pytest.approx((10, 0))
    assert max(hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise(shape[: len(shape) // 2])) < 1


def test_six_parts_have_six_colours() -> None:
    found = part_colours(("tint-2", "primary-deep", "tint-3"), COLOURS)
    assert len({COLOURS[name] for name in found[:6]}) == 6


@pytest.mark.parametrize(
    ("kind", "inner", "code"),
    [
        ("area", series("", "7 - 5"), "chart-gap"),
        ("area", series("", "7 -1 5"), "chart-stack"),
        ("ring", series("", "7 - 5"), "chart-gap"),
        ("ring", series("", "0 0 0"), "chart-ring"),
        ("ring", HEAT + WASTE, "chart-ring"),
        ("ring", series("", "1 2 3 4 5 6 7", [str(year) for year in range(2000, 2007)]), "chart-ring"),
        ("ring", series("", "1 2 3") + '<target label="a" value="2"/>', "chart-target"),
    ],
)
def test_what_areas_and_rings_cannot_show(kind: str, inner: str, code: str) -> None:
    assert [each.code for each in misread(f'<chart kind="{kind}">{inner}</chart>')] == [code]
