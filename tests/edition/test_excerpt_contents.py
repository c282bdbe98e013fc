"""What stays in an excerpt because data or template say so, what leaves because it is empty, and its own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_kit import edition as small
from compose_kit import misread, read
from compose_kit import template as make
from excerpt_kit import part
from msgspec.structs import replace
from strategies import example, write_project
from templates_help import LETTER, REPORT, ROOT, STARTER, document, starter, template, tree, words_of
from templates_help import edition as report

from reportgen.checks.run import load_checked
from reportgen.compose import load_template, parse, render
from reportgen.document import nodes as n
from reportgen.document.bands import bar_colours
from reportgen.document.numbering import known, number
from reportgen.document.walk import find, plain_text
from reportgen.edition.audience import audiences_of, sole
from reportgen.edition.excerpts import excerpt, without_excerpts
from reportgen.edition.loading import load
from reportgen.edition.model import Edition, ExcerptTexts, Section
from reportgen.errors import FindingsError
from reportgen.project.open import open_project


def loaded(folder: Path, **files: str) -> Edition:
    return load_checked(open_project(write_project(folder, **files))).edition


def findings(folder: Path, **files: str) -> list[tuple[str, str, str | None]]:
    try:
        found = load_checked(open_project(write_project(folder, **files))).findings
    except FindingsError as error:
        found = error.findings
    return [(each.code, each.path, each.hint) for each in found if each.severity == "error"]


# ------------------------------------------------------------------------------------------------ sections of the data


FOREWORD = 'foreword: {title: Foreword, matter: front, text: "Of {cranes}. SAR.", excerpts: %s}\n'


AFTER = "annex-text: {title: Method, text: How.}\nannex-part: {title: Detail, text: More., parent: annex-text%s}\n"


@pytest.mark.parametrize(("word", "stays"), [("keep", True), ("drop", False), ("auto", False)])
def test_a_foreword_stays_or_goes_as_the_data_say(tmp_path: Path, word: str, stays: bool) -> None:
    edition = loaded(tmp_path, sections=FOREWORD % word + example("sections"))
    found = part(edition, "tides")
    assert ("foreword" in found.sections) == stays
    assert ("cranes" in found.figures) == stays
    assert next(iter(found.sections)) == ("foreword" if stays else "works-chapter")


def test_what_stays_keeps_its_statements_charts_and_figures(tmp_path: Path) -> None:
    sections = example("sections").replace("title: Traffic,", "title: Traffic, excerpts: keep,")
    found = part(loaded(tmp_path, sections=sections), "tides")
    assert list(found.sections)[:2] == ["numbers", "traffic"]
    assert (list(found.statements), list(found.charts), list(found.sources)) == (["busier"], ["by-kind"], ["log"])


@pytest.mark.parametrize(
    ("above", "below", "stay"),
    [
        ("", "", []),
        ("keep", "", ["annex-text", "annex-part"]),
        ("keep", "drop", ["annex-text"]),
        ("drop", "keep", ["annex-text", "annex-part"]),
        ("", "keep", ["annex-text", "annex-part"]),
    ],
)
def test_sections_below_go_with_those_above(tmp_path: Path, above: str, below: str, stay: list[str]) -> None:
    own = AFTER % (f", excerpts: {below}" if below else "")
    if above:
        own = own.replace("text: How.", f"text: How., excerpts: {above}")
    found = part(loaded(tmp_path, sections=example("sections") + own), "tides")
    assert [key for key in found.sections if key.startswith("annex")] == stay


def test_what_is_dropped_leaves_with_what_stands_in_it_though_figures_are_about_it(tmp_path: Path) -> None:
    works = example("works").replace("text: New SAR lamps.", 'text: "For {ships}."')
    kept = part(loaded(tmp_path / "a", works=works), "tides")
    assert {"numbers", "traffic"} <= kept.sections.keys()
    sections = example("sections").replace('title: Numbers, number: "1"', 'title: Numbers, number: "1", excerpts: drop')
    found = part(loaded(tmp_path / "b", works=works, sections=sections), "tides")
    assert not {"numbers", "traffic"} & found.sections.keys()
    assert (list(found.statements), list(found.charts)) == ([], [])
    assert "ships" in found.figures


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("works-chapter", ["quay", "lights"]),
        ("quay", ["quay.excerpts"]),
        ("traffic", []),
    ],
)
def test_a_section_with_items_cannot_be_dropped(tmp_path: Path, key: str, paths: list[str]) -> None:
    sections = example("sections").replace(f"{key}: {{", f"{key}: {{excerpts: drop, ")
    found = findings(tmp_path, sections=sections)
    assert [(code, path) for code, path, _ in found] == [("items-dropped", path) for path in paths]


def test_a_section_that_only_figures_are_about_leaves(tmp_path: Path) -> None:
    """It would be a heading and nothing: its chart needs a figure that is not here."""
    works = example("works").replace("text: New SAR lamps.", 'text: "For {ships}."')
    charts = "by-kind: {about: traffic, title: Ships, measure: ships, figures: [ships, boats]}\n"
    figures = example("key-figures") + (
        "boats: {value: 4, unit: ships, statement: boats, about: traffic, source: log, "
        'as_of: {text: May 2030, iso: "2030-05", precision: month}}\n'
    )
    given = {"works": works, "charts": charts, "key_figures": figures, "statements": "{}\n"}
    found = part(loaded(tmp_path, **given), "tides")
    assert not {"numbers", "traffic"} & found.sections.keys()
    assert list(found.figures)[:1] == ["ships"]


def test_a_figure_knows_its_section_of_the_whole(tmp_path: Path) -> None:
    whole = small()
    alone = replace(
        excerpt(whole, sole(whole, "umwelt")), sections={}, collections={"measures": {}}, statements={}, charts={}
    )
    made = make(tmp_path, "<p>{{ figures.zahl.about.title }}</p>")
    assert "Feld" in render(alone, made, tmp_path, whole).text


# ----------------------------------------------------------------------------------------------------- its own summary


REPORT_YAML = example("report").replace("introduction:", "summary: All {ships}.\nexcerpts:\n%s\nintroduction:")


OWN = '  harbour: {summary: "Ours are {cranes}."}\n  harbour+tides: {summary: Both.}\n  status=done: {summary: Done.}'


def test_an_excerpt_has_its_own_summary_or_none(tmp_path: Path) -> None:
    edition = loaded(tmp_path, report=REPORT_YAML % OWN)
    assert part(edition, "tides").report.summary is None
    assert part(edition, "tides").report.excerpts == {}
    own = part(edition, "harbour").report
    assert (own.summary, own.excerpts) == (None, {"harbour": ExcerptTexts(summary="Ours are {cranes}.")})
    assert edition.report.summary == "All {ships}."
    assert without_excerpts(edition).report.excerpts == {}
    both = audiences_of(edition).find("pa+ts")
    assert list(excerpt(edition, both).report.excerpts) == ["harbour+tides"]


def test_the_figures_of_another_summary_do_not_come_along(tmp_path: Path) -> None:
    edition = loaded(tmp_path, report=(REPORT_YAML % OWN).replace("Of {ships} ships, as", "As"))
    assert "ships" not in part(edition, "tides").figures
    assert "cranes" in part(edition, "harbour").figures


def test_templates_print_it_as_the_summary_from_its_own_place(tmp_path: Path) -> None:
    whole = small()
    texts = {"umwelt": ExcerptTexts(summary="Eigenes.")}
    whole = replace(whole, report=replace(whole.report, summary="Alles.", excerpts=texts))
    body = "{% if report.summary %}{{ report.summary }}{% else %}<p>nichts</p>{% endif %}"
    made = make(tmp_path, body)

    def said(edition: Edition) -> str:
        return render(edition, made, tmp_path, whole).text

    assert '<value path="report.summary">Alles.' in render(whole, made, tmp_path).text
    assert '<value path="report.excerpts.umwelt.summary">Eigenes.' in said(part(whole, "umwelt"))
    assert "nichts" in said(part(whole, "arbeit"))


@pytest.mark.parametrize(
    ("own", "code", "hint"),
    [
        ("  nobody: {summary: X.}", "unknown-audience", None),
        ("  PA: {summary: X.}", "unknown-audience", 'write "harbour"'),
        ("  tides+harbour: {summary: X.}", "unknown-audience", 'write "harbour+tides"'),
        ("  council: {summary: X.}", "no-items", "there are: PA, TS"),
        ("  status=dome: {summary: X.}", "no-items", 'did you mean "done"?'),
        ("  sites=north&harbour: {summary: X.}", "unknown-audience", 'write "harbour&sites=north"'),
        ("  harbour: {summary: '{no-such}'}", "dead-id", None),
        ("  harbour: {sumary: X.}", "unknown-key", 'did you mean "summary"?'),
    ],
)
def test_texts_of_excerpts_that_there_are_not(tmp_path: Path, own: str, code: str, hint: str | None) -> None:
    found = findings(tmp_path, report=REPORT_YAML % own)
    assert [each[0] for each in found] == [code]
    assert hint is None or found[0][2] == hint


def test_texts_of_excerpts_that_there_are_have_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, report=REPORT_YAML % OWN) == []


# -------------------------------------------------------------------------------------------------- sections of markup


@pytest.mark.parametrize(
    ("content", "stays"),
    [
        ("<p>One sentence.</p>", False),
        ("<table id='t'><thead><tr><th>x</th></tr></thead></table>", False),
        ("<table id='t'><thead><tr><th>x</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>", True),
        ("<ul></ul>", False),
        ("<ul><li>a</li></ul>", True),
        ("<callout><ul><li>a</li></ul></callout>", True),
        ("<section id='u'><h2>Z</h2><ul><li>a</li></ul></section>", True),
        ("<section id='u' needs='chart'><h2>Z</h2><ul><li>a</li></ul></section>", False),
    ],
)
def test_a_section_without_what_it_needs_leaves(content: str, stays: bool) -> None:
    found = read(f'<section id="s" needs="table ul"><h1>Y</h1>{content}</section><section id="n"><h1>N</h1></section>')
    assert ("s" in [each.id for each in find(found, n.Section)]) == stays
    numbered = number(replace(found, children=(n.TableOfContents("toc"), *found.children)))
    (toc,) = find(numbered, n.TableOfContents)
    assert ("Y" in [plain_text(entry.children) for entry in toc.entries]) == stays


def test_what_left_leaves_its_ids_and_levels_to_others() -> None:
    found = read(
        '<h1>A</h1><section id="s" needs="table"><h2>Y</h2><p id="x">a</p></section><section id="s"><h2>B</h2>'
        '<p id="x">b</p></section>'
    )
    assert [each.id for each in find(found, n.Section)] == ["s"]
    (jump,) = misread('<section id="s" needs="table"><h1>Y</h1></section><h2>Z</h2>')
    assert jump.code == "heading-jump"


def test_a_reference_to_what_left_goes_to_the_whole() -> None:
    whole = number(read('<section id="s"><h1>Y</h1><ul><li>a</li></ul></section><p><ref to="s"/></p>'))
    own = read('<section id="s" needs="ul"><h1>Y</h1></section><p id="p"><ref to="s"/></p>')
    (reference,) = find(number(own, known(whole)), n.CrossReference)
    assert reference.elsewhere
    assert "Y (" in plain_text((reference,))


def test_a_wrong_need_is_told() -> None:
    (finding,) = misread('<section id="s" needs="tabel"><h1>Y</h1></section>')
    assert finding.code == "bad-attribute"
    assert '"table"' in finding.text


# --------------------------------------------------------------------------------------------------------------- bars


def bars(document: n.Document) -> tuple[n.Bar, ...]:
    (cover,) = find(document, n.Cover)
    return cover.bars


def test_the_bars_of_an_excerpt_are_picked_out() -> None:
    theme = template().theme
    assert {bar.emphasis for bar in bars(document())} == {False}
    assert bar_colours(bars(document()), theme)[:6] == list(theme.band.tints)
    own = bars(document("arbeit"))
    assert [bar.weight for bar in own] == [bar.weight for bar in bars(document())]
    assert [i for i, bar in enumerate(own) if bar.emphasis] == [4, 9, 10, 11]
    colours = bar_colours(own, theme)
    dark = {colour for bar, colour in zip(own, colours, strict=True) if bar.emphasis}
    pale = {colour for bar, colour in zip(own, colours, strict=True) if not bar.emphasis}
    assert (dark, pale) == ({"primary-deep", "primary"}, {"tint-3", "tint-4"})


def test_the_bars_of_the_example_are_those_of_the_department() -> None:
    assert sum(bar.emphasis for bar in bars(starter("lending"))) == 3
    assert sum(bar.emphasis for bar in bars(starter("learning"))) == 3
    assert not any(bar.emphasis for bar in bars(starter()))


def test_a_caption_says_what_is_dark() -> None:
    captions = [
        words_of(
            tree(render(excerpt(report(), sole(report(), key)), template(), ROOT, report())).find(".//band-caption")
        )
        for key in ("arbeit", "kultur")
    ]
    assert all(caption.endswith("Dunkel: die Felder dieses Auszugs.") for caption in captions)
    assert "Dunkel" not in words_of(tree(render(report(), template(), ROOT)).find(".//band-caption"))


# ----------------------------------------------------------------------------------------------- the report's template


def test_an_excerpt_does_not_open_with_the_summary_of_the_whole() -> None:
    whole = replace(report(), report=replace(report().report, summary="Das Ganze."))
    assert "Das Ganze." in render(whole, template(), ROOT).text
    assert "Das Ganze." not in render(excerpt(whole, sole(whole, "arbeit")), template(), ROOT, whole).text
    own = replace(whole, report=replace(whole.report, excerpts={"arbeit": ExcerptTexts(summary="Das Eigene.")}))
    assert "Das Eigene." in render(excerpt(own, sole(own, "arbeit")), template(), ROOT, own).text
    letter = load_template(LETTER, "en")
    library = edition_with(report(STARTER), "lending", "Ours.")
    assert "Ours." in render(excerpt(library, sole(library, "lending")), letter, STARTER, library).text


def edition_with(edition: Edition, key: str, words: str) -> Edition:
    return replace(edition, report=replace(edition.report, excerpts={key: ExcerptTexts(summary=words)}))


@pytest.mark.parametrize(("folder", "language", "root"), [(REPORT, "de", ROOT), (LETTER, "en", STARTER)])
def test_front_matter_stands_before_the_chapters_and_in_excerpts_that_keep_it(
    folder: Path, language: str, root: Path
) -> None:
    whole, made = report(root), load_template(folder, language)
    word = Section(title="Foreword", text="Said the minister.", matter="front", excerpts="keep")
    gone = Section(title="Gone", text="Said nobody.", matter="front")
    whole = replace(whole, sections={**whole.sections, "foreword": word, "gone": gone})
    key = audiences_of(whole).excerpted[0]
    for edition in (whole, excerpt(whole, key)):
        found = parse(render(edition, made, root, None if edition is whole else whole))
        sections = [each.id for each in found.children if isinstance(each, n.Section)]
        assert (
            sections.index("foreword") < min(sections.index(each) for each in edition.sections if each in sections) + 1
        )
        (front,) = [each for each in find(found, n.Section) if each.id == "foreword"]
        assert front.matter == "front"
        assert ("gone" in sections) == (edition is whole)


@pytest.mark.long
@pytest.mark.parametrize("key", [each.id for each in audiences_of(load(open_project(ROOT), "2020").edition).excerpted])
def test_no_part_of_an_excerpt_is_a_heading_and_a_sentence_about_nothing(key: str) -> None:
    from reportgen.build.documents import Documents
    from reportgen.files.cache import Cache

    documents = Documents(ROOT, "2020", Cache(None))
    found = documents.document(documents.header.audiences.find(key))
    (toc,) = find(found, n.TableOfContents)
    for section in find(found, n.Section):
        told = [block for block in section.children if not isinstance(block, n.Heading)]
        assert any(not isinstance(block, n.Paragraph) or block.role == "body" for block in told), section.id
    letters = [entry.number for entry in toc.entries if entry.number and entry.number.isalpha()]
    assert letters == list("ABCD")[: len(letters)]
    register = next((block for block in find(found, n.Index)), None)
    assert register is None
