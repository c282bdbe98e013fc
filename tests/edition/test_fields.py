"""What the model says of its fields: every id names what it refers to, and the walk finds what records hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import compose_kit
import pytest
from full_records import full, full_edition, ids
from msgspec.structs import replace
from strategies import example, write_project
from templates_help import ROOT, STARTER

from reportgen.checks.context import Context
from reportgen.checks.dead_ids import dead_ids
from reportgen.checks.institutions import institutions
from reportgen.compose import load_template, render
from reportgen.edition import model as m
from reportgen.edition.audience import audiences, sole
from reportgen.edition.excerpts import excerpt
from reportgen.edition.fields import Ref, fields, printed, printed_texts, references, rich_fields
from reportgen.edition.loading import load
from reportgen.edition.places import places
from reportgen.edition.records import records
from reportgen.project.open import open_project
from reportgen.yaml.model import Model, Slug

MODELS = [each for each in vars(m).values() if isinstance(each, type) and issubclass(each, Model)]
_SLUG = get_args(Slug)[1]


def _marks(hint: Any) -> Iterator[Any]:
    yield from getattr(hint, "__metadata__", ())
    for inner in get_args(hint):
        yield from _marks(inner)


def test_every_field_with_ids_says_what_they_are_of() -> None:
    """But for the keys of signatures, which are items by their place in the file, and the settings' own fields."""
    hints = {
        (model.__name__, name): tuple(_marks(hint))
        for model in MODELS
        for name, hint in get_type_hints(model, include_extras=True).items()
    }
    nameless = {
        field for field, marks in hints.items() if _SLUG in marks and not any(isinstance(x, Ref) for x in marks)
    }
    own = {(m.SignOff.__name__, "items"), ("CollectionSchema", "section"), ("CollectionSchema", "settled_in")}
    assert nameless - own == set()


ITEM = m.Item(
    title="T",
    section="s",
    institutions=("a", "b"),
    lead="a",
    text="{f}",
    dates=(m.Date(text="May", iso="2030-05", precision="month", note="quiet", iso_from="guessed"),),
    links=(m.Link(url="https://example.org"),),
    progress=m.Progress(state="moved", moved_from=("c",), confirmed_by="me"),
    outcome=m.Outcome(state="done", text="^[note]", source="q"),
    note="quiet",
    extra={"remark": "words", "sites": ("north", "south"), "budget": 2, "open": True},
)


def test_references_go_into_the_records_of_a_record() -> None:
    found = [(each.path, each.ref.kind, each.id) for each in references(ITEM, "works[x]")]
    assert found == [
        ("works[x].section", "section", "s"),
        ("works[x].institutions[0]", "institution", "a"),
        ("works[x].institutions[1]", "institution", "b"),
        ("works[x].lead", "institution", "a"),
        ("works[x].progress.from[0]", "institution", "c"),
        ("works[x].outcome.source", "source", "q"),
    ]
    figure = m.Figure(
        unit="u",
        statement="s",
        about="x",
        history=(m.EarlierValue(value=1, as_of=ITEM.dates[0], source="q"),),
    )
    assert [each.path for each in references(figure, "f")] == ["f.about", "f.history[0].source"]


def test_what_is_printed_has_no_ids_no_states_and_no_words_for_editors() -> None:
    assert dict(printed(ITEM, "x")) == {
        "x.title": "T",
        "x.text": "{f}",
        "x.dates[0].text": "May",
        "x.links[0].url": "https://example.org",
        "x.outcome.text": "^[note]",
        "x.extra.remark": "words",
        "x.extra.sites[0]": "north",
        "x.extra.sites[1]": "south",
        "x.extra.budget": 2,
        "x.extra.open": True,
    }
    assert "x.extra.budget" not in dict(printed_texts(ITEM, "x"))
    assert dict(rich_fields(ITEM, "x")) == {"x.text": "{f}", "x.outcome.text": "^[note]"}


# ------------------------------------------------------------------------------------------- who asks for references

EDITION = full_edition()
REFERENCES = [each for path, record in records(EDITION) for each in ids(record, path)]


def test_the_full_edition_refers_to_something_of_each_kind() -> None:
    kinds = {kind for _, kind, _ in REFERENCES}
    assert kinds == {"section", "item", "section or item", "figure", "source", "institution"}
    assert len({key for _, _, key in REFERENCES}) == len(REFERENCES)


def test_checks_miss_what_any_field_refers_to() -> None:
    context = Context(EDITION, {})
    missed = {remark.path for check in (dead_ids, institutions) for remark in check(context)}
    assert {path for path, _, _ in REFERENCES} == missed


def test_where_finds_every_field_with_an_id(tmp_path: Path) -> None:
    loaded = load(open_project(write_project(tmp_path)))
    for path, _, key in REFERENCES:
        sources = {**EDITION.sources, key: m.Source(title="T")}
        loaded = replace(loaded, partial=replace(EDITION, sources=sources))
        assert [each.path for each in places(loaded, key)] == [f"sources[{key}]", path]


def test_excerpts_keep_what_any_field_refers_to() -> None:
    """All that an item, a figure, a statement and a chart of theirs refer to, figures through figures too."""
    known: dict[str, dict[str, Any]] = {"figure": {}, "source": {}, "institution": {}}
    made = {"figure": m.Figure(unit="u", statement="s", about="elsewhere"), "source": full(m.Source)}
    for _, kind, key in REFERENCES:
        if kind in known:
            known[kind][key] = made.get(kind, full(m.Institution))
    drawn = ("chart-figures", "chartspec-figures", "chartspec-series-figures", "chartspec-total")
    figures = {
        key: replace(each, about="full-works") if key in drawn else each for key, each in known["figure"].items()
    }
    whole = replace(
        EDITION,
        figures={**figures, "full-figures": replace(EDITION.figures["full-figures"], about="full-works")},
        statements={key: replace(each, about="full-works") for key, each in EDITION.statements.items()},
        charts={key: replace(each, about="full-works") for key, each in EDITION.charts.items()},
        sources=known["source"],
        institutions=known["institution"],
    )
    part = excerpt(whole, sole(whole, "item-institutions"))
    kept = {"figure": part.figures, "source": part.sources, "institution": part.institutions}
    asked = [
        (path, kind, key)
        for path, kind, key in REFERENCES
        if kind in kept and path.startswith(("works[", "figures[", "statements[", "charts["))
    ]
    assert [path for path, kind, key in asked if key not in kept[kind]] == []
    assert "report-key-figures" not in part.figures


def test_where_finds_the_source_of_an_earlier_value_and_the_excerpt_that_is_sent(tmp_path: Path) -> None:
    history = "history: [{value: 100, as_of: {text: '2028', iso: '2028', precision: year}, source: old-log}]"
    project = write_project(
        tmp_path,
        key_figures=example("key-figures").replace("  source: log", f"  source: log\n  {history}", 1),
        sources="log: {title: Log book}\nold-log: {title: Old log}\n",
        distribution="archive: {name: Archive, copies: 2, excerpt: harbour}\n",
    )
    loaded = load(open_project(project))
    assert [(each.path, each.place.line) for each in places(loaded, "old-log")] == [
        ("sources[old-log]", 2),
        ("figures[ships].history[0].source", 7),
    ]
    assert "distribution[archive].excerpt" in {each.path for each in places(loaded, "harbour")}


# ------------------------------------------------------------------------------------------- what editors tell editors


def noted(value: Any, words: str) -> Any:
    """A record with words in every field for editors that takes a text, in the records inside it too."""
    if isinstance(value, tuple):
        return tuple(noted(each, words) for each in value)
    if not isinstance(value, Model):
        return value
    found = {name: noted(getattr(value, name), words) for name in value.__struct_fields__}
    for field in fields(type(value)).values():
        if field.for_editors and not isinstance(field.default, bool):
            found[field.name] = (words,) if isinstance(field.default, tuple) else words
    return replace(value, **found)


NOTE = "ask QZX or {@watchers}"
QUIET = {
    "abbreviations": {"QZX": m.Abbreviation(expansion="only in a note")},
    "institutions": {"watchers": m.Institution(kind="agency", names=(m.Name(abbreviation="WTC", full="Watchers"),))},
}


@pytest.mark.parametrize(("folder", "name"), [(ROOT, "2019"), (ROOT, "2020"), (STARTER, "2025")])
def test_no_word_for_editors_reaches_the_markup_or_an_excerpt(folder: Path, name: str) -> None:
    project = open_project(folder)
    plain = load(project, name).edition
    plain = replace(plain, **{field: {**getattr(plain, field), **more} for field, more in QUIET.items()})
    tables = {
        field: {key: noted(record, NOTE) for key, record in getattr(plain, field).items()}
        for field in ("sections", "figures", "statements", "charts", "sources", "abbreviations", "institutions")
    }
    collections = {
        key: {item: noted(record, NOTE) for item, record in items.items()} for key, items in plain.collections.items()
    }
    whole = replace(plain, report=noted(plain.report, NOTE), collections=collections, **tables)
    assert whole != plain
    template = load_template(project.template, plain.language)
    assert render(whole, template, folder).text == render(plain, template, folder).text
    for institution in audiences(whole):
        part = excerpt(whole, sole(whole, institution))
        assert not {"QZX", "watchers"} & {*part.abbreviations, *part.institutions}


def test_an_abbreviation_in_words_for_readers_is_explained(tmp_path: Path) -> None:
    """In what a chart notes, in how an item ended, in a field of the report's own, and in a source that is cited."""
    charts = {"bild": replace(compose_kit.edition().charts["bild"], note="ohne AA")}
    measures = compose_kit.edition().collections["measures"]
    eins = replace(measures["eins"], progress=m.Progress(state="ended", note="nach BB"), extra={"remark": "siehe CC"})
    sources = {"q": m.Source(title="Bericht des DD"), "ungenutzt": m.Source(title="Bericht des EE")}
    shorts = {key: m.Abbreviation(expansion="?") for key in ("AA", "BB", "CC", "DD", "EE")}
    whole = compose_kit.edition(
        charts=charts, collections={"measures": {**measures, "eins": eins}}, sources=sources, abbreviations=shorts
    )
    shown = "<p>{% for each in abbreviations.used %}{{ each.id }} {% endfor %}</p>"
    assert compose_kit.printed(tmp_path, shown, whole) == "<p>AA BB CC DD </p>"
    assert set(excerpt(whole, sole(whole, "umwelt")).abbreviations) == {"BB", "CC", "DD"}
