"""docs/messages.md explains every code that the program can say, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SPEAKERS = re.compile(
    r"Finding|Problem|Difference|\w+Error|_?(finding|problem|issue|report|nothing|refused|error|note)|Notice"
)
"""Names of what carries a code as its first or second argument."""


def literals(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if SPEAKERS.fullmatch(name):
            for argument in node.args[:2]:
                value = argument.value if isinstance(argument, ast.Constant) else None
                if isinstance(value, str) and CODE.fullmatch(value) and value not in ("error", "warning", "note"):
                    yield value


def trees() -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def documented() -> dict[str, str]:
    """Code -> its row of the page."""
    rows = {}
    for line in (ROOT / "docs/messages.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            first = line.split("|")[1]
            rows |= dict.fromkeys(re.findall(r"`([a-z0-9-]+)`", first), line)
    return rows


@pytest.mark.long
def test_every_code_is_explained() -> None:
    known = documented()
    missing = {code: path.name for path, tree in trees() for code in raised(tree) if code not in known}
    assert missing == {}


@pytest.mark.long
def test_every_explained_code_exists() -> None:
    said = set().union(*(literals(tree) for _, tree in trees()))
    assert set(documented()) - said == set()


def test_every_row_has_an_example_and_a_way_out() -> None:
    for code, row in documented().items():
        cells = re.split(r"(?<!\\)\|", row)[1:-1]
        assert len(cells) == 4, code
        assert all(cell.strip() for cell in cells), code


def test_the_page_of_the_data_names_every_field() -> None:
    from reportgen.edition.files import model_of
    from reportgen.edition.model import Date, Imprint, Item, Link, Name, Publisher, Sender
    from reportgen.project.files import FILES
    from reportgen.project.settings import CollectionSchema, EditionSettings, Settings
    from reportgen.yaml.model import Model

    page = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    others = (
        Settings,
        EditionSettings,
        CollectionSchema,
        Date,
        Imprint,
        Link,
        Name,
        Publisher,
        Sender,
    )
    models: list[type[Model]] = [*(model_of(file) for file in FILES), Item, *others]
    fields = {field for model in models for field in model.__struct_encode_fields__}
    assert {name for name in fields if f"`{name}`" not in page} == set()
