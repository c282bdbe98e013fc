"""What a template sees of the changes since the edition before."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_kit import edition, template
from msgspec.structs import replace

from reportgen.compose import PreviousEdition, render
from reportgen.edition import model as m
from reportgen.edition.audience import sole
from reportgen.edition.excerpts import excerpt
from reportgen.errors import FindingsError

ALL = (
    "{% for each in changes.all %}<p>{{ each.kind }}|{{ each.title }}|{{ each.old or '' }}|{{ each.new or '' }}|"
    "{{ each.difference or '' }}|{{ each.percent or '' }}</p>{% endfor %}"
)


def successor(**more: object) -> m.Edition:
    """The edition after `edition()`: a figure, a text and institutions have changed, an item has come."""
    old = edition()
    one = replace(old.collections["measures"]["eins"], text="Noch ein Text.", institutions=("umwelt",))
    new = m.Item(title="Drei", section="feld", institutions=("umwelt",))
    measures = {**old.collections["measures"], "eins": one, "drei": new}
    names = (*old.institutions["arbeit"].names[:1], replace(old.institutions["arbeit"].names[1], valid_to="2020-01-01"))
    later = m.Name(abbreviation="BMNEU", full="Neues Haus", valid_from="2020-01-02")
    institutions = {**old.institutions, "arbeit": replace(old.institutions["arbeit"], names=(*names, later))}
    return replace(
        edition(name="2020", as_of="2020-12-31", previous="2019"),
        collections={"measures": measures},
        figures={**old.figures, "zahl": replace(old.figures["zahl"], value=1405)},
        institutions=institutions,
        **more,
    )


def printed(folder: Path, body: str, new: m.Edition, part: m.Edition | None = None) -> str:
    """The markup of the newer edition, or of an excerpt of it."""
    previous = PreviousEdition(new, lambda: replace(edition(), institutions=new.institutions))
    whole = new if part is not None else None
    return render(part or new, template(folder, body, **WORDS), folder, whole, previous=previous).text


WORDS = {"words/de.yaml": 'now-called: "{old} (heute {new})"\n'}


def test_changes_are_printed_in_the_language_of_the_report(tmp_path: Path) -> None:
    text = printed(tmp_path, ALL, successor())
    assert '<p>moved|<value path="measures[eins].title">Eins</value>|BMA (heute BMNEU), BMU|BMU||</p>' in text
    assert "|Ein Text.|Noch ein Text.||</p>" in text
    assert "|über 1.205|über 1.405|+200|+16,6\u00a0%</p>" in text
    assert "<p>new|" in text


def test_kinds_records_and_states_can_be_asked_for(tmp_path: Path) -> None:
    body = (
        '<p>{{ changes.previous.name }} {{ changes.kind("new", "measures") | length }} '
        '{{ changes.kind("new", "figures") | length }} {{ changes.about(measures.eins) | length }} '
        '{{ changes.standing("measures", "carried") | length }} {{ changes.kind("institution")[0].label }}</p>'
        '{% for each in changes.kind("text")[0].words %}<p>{{ each.operation }} {{ each.text }}</p>{% endfor %}'
    )
    text = printed(tmp_path, body, successor())
    assert "<p>2019 1 0 2 2 BMA (heute BMNEU)</p>" in text
    assert "<p>insert Noch ein</p>" in text


def test_an_excerpt_has_the_changes_of_its_institution_then_and_now(tmp_path: Path) -> None:
    new = successor()
    text = printed(tmp_path, ALL, new, excerpt(new, sole(new, "umwelt")))
    assert "moved|" in text
    assert "new|" in text
    theirs = excerpt(new, sole(new, "umwelt"))
    part = replace(theirs, audience=sole(new, "arbeit"), institutions=new.institutions, collections={"measures": {}})
    assert "BMA (heute BMNEU), BMU" in printed(tmp_path, ALL, new, part)


def test_an_edition_without_predecessor_has_none(tmp_path: Path) -> None:
    body = "{% if changes %}<p>changes</p>{% else %}<p>none</p>{% endif %}"
    assert "<p>none</p>" in render(edition(), template(tmp_path, body), tmp_path).text


def test_nothing_is_read_unless_a_template_asks(tmp_path: Path) -> None:
    def read() -> m.Edition:
        raise AssertionError("the older edition was read")

    new = successor()
    body = "{% if changes %}<p>{{ report.title }}</p>{% endif %}"
    assert render(new, template(tmp_path, body), tmp_path, previous=PreviousEdition(new, read)).text


def test_an_unknown_kind_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as raised:
        printed(tmp_path, '<p>{{ changes.kind("figures") | length }}</p>', successor())
    (finding,) = raised.value.findings
    assert (finding.code, finding.hint) == ("bad-argument", 'did you mean "figure"?')
