"""Records and the models derived from them agree on what is right, and the models name every fault."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from paths import ROOT
from pydantic import ValidationError

from reportgen.edition.files import model_of
from reportgen.edition.model import Item
from reportgen.project.files import FILES
from reportgen.project.settings import Settings, spelled_out
from reportgen.yaml.reader import read_file
from reportgen.yaml.strict import strict_model
from reportgen.yaml.translate import validate


def _records() -> list[tuple[type[Struct], dict[str, Any]]]:
    """Every record of the example, as it is read."""
    found: list[tuple[type[Struct], dict[str, Any]]] = []
    tables = [(model_of(file), file.path("2019"), file.single) for file in FILES if (ROOT / file.path("2019")).exists()]
    tables += [(Item, f"data/2019/{name}.yaml", False) for name in ("measures", "outlook")]
    for model, path, single in tables:
        value = read_file(ROOT, path).value
        found += [(model, value)] if single else [(model, record) for record in value.values()]
    return [*found, (Settings, spelled_out(read_file(ROOT, "reportgen.yaml").value))]


RECORDS = _records()
ODD = st.sampled_from(
    [None, True, 0, -1, 2.5, "", "x", "X y", "2019-13-99", "a\n", (), ("a",), (1,), {}, {"text": "x"}]
)


def accepted(model: type[Struct], record: Any) -> bool:
    try:
        strict_model(model).model_validate(record)
    except ValidationError:
        return False
    return True


@st.composite
def mutants(draw: st.DrawFn) -> tuple[type[Struct], Any]:
    model, record = draw(st.sampled_from(RECORDS))
    return model, draw(_changed(record))


def _changed(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, dict) and value:
        key = st.sampled_from(sorted(value, key=str))
        inner = key.flatmap(lambda k: _changed(value[k]).map(lambda new: {**value, k: new}))
        left_out = key.map(lambda k: {name: member for name, member in value.items() if name != k})
        return st.one_of(inner, inner, left_out, ODD.map(lambda new: {**value, "stranger": new}), ODD)
    if isinstance(value, tuple) and value:
        return st.one_of(_changed(value[0]).map(lambda new: (new, *value[1:])), ODD)
    return st.one_of(ODD, st.just(f"{value}\n"))


@given(mutants())
def test_records_and_their_models_accept_the_same(mutant: tuple[type[Struct], Any]) -> None:
    model, record = mutant
    assert isinstance(validate(model, record), model) == accepted(model, record)


@pytest.mark.parametrize(("model", "record"), RECORDS[::7])
def test_what_stands_in_the_example_is_right_for_both(model: type[Struct], record: Any) -> None:
    assert accepted(model, record)
    assert isinstance(validate(model, record), model)


def test_all_faults_of_a_record_are_told() -> None:
    found = validate(Item, {"titel": "x", "section": "Big One", "institutions": ()})
    assert isinstance(found, tuple)
    assert [fault.code for fault in found] == ["missing-field", "bad-id", "empty-list", "unknown-key"]
