"""The environment templates run in: immutable sandbox, strict names, escaping on, everything counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import isfinite
from types import MappingProxyType
from typing import Any, ClassVar, Final

from jinja2 import DictLoader, Undefined, nodes, pass_context
from jinja2.exceptions import TemplateRuntimeError, TemplateSyntaxError
from jinja2.parser import Parser
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.compose import metered
from reportgen.compose.called import called
from reportgen.compose.compiled import compiled
from reportgen.compose.costs import metered_filters, metered_tests
from reportgen.compose.formats import number
from reportgen.compose.instrument import COUNTERS, Bounded, check_depth, instrument
from reportgen.compose.limits import LIMITS, LimitError, Limits
from reportgen.compose.operators import OPERATORS, operate
from reportgen.compose.provenance import BARE, Provenance
from reportgen.compose.run import CURRENT
from reportgen.compose.undefined import Missing
from reportgen.compose.view.own import OF_A_FIGURE, KnownNumber
from reportgen.compose.view.totals import OF_A_TOTAL, Sum
from reportgen.compose.view.values import Seen, bare

_OF_TEXTS: Final = frozenset(
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
_OF_LISTS: Final = frozenset({"count", "index", "copy", "grouper", "list", "path"})
_OF_NUMBERS: Final = frozenset({"path", "places"})
_ALLOWED: Final[tuple[tuple[type | tuple[type, ...], frozenset[str]], ...]] = (
    (str, _OF_TEXTS),
    ((int, float, complex), _OF_NUMBERS),
    ((list, tuple), _OF_LISTS),
    (dict, frozenset({"get", "items", "keys", "values", "copy"})),
    (range, frozenset({"start", "stop", "step", "count", "index"})),
    ((bytes, bytearray, partial, MappingProxyType), frozenset()),
)
"""What templates may ask of Python's own types: nothing that makes a text, a list or a number grow."""


def limited_range(*args: int) -> range:
    """range(), with no more members than a template may have."""
    found = range(*args)
    run = CURRENT.get()
    most = (run.limits if run is not None else LIMITS).members
    if len(found) > most:
        raise LimitError(f"range() has more than {most:,} members")
    return found


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja2 for report markup."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset(OPERATORS)  # type: ignore[misc]
    limits: Limits

    def __init__(
        self,
        sources: Mapping[str, str],
        filters: Mapping[str, Callable[..., Any]],
        language: str,
        limits: Limits = LIMITS,
    ) -> None:
        super().__init__(
            loader=DictLoader(sources),
            autoescape=True,
            undefined=Missing,
            finalize=_finalizer(language),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=[Bounded, Provenance],
            optimized=False,
            cache_size=-1,
            bytecode_cache=compiled() if limits == LIMITS else None,
        )
        self.limits = limits
        self._safe: dict[tuple[type, str], bool] = {}
        counters = {name: _when_printing(function) for name, function in COUNTERS.items()}
        self.filters: dict[str, Any] = {**metered_filters(filters), BARE: bare, **counters}
        self.tests: dict[str, Any] = metered_tests()
        keep = {name: self.globals[name] for name in ("dict", "namespace", "joiner")}
        self.globals.clear()
        self.globals.update(keep, range=limited_range)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = Parser(self, source, name, filename)
        try:
            tree = parser.parse()
        except RecursionError:
            line = parser.stream.current.lineno
            raise TemplateSyntaxError("nested too deeply", line, name, filename) from None
        check_depth(tree, self.limits, name, filename)
        instrument(tree)
        return tree

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """As Jinja2's sandbox, counted."""
        run = CURRENT.get()
        if run is None:
            return super().call(__context, __obj, *args, **kwargs)
        if type(__obj) is Macro:  # nearly all calls are of macros, whose way through Jinja2 is long
            run.step()
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return metered.after_macro(__obj(__context.eval_ctx, *args, **kwargs), run)
        args = metered.before_call(__obj, args, run)
        return metered.after_call(super().call(__context, __obj, *args, **kwargs), run)

    def select_template(self, names: Any, *args: Any, **kwargs: Any) -> Any:
        """As Jinja2's; names are texts."""
        return super().select_template([_name(each) for each in names], *args, **kwargs)

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
        if not isinstance(argument, str | int | slice):
            argument = _key(argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """An operator with its limits."""
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            return super().call_binop(context, operator, left, right)
        return operate(operator, left, right)

    def wrap_str_format(self, value: Any) -> None:
        """None: formatting by method is refused like every other method that makes texts grow."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As Jinja2's sandbox, and of Python's own types only what cannot make them grow; asked once of each type."""
        key = type(obj), attr
        if key not in self._safe:
            self._safe[key] = self._is_safe(obj, attr, value)
        return self._safe[key]

    def _is_safe(self, obj: Any, attr: str, value: Any) -> bool:
        if (isinstance(obj, KnownNumber) and attr in OF_A_FIGURE) or (isinstance(obj, Sum) and attr in OF_A_TOTAL):
            return True
        for kinds, names in _ALLOWED:
            if isinstance(obj, kinds):
                return attr in names
        return super().is_safe_attribute(obj, attr, value)


def _when_printing(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is never called when a template is compiled, as Jinja2 does with constants: compiled templates
    serve every language, and what is wrong is reported to the run."""

    if function.__code__.co_argcount == 1:

        @pass_context
        def with_one(_context: Any, value: Any) -> Any:
            return function(value)

        return with_one

    @pass_context
    def printing(_context: Any, *args: Any) -> Any:
        return function(*args)

    return printing


def _finalizer(language: str) -> Callable[[Any, Any], Any]:
    """What is called of everything that is printed."""

    @pass_context
    def finalize(_context: Any, value: Any) -> Any:
        return printable(language, value)

    return finalize


def _name(value: Any) -> Any:
    if not isinstance(value, str | Undefined):
        raise TemplateRuntimeError(f"{called(value)} is no name of a file")
    return value


def _key(value: Any) -> Any:
    """What a member is looked up by; a list of several is looked through first."""
    if isinstance(value, list | dict | set):
        raise TemplateRuntimeError(f"{called(value)} is no name of a member")
    return metered.weighed(value)


def printable(language: str, value: Any) -> Any:
    """What ``{{ … }}`` prints; lists, records without a text of their own and missing values are noted.

    A number with decimals that the template has worked out is printed in the notation of the language.
    """
    if isinstance(value, str):
        run = CURRENT.get()
        if run is not None:
            run.handle(len(value))
        return value
    if isinstance(value, int) and not isinstance(value, bool):
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
