"""Templates: what they see, how values keep their origin, and how every mistake becomes a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compose_kit import document, edition, printed, template, texts, wrong
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.compose import identify, load_template, parse, render
from reportgen.compose.markup.characters import odd
from reportgen.compose.typography import set_text
from reportgen.document.walk import descend
from reportgen.edition import model as m
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.errors import DocumentError, FindingsError

VIEW = {
    "{{ report.title }}": "Ein Jahr",
    "{% for each in chapters %}{{ each.id }}:{{ each.children[0].title }}{% endfor %}": "feld:Unter",
    "{% for id, each in sections.items() if each.parent == 'feld' %}{{ id }}{% endfor %}": "unter",
    "{% for each in sections.feld.items('measures') %}{{ each.title }}{% endfor %}": "Eins",
    "{{ measures | length }}{{ measures['zwei'].section.number or '-' }}": "2-",
    "{{ measures.eins.institutions | list_join }}": "BMA und BMU",
    "{{ 'arbeit' in measures.eins.institutions }}{{ institutions[measures.zwei.institutions[0]].full }}": None,
    "{{ institutions.arbeit.full }}/{{ institutions.arbeit.short }}/{{ institutions.arbeit.genitive }}": (
        "Haus der Arbeit/Haus der Arbeit/des Hauses"
    ),
    "{% for each in institutions.umwelt.items('measures') %}{{ each.title }} {% endfor %}": "Eins Zwei ",
    "{% for each in institutions.umwelt.items() %}{{ each.title }} {% endfor %}": "Eins Zwei ",
    "{{ figures.zahl }}/{{ figures.zahl.value }}/{{ figures.zahl.with_unit }}": "über 1.205/1.205/1.205\u00a0Stück",
    "{% for p in charts.bild.points %}{{ p.label }}={{ p.value }}={{ p.text }};{% endfor %}": (
        "Z=1205=1.205;davon=205=205;übrige=1000=1.000;"
    ),
    "{% for each in report.key_figures %}{{ each.unit }} {% endfor %}": "Stück Stück ",
    "{{ figures.zahl.source }}{{ sources.used | length }}": "Quelle1",
    "{{ measures.zwei.due }} {{ measures.zwei.links[0] }}": "Ende 2019 www.example.org/a",
    "{{ measures.zwei.partners | list_join }}": "A &amp; B und C",
    "{% for each in glossary %}{{ each.short }} {% endfor %}": "BMA BMU ",
    "{{ ['Zug', 'Ärzte', 'Arzt', 'ämter'] | sort | join(' ') }} {{ ['Ärzte', 'Zug'] | sort(true) | join(' ') }}": (
        "ämter Arzt Ärzte Zug Zug Ärzte"
    ),
    "{{ ['Öl', 'Oz', 'Ob'] | sort(case_sensitive=true) | join(' ') }}": "Ob Oz Öl",
    "{% for key, value in {'Öl': 2, 'Oz': 1} | dictsort %}{{ key }}{{ value }} {% endfor %}": "Öl2 Oz1 ",
    "{% for word, found in [{'w': 'Zu'}, {'w': 'Äp'}] | groupby('w') %}{{ word }}{{ found | length }}{% endfor %}": (
        "Äp1Zu1"
    ),
    "{% for each in measures.values() | sort(attribute='section.title,title') %}{{ each.title }}{% endfor %}": (
        "EinsZwei"
    ),
    "{% for each in measures | by_date %}{{ each.id }} {% endfor %}": "zwei eins ",
    "{{ edition.as_of | date }} {{ edition.as_of | date('short') }}": "15. November 2019 15.11.2019",
    "{{ edition.as_of | date('month') }} {{ '2019-06-03' | daterange('2019-06-05') }}": "November 2019 3.–5. Juni 2019",
    "{{ 58 | percent }} {{ 0.5 | number(2) }}": "58\u00a0% 0,50",
    "{{ 2.5 | number(0) }} {{ 0.125 | number(2) }} {{ -0.04 | number(1) }} {{ 12.25 | round(1) }}": "3 0,13 0,0 12,3",
    "{{ 1234.56789 | number }} {{ 0.0004 | number }} {{ 1234.5 }} {{ 1 / 3 }}": (
        "1.234,56789 0,0004 1.234,5 0,333333333333333"
    ),
    "{{ 2.5 | round(0, 'floor') | int }} {{ '7' | int + 1 }} {{ 'x' | float(1.5) }}": "2 8 1,5",
    "{{ figures.zahl.value | number(1) }} {{ figures.zahl.value | percent(1) }}": "1.205,0 1.205,0\u00a0%",
    "{{ 7 | in_words }} {{ 70000 | in_words }}": "sieben 70.000",
    "{{ say('hello', name=report.title) }} {{ say('table', number=3) }}": "Hallo Ein Jahr! Table 3",
    "{{ report.title | upper }} {{ 'a' ~ report.title }}": "EIN JAHR aEin Jahr",
    "{{ 'yes' if whole is none and audience is none }}": "yes",
    "{{ 'https://www.example.org/' | bare_url }}": "www.example.org",
}


@pytest.mark.parametrize(("body", "expected"), [(body, text) for body, text in VIEW.items() if text is not None])
def test_what_a_template_sees(tmp_path: Path, body: str, expected: str) -> None:
    assert re.sub(r"<[^>]*>", "", printed(tmp_path, f"<p>{body}</p>")) == expected


def test_values_keep_their_origin(tmp_path: Path) -> None:
    body = "<p>{{ measures.eins.institutions[0].abbreviation }}{{ figures.zahl | upper }}{{ 'x' ~ report.title }}</p>"
    assert [(t.text, t.origin) for t in texts(document(tmp_path, body))] == [
        ("BMA", "institutions[arbeit].names[1].abbreviation"),
        ("ÜBER 1.205x", None),
        ("Ein Jahr", "report.title"),
    ]


def test_inside_a_tag_values_are_bare(tmp_path: Path) -> None:
    body = (
        '<section id="{{ measures.eins }}"><p>a > b <!-- <{{ report.title }} --></p>'
        "<chart id='{{ report.title ~ \"-x\" }}'><series><point label=\"{{ 'a' if x is defined else report.title }}\" "
        'value="{{ figures.zahl.value }}" text="{{ figures.zahl.value | number }}"/></series></chart></section>'
    )
    text = printed(tmp_path, body, edition(title='Q"1'))
    assert 'id="eins"' in text
    assert "id='Q&#34;1-x'" in text
    assert 'label="Q&#34;1" value="1205" text="1.205"' in text
    assert "<value" not in text


def test_printed_paths_are_known(tmp_path: Path) -> None:
    body = '<p id="{{ report.year }}">{{ report.title }}{% if sections.feld.title %}{% endif %}{{ figures.zahl }}</p>'
    found = render(edition(), template(tmp_path, body), tmp_path).printed
    assert {"report.year", "report.title", "figures[zahl].value", "figures[zahl].qualifier"} <= found
    assert "sections[feld].title" not in found


def test_a_draft_is_known_to_the_template_and_named_by_the_document(tmp_path: Path) -> None:
    made = template(tmp_path, "<p>{{ 'for review' if draft else 'final' }}</p>")
    printed = (render(edition(), made, tmp_path, draft=marked) for marked in (True, False))
    draft, final = (identify(parse(markup), markup, "0123456789abcdef") for markup in printed)
    assert [t.text for document in (draft, final) for t in texts(document)] == ["for review", "final"]
    assert draft.meta.draft == "DRAFT · as of 15.11.2019 · version 01234567"
    assert final.meta.draft == ""


def test_an_excerpt_knows_its_audience_and_the_whole(tmp_path: Path) -> None:
    whole = edition()
    part = excerpt(whole, sole(whole, "arbeit"))
    made = template(tmp_path, "<p>{{ audience }} {{ measures | length }} {{ whole.measures | length }}</p>")
    assert "2" in render(part, made, tmp_path, whole).text
    assert [t.text for t in texts(parse(render(part, made, tmp_path, whole)))] == ["BMA", " 1 2"]


plain = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
anything = st.text(plain.filter(lambda each: not odd(each)), max_size=40)
"""Whatever is printed as it is: see tests/checks/test_characters.py for the rest."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(anything)
def test_any_text_survives_with_its_origin(tmp_path: Path, title: str) -> None:
    body = '<p id="p" lang="de">[{{ report.title }}]</p><dl><dt>a</dt><dd>{{ report.title }}!</dd></dl>'
    made = _once(tmp_path, body)
    found = parse(render(edition(title=title), made, tmp_path))
    runs = texts(found.children[0])
    line = set_text("[" + re.sub(r"[ \t\r\n\f]+", " ", title) + "]", "de")
    assert "".join(run.text for run in runs) == line
    assert {run.origin for run in runs} == ({None, "report.title"} if title else {None})
    assert {type(node).__name__ for node in descend(found)} == {
        "Document",
        "Meta",
        "Paragraph",
        "Text",
        "Terms",
        "Term",
    }


HOSTILE = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "</value>", '"', "'", ">", "&lt;", "]]>", "-->", "{{ 1 }}", "{% raw %}", "&", "<!--"]
    ),
    max_size=8,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(HOSTILE)
def test_markup_cannot_be_injected(tmp_path: Path, title: str) -> None:
    body = '<p>{{ report.title }}</p><p><abbr title="{{ report.title }}">x</abbr><![CDATA[{{ report.title }}]]></p>'
    found = parse(render(edition(title=title), _once(tmp_path, body), tmp_path))
    assert len(found.children) == 2
    assert "".join(t.text for t in texts(found.children[0])) == set_text(title, "de")


_MADE: dict[str, object] = {}


def _once(folder: Path, body: str):  # type: ignore[no-untyped-def]
    if body not in _MADE:
        _MADE[body] = template(folder, body)
    return _MADE[body]


MISTAKES = {
    "<p>{{ reprot.title }}</p>": ("undefined-name", 'did you mean "report"?'),
    "<p>{{ [] | first }}</p>": ("undefined-name", None),
    "<p>{{ report.titel }}</p>": ("undefined-name", 'did you mean "title"?'),
    "<p>{{ figures.zahll.value }}</p>": ("undefined-name", 'did you mean "zahl"?'),
    "<p>{{ sections.feld.items('measure') | length }}</p>": ("undefined-name", 'did you mean "measures"?'),
    "<p>{{ report.subtitle }}</p>": ("not-printable", None),
    "<p>{{ report }}</p>": ("not-printable", None),
    "<p>{{ measures }}</p>": ("not-printable", None),
    "<p>{{ [report.year] }}</p>": ("not-printable", None),
    "<p>{{ measures.zwei.partners }}</p>": ("not-printable", None),
    "<p>{{ say('helo') }}</p>": ("unknown-wording", 'did you mean "hello"?'),
    "<p>{{ say('hello') }}</p>": ("missing-placeholder", None),
    "<p>{{ report.title | nmber }}</p>": ("template-syntax", 'did you mean "number"?'),
    "<p>{{ report.title | number }}</p>": ("not-a-number", None),
    "<p>{{ 'x' | number }}</p>": ("not-a-number", None),
    "<p>{{ true | number }}</p>": ("not-a-number", None),
    "<p>{{ 5 | number(-1) }}</p>": ("bad-argument", "0 to 20"),
    "<p>{{ 5 | percent('2') }}</p>": ("bad-argument", "0 to 20"),
    "<p>{{ 5 | round(1, 'even') }}</p>": ("bad-argument", "methods: common, ceil, floor"),
    "<p>{{ 'x' | round }}</p>": ("not-a-number", None),
    "<p>{{ '3,5' | float }}</p>": ("not-a-number", "give a default for it, or keep numbers as numbers in the data"),
    "<p>{{ 9e307 * 90 }}</p>": ("not-printable", None),
    "<p>{{ (9e307 * 90) | number }}</p>": ("not-a-number", None),
    "<p>{{ '2019-06-05' | daterange('2019-06-03') }}</p>": ("not-a-date", None),
    "<p>{{ report.title | date }}</p>": ("not-a-date", None),
    "<p>{{ measures.eins | date }}</p>": ("not-a-date", "name one of its dates"),
    "<p>{{ measures.eins | daterange }}</p>": ("not-a-date", "name one of its dates"),
    "<p>{{ report.title | safe }}</p>": ("template-syntax", None),
    "<p>{% if %}</p>": ("template-syntax", None),
    "{% autoescape false %}{% endautoescape %}": ("template-syntax", None),
    "{% include 'parts/nix.j2' %}": ("missing-file", None),
    "{% include '../../secret' %}": ("missing-file", None),
    "<p>{{ 1 / 0 }}</p>": ("template-error", None),
    "<p>{{ 'a' + 1 }}</p>": ("template-error", None),
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}": ("template-limit", None),
    "{% for i in range(10000000) %}{% endfor %}": ("template-limit", None),
    "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}": ("template-limit", None),
    "{{ 'a' * 1000000000 }}": ("template-limit", None),
    "{{ 9 ** 999 }}": ("template-limit", None),
    "{{ '%1000000000d' % 1 }}": ("template-limit", None),
    "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}": (
        "template-limit",
        None,
    ),
    "{{ ''.__class__.__mro__ }}": ("sandbox-violation", None),
    "{{ report._model }}": ("sandbox-violation", None),
    "{{ report.title.format }}": ("sandbox-violation", None),
    "{{ say.func.__globals__ }}": ("sandbox-violation", None),
    "<p>{{ measures.eins.text | inline }}</p>": ("not-inline", None),
    "<p>{{ measures.eins.text }}</p>": ("misplaced-element", None),
    "<p>a": ("not-well-formed", None),
}


@pytest.mark.long
@pytest.mark.parametrize(("body", "expected"), MISTAKES.items())
def test_mistakes_in_templates(tmp_path: Path, body: str, expected: tuple[str, str | None]) -> None:
    code, hint = expected
    found = wrong(tmp_path, f"\n{body}", edition(text="Eins.\n\nZwei."))
    assert code in [finding.code for finding in found]
    assert hint is None or hint in [finding.hint for finding in found]
    assert {finding.file for finding in found} == {"templates/test/report.xml.j2"}
    if code != "not-well-formed":
        assert found[0].line == 3


def test_all_undefined_names_at_once(tmp_path: Path) -> None:
    found = wrong(
        tmp_path, "<p>{{ a }}</p>\n{% for x in b %}{% endfor %}\n{% if c.d %}{% endif %}<p>{{ report.x.y }}</p>"
    )
    assert [(f.line, f.code) for f in found] == [(n, "undefined-name") for n in (2, 3, 4, 4)]


def test_a_finding_in_the_markup_names_the_line_of_the_part_that_printed_it(tmp_path: Path) -> None:
    macros = "{% macro card(item) %}\n\n<p>\n  <strng>{{ item.title }}</strng></p>\n{% endmacro %}"
    body = "{% import 'macros.j2' as m %}\n{% for item in measures %}{{ m.card(item) }}{% endfor %}"
    found = wrong(tmp_path, body, **{"macros.j2": macros})
    assert [(f.file, f.line, f.column) for f in found] == [("templates/test/macros.j2", 4, 3)]
    assert found[0].hint == 'did you mean "strong"?'
    assert found[0].source == "  <strng>{{ item.title }}</strng></p>"


def test_characters_that_no_document_holds_are_reported_with_their_path(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        document(tmp_path, "<p>{{ report.title }}</p>", edition(title="a\x01b"))
    assert [(each.code, each.path) for each in caught.value.problems] == [("bad-character", "report.title")]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"report.xml.j2": b"<report>\n\xff"}, "not-utf8"),
        ({"words/de.yaml": b"a: 1"}, "bad-type"),
        ({"words/de.yaml": b"page: Seite {seite}"}, "unknown-placeholder"),
        ({"words/de.yaml": b"a: b\na: c"}, "duplicate-key"),
        ({"words/de.yaml": b""}, "empty-file"),
        ({"theme.yaml": b"pages: {}"}, "unknown-key"),
    ],
)
def test_broken_template_folders(tmp_path: Path, files: dict[str, bytes], code: str) -> None:
    template(tmp_path, "<p/>")
    for name, content in files.items():
        (tmp_path / "templates" / "test" / name).write_bytes(content)
    with pytest.raises(FindingsError) as caught:
        load_template(tmp_path / "templates" / "test", "de")
    assert code in [finding.code for finding in caught.value.findings]


def test_missing_folder_entry_or_wording(tmp_path: Path) -> None:
    template(tmp_path, "<p/>")
    with pytest.raises(FindingsError, match="there is no template"):
        load_template(tmp_path / "templates" / "tset", "de")
    with pytest.raises(FindingsError, match="no wording"):
        load_template(tmp_path / "templates" / "test", "fr")
    (tmp_path / "templates" / "test" / "report.xml.j2").unlink()
    with pytest.raises(FindingsError, match="the template has no"):
        load_template(tmp_path / "templates" / "test", "de")


def test_an_institution_without_a_valid_name_is_reported(tmp_path: Path) -> None:
    old = m.Institution(kind="ministry", names=(m.Name(abbreviation="A", full="B", valid_to="2000-01-01"),))
    found = wrong(tmp_path, "<p>{{ institutions.arbeit }}</p>", edition(institutions={"arbeit": old}))
    assert found[0].code == "no-valid-name"


def test_words_that_are_printed_in_another_language_are_known(tmp_path: Path) -> None:
    borrowed = template(tmp_path, "<p>a</p>").borrowed
    assert {"table", "figure", "chart-bars"} <= set(borrowed)
    assert not {"page", "caption", "delivery-title"} & set(borrowed)
    assert template(tmp_path, "<p>a</p>", "en", **{"words/en.yaml": "a: b\n"}).borrowed == ()
