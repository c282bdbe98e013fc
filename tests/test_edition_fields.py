"""What the model says of its fields: every id names what it refers to, and the walk finds what records hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from reportgen.edition import model as m
from reportgen.edition.fields import Ref, printed, printed_texts, references, rich_fields
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
