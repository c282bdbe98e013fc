"""The filters of templates that put things in order: words as the dictionaries of the report's language have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.filters import do_dictsort, do_groupby, do_sort, make_multi_attrgetter
from jinja2.runtime import Context

from reportgen.compose.view.values import Value, plain_text
from reportgen.text.collation import sort_key


def sorting_filters(language: str) -> dict[str, Callable[..., Any]]:
    """Jinja2's own filters that sort, by name. `case_sensitive` gives them the order of code points.

    They take the context so that Jinja2 does not work them out when it compiles, for all languages alike.
    """

    def key(value: Any) -> Any:
        return _key(language, value)

    @pass_context
    def sort(
        context: Context,
        value: Iterable[Any],
        reverse: bool = False,
        case_sensitive: bool = False,
        attribute: str | int | None = None,
    ) -> list[Any]:
        if case_sensitive:
            return do_sort(context.environment, value, reverse, True, attribute)
        return sorted(value, key=make_multi_attrgetter(context.environment, attribute, key), reverse=reverse)

    @pass_context
    def dictsort(
        _: Context, value: Mapping[Any, Any], case_sensitive: bool = False, by: str = "key", reverse: bool = False
    ) -> list[tuple[Any, Any]]:
        if case_sensitive or by not in ("key", "value"):
            return do_dictsort(value, case_sensitive, by, reverse)  # type: ignore[arg-type]
        return sorted(value.items(), key=lambda pair: key(pair[by == "value"]), reverse=reverse)

    @pass_context
    def groupby(
        context: Context,
        value: Iterable[Any],
        attribute: str | int,
        default: Any | None = None,
        case_sensitive: bool = False,
    ) -> list[Any]:
        groups = do_groupby(context.environment, value, attribute, default, case_sensitive)
        return groups if case_sensitive else sorted(groups, key=lambda group: key(group.grouper))

    return {"sort": sort, "dictsort": dictsort, "groupby": groupby}


def _key(language: str, value: Any) -> Any:
    """A text by its place in the language, anything else as itself."""
    return sort_key(plain_text(value), language) if isinstance(value, str | Value) else value
