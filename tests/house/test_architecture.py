"""The house itself: no modules that import each other, and a block that is found under one name in every room."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from paths import ROOT

from reportgen.compose.markup.blocks.registry import BLOCKS as MARKUP
from reportgen.docx.blocks.registry import BLOCKS as WRITERS
from reportgen.docx.blocks.registry import MEASURED
from reportgen.registry import Registry
from reportgen.typeset.blocks.chart import KINDS
from reportgen.typeset.blocks.registry import BLOCKS as SETTERS


def modules() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(source: str, known: set[str]) -> Iterator[str]:
    """The modules of ours that a module imports, wherever in it, for its types alone or not."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inside = [f"{node.module}.{each.name}" for each in node.names]
            yield from (name if name in known else node.module for name in inside)


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """The sets of modules that reach each other."""
    below: dict[str, set[str]] = {name: set() for name in arrows}
    for name in arrows:
        waiting = [*arrows[name]]
        while waiting:
            each = waiting.pop()
            if each not in below[name]:
                below[name].add(each)
                waiting += arrows[each]
    found: list[set[str]] = []
    for name in arrows:
        circle = {each for each in below[name] if name in below[each]}
        if circle and circle not in found:
            found.append(circle)
    return found


@pytest.mark.long
def test_no_modules_import_each_other() -> None:
    known = modules()
    arrows = {name: {*imported(path.read_text("utf-8"), {*known})} - {name} for name, path in known.items()}
    assert circles(arrows) == []


ROOMS = {"compose/markup": MARKUP, "typeset": SETTERS, "docx": WRITERS}


def modules_of(registry: Registry[Any, Any]) -> set[str]:
    return {place.partition(":")[0] for place in registry.places.values()}


@pytest.mark.parametrize("room", ROOMS)
def test_a_block_is_found_under_the_same_name_in_every_room(room: str) -> None:
    assert modules_of(ROOMS[room]) == modules_of(SETTERS)
    folder = ROOT / "reportgen" / room / "blocks"
    names = {path.stem for path in folder.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert modules_of(ROOMS[room]) <= names


def test_typeset_and_docx_find_every_block_in_a_module_of_the_same_name() -> None:
    assert [*SETTERS.places] == [*WRITERS.places]
    for kind, place in SETTERS.places.items():
        assert place.partition(":")[0] == WRITERS.places[kind].partition(":")[0]


@pytest.mark.parametrize("registry", [*ROOMS.values(), MEASURED, KINDS])
def test_everything_that_a_registry_names_is_there(registry: Registry[Any, Any]) -> None:
    assert all(registry[key] for key in registry.places)


def test_what_a_registry_names_is_loaded_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lazily"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("def first(): return 1\n")
    (package / "two.py").write_text("raise AssertionError('nobody asked for this')\n")
    monkeypatch.syspath_prepend(tmp_path)
    registry: Registry[str, Any] = Registry("lazily", {"a": "one:first", "b": "two:second"})
    assert "lazily" not in sys.modules
    assert registry["a"]() == 1
    assert registry["a"] is registry["a"]
    with pytest.raises(AssertionError):
        registry["b"]
    with pytest.raises(KeyError):
        registry["c"]
