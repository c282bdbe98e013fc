"""The tree of errors: every exception of the project stands in it, in its drawing, and survives a process pool."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import re

import pytest

import reportgen
from reportgen import errors
from reportgen.errors import (
    DocumentError,
    FileError,
    FindingsError,
    FontError,
    ProjectError,
    ProofError,
    ReportgenError,
    UnreadableError,
)
from reportgen.findings.difference import Difference
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.pdf.fonts import MissingGlyphError
from reportgen.pdf.separation import SeparationError


def _drawn() -> dict[str, str]:
    """Every name of the drawing with the name that it hangs on."""
    parents: dict[int, str] = {}
    tree: dict[str, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"( {4}[│ ]*)(?:[├└]── )?(\w+Error)\b", line)
        if match is None:
            continue
        depth = line.index(match[2]) // 4
        tree[match[2]] = parents.get(depth - 1, "")
        parents[depth] = match[2]
    return tree


def _defined() -> dict[str, type[Exception]]:
    """Every exception class that a module of the project defines."""
    names = [each.name for each in pkgutil.walk_packages(reportgen.__path__, "reportgen.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    return {
        name: value
        for module in modules
        for name, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, Exception) and value.__module__ == module.__name__
    }


def test_every_exception_stands_in_the_tree_and_in_its_drawing() -> None:
    defined, drawn = _defined(), _drawn()
    assert all(issubclass(kind, ReportgenError) for kind in defined.values())
    bases = {name: kind.__bases__[0].__name__ for name, kind in defined.items() if kind is not ReportgenError}
    assert drawn == {"ReportgenError": "", **bases}


@pytest.mark.parametrize(
    "error",
    [
        FindingsError((Finding("a", "error", "b"),)),
        ProjectError((Finding("a", "error", "b"), Finding("c", "note", "d"))),
        DocumentError(Problem("a", "b"), Problem("c", "d", "block")),
        ProofError("pdf", (Difference("a", "b", "c"),)),
        UnreadableError("damaged-pdf", "is damaged"),
        FileError(2, "No such file or directory", "x.docx"),
        FontError(Problem("font-kind", "a font", hint="a hint")),
        MissingGlyphError("Lato", "中"),
        SeparationError("a picture", "a hint"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_out_of_a_process_as_it_was_raised(error: ReportgenError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
