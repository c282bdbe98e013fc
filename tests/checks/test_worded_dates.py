"""Dates whose words and ISO form differ are told, and nothing else is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reportgen.checks.worded_dates import worded_dates
from reportgen.edition.model import Date, Figure


def told(language: str, text: str, iso: str | None, precision: str, **more: object) -> list[str]:
    """The codes for one date."""
    when = Date(text=text, iso=iso, precision=precision, **more)  # type: ignore[arg-type]
    figure = Figure(unit="t", statement="of it", about="a", as_of=when)
    edition = SimpleNamespace(language=language, collections={}, figures={"f": figure})
    return [problem.code for problem in worded_dates(SimpleNamespace(edition=edition))]  # type: ignore[arg-type]


AGREE = [
    ("en", "June 2024", "2024-06", "month"),
    ("en", "June 2024", "2024", "year"),
    ("en", "14 May 2025", "2025-05-14", "day"),
    ("en", "May 14th, 2025", "2025-05-14", "day"),
    ("en", "14 May", "2025-05-14", "day"),
    ("en", "December 3 and 4, 2025", "2025-12-03/2025-12-04", "span"),
    ("en", "3–5 May 2025", "2025-05-03/2025-05-05", "span"),
    ("en", "30 April – 2 May 2025", "2025-04-30/2025-05-02", "span"),
    ("en", "30 December – 2 January 2026", "2025-12-30/2026-01-02", "span"),
    ("en", "June to September 2025", "2025-06/2025-09", "span"),
    ("en", "autumn 2025", "2025", "season"),
    ("en", "winter 2025/26", "2025-12/2026-02", "season"),
    ("en", "2020-23", "2020/2023", "span"),
    ("en", "2011-12", "2011-12", "month"),
    ("en", "2011-12", "2011/2012", "span"),
    ("en", "05/2025", "2025-05", "month"),
    ("en", "5/14/2025", "2025-05-14", "day"),
    ("en", "04/05/2025", "2025-05-04", "day"),
    ("en", "04/05/2025", "2025-04-05", "day"),
    ("en", "2025-05-14", "2025-05-14", "day"),
    ("en", "Q1 2021", "2021-01/2021-03", "quarter"),
    ("en", "the first quarter of 2021", "2021-01/2021-03", "quarter"),
    ("en", "2nd half of 2021", "2021-07/2021-12", "span"),
    ("en", "after June 2024", "2025-01", "month"),
    ("en", "before 2026", "2025-11", "month"),
    ("en", "it may be 2026", "2026", "year"),
    ("en", "by 2030", "2025/2030", "span"),
    ("en", "since 2025", "2025/2031", "span"),
    ("en", "12 months", "P1Y", "duration"),
    ("en", "two years", "P2Y", "duration"),
    ("en", "Sept. 2025", "2025-09", "month"),
    ("en", "twice a month", None, "vague"),
    ("en", "between June 2019 and March 2020", "2019-11", "vague"),
    ("de", "bis Ende 2022", "2022", "year"),
    ("de", "3. und 4. Dezember 2020", "2020-12-03/2020-12-04", "span"),
    ("de", "3.–5.5.2025", "2025-05-05", "day"),
    ("de", "14.05.2025", "2025-05-14", "day"),
    ("de", "14. 5. 25", "2025-05-14", "day"),
    ("de", "1. Quartal 2021", "2021-01/2021-03", "quarter"),
    ("de", "im II. Quartal 2021", "2021-04/2021-06", "quarter"),
    ("de", "erstes Halbjahr 2021", "2021-01/2021-06", "span"),
    ("de", "Sommer 2020 bis Ende 2023", "2020-06/2023-12", "span"),
    ("de", "1. Oktober", "2019-10-01", "day"),
    ("de", "Jänner 2021", "2021-01", "month"),
    ("de", "29. Februar", "2020-02-29", "day"),
    ("de", "nach dem 30. Juni 2021", "2021-10", "month"),
    ("de", "rund 2000 Plätze im Jahr 2021", "2021", "year"),
    ("fr", "14 mai 2025", "2025-05-14", "day"),
]

DIFFER = [
    ("en", "June 2024", "2031", "year"),
    ("en", "March 2025", "2026-11", "month"),
    ("en", "March 2025", "2025-04", "month"),
    ("en", "14 May 2025", "2025-05-15", "day"),
    ("en", "May 14, 2025", "2025-06-14", "day"),
    ("en", "14 May", "2025-06-14", "day"),
    ("en", "3–5 May 2025", "2025-05-03/2025-05-07", "span"),
    ("en", "June to September 2025", "2025-06/2025-12", "span"),
    ("en", "June to September 2025", "2024-06/2025-09", "span"),
    ("en", "2020 to 2023", "2020/2024", "span"),
    ("en", "Q1 2021", "2021-04/2021-06", "quarter"),
    ("en", "Q1 2021", "2021-01/2021-06", "quarter"),
    ("en", "first quarter of 2021", "2022-01/2022-03", "quarter"),
    ("en", "after June 2024", "2023-01", "month"),
    ("en", "before 2026", "2027", "year"),
    ("en", "05/2025", "2025-06", "month"),
    ("en", "04/05/2025", "2025-06-05", "day"),
    ("en", "3 years", "P2Y", "duration"),
    ("en", "autumn 2025", "2026", "season"),
    ("de", "Juni 2019", "2026-11", "month"),
    ("de", "14.05.2025", "2025-06-14", "day"),
    ("de", "2. Quartal 2021", "2021-01/2021-03", "quarter"),
    ("de", "erstes Halbjahr 2021", "2021-07/2021-12", "span"),
    ("de", "18 Monate", "P1Y", "duration"),
    ("de", "Ende 2022", "2023", "vague"),
    ("fr", "14 mai 2025", "2026-05-14", "day"),
    ("fr", "14.05.2025", "2025-06-14", "day"),
]

IMPOSSIBLE = [
    ("en", "30 February 2025", "2025-05-14"),
    ("en", "June 31, 2025", "2025-06-30"),
    ("en", "29 February 2025", "2025-02-28"),
    ("en", "14/13/2025", "2025-05-14"),
    ("de", "31. Juni 2025", "2025-06-30"),
    ("de", "31.11.2025", "2025-11-30"),
    ("de", "1.13.2025", "2025-12-01"),
]


@pytest.mark.parametrize(("language", "text", "iso", "precision"), AGREE)
def test_words_that_can_mean_the_iso_form_are_left_alone(
    language: str, text: str, iso: str | None, precision: str
) -> None:
    assert told(language, text, iso, precision) == []


@pytest.mark.parametrize(("language", "text", "iso", "precision"), DIFFER)
def test_words_of_another_time_than_the_iso_form_are_told(language: str, text: str, iso: str, precision: str) -> None:
    assert told(language, text, iso, precision) == ["other-date"]


@pytest.mark.parametrize(("language", "text", "iso"), IMPOSSIBLE)
def test_days_that_no_calendar_has_are_told(language: str, text: str, iso: str) -> None:
    assert told(language, text, iso, "day") == ["bad-date"]


def test_what_the_words_say_no_explanation_changes() -> None:
    assert told("en", "June 2019", "2026-11", "month", year_inferred=True) == ["other-date"]
    assert told("en", "June 2019", "2026-11", "month", iso_from="the law") == ["other-date"]


def test_what_the_words_leave_open_is_explained() -> None:
    assert told("en", "since the law of 2016", "2018-11-15", "vague", iso_from="the law's last part") == []
    assert told("en", "June 2019, renewed", "2019-06/2025", "span", iso_from="the contract") == []
