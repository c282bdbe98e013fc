"""Problems of a document as findings: the data path of a problem becomes file, line and column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.errors import DocumentError, FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.place import Place
from reportgen.findings.problem import Problem

if TYPE_CHECKING:
    from reportgen.edition.loading import Loaded


@contextmanager
def place_problems(loaded: Callable[[], Loaded]) -> Iterator[None]:
    """Turn the DocumentError of what is done inside into a FindingsError that names files and lines.

    `loaded` is asked only then.
    """
    try:
        yield
    except DocumentError as error:
        raise FindingsError(locate(error.problems, loaded())) from None


def locate(problems: Iterable[Problem], loaded: Loaded) -> tuple[Finding, ...]:
    """Make findings of problems, each once, with the place of the data it comes from, or else the block it is in.

    Files of the project are named as they are in it.
    """
    root = os.path.join(loaded.project.root.resolve(), "")
    told = (replace(problem, text=problem.text.replace(root, "")) for problem in problems)
    return tuple(dict.fromkeys(_locate(problem, loaded) for problem in told))


def _locate(problem: Problem, loaded: Loaded) -> Finding:
    if problem.keys:
        return _of_theme(problem, loaded)
    if problem.path:
        return problem.at(loaded.locate(problem.path, token=problem.token, nth=problem.nth))
    if problem.token:
        found = next(_written(problem.token, loaded), None)
        if found is not None:
            return problem.at(found)
    where = f" (block {problem.block})" if problem.block and problem.block not in problem.text else ""
    return replace(problem, text=problem.text + where).at(_begins(problem.block, loaded) or Place(""))


def _begins(block: str | None, loaded: Loaded) -> Place | None:
    """Where a block begins: in the template, or in the data if it has the id of one of their records."""
    if not block:
        return None
    from reportgen.edition.places import places

    record = (mention.place for mention in places(loaded, block.partition(".")[0]))
    return next(_written(f'id="{block}"', loaded), None) or next(record, None)


def _written(token: str, loaded: Loaded) -> Iterator[Place]:
    """Where a template has some characters, or else the edition's data: for text that does not say where it is from."""
    root = loaded.project.root
    folder = root / "templates" / loaded.project.settings.template
    template = (path for path in sorted(folder.rglob("*")) if path.suffix in (".j2", ".yaml") and path.is_file())
    files = [path.relative_to(root).as_posix() for path in template]
    for name in (*files, *loaded.sources):
        for number, line in enumerate((root / name).read_text("utf-8", "replace").splitlines(), 1):
            if token in line:
                yield Place(name, number, line.index(token) + 1, len(token), line)


def _of_theme(problem: Problem, loaded: Loaded) -> Finding:
    """The finding at the place in theme.yaml, or at the nearest one that is written there."""
    from reportgen.yaml.reader import read_file

    root = loaded.project.root
    name = f"templates/{loaded.project.settings.template}/theme.yaml"
    return read_file(root, name).source.placed(problem) if (root / name).is_file() else problem.at(Place(name))
