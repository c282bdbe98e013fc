"""What is checked of figures: each fault has its message at its place, and what is right is left in peace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from checks_kit import check, codes, told
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import EXAMPLE, example, write_project

from reportgen.checks.context import Context
from reportgen.checks.languages import words_of
from reportgen.checks.run import load_checked
from reportgen.checks.tense import tense
from reportgen.compose.run import Rendering
from reportgen.compose.view.names import view
from reportgen.edition import model
from reportgen.edition.arithmetic import difference, growth, percentage
from reportgen.edition.loading import Loaded
from reportgen.numbers.exact import exact
from reportgen.project.open import open_project

PIECES = ("will", "in", "by the end of", "since", "March", "may", "12", "2029", "2031", ",", ". ", "\n\n", "2030")

STARTUPS = """\
startups:
  {value}previous: 214
  unit: firms
  statement: firms
  about: new-quay
  as_of: {{text: May 2030, iso: "2030-05", precision: month}}
more: {{value: {more}, unit: firms, statement: s, about: new-quay, kind: change, change_of: startups}}
growth: {{value: {growth}, unit: "%", statement: s, about: new-quay, kind: change, change_of: startups}}
"""


@pytest.mark.parametrize(
    ("value", "more", "growth", "said"),
    [
        ("", 54, 15, "54 more of 214 is 25.23, not 15"),
        ("value: 247\n  ", 54, 15, "from 214 to 247 is 33, not 54"),
        ("value: 247\n  ", 33, 16, "from 214 to 247 is 15.42, not 16"),
    ],
)
def test_a_percentage_follows_from_its_base(tmp_path: Path, value: str, more: int, growth: int, said: str) -> None:
    result = check(tmp_path, "key-figures", extra=STARTUPS.format(value=value, more=more, growth=growth))
    assert said in [finding.text for finding in result.findings if finding.code == "wrong-change"]


@pytest.mark.parametrize(("value", "more", "growth"), [("", 54, 25), ("value: 247\n  ", 33, 15)])
def test_a_right_percentage_is_left_in_peace(tmp_path: Path, value: str, more: int, growth: int) -> None:
    result = check(tmp_path, "key-figures", extra=STARTUPS.format(value=value, more=more, growth=growth))
    assert "wrong-change" not in codes(result)


SHARE = """\
tugs: {value: 86, unit: ships, statement: s, about: new-quay, part_of: fleet}
fleet: {value: 214, unit: ships, statement: s, about: new-quay}
share: {value: VALUE, unit: "%", statement: s, about: new-quay, kind: share, share_of: WHAT}
"""


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        ("45", "tugs", "86 of 214 is 40.19, not 45"),
        ("40.3", "tugs", "86 of 214 is 40.19, not 40.3"),
        ("40", "tugs", None),
        ("40.2", "tugs", None),
        ("40", "fleet", '"fleet" is part of nothing, so it has no share'),
    ],
)
def test_a_share_follows_from_part_and_whole(tmp_path: Path, value: str, of: str, text: str | None) -> None:
    result = check(tmp_path, "key-figures", extra=SHARE.replace("VALUE", value).replace("WHAT", of))
    assert [finding.text for finding in result.findings if finding.code == "wrong-share"] == ([text] if text else [])


PAST = 'target_date: {text: end of 2029, iso: "2029-12", precision: month}'


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        (f"value: 4\n  target: 9\n  {PAST}", "target-missed", "is not reached (4)"),
        (f"text: some\n  target: 9\n  {PAST}", "target-missed", "no value says whether it is reached"),
        (f"value: 4\n  kind: target\n  {PAST}", "date-passed", "nothing says what was reached"),
        (f"value: 9\n  target: 9\n  {PAST}", None, ""),
        (f"value: 4\n  target: 9\n  {PAST.replace('2029-12', '2030-12')}", None, ""),
        (f"value: 3\n  kind: rank\n  lower_is_better: true\n  target: 2\n  {PAST}", "target-missed", "(3)"),
        (f"value: 1\n  kind: rank\n  lower_is_better: true\n  target: 2\n  {PAST}", None, ""),
    ],
)
def test_a_target_that_is_over(tmp_path: Path, fields: str, code: str | None, text: str) -> None:
    result = check(tmp_path, "key-figures", ("value: 4", fields))
    found = [each for each in result.findings if each.code in ("target-missed", "date-passed")]
    assert [each.code for each in found] == ([code] if code else [])
    assert all(text in each.text and each.path == "cranes.target_date" for each in found)


@pytest.mark.parametrize(
    ("line", "code", "severity"),
    [
        ('  as_of: {text: May 2030, iso: "2030-05", precision: month}\n', "no-date", "note"),
        ("  source: log\n", "no-source", "note"),
    ],
)
def test_a_figure_of_the_world_says_of_when_and_where_it_is(
    tmp_path: Path, line: str, code: str, severity: str
) -> None:
    finding = told(check(tmp_path, "key-figures", (line, "")), code)
    assert (finding.path, finding.severity) == ("ships", severity)


def test_a_figure_with_neither_is_told_once(tmp_path: Path) -> None:
    lines = '  source: log\n  as_of: {text: May 2030, iso: "2030-05", precision: month}\n'
    result = check(tmp_path, "key-figures", (lines, ""))
    assert [each.code for each in result.findings if each.path == "ships"] == ["no-source"]
    assert "neither" in told(result, "no-source").text


def test_an_old_figure_that_says_so_is_a_note(tmp_path: Path) -> None:
    caveat = ('"2030-05", precision: month}', '"2029-05", precision: month}\n  caveat: Not counted since.')
    finding = told(check(tmp_path, "key-figures", caveat), "stale")
    assert (finding.severity, finding.hint) == ("note", "said in print: Not counted since.")


def test_a_figure_of_a_day_to_come(tmp_path: Path) -> None:
    finding = told(check(tmp_path, "key-figures", ('"2030-05"', '"2030-07"')), "too-new")
    assert finding.text == '"May 2030" lies after the edition\'s date 2030-06-30'


def test_a_chart_over_time_needs_its_dates(tmp_path: Path) -> None:
    charts = example("charts").replace("[ships]", "[ships], kind: columns, over_time: true")
    figures = example("key-figures")
    right = figures.replace(
        "value: 120", 'value: 120\n  previous: 110\n  previous_as_of: {text: "2029", iso: "2029", precision: year}'
    )
    undated = figures.replace("value: 120", "value: 120\n  previous: 110")
    for content, expected in ((right, []), (undated, ["over-time"])):
        root = tmp_path / str(len(expected))
        root.mkdir()
        loaded = load_checked(open_project(write_project(root, charts=charts, key_figures=content)))
        assert [code for code in codes(loaded) if code == "over-time"] == expected


PAST_VALUES = """\
  previous: 110
  previous_as_of: {{text: "{before}", iso: "{before}", precision: year}}
  history:
    - {{value: 90, as_of: {{text: "{first}", iso: "{first}", precision: year}}}}
    - {{value: 100, as_of: {{text: "{second}", iso: "{second}", precision: year}}}}
"""


@pytest.mark.parametrize(
    ("first", "second", "before", "path"),
    [
        ("2026", "2027", "2029", None),
        ("2027", "2026", "2029", "ships.history[1].as_of"),
        ("2026", "2027", "2027", None),
        ("2026", "2028", "2027", "ships.previous_as_of"),
        ("2026", "2027", "2031", "ships.as_of"),
    ],
)
def test_values_stand_in_the_order_of_their_dates(
    tmp_path: Path, first: str, second: str, before: str, path: str | None
) -> None:
    past = PAST_VALUES.format(first=first, second=second, before=before)
    result = check(tmp_path, "key-figures", ("ships:\n", f"ships:\n{past}"))
    assert [each.path for each in result.findings if each.code == "history-order"] == ([path] if path else [])


# --------------------------------------------------------------------------------------------------- two editions


def successor(root: Path, **changes: str) -> Loaded:
    """The example with an edition 2031 after it; `changes` are the files of that one."""
    write_project(root)
    settings = EXAMPLE["reportgen.yaml"].replace(
        "editions:\n", 'editions:\n  "2031": {as_of: "2030-07-31", previous: "2030"}\n'
    )
    (root / "reportgen.yaml").write_text(settings, encoding="utf-8")
    folder = root / "data/2031"
    folder.mkdir()
    for name, content in EXAMPLE.items():
        if "/2030/" in name:
            path = Path(name)
            (folder / path.name).write_text(changes.get(path.stem.replace("-", "_"), content), encoding="utf-8")
    return load_checked(open_project(root), "2031")


@pytest.mark.parametrize(
    ("fields", "told_of"),
    [
        ("previous: 119", True),
        ("previous: 120", False),
        ('previous: 119\n  previous_as_of: {text: April 2030, iso: "2030-04", precision: month}', False),
        ('previous: 119\n  previous_as_of: {text: May 2030, iso: "2030-05", precision: month}', True),
    ],
)
def test_the_previous_value_is_that_of_the_edition_before(tmp_path: Path, fields: str, told_of: bool) -> None:
    figures = example("key-figures").replace("value: 120", f"value: 130\n  {fields}")
    found = [each for each in successor(tmp_path, key_figures=figures).findings if each.code == "other-previous"]
    assert bool(found) == told_of
    assert not found or found[0].text == "the previous value is 119 here, but the edition 2030 says 120"


def test_a_figure_of_an_unchanged_item_needs_its_date(tmp_path: Path) -> None:
    unchanged = 'progress: {state: unchanged, confirmed_by: A, confirmed_on: "2030-06-01"}'
    works = example("works").replace("status: running", f"status: running\n  {unchanged}")
    finding = told(successor(tmp_path, works=works), "no-date")
    assert (finding.severity, finding.path) == ("warning", "cranes")


# ------------------------------------------------------------------------------------------------------------- tenses


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("The office will open in March 2030.", "March 2030"),
        ("Opening is planned. By the end of 2029 it will be ready.", "2029"),
        ("It will be shown on 12 April 2030.", "12 April 2030"),
        ("In spring 2029 two ships are to follow.", "2029"),
        ("The office will open in March 2031.", None),
        ("The office opened in March 2030, and will grow.", None),
        ("The directive of 12 April 2030 will help.", None),
        ("It has run since May 2029 and will go on.", None),
        ("The 2029 fleet will stay.", None),
        ("Will there be more?", None),
    ],
)
def test_what_is_over_does_not_lie_ahead_in_english(tmp_path: Path, text: str, token: str | None) -> None:
    result = check(tmp_path, "works", ("Paid by {@tides}.", f'"{text}"'))
    found = [each for each in result.findings if each.code == "future-tense"]
    assert bool(found) == bool(token)
    for finding in found:
        line = (finding.source or "")[finding.column - 1 : finding.column - 1 + finding.length]
        assert line == token


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Observatorium wird im März 2030 eröffnet.", True),
        ("Bis Ende 2029 sollen fünf Zentren entstehen.", True),
        ("Am 3. und 4. März 2030 werden Gäste erwartet.", True),
        ("Das Observatorium wurde im März 2030 eröffnet.", False),
        ("Die Richtlinie vom 25. April 2029 soll helfen.", False),
        ("Seit 2029 wird gefördert.", False),
        ("Im Juni 2030 beginnt die Arbeit, sie soll dauern.", False),
    ],
)
def test_what_is_over_does_not_lie_ahead_in_german(tmp_path: Path, text: str, expected: bool) -> None:
    settings = EXAMPLE["reportgen.yaml"].replace("language: en", "language: de-AT")
    works = example("works").replace("Paid by {@tides}.", f'"{text}"')
    result = load_checked(open_project(write_project(tmp_path, reportgen=settings, works=works)))
    assert ("future-tense" in codes(result)) == expected


def test_a_date_that_is_called_the_next_one(tmp_path: Path) -> None:
    dates = 'status: running\n  dates: [{label: Next meeting, text: May 2030, iso: "2030-05", precision: month}]'
    finding = told(check(tmp_path, "works", ("status: running", dates)), "future-tense")
    assert finding.path == "new-quay.dates[0].label"


def test_a_language_without_words_is_not_checked(tmp_path: Path) -> None:
    settings = EXAMPLE["reportgen.yaml"].replace("language: en", "language: fr")
    works = example("works").replace("Paid by {@tides}.", "It will open in March 2030.")
    result = load_checked(open_project(write_project(tmp_path, reportgen=settings, works=works)))
    assert "future-tense" not in codes(result)


@given(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_any_text_can_be_read_for_its_tense(loose: str, likely: str) -> None:
    edition = model.Edition(
        name="e", as_of="2030-06-30", language="en", institutions={}, sections={}, collections={},
        report=model.Report(title="T", year="e", summary=loose, introduction=likely),
    )  # fmt: skip
    for problem in tense(Context(edition, {})):
        text = getattr(edition.report, problem.path.partition(".")[2])
        assert text.count(problem.token) > problem.nth


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_language_has_twelve_months(language: str) -> None:
    words = words_of(language)
    assert words is not None
    assert len(words.months) == 12
    assert all(word == word.lower() for word in (*words.ahead, *words.next, *words.months, *words.on, *words.since))


# ------------------------------------------------------------------------------------------------------------ in prose


def test_prose_can_name_the_value_before(tmp_path: Path) -> None:
    swap = ("Paid by {@tides}.", "After {ships.previous}.")
    finding = told(check(tmp_path, "works", swap), "missing-value")
    assert finding.text == 'the figure "ships" has no previous value'
    figures = example("key-figures").replace("value: 120", "value: 120\n  previous: 1100")
    works = example("works").replace(*swap)
    loaded = load_checked(open_project(write_project(tmp_path, key_figures=figures, works=works)))
    assert loaded.errors == ()
    root = view(loaded.edition, Rendering())
    assert "1,100" in root.collection("works")["new-quay"].remark.inline()


def test_a_chart_over_time_waits_for_a_value_that_is_not_there_yet(tmp_path: Path) -> None:
    past = 'previous: 110\n  previous_as_of: {text: "2029", iso: "2029", precision: year}\n  carried: true'
    figures = example("key-figures").replace("value: 120", past)
    figures = figures.replace('\n  as_of: {text: May 2030, iso: "2030-05", precision: month}', "")
    charts = example("charts").replace("[ships]", "[ships], kind: columns, over_time: true")
    loaded = load_checked(open_project(write_project(tmp_path, charts=charts, key_figures=figures)))
    assert "over-time" not in codes(loaded)
    chart = view(loaded.partial, Rendering()).charts["by-kind"]
    assert [(str(point.label), point.value) for point in chart.points] == [("2029", 110)]


# ---------------------------------------------------------------------------------------------------------- arithmetic

NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2).map(float)


@given(NUMBERS, NUMBERS)
def test_a_difference_is_exact(previous: float, value: float) -> None:
    figure = model.Figure(unit="u", statement="s", about="a", value=value, previous=previous)
    change, percent = difference(figure), percentage(figure)
    assert change is not None
    assert exact(previous) + change == exact(value)
    assert (percent is None) == (previous == 0)
    assert percent is None or percent == 0 or (percent > 0) == (value > previous)


@pytest.mark.parametrize("kind", ["rank", "share", "change", "target", "factor"])
def test_only_what_grows_is_told_in_per_cent(kind: Any) -> None:
    figure = model.Figure(unit="u", statement="s", about="a", value=2, previous=4, kind=kind)
    assert growth(figure) is None
    assert growth(replace(figure, kind="count")) == -50
