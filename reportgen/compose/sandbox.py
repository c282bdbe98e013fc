"""The environment templates run in: immutable sandbox, strict names, escaping on, loops and sizes limited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from math import isfinite
from typing import Any, ClassVar

from jinja2 import DictLoader, Undefined, nodes, pass_context
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.compose.called import called
from reportgen.compose.compiled import compiled
from reportgen.compose.formats import number
from reportgen.compose.provenance import BARE, Provenance
from reportgen.compose.run import CURRENT, MAX_OUTPUT, MAX_RANGE, LimitError
from reportgen.compose.sorting import sorting_filters
from reportgen.compose.undefined import Missing
from reportgen.compose.view.values import Seen, bare

_KEPT = [
    "abs",
    "batch",
    "count",
    "d",
    "default",
    "e",
    "escape",
    "first",
    "items",
    "join",
    "last",
    "length",
    "list",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "string",
    "sum",
    "trim",
    "unique",
]
"""Jinja2's own filters that templates may use; the others switch escaping off, are random, or grow without bounds."""

_STR_METHODS = frozenset(
    [
        "capitalize",
        "casefold",
        "count",
        "endswith",
        "find",
        "index",
        "isalpha",
        "isdigit",
        "isupper",
        "islower",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "title",
        "upper",
        "path",
        "also",
    ]
)
_WIDTH = re.compile(r"\d{4,}")


def _limit(tree: nodes.Template) -> None:
    """Put the counters of loops and sizes into a template's syntax tree."""
    for node in list(tree.find_all((nodes.For, nodes.Concat))):
        if isinstance(node, nodes.For):
            node.iter = _filtered(node.iter, "_counted")
        elif isinstance(node, nodes.Concat):
            node.nodes = [_filtered(nodes.Concat(node.nodes, lineno=node.lineno), "_sized")]


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _when_printing(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is never called when a template is compiled, as Jinja2 does with constants: compiled templates
    serve every language, and what is wrong is reported to the run."""

    @pass_context
    def printing(_context: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return printing


def counted(members: Any) -> Any:
    """The members of a loop, counted against the limit of the run."""
    run = CURRENT.get()
    if run is None or isinstance(members, Undefined):
        return members
    if hasattr(members, "__len__"):
        run.step(len(members))
        return members
    return _each(members, run.step)


def _each(members: Iterable[Any], step: Callable[[int], None]) -> Iterator[Any]:
    for member in members:
        step(1)
        yield member


def sized(value: Any) -> Any:
    """A value that was put together, if it is not larger than any report."""
    if hasattr(value, "__len__") and not isinstance(value, Undefined) and len(value) > MAX_OUTPUT:
        raise LimitError(f"a text or list grows beyond {MAX_OUTPUT:,} characters or members")
    return value


def limited_range(*args: int) -> range:
    """range(), with at most MAX_RANGE members."""
    found = range(*args)
    if len(found) > MAX_RANGE:
        raise LimitError(f"range() has more than {MAX_RANGE:,} members")
    return found


def _multiplied(left: Any, right: Any) -> Any:
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, str | tuple | list) and isinstance(times, int) and len(sequence) * times > MAX_OUTPUT:
            raise LimitError("a multiplication makes a text or list too large")
    if all(isinstance(each, int) and abs(each) > 10**100 for each in (left, right)):
        raise LimitError("a multiplication makes a number too large")
    return left * right


def _power(left: Any, right: Any) -> Any:
    if isinstance(right, int) and abs(right) > 100:
        raise LimitError("an exponent is above 100")
    return left**right


def _modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str) and (_WIDTH.search(left) or "*" in left):
        raise LimitError("a format has a width above 999")
    return sized(left % right)


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: sized(left + right),
    "*": _multiplied,
    "**": _power,
    "%": _modulo,
}


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja2 for report markup."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset(_OPERATORS)  # type: ignore[misc]

    def __init__(self, sources: Mapping[str, str], filters: Mapping[str, Callable[..., Any]], language: str) -> None:
        super().__init__(
            loader=DictLoader(sources),
            autoescape=True,
            undefined=Missing,
            finalize=_when_printing(partial(printable, language)),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=[Provenance],
            cache_size=-1,
            bytecode_cache=compiled(),
        )
        kept = {name: FILTERS[name] for name in _KEPT}
        ours = {name: _when_printing(function) for name, function in filters.items()}
        self.filters = {**kept, **ours, **sorting_filters(language), BARE: bare, "_counted": counted, "_sized": sized}
        keep = {name: self.globals[name] for name in ("dict", "namespace", "joiner")}
        self.globals.clear()
        self.globals.update(keep, range=limited_range)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _limit(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja2's sandbox; records of the view are known to be safe and are asked directly."""
        if attribute[:1] != "_" and isinstance(obj, Seen):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As Jinja2's sandbox; records have fields only, so filters that name one are spared the detour."""
        if isinstance(obj, Seen) and isinstance(argument, str) and not hasattr(type(obj), "__getitem__"):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operator with its limits."""
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            return super().call_binop(context, operator, left, right)
        return _OPERATORS[operator](left, right)

    def wrap_str_format(self, value: Any) -> None:
        """None: formatting by method is refused like every other method that makes texts grow."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As Jinja2's sandbox, and of texts only methods that cannot make them grow."""
        if isinstance(obj, str) and attr not in _STR_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)


def printable(language: str, value: Any) -> Any:
    """What ``{{ … }}`` prints; lists, records without a text of their own and missing values are noted.

    A number with decimals that the template has worked out is printed in the notation of the language.
    """
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    if isinstance(value, Undefined) or hasattr(value, "__html__"):
        return value
    if isinstance(value, float) and isfinite(value):
        return number(value, language)
    run = CURRENT.get()
    if run is not None:
        run.report("not-printable", *_unprintable(value))
    return Markup("")


def _unprintable(value: Any) -> tuple[str, str, str]:
    if isinstance(value, float):
        return f"{value} is no number that can be printed", "", "a calculation goes beyond all bounds"
    if value is None:
        return "the value is not there (none)", "", "test it first: {% if … %}, or print {{ … or '' }}"
    if isinstance(value, bool):
        return "a truth value cannot be printed", "", "use {{ 'yes' if … else 'no' }}"
    return f"{called(value)} cannot be printed", "", "print its members, or use the filter list_join"
