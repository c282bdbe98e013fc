"""Problems of a document as findings: the data path of a problem becomes file, line and column."""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec.structs import replace

from reportgen.edition import Loaded
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem


def located(problems: Iterable[Problem], loaded: Loaded) -> tuple[Finding, ...]:
    """Each problem once, with the place of the data it comes from, or else the block it is in.

    Files of the project are named as they are in it.
    """
    root = os.path.join(loaded.project.root.resolve(), "")
    told = (replace(problem, text=problem.text.replace(root, "")) for problem in problems)
    return tuple(dict.fromkeys(_located(problem, loaded) for problem in told))


def _located(problem: Problem, loaded: Loaded) -> Finding:
    if problem.setting:
        return _of_theme(problem, loaded)
    if problem.origin is None:
        where = f" (block {problem.block})" if problem.block and problem.block not in problem.text else ""
        return Finding(problem.code, "error", problem.text + where, hint=problem.hint)
    place = loaded.locate(problem.origin)
    return Finding(
        problem.code,
        "error",
        problem.text,
        place.file,
        place.line,
        place.column,
        problem.origin,
        problem.hint,
        place.source,
        place.length,
    )


def _of_theme(problem: Problem, loaded: Loaded) -> Finding:
    """The finding at the place in theme.yaml, or at the nearest one that is written there."""
    from reportgen.yaml.reader import read_file

    project = loaded.project
    name = f"templates/{project.settings.template}/theme.yaml"
    if not (project.root / name).is_file():
        return Finding(problem.code, "error", problem.text, name, hint=problem.hint)
    source = read_file(project.root, name).source
    keys = problem.setting
    return source.finding(problem.code, problem.text, source.find(keys), keys, hint=problem.hint)
