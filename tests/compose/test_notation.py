"""Numbers, changes and dates as templates print them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.formats import date as day
from reportgen.compose.formats import date_range, number, percent, signed, signed_percent

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("value", "language", "digits", "text"),
    [
        (0.0004, "de", None, "0,0004"),
        (1234.56789, "de", None, "1.234,56789"),
        (0.1 + 0.2, "de", None, "0,3"),
        (2.5, "de", 0, "3"),
        (0.125, "de", 2, "0,13"),
        (12.25, "de", 1, "12,3"),
        (-0.04, "de", 1, "0,0"),
        (-0.0, "de", None, "0"),
        (-5, "de", None, "−5"),
        (1205, "de", 2, "1.205,00"),
        (Decimal("4680291.70"), "de", None, "4.680.291,70"),
        (Decimal("4680291.70"), "de-CH", None, "4’680’291.70"),
        (1234567, "de-CH", None, "1’234’567"),
        (1234567890, "de-LI", None, "1’234’567’890"),
        (1234567.5, "fr", None, "1\u00a0234\u00a0567,5"),
        (10**18, "en", None, "1,000,000,000,000,000,000"),
    ],
)
def test_numbers(value: float, language: str, digits: int | None, text: str) -> None:
    assert number(value, language, digits) == text


@pytest.mark.parametrize(
    ("language", "text"), [("de", "1.234.567,5\u00a0%"), ("de-CH", "1’234’567.5\u00a0%"), ("en", "1,234,567.5%")]
)
def test_percentages(language: str, text: str) -> None:
    assert percent(1234567.5, language) == text


@pytest.mark.parametrize(
    ("value", "text"), [(33, "+33"), (-5, "−5"), (0, "±0"), (-0.0, "±0"), (Decimal("0.50"), "+0,50")]
)
def test_changes_have_a_sign(value: float, text: str) -> None:
    assert signed(value, "de") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2.5", "+3"),
        ("15.42", "+15"),
        ("-0.35", "−0,4"),
        ("0.04", "+0,04"),
        ("-0.0004", "−0,0004"),
        ("0", "±0"),
        ("0.96", "+1"),
    ],
)
def test_changes_in_per_cent(value: str, text: str) -> None:
    assert signed_percent(Decimal(value), "de") == f"{text}\u00a0%"


# -------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("begin", "end", "language", "text"),
    [
        ("2025-10-01", "2025-10-03", "de", "1.–3. Oktober 2025"),
        ("2025-10-01", "2025-12-03", "de", "1. Oktober\u00a0–\u00a03. Dezember 2025"),
        ("2024-10-01", "2025-12-03", "de", "1. Oktober 2024\u00a0–\u00a03. Dezember 2025"),
        ("2025-10-01", "2025-10-01", "de", "1. Oktober 2025"),
        ("2019-06-03", "2019-06-05", "de", "3.–5. Juni 2019"),
        ("2025-10-01", "2025-10-03", "de-CH", "1.–3. Oktober 2025"),
        ("2025-10-01", "2025-10-03", "en", "October 1–3, 2025"),
        ("2025-10-01", "2025-12-03", "en", "October 1\u00a0–\u00a0December 3, 2025"),
        ("2025-10-01", "2025-10-03", "en-GB", "1–3 October 2025"),
        ("2025-10-01", "2025-12-03", "es", "1 de octubre\u00a0–\u00a03 de diciembre de 2025"),
        ("2025-10-01", "2025-10-03", "hu", "2025. október 1.–3."),
        ("2025-10-01", "2025-10-03", "ja", "2025年10月1日–3日"),
        ("2025-10-01", "2025-10-03", "eu", "2025(e)ko urriaren 1(a)–3(a)"),
        ("2025-10", "2025-12", "de", "Oktober–Dezember 2025"),
        ("2024-10", "2025-02", "de", "Oktober 2024\u00a0–\u00a0Februar 2025"),
        ("2020", "2023", "de", "2020–2023"),
        ("2025-10", "2025-10", "de", "Oktober 2025"),
    ],
)
def test_spans_have_the_form_of_single_dates(begin: str, end: str, language: str, text: str) -> None:
    assert date_range(begin, end, language) == text


@pytest.mark.parametrize(
    ("begin", "end"),
    [("2025-10-03", "2025-10-01"), ("2025-02-30", "2025-03-01"), ("2025", "2025-10"), ("bald", "2025")],
)
def test_what_is_no_span(begin: str, end: str) -> None:
    assert date_range(begin, end, "de") is None


@pytest.mark.parametrize("language", ["de", "en", "en-GB", "fr", "es", "hu", "ja", "sv", "lt", "it", "pl"])
@given(DAYS, st.integers(0, 800))
def test_a_span_ends_or_begins_as_a_single_date_and_has_no_place_to_break_at_its_dash(
    language: str, first: date, days: int
) -> None:
    last = first + timedelta(days)
    text = date_range(first.isoformat(), last.isoformat(), language)
    single = day(last.isoformat(), language)
    assert text is not None
    assert single is not None
    assert single == format_date(last, "long", locale=language.replace("-", "_")).replace("\u202f", "\u00a0")
    head, dash, tail = text.partition("–")
    assert "\u2009" not in text
    if not dash:
        assert text == single
    else:
        assert not head.endswith(" ")
        assert not tail.startswith(" ")
        assert set("".join(filter(str.isalpha, single))) <= set(text)
        assert single[-4:] in text or single[:4] in text
