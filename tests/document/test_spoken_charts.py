"""What a chart tells those who do not see it: its values in its text alternative, labels beside values in the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest
import sample
from chart_kit import LABELS
from compose_kit import read
from hypothesis import given
from hypothesis import strategies as st
from oracles.structure import read as structure_of
from paths import ROOT
from typeset_help import FONTS, THEME

from reportgen.compose import load_template
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.walk import find
from reportgen.docx import write_docx
from reportgen.numbers.notation import notation
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import read_docx, read_pdf

TEMPLATE = ROOT / "templates" / "interim-report"
VALUES = {
    "Eins": {"2018": "1234567.5", "30. November 2019": "-0.25", "übrige, Rest (geschätzt)": "0"},
    "Zwei": {"2018": "40", "30. November 2019": "78.03", "übrige, Rest (geschätzt)": "104.07"},
}
KINDS = ["bars", "stacked-bars", "columns", "stacked-columns", "lines", "area", "small-multiples"]
ADDED_UP = ("stacked-columns", "area")
"""Kinds of which no value is below zero."""


@cache
def _words(language: str) -> Mapping[str, str]:
    return load_template(TEMPLATE, language).words


def chart(language: str, kind: str, *names: str, **own: dict[str, str]) -> n.Document:
    """A document with one chart of the values of some series, as a template writes it; `own` are values of a test's."""
    words = _words(language)
    data = _sized(own or {name: VALUES[name] for name in names}, kind)
    series = "".join(
        f'<series name="{name}">'
        + "".join(
            f'<point label="{label}" value="{value:f}" text="{notation(language).write(value)}"/>'
            for label, value in data[name].items()
        )
        + "</series>"
        for name in data
    )
    text = (
        f'<chart id="c" kind="{kind}"><chart-title>Mehr Mittel; mehr Wege</chart-title>'
        f"<chart-subtitle>Millionen Euro, nominal</chart-subtitle>{series}</chart>"
    )
    return read(text, language=language, words=words)


def _sized(data: Mapping[str, Mapping[str, str]], kind: str) -> dict[str, dict[str, Decimal]]:
    size = abs if kind in ADDED_UP else Decimal
    return {name: {label: size(Decimal(value)) for label, value in row.items()} for name, row in data.items()}


def heard(alternative: str, language: str, names: tuple[str, ...]) -> dict[str, dict[str, Decimal]]:
    """The values of each series, as somebody writes them down who hears the alternative."""
    said, _, unit = alternative.removesuffix(".").partition(" – ")[2].rpartition(" (")
    assert unit == "Millionen Euro, nominal)"
    decimal, group = (",", ".") if language == "de" else (".", ",")
    found: dict[str, dict[str, Decimal]] = {name: {} for name in names}
    current = names[0]
    for pair in said.split("; "):
        label, _, text = pair.rpartition(": ")
        for name in names if len(names) > 1 else ():
            if label.startswith(f"{name}: "):
                current, label = name, label.removeprefix(f"{name}: ")
        plain = "".join(text.replace(group, "").split()).replace(decimal, ".").replace("\N{MINUS SIGN}", "-")
        found[current][label] = Decimal(plain)
    return found


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("names", [("Eins",), ("Zwei",), ("Eins", "Zwei")])
def test_the_alternative_tells_every_value(language: str, kind: str, names: tuple[str, ...]) -> None:
    (block,) = find(chart(language, kind, *names), n.Chart)
    wanted = _sized({name: VALUES[name] for name in names}, kind)
    assert block.alt.startswith("Mehr Mittel; mehr Wege. ")
    assert heard(block.alt, language, names) == wanted


@pytest.mark.parametrize(
    ("language", "gap", "line"), [("de", "kein Wert", "Ziellinie"), ("en", "no value", "Target line")]
)
def test_gaps_words_and_targets_are_told_in_the_language(language: str, gap: str, line: str) -> None:
    points = '<point label="2018" value="4" note="x"/><point label="2019" value=""/>'
    text = f'<chart kind="lines" minimum="2"><series>{points}</series><target label="2030" value="7"/></chart>'
    (block,) = find(read(text, language=language, words=_words(language)), n.Chart)
    assert f"2018: 4 [x]; 2019: {gap}. {line} – 2030: 7. " in block.alt
    assert block.alt.endswith((" Die Achse beginnt bei 2.", " The axis begins at 2."))


NUMBERS = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False)


@given(st.dictionaries(LABELS, NUMBERS, min_size=1, max_size=6), st.sampled_from(["de", "en"]), st.sampled_from(KINDS))
def test_any_values_come_back_from_the_alternative(values: dict[str, Decimal], language: str, kind: str) -> None:
    """Whatever the labels and values are, in German and English: with commas, brackets, dates and minus signs."""
    size = abs if kind in ADDED_UP else Decimal
    given_ = {label: str(size(value.normalize()) + 0) for label, value in values.items()}
    (block,) = find(
        chart(language, kind, Eins={label: f"{Decimal(text):f}" for label, text in given_.items()}), n.Chart
    )
    found = heard(block.alt, language, ("Eins",))["Eins"]
    assert list(found.values()) == [Decimal(text) for text in given_.values()]
    assert [len(label.split()) for label in found] == [len(label.split()) for label in values]


def test_both_files_say_the_same_alternative() -> None:
    document = number(chart("de", "columns", "Zwei"))
    files = read_pdf(pdf(document)), read_docx(write_docx(document, THEME))
    (block,) = find(document, n.Chart)
    for reading in files:
        (said,) = [each.alt for each in reading.blocks if each.id == reading.key("c")]
        assert said == block.alt


def pdf(document: n.Document) -> bytes:
    return write_pdf(typeset(document, THEME, FONTS), sample.EVERYTHING.meta, THEME)


def drawn(document: n.Document) -> str:
    """The text of the figure in the order in which it is drawn."""
    return " ".join(structure_of(pdf(document)).tag("c").text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_text_that_is_taken_out_keeps_labels_and_values_together(kind: str) -> None:
    said = drawn(number(chart("de", kind, "Zwei")))
    assert "2018 40 30. November 2019 78,03 übrige, Rest (geschätzt) 104,07" in said


@pytest.mark.parametrize("kind", ["columns", "lines", "stacked-bars"])
def test_values_of_several_series_follow_their_label(kind: str) -> None:
    said = drawn(number(chart("de", kind, "Eins", "Zwei")))
    first = notation("de").write(Decimal(VALUES["Eins"]["2018"]))
    assert f"2018 {first} 40" in said


def test_title_and_measure_are_the_caption_of_the_figure() -> None:
    found = structure_of(pdf(number(chart("de", "columns", "Zwei"))))
    figure = found.tag("c")
    assert figure.type == "Figure"
    caption = next(kid for kid in figure.kids if not isinstance(kid, str))
    assert (caption.type, [tag.type for tag in caption.kids]) == ("Caption", ["P", "P"])  # type: ignore[union-attr]
    assert figure.text.startswith("Mehr Mittel; mehr Wege")
