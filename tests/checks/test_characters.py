"""Characters of data and templates that no font draws: left out, set as line ends, or refused at their place."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from compose_kit import read
from copies import copy_of, init

from reportgen.cli import main
from reportgen.document import nodes as n
from reportgen.document.walk import descend
from reportgen.errors import DocumentError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one item whose text and template the tests write."""
    return copy_of(init, tmp_path / "report")


def build(project: Path, *formats: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "build", "--no-claims", "--no-page-numbers", *formats])


def retitled(project: Path, title: str) -> None:
    report = project / "data" / "2025" / "report.yaml"
    text = report.read_text("utf-8")
    report.write_text(re.sub(r"(?m)^title: .*$", lambda _: f'title: "{title}"', text), "utf-8")


def texts(markup: str) -> list[str]:
    return [node.text for node in descend(read(markup)) if isinstance(node, n.Text)]


@pytest.mark.parametrize(
    "character", ["\u034f", "\u061c", "\u180e", "\u200d", "\u200f", "\u202a", "\u2060", "\u2069", "\ufe0f"]
)
@pytest.mark.parametrize("form", ["{0}", "&#{1};", "&#x{1:x};"])
def test_default_ignorable_characters_are_left_out(character: str, form: str) -> None:
    assert texts(f"<p>A{form.format(character, ord(character))}B</p>") == ["AB"]


def test_marks_of_divisions_stay() -> None:
    assert texts("<p>A\u00adB\u200bC</p>") == ["A\u00adB\u200bC"]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\u0085"])
def test_separators_of_lines_end_lines(character: str) -> None:
    (paragraph,) = read(f"<p>Zeile{character}neu</p>").children
    assert isinstance(paragraph, n.Paragraph)
    assert paragraph.children == (n.Text("Zeile"), n.LineBreak(), n.Text("neu"))


def test_attributes_have_neither() -> None:
    chart = '<chart id="c" kind="columns"><series><point label="A{0}B" value="1"/></series></chart>'
    labels = [node.label for node in descend(read(chart.format("\u2060"))) if isinstance(node, n.Point)]
    assert labels == ["AB"]


REFUSED = {
    "שלום": "Hebrew",
    "محمد علي": "Arabic",
    "ܫܠܡܐ": "Syriac",
    "हिन्दी": "Devanagari",
    "ไทย": "Thai",
}


@pytest.mark.parametrize(("word", "script"), REFUSED.items())
def test_scripts_that_cannot_be_set_are_refused_by_name(word: str, script: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(f'<p><value path="items[a].text">Name: {word}.</value> <em>{word}</em></p>')
    found = [(problem.code, problem.path, problem.token) for problem in caught.value.problems]
    assert found == [("script-not-set", "items[a].text", word), ("script-not-set", "", word)]
    assert f'"{word}": {script} ' in caught.value.problems[0].text


def test_what_is_only_heard_may_be_in_any_script() -> None:
    read('<chart id="c" kind="columns"><alt>שלום</alt><series><point label="A" value="1"/></series></chart>')


def test_a_reference_to_a_character_is_refused_like_the_character() -> None:
    with pytest.raises(DocumentError, match="Hebrew"):
        read("<p>&#x5e9;</p>")


@pytest.mark.parametrize("to", ["pdf", "docx"])
@pytest.mark.parametrize("word", ["שלום", "中"])
def test_what_is_wrong_with_data_is_told_at_its_place(project: Path, to: str, word: str) -> None:
    retitled(project, f"Der Titel {word}")
    result = build(project, "--to", to)
    if word == "中" and to == "docx":
        assert result.exit_code == 0, result.output
        return
    assert result.exit_code == 1, result.output
    line = (project / "data/2025/report.yaml").read_text("utf-8").splitlines()
    at = next(number for number, each in enumerate(line, 1) if word in each)
    assert f"data/2025/report.yaml:{at}:{line[at - 1].index(word) + 1}:" in result.output


@pytest.mark.parametrize("word", ["שלום", "中", "\uf0b7"])
def test_what_is_wrong_with_a_template_is_told_at_its_place(project: Path, word: str) -> None:
    template = next((project / "templates").rglob("report.xml.j2"))
    text = template.read_text("utf-8").replace("</report>", f"\n  <p>Wort {word}</p></report>")
    template.write_text(text, "utf-8")
    result = build(project, "--to", "pdf")
    assert result.exit_code == 1, result.output
    line = next(number for number, each in enumerate(text.splitlines(), 1) if word in each)
    assert f"report.xml.j2:{line}:11:" in result.output
    assert "(block" not in result.output


def test_a_control_character_is_told_at_its_place_in_the_data(project: Path) -> None:
    retitled(project, r"Der \v Titel")
    result = build(project, "--to", "docx")
    assert result.exit_code == 1
    assert re.search(r"data/2025/report\.yaml:\d+:\d+: .*U\+000B", result.output)


def test_every_default_ignorable_character_of_python_s_unicode_is_left_out() -> None:
    """Those of its general category, format: all are default-ignorable but some signs of numbers and of scripts."""
    drawn = re.compile(
        "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f]"
    )
    for code in range(0x20, 0x110000):
        character = chr(code)
        if unicodedata.category(character) == "Cf" and character not in "\u00ad\u200b" and not drawn.match(character):
            assert texts(f"<p>A{character}B</p>") == ["AB"], hex(code)
