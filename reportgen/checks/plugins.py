"""The plug-ins of a project: what is wrong with them, and what their checks find."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.loading import Loaded
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.plugins.guard import described, failed
from reportgen.plugins.used import plugins_of
from reportgen.project.folder import SETTINGS_NAME


def plugin_findings(loaded: Loaded, context: Context) -> Iterator[Finding]:
    """The findings of every check that a plug-in adds; a plug-in that cannot be used is one at its name in
    ``reportgen.yaml``."""
    used = plugins_of(loaded.project.settings.plugins)
    settings = loaded.sources[SETTINGS_NAME]
    for problem in used.problems:
        yield settings.placed(problem)
    for added in used.of("checks"):
        try:
            yield from [_placed(loaded, each) for each in added.value.run(context)]
        except Exception as error:
            yield settings.placed(failed(added.what, added.plugin.label, error), ("plugins", added.at))


def _placed(loaded: Loaded, given: object) -> Finding:
    if not isinstance(given, Problem):
        raise TypeError(f"it gives a {type(given).__name__}, and a Problem is needed")
    try:
        return loaded.finding(given)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        text = f'the path "{given.path}" of its problem leads nowhere ({described(error)})'
        raise ValueError(text) from None
