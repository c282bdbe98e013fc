"""The filters and tests of templates, each counted by what it costs, as `metered.py` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from jinja2 import pass_context
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from reportgen.compose.limits import LimitError
from reportgen.compose.metered import as_part, made, result, size, weigh
from reportgen.compose.operators import operate
from reportgen.compose.run import CURRENT, Rendering
from reportgen.compose.view.own import KnownNumber
from reportgen.compose.view.totals import total

_BETWEEN: Final = 16
"""Characters that a language puts between two members of a list, roughly."""


def _look(value: Any, args: Sequence[Any], run: Rendering) -> Any:  # noqa: ARG001
    """Of a filter that passes its value on, or reads it as somebody asks for more."""
    return value


def _copied(value: Any, args: Sequence[Any], run: Rendering) -> Any:  # noqa: ARG001
    run.handle(size(value))
    return value


def _few(value: Any, args: Sequence[Any], run: Rendering) -> Any:
    """Of a filter that is told how many are wanted."""
    if any(isinstance(each, int) and each > run.limits.members for each in args):
        raise LimitError(f"a list is to be cut into more than {run.limits.members:,}")
    return _copied(value, args, run)


def _deep(value: Any, args: Sequence[Any], run: Rendering) -> Any:  # noqa: ARG001
    """Of a filter that compares the members."""
    if isinstance(value, Iterator):
        value = list(value)
    weigh(value, run)
    return value


def _text(value: Any, args: Sequence[Any], run: Rendering) -> Any:
    """Of a filter that makes a text of its value."""
    run.handle(size(as_part(value)))
    for each in args:
        as_part(each)
    return value


_ESCAPED: Final = 6
"""Times that a character may grow where it is escaped."""


def _replaced(value: Any, args: Sequence[Any], run: Rendering) -> Any:
    _text(value, args, run)
    old, new = (str(each) for each in (*args, "", "")[:2])
    text = str(value) if isinstance(value, str) else ""
    times = text.count(old) if old else len(text) + 1
    made(len(text) + times * len(new) * _ESCAPED, run)
    return value


_COST: Final[Mapping[str, Callable[[Any, Sequence[Any], Rendering], Any]]] = {
    **dict.fromkeys(("abs", "count", "length", "d", "default", "first", "last", "items"), _look),
    **dict.fromkeys(("map", "select", "reject", "selectattr", "rejectattr"), _look),
    **dict.fromkeys(("list", "reverse", "by_date", "by_due"), _copied),
    **dict.fromkeys(("batch", "slice"), _few),
    **dict.fromkeys(("dictsort", "groupby", "max", "min", "sort", "unique"), _deep),
    "replace": _replaced,
}
"""What a filter may cost, by its name; every other one makes a text of its value."""

KEPT: Final = (
    *("abs", "batch", "count", "d", "default", "dictsort", "e", "escape", "first", "groupby", "items", "join", "last"),
    *("length", "list", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select", "selectattr"),
    *("slice", "sort", "string", "trim", "unique"),
)
"""Jinja2's own filters that templates may use; the others switch escaping off, are random, or grow without bounds."""


def metered_filters(ours: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Jinja2's filters that are kept, ours, and those that work on the members themselves, each counted."""
    functions: Mapping[str, Any] = {**{name: FILTERS[name] for name in KEPT}, **ours}
    found = {name: _metered(function, _COST.get(name, _text)) for name, function in functions.items()}
    return {**found, "sum": _sum, "join": _join, **({"list_join": _listed(ours["list_join"])} if ours else {})}


def metered_tests() -> dict[str, Callable[..., Any]]:
    """Jinja2's tests, each counted."""
    functions: Mapping[str, Any] = TESTS
    return {name: _metered(function, _tested) for name, function in functions.items()}


def _tested(value: Any, args: Sequence[Any], run: Rendering) -> Any:
    weigh(value, run)
    for each in args:
        weigh(each, run)
    return value


def _metered(function: Callable[..., Any], cost: Callable[[Any, Sequence[Any], Rendering], Any]) -> Callable[..., Any]:
    """A filter or test that is counted. It asks for the context, so that none is worked out while a template is
    compiled: compiled templates serve every language, and what is wrong is reported to the run."""
    asks = getattr(getattr(function, "jinja_pass_arg", None), "name", "")

    @pass_context
    def metered(context: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        run = CURRENT.get()
        if run is not None:
            run.step()
            value = cost(value, (*args, *kwargs.values()), run)
        if asks == "environment":
            found = function(context.environment, value, *args, **kwargs)
        elif asks == "eval_context":
            found = function(context.eval_ctx, value, *args, **kwargs)
        elif asks == "context":
            found = function(context, value, *args, **kwargs)
        else:
            found = function(value, *args, **kwargs)
        return found if run is None else result(found, run, new=cost is not _look)

    return metered


@pass_context
def _sum(context: Any, members: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    """The sum of members, or of one of their attributes; numbers of the report's own know what they are the sum of."""
    found = list(_members(context, members, attribute))
    if any(isinstance(each, KnownNumber) for each in found):
        run = CURRENT.get()
        return total(found, run.words if run is not None else {})
    for each in found:
        start = operate("+", start, each)
    return start


@pass_context
def _join(context: Any, members: Iterable[Any], d: Any = "", attribute: str | int | None = None) -> Any:
    """Members, or one of their attributes, as one text with `d` in between."""
    found = _as_parts(_members(context, members, attribute), d)
    return FILTERS["join"](context.eval_ctx, found, as_part(d))


def _listed(function: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    @pass_context
    def list_join(context: Any, members: Iterable[Any], attribute: str | int | None = None) -> Any:
        return function(_as_parts(_members(context, members, attribute), " " * _BETWEEN))

    return list_join


def _as_parts(members: list[Any], between: Any) -> list[Any]:
    run = CURRENT.get()
    if run is not None:
        made(sum(size(as_part(each)) + size(between) for each in members), run)
    return members


def _members(context: Any, members: Iterable[Any], attribute: str | int | None) -> list[Any]:
    run = CURRENT.get()
    if run is not None:
        run.step()
        run.handle(size(members))
    if attribute is None:
        return list(members)
    path = [int(part) if part.isdigit() else part for part in str(attribute).split(".")]
    return [_attribute(context.environment, each, path) for each in members]


def _attribute(environment: Any, value: Any, path: list[str | int]) -> Any:
    for part in path:
        value = environment.getitem(value, part)
    return value
