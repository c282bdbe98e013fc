"""Filters that plug-ins add: called with plain values, and errors in them are reported at the template's line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from reportgen.compose.filters import keep
from reportgen.compose.run import CURRENT
from reportgen.compose.view.values import plain_text
from reportgen.findings.problem import Problem
from reportgen.plugins.guard import failed
from reportgen.plugins.model import Addition, Plugins
from reportgen.plugins.used import conflict


def plugin_filters(plugins: Plugins, language: str) -> dict[str, Callable[..., Any]]:
    """Every filter that they add, by name."""
    return {added.name: _guarded(added, language) for added in plugins.of("filters")}


def claimed_filters(plugins: Plugins, own: Collection[str]) -> Iterator[Problem]:
    """Filters of plug-ins that are called as one of our `own`."""
    yield from (conflict(added, "reportgen's own") for added in plugins.of("filters") if added.name in own)


def _guarded(added: Addition, language: str) -> Callable[..., Any]:
    before = (language,) if added.value.localised else ()

    def apply(value: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            found = added.value.apply(*before, plain_text(value) if isinstance(value, str) else value, *args, **kwargs)
        except Exception as error:
            run, problem = CURRENT.get(), failed(added.what, added.plugin.label, error)
            if run is not None:
                run.report(problem.code, problem.text, getattr(value, "path", "") or "", problem.hint)
            return ""
        return keep(found, value) if type(found) is str else found

    return apply
