"""Matrices, boxes and colour spaces as preflight reckons with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from reportgen.preflight.colour import colour, read_space
from reportgen.preflight.geometry import IDENTITY, Box, Matrix, common, corners, inside, point, times

NUMBERS = st.integers(-9, 9).map(float)
MATRICES = st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)


def test_a_point_goes_where_the_standard_says() -> None:
    """ISO 32000-1, 8.3.3: x' = a x + c y + e and y' = b x + d y + f."""
    assert point((2, 3, 5, 7, 11, 13), 1, 10) == (2 + 50 + 11, 3 + 70 + 13)
    assert point(IDENTITY, 4, 5) == (4, 5)


@given(MATRICES, MATRICES, NUMBERS, NUMBERS)
def test_one_matrix_after_the_other(first: Matrix, second: Matrix, x: float, y: float) -> None:
    assert point(times(first, second), x, y) == point(second, *point(first, x, y))


@given(MATRICES, st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS))
def test_a_box_holds_all_its_corners_and_touches_them(
    matrix: Matrix, one: tuple[float, float], other: tuple[float, float]
) -> None:
    box = (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    places = [point(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*places, strict=True)
    assert corners(matrix, box) == (min(xs), min(ys), max(xs), max(ys))


@pytest.mark.parametrize("side", range(4))
def test_a_box_lies_within_another_with_no_side_beyond_it(side: int) -> None:
    outer: Box = (10.0, 20.0, 110.0, 220.0)
    outwards = -1.0 if side < 2 else 1.0

    def moved(by: float) -> Box:
        sides = list(outer)
        sides[side] += outwards * by
        return sides[0], sides[1], sides[2], sides[3]

    assert [inside(moved(by), outer) for by in (0.005, 0.02, -5.0)] == [True, False, True]
    assert inside(moved(0.02), outer, tolerance=0.03)


def test_boxes_that_touch_have_an_edge_in_common() -> None:
    assert common((0, 0, 2, 2), (1, 1, 3, 3)) == (1, 1, 2, 2)
    assert common((0, 0, 2, 2), (2, 0, 4, 2)) == (2, 0, 2, 2)
    assert common((0, 0, 2, 2), (2.1, 0, 4, 2)) is None
    assert common((0, 0, 2, 2), (0, 2.1, 2, 4)) is None


@pytest.mark.parametrize(
    ("name", "kind", "inks", "total"),
    [
        ("All", "all", (0.5, 0.5, 0.5, 0.5), 200),
        ("Black", "black", (0, 0, 0, 0.5), 50),
        ("Gold", "spot", (0.1, 0.15, 0.4, 0), 50),
    ],
)
def test_a_tint_of_a_separation_lays_down_so_much_ink(
    name: str, kind: str, inks: tuple[float, ...], total: float
) -> None:
    pdf = Pdf.new()
    tone = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.2, 0.3, 0.8, 0], N=1)
    space = read_space(pdf.make_indirect(Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tone])))
    half = colour(space, [0.5])
    assert (space.kind, space.name, half.total) == (kind, name, pytest.approx(total))
    assert half.inks == pytest.approx(inks)
