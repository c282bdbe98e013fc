"""A report's own fields in templates, and messages in words that are not Python's."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_kit import edition, template
from msgspec.structs import replace

from reportgen.compose import render
from reportgen.edition.model import Edition
from reportgen.errors import FindingsError
from reportgen.project.settings import CollectionSchema, FieldSettings


def declared() -> Edition:
    """An edition whose measures may have a picture, a budget and a remark; the first has a budget."""
    whole = edition()
    items = whole.collections["measures"]
    schema = CollectionSchema(
        fields={
            "photo": FieldSettings(),
            "budget": FieldSettings(type="number"),
            "remark": FieldSettings(type="rich"),
            "sites": FieldSettings(type="list"),
        }
    )
    eins = replace(items["eins"], extra={"budget": 3})
    return replace(whole, collections={"measures": {**items, "eins": eins}}, collection_schemas={"measures": schema})


def printed(folder: Path, body: str) -> str:
    return render(declared(), template(folder, body), folder).text


def told(folder: Path, body: str) -> str:
    with pytest.raises(FindingsError) as raised:
        printed(folder, body)
    return " ".join(finding.text for finding in raised.value.findings)


@pytest.mark.parametrize("field", ["photo", "budget", "remark", "sites"])
def test_a_declared_field_that_is_not_set_is_none(tmp_path: Path, field: str) -> None:
    for name in (f"extra.{field}", f"extra['{field}']", field):
        body = f"<p>{{% if measures.zwei.{name} is none %}}nothing{{% endif %}}</p>"
        assert "<p>nothing</p>" in printed(tmp_path / name, body)


def test_a_declared_field_that_is_set_is_printed(tmp_path: Path) -> None:
    body = "{% for m in measures %}<p>{{ m.extra.budget or 'none' }}, {{ m.budget or 'none' }}</p>{% endfor %}"
    text = printed(tmp_path, body)
    assert 'path="measures[eins].extra.budget">3</value>' in text
    assert "<p>none, none</p>" in text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ measures.eins.extra.fhoto }}", 'a mapping has no "fhoto"'),
        ("{{ measures.eins.fhoto }}", 'measures[eins] has no "fhoto"'),
        ("{{ measures.eins.extra }}", "a mapping cannot be printed"),
        ("{{ measures.eins.institutions }}", "measures[eins].institutions is a list"),
        ("{{ [1] }}", "a list cannot be printed"),
        ("{{ (1, 2).x }}", 'a list has no "x"'),
        ("{{ 'a' + 1 }}", '"+" cannot work on a text and a number'),
        ("{{ 1 + 'a' }}", '"+" cannot work on a number and a text'),
        ("{{ 1 < 'a' }}", "a number and a text have no order"),
        ("{% for x in 5 %}{% endfor %}", "a number is nothing to loop over"),
        ("{{ 5() }}", "a number cannot be called"),
        ("{{ -'a' }}", "cannot work on a text"),
        ("{{ 5 | length }}", "a number has no length"),
        ("{{ say() }}", '"say" was given other arguments than it takes'),
    ],
)
def test_messages_speak_the_words_of_the_docs(tmp_path: Path, body: str, said: str) -> None:
    found = told(tmp_path, f"<p>{body}</p>")
    assert said in found
    for word in ("dict", "tuple", "NoneType", "'str'", "'int'", "object", "Error"):
        assert word not in found
