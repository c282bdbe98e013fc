"""The filters and functions of templates; where it makes sense they keep the origin of what they are given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP
from functools import partial
from math import isfinite
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose import formats, typography
from reportgen.compose.metered import as_part
from reportgen.compose.richtext import RichValue
from reportgen.compose.run import CURRENT
from reportgen.compose.sorting import sorting_filters
from reportgen.compose.view import totals
from reportgen.compose.view.kinds import DateView
from reportgen.compose.view.own import OwnPending
from reportgen.compose.view.records import Record
from reportgen.compose.view.totals import Sum
from reportgen.compose.view.values import Decimal, Seen, Value, WholeNumber, plain_text
from reportgen.compose.view.values import number as seen_number
from reportgen.document.wording import DEFAULTS
from reportgen.findings.near import did_you_mean
from reportgen.numbers import exact
from reportgen.numbers.exact import Number


def keep(text: str, source: Any) -> Any:
    """`text` with the origin of `source`, where that has one."""
    if isinstance(source, Value):
        return source.derive(text)
    if isinstance(source, WholeNumber | Decimal):
        return Value(text, source.path, source.run)
    return text


def _problem(code: str, text: str, source: Any = None, hint: str | None = None) -> str:
    run = CURRENT.get()
    if run is not None:
        run.report(code, text, getattr(source, "path", "") or "", hint)
    return ""


# --------------------------------------------------------------------------------------------------- numbers, dates


def number(language: str, value: Any, digits: int | None = None) -> Any:
    """1205 as "1.205"; `digits` fixes the decimal places."""
    return _numeric(formats.number, language, value, digits)


def percent(language: str, value: Any, digits: int | None = None) -> Any:
    """58 as "58 %"."""
    return _numeric(formats.percent, language, value, digits)


def _numeric(form: Callable[[Number, str, int | None], str], language: str, value: Any, digits: Any) -> Any:
    """A number in one of the forms; without `digits` those of the data have the decimals that their figure asks for."""
    if not _is_number(value):
        return _problem("not-a-number", f'"{plain_text(value)}" is not a number', value)
    if digits is not None and not (_is_whole(digits) and 0 <= digits <= exact.MOST_PLACES):
        text = f'a number cannot have "{plain_text(digits)}" decimal places'
        return _problem("bad-argument", text, value, f"0 to {exact.MOST_PLACES}")
    if isinstance(value, WholeNumber | Decimal):
        return keep(form(exact.printed(value, value.places if digits is None else digits), language, None), value)
    return form(value, language, digits)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def share(language: str, value: Any, whole: Any = None, digits: int = 0) -> Any:
    """A part of a whole in per cent: "12 %". A part of a sum has to be one of those that were added up."""
    if not all(_is_number(each) or isinstance(each, OwnPending | Sum) for each in (value, whole)):
        return _problem("not-a-number", f'"{plain_text(value)}" of "{plain_text(whole)}" is no share', value)
    found = totals.share(value, whole, language, digits)
    return keep(found, value) if isinstance(found, str) else _problem(found[0], found[1], value, found[2])


def difference(language: str, value: Any, other: Any = None) -> Any:
    """One number less another of the same unit, exactly."""
    if not all(_is_number(each) or isinstance(each, OwnPending | Sum) for each in (value, other)):
        return _problem("not-a-number", f'"{plain_text(value)}" less "{plain_text(other)}" is no number', value)
    found = totals.difference(value, other)
    if isinstance(found, tuple):
        return _problem(found[0], found[1], value, found[2])
    if isinstance(found, str):
        return keep(found, value)
    given = [each.places for each in (value, other) if getattr(each, "places", None) is not None]
    path, run = getattr(value, "path", ""), CURRENT.get()
    places = max(given) if given else None
    plain = exact.native(exact.stripped(found))
    return plain if run is None or not path else seen_number(plain, path, run, language, places)


def rounding(value: Any, precision: int = 0, method: str = "common") -> Any:
    """A number with so many decimal places: halves away from zero (common), up (ceil) or down (floor)."""
    if not _is_number(value):
        return _problem("not-a-number", f'"{plain_text(value)}" is not a number', value)
    if method not in _METHODS or not _is_whole(precision) or abs(precision) > exact.MOST_PLACES:
        known = ", ".join(_METHODS)
        return _problem("bad-argument", "round takes a number of places and a method", value, f"methods: {known}")
    found = exact.exact(value) if isinstance(value, WholeNumber | Decimal) else exact.calculated(value)
    return float(exact.rounded(found, precision, _METHODS[method]))


_METHODS = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}


def to_number(kind: type[int] | type[float], value: Any, default: Any = None) -> Any:
    """A text of plain digits as a number; of any other text the default, where one is given."""
    try:
        return kind(value)
    except (TypeError, ValueError, OverflowError):
        if default is not None:
            return default
        hint = "give a default for it, or keep numbers as numbers in the data"
        return _problem("not-a-number", f'"{plain_text(value)}" is not a number', value, hint)


def in_words(language: str, value: Any) -> Any:
    """A whole number up to twelve as a word, a larger one in digits."""
    if not _is_whole(value):
        return _problem("not-a-number", f'"{plain_text(value)}" is not a whole number', value)
    words = formats.NUMBER_WORDS.get(language.partition("-")[0], ())
    text = words[value] if 0 <= value < len(words) else formats.number(value, language)
    return keep(text, value)


def date(language: str, value: Any, form: str = "long") -> Any:
    """A day as "29. Oktober 2019" (long), "29.10.2019" (short), "Oktober 2019" (month) or "2019" (year).

    Takes an ISO date or a date of the data; what is less precise than a day is printed as its text says.
    """
    if form not in formats.DATE_FORMATS:
        known = ", ".join(formats.DATE_FORMATS)
        return _problem("bad-argument", f'date has no form "{form}"', value, f"known are {known}")
    if isinstance(value, DateView):
        if value.precision != "day":
            return value.text
        value = value.iso
    elif isinstance(value, Record):
        return _no_date(value)
    text = formats.date(str(value), language, form)
    if text is None:
        return _problem("not-a-date", f'"{value}" is not an ISO date', value)
    return keep(text, value)


def daterange(language: str, value: Any, end: Any = None) -> Any:
    """Two ISO days, months or years, or a span of the data, as "3.–5. Juni 2019"."""
    if isinstance(value, DateView):
        value = value.iso or ""
    elif isinstance(value, Record):
        return _no_date(value)
    begin, _, rest = str(value).partition("/")
    text = formats.date_range(begin, str(end or rest or begin), language)
    if text is None:
        hint = "two days, months or years such as 2019-06-03, the first one first"
        return _problem("not-a-date", f'"{value}" is not a span of ISO dates', value, hint)
    return keep(text, value)


def _no_date(record: Record) -> str:
    return _problem("not-a-date", f"{record.path} is no date", record, "name one of its dates")


_LAST = "9999-99-99"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day alone, in a field of the report's own."""


def due_key(date: Any) -> tuple[str, str]:
    """For sorting by date: first and last day of the time it means; without one, after everything else."""
    iso = date.iso if isinstance(date, DateView) else str(date) if _DAY.fullmatch(str(date)) else None
    if not iso or iso.startswith("P"):
        return (_LAST, _LAST)
    begin, _, end = str(iso).partition("/")
    return begin + "-01-01"[len(begin) - 4 :] * (len(begin) < 10), (end or begin) + "-99-99"[len(end or begin) - 4 :]


def by_date(records: Iterable[Any], attribute: str = "due") -> list[Any]:
    """Records in the order of a date; those without one last, in the order they had.

    Of ``(id, record)`` pairs the record counts.
    """

    def key(each: Any) -> tuple[str, str]:
        record = each[1] if isinstance(each, tuple) else each
        found = getattr(record, attribute, None) if isinstance(record, Seen) and attribute[:1] != "_" else None
        return (
            min((due_key(one) for one in found), default=(_LAST, _LAST)) if isinstance(found, tuple) else due_key(found)
        )

    return sorted(records, key=key)


# ------------------------------------------------------------------------------------------------------------ lists


def list_join(language: str, members: list[Any]) -> Markup:
    """ "A, B und C"."""
    joints = ["", *formats.joints(len(members), language)]
    return Markup("").join(Markup(escape(joint)) + escape(each) for joint, each in zip(joints, members, strict=False))


# ------------------------------------------------------------------------------------------------------------ texts


def inline(value: Any) -> Any:
    """A text's only paragraph, without the ``<p>``."""
    return value.inline() if isinstance(value, RichValue) else value


def blocks(value: Any, role: str = "") -> Any:
    """A text's paragraphs (in a style) and lists."""
    if isinstance(value, RichValue):
        return Markup(value.blocks(role))
    return Markup(f'<p role="{escape(role)}">' if role else "<p>") + escape(value) + Markup("</p>")


def plain(value: Any) -> Any:
    """The words alone, without Markdown or markup."""
    if isinstance(value, RichValue):
        return value.derive(value.plain())
    return plain_text(value) if isinstance(value, Markup) else value


def bare_url(value: Any) -> Any:
    """An address as it is printed: without scheme, "www." kept, no slash at the end."""
    _, found, rest = str(value).partition("://")
    return keep((rest if found else str(value)).removeprefix("mailto:").removesuffix("/"), value)


def site(value: Any) -> Any:
    """Whose address it is: the name of its host without "www."."""
    from urllib.parse import urlsplit

    return keep((urlsplit(str(value)).hostname or "").removeprefix("www."), value)


def _words(change: Callable[[str], str]) -> Callable[[Any], Any]:
    return lambda value: keep(change(plain_text(value)), value)


def capitalised(text: str) -> str:
    """`text` with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]


def truncate(value: Any, length: int = 80) -> Any:
    """At most `length` characters, cut between words, with an ellipsis."""
    text = plain_text(value)
    if len(text) <= length:
        return value
    return keep(text[: length - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…", value)


def typographic(language: str, value: Any) -> Any:
    """Set as text would be; for attributes, where nothing is set by itself."""
    return keep(typography.set_text(plain_text(value), language), value)


# ----------------------------------------------------------------------------------------------------------- wording


def say(words: Mapping[str, str], key: str, **values: Any) -> Markup:
    """The wording of `key` with its placeholders filled; values keep their origin.

    A key put together with a value of the data (``"status-" ~ item.status``) is taken without that value's origin.
    """
    key = plain_text(key)
    text = words.get(key, DEFAULTS.get(key))
    if text is None:
        hint = did_you_mean(key, [*words, *DEFAULTS])
        return Markup(_problem("unknown-wording", f'the wording has no key "{key}"', None, hint))
    parts: list[Markup] = []
    for i, part in enumerate(formats.PLACEHOLDER.split(text)):
        if i % 2 == 0:
            parts.append(escape(part))
        elif part in values:
            value = values[part]
            parts.append(value if isinstance(value, Markup) else escape("" if value is None else as_part(value)))
        else:
            hint = did_you_mean(part, values)
            _problem("missing-placeholder", f'the wording "{key}" needs {{{part}}}', None, hint)
    return Markup("").join(parts)


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """Every filter of ours, by name."""
    localised: dict[str, Callable[..., Any]] = {
        "number": number,
        "percent": percent,
        "share": share,
        "difference": difference,
        "in_words": in_words,
        "date": date,
        "daterange": daterange,
        "list_join": list_join,
        "typography": typographic,
    }
    return {
        **{name: partial(function, language) for name, function in localised.items()},
        **sorting_filters(language),
        "day": partial(date, language, form="long"),
        "month_year": partial(date, language, form="month"),
        "by_date": by_date,
        "by_due": by_date,
        "inline": inline,
        "blocks": blocks,
        "plain": plain,
        "bare_url": bare_url,
        "site": site,
        "round": rounding,
        "float": partial(to_number, float),
        "int": partial(to_number, int),
        "upper": _words(str.upper),
        "lower": _words(str.lower),
        "capitalize": _words(capitalised),
        "truncate": truncate,
    }
