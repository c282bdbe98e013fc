"""Numbers: rounded as offices do, written as each language does, and read as people type them.

Babel is the oracle where it is right: not for the rounding of halves, nor for Switzerland from a million on.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.numbers.exact import (
    brief,
    calculated,
    decimals,
    exact,
    native,
    padded,
    plain,
    printed,
    resulting,
    rounded,
    stripped,
)
from reportgen.numbers.notation import find, notation
from reportgen.numbers.typed import Typed, Unclear, read, same_unit

LANGUAGES = ("de", "de-AT", "en", "en-GB", "en-IN", "en-ZA", "es", "fr", "it", "nl", "pl", "pt", "cs", "sv", "da", "ja")
SWISS = ("de-CH", "de-LI", "fr-CH", "it-CH", "en-CH", "rm-CH")
DATA = st.integers(-(10**17), 10**17) | st.decimals(-(10**9), 10**9, places=4).map(float)
WRITTEN = st.decimals(-(10**12), 10**12, allow_nan=False, places=None).filter(lambda value: decimals(value) < 15)


# ----------------------------------------------------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (12.5, 0, "13"),
        (0.125, 2, "0.13"),
        (0.25, 1, "0.3"),
        (0.45, 1, "0.5"),
        (12.25, 1, "12.3"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (-2.5, 0, "-3"),
        (-0.04, 1, "0.0"),
        (-0.05, 1, "-0.1"),
        (0, 2, "0.00"),
        (1200, 2, "1200.00"),
        (10**17, 2, "100000000000000000.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, places: int, text: str) -> None:
    assert plain(rounded(exact(value), places)) == plain(printed(value, places)) == text


@given(DATA, st.integers(0, 6))
def test_rounding_is_that_of_the_decimal_as_it_is_written(value: float, places: int) -> None:
    with localcontext() as context:
        context.prec, context.rounding = 100, ROUND_HALF_UP
        expected = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places))
    assert rounded(exact(value), places) == expected
    assert not plain(rounded(exact(value), places)).startswith("-0.") or expected < 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333333333"),
        (5.0, "5"),
        (1200.0, "1200"),
        (-0.0, "0"),
        (1e22, f"1{'0' * 22}"),
    ],
)
def test_a_calculation_leaves_no_noise(value: float, text: str) -> None:
    assert plain(calculated(value)) == text


@pytest.mark.parametrize(("value", "text"), [(5.0, "5.0"), (1e-05, "0.00001"), (0.0004, "0.0004"), (-0.0, "0.0")])
def test_digits_are_those_of_the_data(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("15.42", 0, "15"),
        ("0.42", 1, "0.4"),
        ("0.04", 1, "0.04"),
        ("0.00096", 1, "0.001"),
        ("0", 1, "0"),
        ("9.96", 1, "10"),
    ],
)
def test_brief_numbers_never_become_nothing(value: str, places: int, text: str) -> None:
    assert plain(brief(Decimal(value), places)) == text
    assert plain(brief(-Decimal(value), places)).removeprefix("-") == text


@given(DATA, st.integers(0, 8))
def test_padding_takes_no_digit_away(value: float, places: int) -> None:
    found = padded(value, places)
    assert found == exact(value)
    assert decimals(found) == max(places, decimals(value))
    assert native(found) == value
    assert resulting(exact(value), None) == stripped(exact(value)) == exact(value)


# ----------------------------------------------------------------------------------------------------------- notation


@pytest.mark.parametrize("language", SWISS)
def test_swiss_numbers_have_one_group_sign_at_every_size(language: str) -> None:
    sizes = (999, 1000, 12345, 123456, 1234567, 1234567890, 10**15)
    written = [notation(language).write(size) for size in sizes]
    assert written == [
        "999",
        "1’000",
        "12’345",
        "123’456",
        "1’234’567",
        "1’234’567’890",
        "1’000’000’000’000’000",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [("de-CH", "−1’234.5"), ("de-LI", "−1’234.5"), ("it-CH", "−1’234.5"), ("en-CH", "−1’234.5"), ("fr-CH", "−1’234,5")],
)
def test_swiss_decimals(language: str, text: str) -> None:
    assert notation(language).write(-1234.5) == text


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@given(WRITTEN)
def test_numbers_are_written_as_babel_does(language: str, value: Decimal) -> None:
    expected = format_decimal(value, locale=Locale.parse(language, sep="-"), decimal_quantization=False)
    # Babel drops closing zeros; these are digits of the data
    assert notation(language).write(stripped(value)) == expected.replace("\u202f", "\u00a0").replace("-", "−")


@pytest.mark.parametrize("language", LANGUAGES)
@given(DATA, st.integers(1, 5))
def test_decimals_are_written_as_babel_does(language: str, value: float, places: int) -> None:
    with localcontext() as context:
        context.prec, context.rounding = 50, ROUND_HALF_UP
        pattern = f"#,##0.{'0' * places}" if notation(language).others == 3 else f"#,##,##0.{'0' * places}"
        expected = format_decimal(Decimal(repr(value)), pattern, locale=Locale.parse(language, sep="-"))
    text = notation(language).write(printed(value, places))
    assert text == expected.replace("\u202f", "\u00a0").replace("-", "−" if printed(value, places) else "")


@pytest.mark.parametrize("language", ["de", "de-DE", "de-AT", "en", "en-GB", "en-US"])
def test_what_is_known_without_babel_is_what_babel_knows(language: str) -> None:
    symbols = Locale.parse(language, sep="-").number_symbols["latn"]
    assert (notation(language).decimal, notation(language).group) == (symbols["decimal"], symbols["group"])


@pytest.mark.parametrize(("language", "like"), [("de-XX", "de"), ("xx", "en"), ("nonsense", "en")])
def test_what_babel_does_not_know_is_written_like_its_language_or_english(language: str, like: str) -> None:
    assert notation(language) == notation(like)


@pytest.mark.parametrize(("language", "sign"), [("de", ";"), ("en", ","), ("de-CH", ";"), ("fr-CH", ";"), ("pt", ";")])
def test_the_list_separator_is_never_the_decimal_sign(language: str, sign: str) -> None:
    assert notation(language).separator == sign


@pytest.mark.parametrize("language", LANGUAGES + SWISS)
@given(WRITTEN, st.sampled_from(("", "über ", "rund €")), st.sampled_from(("", " %", " Euro.", ", immerhin")))
def test_a_written_number_is_found_in_a_text(language: str, value: Decimal, before: str, after: str) -> None:
    found = find(before + notation(language).write(value) + after, notation(language))
    assert found is not None
    assert (found.amount, found.sign == "−") == (abs(value), value < 0)


@pytest.mark.parametrize("language", ["de", "en", "fr", "de-CH"])
@pytest.mark.parametrize("text", ["31.12.2025", "2.1.3", "12:30.5.1", "Ende", "½", "٣", "1.2.3,4", ""])
def test_what_is_no_number_of_the_language_is_not_found(language: str, text: str) -> None:
    found = find(text, notation(language))
    assert found is None or text.startswith("12:30")


# -------------------------------------------------------------------------------------------------------------- typed


@pytest.mark.parametrize(
    ("text", "value", "places", "unit"),
    [
        ("4680291.70", 4680291.7, 2, ""),
        ("8,154,074.65", 8154074.65, 2, ""),
        ("8.154.074,65 EUR", 8154074.65, 2, "EUR"),
        ("8154074,65", 8154074.65, 2, ""),
        ("8154074.65 EUR", 8154074.65, 2, "EUR"),
        ("8154074.65", 8154074.65, 2, ""),
        ("1'234.50", 1234.5, 2, ""),
        ("1’234’567", 1234567, 0, ""),
        ("12\u00a0345", 12345, 0, ""),
        ("1 234,5", 1234.5, 1, ""),
        ("3,5", 3.5, 1, ""),
        ("0.125", 0.125, 3, ""),
        ("1234.567", 1234.567, 3, ""),
        ("1.234.567", 1234567, 0, ""),
        ("1,234.567", 1234.567, 3, ""),
        ("0.00001", 0.00001, 5, ""),
        ("−5,50", -5.5, 2, ""),
        ("€ 5", 5, 0, "€"),
        ("5 %", 5, 0, "%"),
        (".5", 0.5, 1, ""),
        (" 120 ", 120, 0, ""),
    ],
)
def test_what_can_mean_one_number_is_read(text: str, value: float, places: int, unit: str) -> None:
    assert read(text) == Typed(value, places, unit)


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("8,154", "8154", "8.154"),
        ("1.200", "1200", "1.200"),
        ("-12.345", "-12345", "-12.345"),
        ("8.154 EUR", "8154", "8.154"),
    ],
)
def test_what_can_mean_two_numbers_is_not_read(text: str, whole: str, part: str) -> None:
    assert read(text) == Unclear(whole, part)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zwei",
        "1.2.3",
        "31.12.2025",
        "007",
        "+5",
        "1e3",
        "12,34,567.5",
        "1,234'567",
        "00.5",
        "10–20",
        "1_000",
        "12 34",
        "€ 5 EUR",
        "٣",
        "0.1234567890123456789",
        "123456789012345678901",
        "5 bis 7",
        "- 5",
        "1 234 56",
        "1,23,456",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("language", ["de", "en", "fr", "de-CH", "fr-CH", "pl"])
@given(st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=2))
def test_whatever_a_language_writes_is_read_as_that_number_or_not_at_all(language: str, value: Decimal) -> None:
    found = read(notation(language).write(value))
    if isinstance(found, Unclear):
        assert exact(value) in (Decimal(found.whole), Decimal(found.part))
    else:
        assert found is not None
        assert (exact(found.value), found.places) == (value, decimals(value))


@given(st.text("0123456789.,'’ -+€", max_size=14))
def test_anything_typed_is_read_without_losing_a_digit(text: str) -> None:
    found = read(text)
    assume(isinstance(found, Typed))
    assert isinstance(found, Typed)
    typed = "".join(filter(str.isdigit, text)).strip("0")
    assert plain(abs(stripped(exact(found.value)))).replace(".", "").strip("0") == typed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("EUR", "€", True),
        ("Euro", "eur", True),
        ("Prozent", "%", True),
        ("EUR", "CHF", False),
        ("EUR", "Millionen Euro", False),
    ],
)
def test_units_by_other_names(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same
