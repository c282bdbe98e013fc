"""JSON Schemas accept what the loader accepts and refuse what it refuses; places of an id."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from paths import ROOT
from strategies import EXAMPLE, write_project

from reportgen.edition.loading import load
from reportgen.edition.places import places
from reportgen.edition.schemas import schemas
from reportgen.project.open import open_project
from reportgen.yaml.reader import read_bytes


def as_json(content: bytes) -> Any:
    return json.loads(json.dumps(read_bytes(content, "f").value))


@pytest.fixture
def validators(tmp_path: Path) -> dict[str, Draft202012Validator]:
    made = schemas(open_project(write_project(tmp_path)))
    for schema in made.values():
        Draft202012Validator.check_schema(schema)
    return {name.removesuffix(".schema.json"): Draft202012Validator(schema) for name, schema in made.items()}


@pytest.mark.long
def test_the_example_is_valid(validators: dict[str, Draft202012Validator]) -> None:
    assert set(validators) == {Path(name).stem for name in EXAMPLE} | {"returns"}
    for name, content in EXAMPLE.items():
        assert list(validators[Path(name).stem].iter_errors(as_json(content.encode()))) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("stem", "old", "new"),
    [
        ("works", "budget: 3.5", "budget: much"),
        ("works", "budget: 3.5", "bugdet: 3.5"),
        ("works", "sites: [north]", "sites: [1]"),
        ("works", "  title: Buoys\n", ""),
        ("works", "section: quay", "section: Quay 1"),
        ("works", "budget: 3.5", "extra: {}"),
        ("works", "status: done", "status: ready"),
        ("plans", "precision: month", "precision: moth"),
        ("key-figures", "value: 120", "value: zwei"),
        ("key-figures", "value: 120", "value: 120\n  decimals: 1.5"),
        ("key-figures", "ships:\n", "Ships:\n"),
        ("sections", 'number: "1"', "number: 1"),
        ("institutions", "kind: ministry", "kind: club"),
        ("report", "title: Harbour", "titel: Harbour"),
        ("reportgen", "works:", "Works:"),
        ("reportgen", "budget: number", "budget: price"),
        ("reportgen", "language: en", "language: English"),
    ],
)
def test_mutants_are_refused(validators: dict[str, Draft202012Validator], stem: str, old: str, new: str) -> None:
    content = next(content for name, content in EXAMPLE.items() if Path(name).stem == stem)
    assert old in content
    assert list(validators[stem].iter_errors(as_json(content.replace(old, new, 1).encode())))


def test_a_collection_with_a_section_of_its_own_needs_none_in_its_items(tmp_path: Path) -> None:
    made = schemas(open_project(write_project(tmp_path)))
    assert "section" not in made["plans.schema.json"]["$defs"]["Item"]["required"]
    assert "section" in made["works.schema.json"]["$defs"]["Item"]["required"]


def test_editors_can_show_what_a_field_is_for(tmp_path: Path) -> None:
    figure = schemas(open_project(write_project(tmp_path)))["key-figures.schema.json"]["$defs"]["Figure"]
    assert figure["properties"]["statement"]["description"] == "What the number says, as a tile prints it."


def test_the_schemas_of_this_project_are_up_to_date_and_its_data_valid() -> None:
    project = open_project(ROOT)
    for name, schema in schemas(project).items():
        stored = ROOT / "data" / "schema" / name
        assert json.loads(stored.read_text(encoding="utf-8")) == schema, f"run: reportgen schema --write ({name})"
        file = name.replace(".schema.json", ".yaml")
        for path in [*ROOT.glob(f"data/*/{file}"), *ROOT.glob(f"data/{file}"), *ROOT.glob(file)]:
            errors = list(Draft202012Validator(schema).iter_errors(as_json(path.read_bytes())))
            assert errors == [], path


def test_the_data_files_of_this_project_name_their_schemas() -> None:
    for path in [*ROOT.glob("data/*/*.yaml"), *ROOT.glob("data/*.yaml")]:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / target).resolve() == ROOT / "data" / "schema" / f"{path.stem}.schema.json"


def test_places_of_a_figure(tmp_path: Path) -> None:
    found = [(mention.kind, mention.path) for mention in places(load(open_project(write_project(tmp_path))), "cranes")]
    assert found == [
        ("record", "figures[cranes]"),
        ("field", "report.key_figures[1]"),
        ("text", "works[new-quay].text"),
    ]


def test_places_of_an_institution_by_its_abbreviation(tmp_path: Path) -> None:
    found = {mention.path: mention.place for mention in places(load(open_project(write_project(tmp_path))), "pa")}
    assert found["works[new-quay].text"].column == 5
    assert {"institutions[harbour]", "works[lighthouse].institutions[1]", "plans[festival].involved[0]"} <= set(found)


def test_places_of_nothing(tmp_path: Path) -> None:
    assert places(load(open_project(write_project(tmp_path))), "nothing") == ()
