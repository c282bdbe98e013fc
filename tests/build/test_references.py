"""What texts refer to: numbers and pages of blocks, and sources; in the whole report, in excerpts, and where wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportgen
from reportgen.document.ids import bookmark_name
from reportgen.document.plain import plain_blocks
from reportgen.edition.references import scan
from reportgen.errors import FindingsError
from reportgen.markdown.parser import tokens
from reportgen.verify import read_pdf

PROJECT: dict[str, str] = {
    "reportgen.yaml": """\
report: town
language: en
template: plain
schema: {collections: {works: {label: Work}}}
editions: {"2030": {as_of: "2030-06-30"}}
""",
    "data/institutions.yaml": """\
harbour: {kind: ministry, names: [{abbreviation: PA, full: Port Authority}]}
tides: {kind: agency, names: [{abbreviation: TS, full: Tide Service}]}
""",
    "data/2030/report.yaml": 'title: Town\nyear: "2030"\nimprint: {publishers: [{name: City}]}\n',
    "data/2030/sections.yaml": """\
quay: {title: Quay, number: "1", text: 'See [](#money) on page {page:money}.'}
lights: {title: Lights, number: "2"}
""",
    "data/2030/works.yaml": """\
new-quay:
  title: New quay
  section: quay
  institutions: [harbour]
  text: TEXT
lighthouse:
  title: Light
  section: lights
  institutions: [tides]
  text: Far off [@guide].
""",
    "data/2030/key-figures.yaml": """\
ships: {value: 3, unit: ships, statement: came, about: new-quay, counted: true}
boats: {value: 4, unit: ships, statement: went, about: lighthouse, counted: true}
""",
    "data/2030/charts.yaml": """\
traffic: {about: lights, title: More ships, measure: ships, figures: [boats]}
harbour-chart: {about: quay, title: Ships in port, measure: ships, figures: [ships]}
""",
    "data/2030/sources.yaml": """\
guide:
  title: How to build quays
  kind: book
  authors: ["Ode, Ann", "Bell, Tom"]
  publisher: Port Press
  place: Town
  year: 2029
log: {title: The log, short: Harbour log}
""",
    "templates/plain/theme.yaml": "numbering: {charts: figures}\n",
    "templates/plain/report.xml.j2": """\
<report title="{{ report.title }}">
<section id="start"><h1>Start</h1>
{% for chapter in chapters %}<section id="{{ chapter.id }}"><h2 number="{{ chapter.number }}">{{ chapter.title }}</h2>
{{ chapter.text or "" }}
{% for spec in chapter.charts %}<chart id="{{ spec.id }}"><chart-title>{{ spec.title }}</chart-title>{{ spec }}</chart>
{% endfor %}
{% for item in chapter.items("works") %}<card id="{{ item.id }}"><h3>{{ item.title }}</h3>{{ item.text }}</card>
{% endfor %}</section>{% endfor %}
<table id="money"><caption>Money</caption><tr><th>Sum</th></tr><tr><td>3</td></tr></table>
<table id="bare"><tr><th>Sum</th></tr><tr><td>3</td></tr></table>
{% if bibliography %}<ul id="sources">
{% for source in bibliography %}<li id="{{ source.anchor }}">{{ source.entry }}</li>{% endfor %}</ul>{% endif %}
</section>
</report>
""",
}


def project(folder: Path, text: str = "Nothing.", **changes: str) -> reportgen.Project:
    for name, content in PROJECT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            changes.get(path.name.partition(".")[0 if path.suffix == ".yaml" else 2], content).replace(
                "TEXT", repr(text)
            ),
            "utf-8",
        )
    return reportgen.open_project(folder)


def said(made: reportgen.Project, audience: str | None = None) -> dict[str, str]:
    edition = made.edition()
    document = reportgen.compose(edition.excerpt(audience) if audience else edition)
    return {block.id: block.text for block in plain_blocks(document.tree)}


def told(made: reportgen.Project) -> dict[tuple[str, int, str], str | None]:
    return {
        (finding.file.rpartition("/")[2], finding.line, finding.code): finding.hint
        for finding in made.edition().check()
        if finding.severity != "note"
    }


# ---------------------------------------------------------------------------------------------------------- references


def test_texts_name_numbers_of_tables_and_charts_that_templates_print(tmp_path: Path) -> None:
    text = "See [](#money), [](#traffic), [the money](#money), chapter [](#lights) and [](#harbour-chart)."
    found = said(project(tmp_path, text))
    assert found["new-quay.p1"] == "See Table 1, Figure 2, the money, chapter 2 and Figure 1."


def test_excerpts_say_what_they_leave_out_in_words(tmp_path: Path) -> None:
    text = "See [](#money), [](#traffic), [ships](#lighthouse), page {page:lighthouse} and {page:money}."
    found = said(project(tmp_path, text), "harbour")
    assert found["new-quay.p1"] == (
        "See Table 1, Figure 2 of the full report, ships (in the full report), page … (in the full report) and ."
    )


def test_pages_are_those_of_the_file(tmp_path: Path) -> None:
    made = project(tmp_path, "Money on {page:money}.")
    whole = [file for file in made.build("2030", formats=("pdf", "docx")).files if file.audience is None]
    files = {file.format: (tmp_path / "output/2030" / file.path).read_bytes() for file in whole}
    assert "money" in read_pdf(files["pdf"]).targets
    xml = zipfile.ZipFile(io.BytesIO(files["docx"])).read("word/document.xml").decode()
    assert f"PAGEREF {bookmark_name('money')} " in xml


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("See [](#mony).", "dead-reference", 'did you mean "money"?'),
        ("See [words](#mony).", "dead-reference", 'did you mean "money"?'),
        ("See page {page:mony}.", "dead-reference", 'did you mean "money"?'),
        (
            "See [](#bare).",
            "unnumbered-reference",
            "say it in words: [words](#bare); theme.yaml says what is numbered (numbering:)",
        ),
        (
            "See [this](#new-quay).",
            "self-reference",
            "leave the reference out, or name the table or chart that is meant",
        ),
        ("See [@guid].", "dead-id", 'did you mean "guide"?'),
        ("See [@guide p. 4].", "bad-reference", 'did you mean "guide"?'),
    ],
)
def test_a_reference_that_cannot_be_printed_is_told_once_at_its_place(
    tmp_path: Path, text: str, code: str, hint: str
) -> None:
    made = project(tmp_path, text)
    assert told(made) == {("works.yaml", 5, code): hint}
    (finding,) = [each for each in made.edition().check() if each.code == code]
    assert finding.source is not None
    marked = finding.source[finding.column - 1 : finding.column - 1 + finding.length]
    assert marked in text
    assert marked[0] in "({["


def test_a_build_tells_them_too(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as raised:
        project(tmp_path, "See [](#bare) and {page:nowhere}.").build("2030", formats=("text",))
    assert [(each.code, each.line) for each in raised.value.findings] == [
        ("unnumbered-reference", 5),
        ("dead-reference", 5),
    ]


def test_a_caption_that_refers_to_itself_is_told_at_its_line(tmp_path: Path) -> None:
    itself = '<caption>Money, <a href="#money"></a>'
    template = PROJECT["templates/plain/report.xml.j2"].replace("<caption>Money", itself)
    with pytest.raises(FindingsError) as raised:
        project(tmp_path, **{"xml.j2": template}).build("2030", formats=("text",))
    (finding,) = raised.value.findings
    assert (finding.code, finding.file) == ("self-reference", "templates/plain/report.xml.j2")
    assert itself in str(finding.source)


# ------------------------------------------------------------------------------------------------------------- sources


def test_a_citation_names_the_source_and_leads_to_its_entry(tmp_path: Path) -> None:
    found = said(project(tmp_path, "Deep [@guide, p. 4], as said [@log; @guide].^[@log, day 3]"))
    assert found["new-quay.p1"] == "Deep (Ode and Bell 2029, p. 4), as said (Harbour log; Ode and Bell 2029)."
    assert found["new-quay.note1"] == "Harbour log, day 3"
    entries = [text for key, text in found.items() if key.startswith("source-")]
    assert entries == [
        "Harbour log. The log.",
        "Ode and Bell 2029. Ode, Ann; Bell, Tom: How to build quays. Town: Port Press, 2029.",
    ]


def test_an_excerpt_lists_what_it_cites(tmp_path: Path) -> None:
    made = project(tmp_path, "Deep [@log].")
    assert [key for key in said(made, "harbour") if key.startswith("source-")] == ["source-log.p1"]
    assert [key for key in said(made, "tides") if key.startswith("source-")] == ["source-guide.p1"]


def test_sources_that_nothing_cites_or_that_have_one_name_are_told(tmp_path: Path) -> None:
    more = PROJECT["data/2030/sources.yaml"] + (
        "other: {title: Else, kind: web, authors: ['Ode, Al', 'Bell, Bo'], year: 2029}\n"
    )
    found = project(tmp_path, "Deep [@log].", sources=more).edition().check()
    told_of = {(each.path, each.code): each.text for each in found}
    assert told_of["other", "unused-source"] == "nothing in this edition cites the source"
    assert told_of["other", "same-citation"] == 'is cited by the same name as "guide": "Ode, Bell 2029"'
    assert told_of["other", "incomplete-source"] == "a source of the kind web that does not say url and accessed"


def test_citations_without_a_list_are_words_and_a_warning(tmp_path: Path) -> None:
    template = PROJECT["templates/plain/report.xml.j2"].replace('<li id="{{ source.anchor }}">', "<li>")
    made = project(tmp_path, "Deep [@log].", **{"xml.j2": template})
    assert said(made)["new-quay.p1"] == "Deep (Harbour log)."
    assert [code for _, _, code in told(made)] == ["source-not-listed", "source-not-listed"]


# ------------------------------------------------------------------------------------------------------------- grammar

PIECES = st.lists(
    st.sampled_from(
        [
            "[@",
            "@",
            "guide",
            "log-2",
            ", p. 4",
            "; ",
            "]",
            "[",
            "](#money)",
            "{page:",
            "money",
            "}",
            "^[",
            "\\",
            " ",
            "\n",
            "A",
            "é",
            "(",
            ")",
            "{",
            "{@arbeit}",
            "{lang=en}",
            "**",
        ]
    ),
    max_size=12,
).map("".join)


def read(text: str) -> list[tuple[str, str]]:
    """The pages and sources that the reader of Markdown finds."""
    found: list[tuple[str, str]] = []
    waiting = list(tokens(text))
    while waiting:
        token = waiting.pop(0)
        if token.type == "page":
            found.append(("page", token.meta["target"]))
        elif token.type == "citation":
            found += [("source", each.id) for each in token.meta["cited"]]
        waiting = [*(token.children or ()), *waiting]
    return found


@pytest.mark.long
@given(PIECES)
def test_whoever_reads_a_text_finds_the_same_references(text: str) -> None:
    scanned = [(each.kind, each.id) for each in scan(text) if each.kind in ("page", "source")]
    printed = read(text)
    assert [each for each in printed if each not in scanned] == []


@given(
    st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True), min_size=1, max_size=4),
    st.sampled_from(["", "p. 4", "§ 3 Abs. 2", "S. 4–7"]),
)
def test_a_citation_is_read_as_it_is_written(keys: list[str], locator: str) -> None:
    written = "; ".join(f"@{key}, {locator}" if locator else f"@{key}" for key in keys)
    assert read(f"Words [{written}] on.") == [("source", key) for key in keys]
    assert [each.id for each in scan(f"Words [{written}] on.")] == keys
