"""The plug-ins that a project uses: what they add, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.findings.problem import Problem
from reportgen.plugins import API, Block, Check, Filter, Format
from reportgen.plugins.guard import described, takes
from reportgen.plugins.installed import distribution, entry_points, find_plugin, normalise
from reportgen.plugins.model import GROUPS, Addition, Plugin, Plugins

_KINDS: Mapping[str, type[Struct]] = {"checks": Check, "filters": Filter, "blocks": Block, "formats": Format}
_NAMES = {
    "checks": r"[a-z][a-z0-9_-]*",
    "filters": r"[a-z][a-z0-9_]*",
    "blocks": r"[a-z][a-z0-9-]*",
    "formats": r"[a-z][a-z0-9-]*",
}


@lru_cache
def plugins_of(names: tuple[str, ...]) -> Plugins:
    """The plug-ins of these names. What is missing, cannot be loaded or claims what another has is a problem."""
    plugins: list[Plugin] = []
    additions: dict[tuple[str, str], Addition] = {}
    problems: list[Problem] = []
    for at, name in enumerate(names):
        found = find_plugin(name)
        if found is None:
            problems.append(_missing(name, at))
            continue
        if found in plugins:
            problems.append(_placed(Problem("plugin-conflict", f"the plug-in {name} is named twice"), at))
            continue
        plugins.append(found)
        for added in _additions(found, at):
            if isinstance(added, Problem):
                problems.append(_placed(added, at))
                continue
            other = additions.setdefault((added.group, added.name), added)
            if other is not added:
                problems.append(conflict(added, f"the plug-in {other.plugin.label}"))
    return Plugins(tuple(plugins), tuple(additions.values()), tuple(problems))


def conflict(added: Addition, by: str) -> Problem:
    """That a name is claimed by a plug-in and by another, or by reportgen itself."""
    text = f"{added.what} of the plug-in {added.plugin.label} has the name of one of {by}"
    return _placed(
        Problem("plugin-conflict", text, hint="use one of them, and take the other out of plugins"), added.at
    )


def _placed(problem: Problem, at: int) -> Problem:
    return replace(problem, keys=("plugins", at))


def _missing(name: str, at: int) -> Problem:
    text = f"the plug-in {name} is not installed"
    return _placed(Problem("missing-plugin", text, hint=f"install it: pip install {normalise(name)}"), at)


def _additions(plugin: Plugin, at: int) -> Iterator[Addition | Problem]:
    found = distribution(plugin.name)
    points = entry_points(found) if found is not None else ()
    if not points:
        groups = ", ".join(f"reportgen.{group}" for group in GROUPS)
        text = f"the package {plugin.label} is no plug-in: it has no entry point in {groups}"
        yield Problem("bad-plugin", text)
    for point in sorted(points, key=lambda each: (GROUPS.index(_group(each)), each.name)):
        yield _addition(plugin, point, at)


def _group(point: EntryPoint) -> str:
    return point.group.removeprefix("reportgen.")


def _addition(plugin: Plugin, point: EntryPoint, at: int) -> Addition | Problem:
    group = _group(point)
    what = f'the {group[:-1]} "{point.name}" of the plug-in {plugin.label}'
    if not re.fullmatch(_NAMES[group], point.name):
        return Problem("bad-plugin", f"{what}: its name is not like {_NAMES[group]}")
    try:
        value: Any = point.load()
    except (Exception, SystemExit) as error:
        return Problem("bad-plugin", f"{what} cannot be loaded: {described(error)}")
    kind = _KINDS[group]
    if not isinstance(value, kind):
        return Problem("bad-plugin", f"{what} is no reportgen.plugins.{kind.__name__}, but a {type(value).__name__}")
    flaw = _flaw(value)
    return Problem("bad-plugin", f"{what} {flaw}") if flaw else Addition(group, point.name, plugin, value, at)


def _flaw(value: Any) -> str | None:
    """What keeps an addition from being used."""
    if value.api != API:
        return f"is written for version {value.api} of reportgen.plugins; this is version {API}"
    if isinstance(value, Format):
        names = all(isinstance(each, str) and re.fullmatch(r"[\w.]+:\w+", each) for each in (value.write, value.read))
        ending = isinstance(value.ending, str) and re.fullmatch(r"[a-z0-9-]*\.[a-z0-9]+", value.ending)
        return None if names and ending else 'names no functions as "module:function", or no ending such as "-x.txt"'
    function, count = _called(value)
    if not callable(function):
        return f"calls nothing: it has a {type(function).__name__} in place of a function"
    given = f"{count} value{'s' if count > 1 else ''}"
    return (
        None
        if takes(function, count, more=isinstance(value, Filter))
        else f"has a function that cannot be called with {given}"
    )


def _called(value: Any) -> tuple[Any, int]:
    """What is called of an addition, and with how many values at least."""
    if isinstance(value, Filter):
        return value.apply, 2 if value.localised else 1
    return (value.run if isinstance(value, Check) else value.expand), 1
