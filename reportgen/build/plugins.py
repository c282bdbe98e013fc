"""The plug-ins of a build: whether they can be used, their formats, and what the manifest says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.build import formats
from reportgen.build.formats import Format
from reportgen.build.manifest import Input
from reportgen.compose.costs import metered_filters
from reportgen.compose.filters import filters
from reportgen.compose.markup.expanded import claimed_elements
from reportgen.compose.plugin_filters import claimed_filters
from reportgen.errors import FindingsError
from reportgen.findings.problem import Problem
from reportgen.plugins.installed import normalise
from reportgen.plugins.model import NONE, Plugins
from reportgen.plugins.used import conflict, plugins_of
from reportgen.project.folder import SETTINGS_NAME
from reportgen.project.open import Project
from reportgen.yaml.reader import read_file


def usable_plugins(project: Project) -> Plugins:
    """The plug-ins of a project. Raises FindingsError with all that keeps one from being used."""
    if not project.settings.plugins:
        return NONE
    found = plugins_of(project.settings.plugins)
    _refuse(project, (*found.problems, *_claimed(found, project.settings.language)))
    return found


def plugin_inputs(project: Project) -> tuple[Input, ...]:
    """The plug-ins of a project as inputs of its documents."""
    return tuple(Input(each.input, each.sha256) for each in plugins_of(project.settings.plugins).plugins)


def refuse_strange_formats(project: Project, wanted: Iterable[Format]) -> None:
    """Raise FindingsError for formats of plug-ins that the project does not name: what is built does not depend on what
    happens to be installed."""
    used = {normalise(name) for name in project.settings.plugins}
    _refuse(project, [_undeclared(each) for each in wanted if each.plugin and each.plugin.name not in used])


def _undeclared(format_: Format) -> Problem:
    assert format_.plugin is not None
    name = format_.plugin.name
    text = f'the format "{format_.name}" is one of the plug-in {name}, which the project does not use'
    return Problem("unused-plugin", text, keys=("plugins",), hint=f"add to {SETTINGS_NAME}: plugins: [{name}]")


def _claimed(plugins: Plugins, language: str) -> Iterator[Problem]:
    """Names that reportgen has itself."""
    yield from claimed_filters(plugins, metered_filters(filters(language)))
    yield from claimed_elements(plugins.of("blocks"))
    for added in plugins.of("formats"):
        own = [each.name for each in formats.TABLE if added.name == each.name or added.value.ending == each.ending]
        if own:
            yield conflict(added, f"reportgen's own, {own[0]}")


def _refuse(project: Project, problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        settings = read_file(project.root, SETTINGS_NAME).source
        raise FindingsError(tuple(settings.placed(problem) for problem in found))
