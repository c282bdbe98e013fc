"""Two sequences laid side by side."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.alignment import align, increasing, segments, split_words

LETTERS = st.lists(st.sampled_from("abcdef"), max_size=14)
TEXT = st.text(st.sampled_from("ab. ,-KI1\n“"), max_size=60)


@given(LETTERS, LETTERS)
def test_stretches_cover_both_sides_in_order_and_only_equal_ones_are_called_so(old: list[str], new: list[str]) -> None:
    i = j = 0
    before = None
    for stretch in align(old, new):
        assert (stretch.i1, stretch.j1) == (i, j)
        assert stretch.same != before
        assert not stretch.same or old[stretch.i1 : stretch.i2] == new[stretch.j1 : stretch.j2]
        assert stretch.i2 > stretch.i1 or stretch.j2 > stretch.j1
        i, j, before = stretch.i2, stretch.j2, stretch.same
    assert (i, j) == (len(old), len(new))


@given(LETTERS)
def test_a_sequence_is_the_same_as_itself(old: list[str]) -> None:
    assert all(stretch.same for stretch in align(old, old))


@given(st.lists(st.integers(0, 9), max_size=9))
def test_the_longest_rising_series_is_found(values: list[int]) -> None:
    found = increasing(values)
    assert [values[i] for i in found] == sorted({values[i] for i in found})
    longest = max(
        (size for size in range(len(values) + 1) for some in combinations(values, size) if _rises(some)), default=0
    )
    assert len(found) == longest


def _rises(values: tuple[int, ...]) -> bool:
    return all(a < b for a, b in pairwise(values))


@given(TEXT, TEXT)
def test_segments_give_both_texts_back(old: str, new: str) -> None:
    found = segments(old, new)
    assert "".join(each.text for each in found if each.operation != "insert") == old
    assert "".join(each.text for each in found if each.operation != "delete") == new
    assert "".join(split_words(old)) == old


def test_words_are_compared_and_no_letters() -> None:
    found = segments("Es sind 33 KI-Trainer bis 2022.", "Es sind über 1.050 KI-Trainer bis 2023.")
    assert [(each.operation, each.text) for each in found] == [
        ("equal", "Es sind "),
        ("delete", "33"),
        ("insert", "über 1.050"),
        ("equal", " KI-Trainer bis "),
        ("delete", "2022"),
        ("insert", "2023"),
        ("equal", "."),
    ]


def test_long_texts_without_a_word_in_common_order_do_not_take_quadratic_time() -> None:
    old = [f"{i % 97}" for i in range(20_000)]
    new = [f"{i * 31 % 97}" for i in range(20_000)]
    begin = time.perf_counter()
    align(old, new)
    assert time.perf_counter() - begin < 2
