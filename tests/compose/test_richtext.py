"""Texts of the data: Markdown as report markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_kit import document, edition, printed, template, texts, wrong
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.compose import parse, render
from reportgen.document import nodes as n
from reportgen.document.walk import descend

BODY = "{{ measures.eins.text }}"
PATH = "measures[eins].text"
SAID = '<value path="figures[zahl].value">'

CASES = {
    "Ein Text.": "<p>Ein Text.</p>",
    "A & B < C": "<p>A &amp; B &lt; C</p>",
    "Eins.\n\nZwei\ndrei.": "<p>Eins.</p><p>Zwei drei.</p>",
    "Ein **fettes** und *betontes* Wort": "<p>Ein <strong>fettes</strong> und <em>betontes</em> Wort</p>",
    "Vertreter*innen und Bürger*innen": "<p>Vertreter*innen und Bürger*innen</p>",
    "*Vertreter*innen* hier": "<p><em>Vertreter*innen</em> hier</p>",
    "[Karte](https://example.org/a?b=1&c)": '<p><a href="https://example.org/a?b=1&amp;c">Karte</a></p>',
    "[dort](#eins)": '<p><a href="#eins">dort</a></p>',
    "[consumer tech]{lang=en}": '<p><span lang="en">consumer tech</span></p>',
    "Wort^[Eine *Note*.] mehr": "<p>Wort<note>Eine <em>Note</em>.</note> mehr</p>",
    "- a\n- b": "<ul><li>a</li><li>b</li></ul>",
    "3. a\n4. b": '<ol start="3"><li>a</li><li>b</li></ol>',
    "<b>x</b> & `y` # z": "<p>&lt;b&gt;x&lt;/b&gt; &amp; <code>y</code> # z</p>",
    "# Titel": '<h depth="1">Titel</h>',
    "> Zitat": "<blockquote><p>Zitat</p></blockquote>",
    "Punkt \\* und \\{zahl}": "<p>Punkt * und {zahl}</p>",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_markdown(tmp_path: Path, text: str, expected: str) -> None:
    made = printed(tmp_path, BODY, edition(text=text))
    assert made.replace(f'<value path="{PATH}">', "").replace("</value>", "").replace("\n", " ") == expected


@pytest.mark.parametrize(
    ("text", "words", "origin"),
    [
        ("{zahl}", "über 1.205", "figures[zahl].value"),
        ("{zahl.value}", "1.205", "figures[zahl].value"),
        ("{zahl.unit}", "1.205\u00a0Stück", "figures[zahl].value"),
        ("{@arbeit}", "BMA", "institutions[arbeit].names[1].abbreviation"),
        ("{@arbeit.genitive}", "des Hauses", "institutions[arbeit].names[1].genitive"),
    ],
)
def test_values_by_name(tmp_path: Path, text: str, words: str, origin: str) -> None:
    found = texts(document(tmp_path, BODY, edition(text=f"a {text} b")))
    assert [(t.text, t.origin) for t in found] == [("a ", PATH), (words, origin), (" b", PATH)]


@pytest.mark.parametrize("text", ["{nix}", "{zahl.nix}", "{@nix}", "{@arbeit.nix}"])
def test_dead_names_are_reported_with_their_path(tmp_path: Path, text: str) -> None:
    assert [(f.code, f.path) for f in wrong(tmp_path, BODY, edition(text=text))] == [("dead-reference", PATH)]


def test_a_link_to_nowhere_is_reported(tmp_path: Path) -> None:
    found = wrong(tmp_path, BODY, edition(text="[x](javascript:alert)"))
    assert (found[0].code, found[0].path) == ("bad-link", PATH)


def test_inline_blocks_and_plain(tmp_path: Path) -> None:
    data = edition(text="Ein *Wort*.")
    assert "<p>x <value" in printed(tmp_path, "<p>x {{ measures.eins.text | inline }}</p>", data)
    assert '<p role="lead"><value' in printed(tmp_path, "{{ measures.eins.text | blocks('lead') }}", data)
    assert 'title="Ein Wort."' in printed(tmp_path, '<p><abbr title="{{ measures.eins.text }}">x</abbr></p>', data)


def test_notes_and_references_become_nodes(tmp_path: Path) -> None:
    data = edition(text="Siehe [dort](#zwei)^[Note.] und [more]{lang=en}.")
    kinds = {type(node) for node in descend(document(tmp_path, BODY, data))}
    assert {n.CrossReference, n.Note, n.Span} <= kinds


markdown = st.lists(
    st.sampled_from([*"ab \n*_[](){}^~|`<>&#-!\\1.\"'", "^[", "]{lang=en}", "](https://a.de)", "- ", "\n\n", "{zahl}"]),
    max_size=25,
).map("".join)


KNOWN = {"bad-link", "bad-attribute", "dead-reference", "note-in-note", "empty-heading"}
"""What can be wrong with Markdown that is well-formed as such."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(markdown)
def test_any_markdown_makes_sound_markup(tmp_path: Path, text: str) -> None:
    from reportgen.errors import FindingsError

    if "made" not in _MADE:
        _MADE["made"] = template(tmp_path, BODY)
    try:
        found = parse(render(edition(text=text), _MADE["made"], tmp_path))  # type: ignore[arg-type]
    except FindingsError as error:
        assert {finding.code for finding in error.findings} <= KNOWN  # noqa: PT017
        return
    assert all(isinstance(block, n.Paragraph | n.ListBlock | n.Quote | n.Heading | n.Table) for block in found.children)


_MADE: dict[str, object] = {}
