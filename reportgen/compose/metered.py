"""What a template does is counted before it is done: filters, tests, operators and calls, by what they look through and
what they make.

Texts and lists are counted by their length. What goes deeper, comparing lists of lists, is measured first, member by
member as often as each is met: a list that holds another twice is as large as both. Lists are never put into texts, for
nobody wants Python's notation of them in print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import BuiltinMethodType, MethodType
from typing import Any, Final

from jinja2 import Undefined, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, markup_join
from jinja2.tests import TESTS

from reportgen.compose.called import called
from reportgen.compose.limits import LimitError
from reportgen.compose.run import CURRENT, Rendering
from reportgen.compose.view.own import KnownNumber
from reportgen.compose.view.totals import total

_CONTAINERS: Final = (list, tuple, dict, set, frozenset)
_NUMBER: Final = 400
"""Characters of the longest number, roughly."""
_BETWEEN: Final = 16
"""Characters that a language puts between two members of a list, roughly."""


def size(value: Any) -> int:
    """Characters of a text, members of a list; 0 for what has none."""
    return len(value) if isinstance(value, (str, *_CONTAINERS)) else 0


def weigh(value: Any, run: Rendering) -> None:
    """Count all members of a list, those of its members too; of a text the characters."""
    if not isinstance(value, _CONTAINERS):
        if isinstance(value, str):
            run.handle(len(value))
        return
    waiting = [value]
    while waiting:
        found = waiting.pop()
        run.step()
        run.handle(len(found))
        members = (*found.keys(), *found.values()) if isinstance(found, dict) else found
        for each in members:
            if isinstance(each, _CONTAINERS):
                waiting.append(each)
            elif isinstance(each, str):
                run.handle(len(each) >> 4)


def sized(value: Any) -> Any:
    """A value that was put together, if it is not larger than any report."""
    run = CURRENT.get()
    if run is not None:
        _made(size(value), run)
    return value


def _made(length: int, run: Rendering) -> None:
    if length > run.limits.largest:
        raise LimitError(f"a text or list grows beyond {run.limits.largest:,} characters or members")
    run.handle(length)


def weighed(value: Any) -> Any:
    """A value that is to be compared or looked up."""
    run = CURRENT.get()
    if run is not None:
        weigh(value, run)
    return value


def searched(value: Any) -> Any:
    """A value that something is looked for in; a mapping finds its keys at once."""
    return value if isinstance(value, dict) else weighed(value)


def built(value: Any, members: int) -> Any:
    """A list or mapping that stands in the template with so many members."""
    run = CURRENT.get()
    if run is not None:
        run.handle(max(members, 0))
    return value


def spent(characters: int, steps: int) -> None:
    """A body of the template that begins: its own text, and how much code it has."""
    run = CURRENT.get()
    if run is not None:
        run.step(max(steps, 1))
        run.handle(max(characters, 0))


def counted(members: Any) -> Any:
    """The members of a loop."""
    run = CURRENT.get()
    if run is None or isinstance(members, Undefined):
        return members
    if hasattr(members, "__len__"):
        run.step(len(members))
        return members
    return _each(members, run)


def _each(members: Iterable[Any], run: Rendering) -> Iterator[Any]:
    for member in members:
        run.step()
        yield member


def _result(value: Any, run: Rendering, *, made: bool = True) -> Any:
    """What a filter or call gives: of a finished list its size where it was made, of one that is made as it is read
    each member."""
    if isinstance(value, (str, *_CONTAINERS)):
        _made(len(value) if made else 0, run)
        return value
    return _each(value, run) if isinstance(value, Iterator) else value


# ------------------------------------------------------------------------------------------------------------- texts


def as_part(value: Any) -> Any:
    """A value that is to be part of a text. Raises TemplateRuntimeError for lists and all that has no text of its
    own."""
    if value is None or isinstance(value, str | int | float | complex | Undefined):
        return value
    if isinstance(value, _CONTAINERS) or not hasattr(value, "__html__"):
        raise TemplateRuntimeError(f"{called(value)} cannot be part of a text")
    return value


def joined(*parts: Any) -> str:
    """Values one behind the other (``~``)."""
    run = CURRENT.get()
    length = 0
    for part in parts:
        length += len(part) if isinstance(as_part(part), str) else 0
    if run is not None:
        run.step()
        _made(length, run)
    return markup_join(parts)


# --------------------------------------------------------------------------------------------------------- operators


def _added(left: Any, right: Any, run: Rendering) -> Any:
    _made(size(left) + size(right), run)
    return _short(left + right, run)


def _multiplied(left: Any, right: Any, run: Rendering) -> Any:
    for sequence, times in ((left, right), (right, left)):
        if hasattr(sequence, "__len__") and isinstance(times, int):
            _made(len(sequence) * max(times, 0), run)
    if isinstance(left, int) and isinstance(right, int):
        _few_digits(left.bit_length() + right.bit_length(), run)
    return left * right


def _power(left: Any, right: Any, run: Rendering) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        _few_digits(left.bit_length() * abs(right), run)
    return left**right


_BITS: Final = 3.33
"""Bits of a decimal digit."""


def _few_digits(bits: int, run: Rendering) -> None:
    if bits > run.limits.digits * _BITS:
        raise LimitError(f"a number has more than {run.limits.digits} digits")


def _short(value: Any, run: Rendering) -> Any:
    if isinstance(value, int):
        _few_digits(value.bit_length(), run)
    return value


def _modulo(left: Any, right: Any, run: Rendering) -> Any:
    if not isinstance(left, str):
        return left % right
    parts = list(right.values()) if isinstance(right, dict) else right if isinstance(right, tuple) else (right,)
    length = sum(len(part) if isinstance(as_part(part), str) else _NUMBER for part in parts)
    filled = list(_filled(left, run.limits.width))
    _made(len(left) + sum(filled) + len(filled) * length, run)
    return left % right


_CONVERSION: Final = re.compile(r"[#0 +-]*(\*|\d*)(?:\.(\*|\d*))?")


def _filled(text: str, most: int) -> Iterator[int]:
    """Of each conversion in a text for ``%``, how many characters it may fill up to."""
    at = text.find("%")
    while at >= 0:
        at = _behind_key(text, at + 1)
        match = _CONVERSION.match(text, at)
        assert match is not None
        given = [each for each in match.groups("") if each]
        if any(len(each) > len(str(most)) or "*" in each or int(each) > most for each in given):
            raise LimitError(f"a format has a width above {most}")
        yield sum(map(int, given))
        at = text.find("%", match.end() + (text[match.end() : match.end() + 1] == "%"))


def _behind_key(text: str, at: int) -> int:
    """Where the key in parentheses ends that may stand at the beginning of a conversion."""
    if text[at : at + 1] != "(":
        return at
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] == "(") - (text[i] == ")")
        if not depth:
            return i + 1
    return len(text)


OPERATORS: Final[Mapping[str, Callable[[Any, Any, Rendering], Any]]] = {
    "+": _added,
    "*": _multiplied,
    "**": _power,
    "%": _modulo,
    "-": lambda left, right, run: _short(left - right, run),
    "/": lambda left, right, _run: left / right,
    "//": lambda left, right, _run: left // right,
}
"""Operators on two values, with what each may cost."""


def operate(operator: str, left: Any, right: Any) -> Any:
    """An operator with its limits."""
    run = CURRENT.get() or Rendering()
    run.step()
    return OPERATORS[operator](left, right, run)


# ------------------------------------------------------------------------------------------------- filters and tests


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
    _made(len(text) + times * len(new) * _ESCAPED, run)
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
        return found if run is None else _result(found, run, made=cost is not _look)

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
        _made(sum(size(as_part(each)) + size(between) for each in members), run)
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


# ------------------------------------------------------------------------------------------------------------- calls


def before_call(function: Any, args: tuple[Any, ...], run: Rendering) -> tuple[Any, ...]:
    """Count what a call looks through; its arguments, to call it with."""
    run.step()
    if isinstance(function, LoopContext):
        return tuple(map(counted, args))
    if isinstance(function, BuiltinMethodType):
        owner = function.__self__
        if isinstance(owner, str):
            run.handle(len(owner))
        elif function.__name__ in ("count", "index"):
            weigh(owner, run)
    elif not isinstance(function, MethodType) or not isinstance(function.__self__, LoopContext):
        return args
    for each in args:
        weigh(each, run)
    return args


def after_call(found: Any, run: Rendering) -> Any:
    """Count what a call has made."""
    return _result(found, run)
