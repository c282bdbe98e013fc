"""The house itself: no modules that import each other, and a block that is found under one name in every room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOWN = [
    {"reportgen.build.presswork", "reportgen.build.produce"},
    {
        "reportgen.compose.view.kinds",
        "reportgen.compose.view.records",
        "reportgen.compose.view.root",
        "reportgen.compose.view.signoff",
    },
    {"reportgen.pdf.profiles", "reportgen.pdf.profiles.press"},
    {"reportgen.verify", "reportgen.verify.manifest", "reportgen.verify.report"},
]
"""Modules that still import each other; a circle that is gone is to be taken out here."""


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


def test_no_modules_import_each_other() -> None:
    known = modules()
    arrows = {name: {*imported(path.read_text("utf-8"), {*known})} - {name} for name, path in known.items()}
    assert circles(arrows) == KNOWN
