"""pydantic's errors in plain English, with the way to the value they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem

R = TypeVar("R", bound=Struct)


def validate(
    model: type[R], record: Any, more_keys: Iterable[str] = (), mend: Callable[[Any], Any] | None = None
) -> R | tuple[Problem, ...]:
    """The record as a model, or what is wrong with it. `more_keys` are known to the reader but not to the model.

    `mend` is asked only for a record that does not fit: it gives another one, in which what was typed otherwise than
    the model has it stands as it does there.
    """
    try:
        return msgspec.convert(record, model)
    except msgspec.ValidationError as error:
        if mend is not None and (mended := mend(record)) != record:
            return validate(model, mended, more_keys)
        return tuple(_problems(model, record, tuple(more_keys))) or (Problem("bad-value", str(error)),)


def _problems(record_type: type[Struct], record: Any, more_keys: tuple[str, ...]) -> Iterable[Problem]:
    """Every problem of a record that was refused."""
    from pydantic import ValidationError

    from reportgen.yaml.strict import strict_model

    model = strict_model(record_type)
    try:
        model.model_validate(record)
    except ValidationError as error:
        yield from _told(model, error, more_keys)


def _told(model: Any, error: Any, more_keys: tuple[str, ...]) -> Iterable[Problem]:
    details: dict[Keys, Any] = {}
    for detail in error.errors(include_url=False, include_context=True):
        keys = _data_keys(detail["loc"], detail["type"])
        if keys not in details or detail["type"] == "float_type":
            details[keys] = detail
    for keys, detail in details.items():
        if detail["type"] == "too_short" and any(len(other) > len(keys) == _common(keys, other) for other in details):
            continue  # its members are what is wrong
        translate = _TABLE.get(detail["type"], _other)
        known = _known_keys(model, keys[:-1]) + (more_keys if len(keys) == 1 else ())
        yield translate(keys, detail, known)


def _common(one: Keys, other: Keys) -> int:
    """How many steps two ways have in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _data_keys(loc: tuple[int | str, ...], kind: str) -> Keys:
    """The location without what pydantic adds: the branch of a union, ``[key]`` of a bad key."""
    keys = tuple(step for step in loc if step not in ("int", "float", "str", "bool"))
    return keys[:-1] if kind != "extra_forbidden" and keys and keys[-1] == "[key]" else keys


def _known_keys(model: Any, keys: Keys) -> tuple[str, ...]:
    """The keys that the mapping at `keys` may have."""
    current: Any = model
    for key in keys:
        if isinstance(key, int):
            continue
        fields = getattr(current, "model_fields", {})
        field = next((f for name, f in fields.items() if key in (name, f.alias)), None)
        inner = _inner_model(field.annotation) if field else current if not fields else None
        if inner is None:
            return () if field else tuple(_names(current))
        current = inner
    return tuple(_names(current))


def _names(model: Any) -> Iterable[str]:
    return (field.alias or name for name, field in getattr(model, "model_fields", {}).items() if name != "extra")


def _inner_model(annotation: Any) -> Any:
    """The model inside ``tuple[Date, ...]``, ``Date | None`` or ``Annotated[…]``, or None."""
    if hasattr(annotation, "model_fields"):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _inner_model(inner)
        if found is not None:
            return found
    return None


def show(value: Any) -> str:
    """A value as a message shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value[:40]}…"' if len(value) > 41 else f'"{value}"'
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else str(value)


def _expected(what: str) -> Callable[[Keys, Any, tuple[str, ...]], Problem]:
    def translate(keys: Keys, detail: Any, _known: tuple[str, ...]) -> Problem:
        value = detail["input"]
        if "number" in what and isinstance(value, str):
            return no_number(what, value, keys)
        return Problem("bad-type", f"expected {what}, got {show(value)}", keys=keys, hint=_type_hint(what, value))

    return translate


_MOST_DIGITS = 15
"""Digits that every number keeps."""


def no_number(what: str, value: str, keys: Keys) -> Problem:
    """That a text stands where a number is wanted: what it may mean, and how to write it."""
    from reportgen.numbers.typed import Typed, Unclear, read

    found = read(value)
    if isinstance(found, Unclear):
        places = " and decimals: 3" if found.part.endswith("0") else ""
        way = f"write {found.whole}, or {found.part.rstrip('0').rstrip('.')}{places}"
        text = f"{show(value)} is {found.whole} or {found.part}"
        return Problem("ambiguous-number", text, keys=keys, hint=way)
    digits = sum(map(str.isdecimal, value))
    hint: str | None = "write the digits alone, with a point before decimals" if digits else None
    if digits > _MOST_DIGITS:
        hint = f"a number keeps {_MOST_DIGITS} digits; give it in thousands or millions"
    if isinstance(found, Typed):
        unquoted = "it without quotes: " if value.strip() == found.written else ""
        hint = f"write {unquoted}{found.written}{', without the unit' if found.unit else ''}"
    return Problem("bad-type", f"expected {what}, got {show(value)}", keys=keys, hint=hint)


def _type_hint(what: str, value: Any) -> str | None:
    if what == "text" and isinstance(value, int | float | bool):
        return f'put it in quotes: "{show(value)}"'
    if what == "true or false" and isinstance(value, str):
        return "write true or false, without quotes"
    return 'write "- " in front of each entry, or [a, b]' if what == "a list" else None


def _missing(keys: Keys, _detail: Any, _known: tuple[str, ...]) -> Problem:
    return Problem("missing-field", f'"{keys[-1]}" is missing', keys=keys, at_key=True)


def _unknown(keys: Keys, _detail: Any, known: tuple[str, ...]) -> Problem:
    hint = did_you_mean(str(keys[-1]), known) or (f"known here: {', '.join(known)}" if known else None)
    return Problem("unknown-key", f'"{keys[-1]}" is not known here', keys=keys, hint=hint, at_key=True)


def _choice(keys: Keys, detail: Any, _known: tuple[str, ...]) -> Problem:
    text = f"{show(detail['input'])} is none of {detail['ctx']['expected']}"
    choices = [part.strip("' ") for part in detail["ctx"]["expected"].replace(" or ", ",").split(",")]
    return Problem("bad-choice", text, keys=keys, hint=did_you_mean(str(detail["input"]), choices))


_SHAPES: tuple[tuple[str, str, str], ...] = (
    (r"^[a-z0-9]+(-[a-z0-9]+)*$", "bad-id", "an id (small letters a–z, digits and single hyphens)"),
    (r"^[a-z0-9]+(-[a-z0-9]+)*(\.", "bad-id", "the id of a figure, or collection.item.field"),
    (r"^\d{4}-\d{2}-\d{2}$", "bad-date", "a day such as 2019-06-01"),
    (r"^(\d{4}(-", "bad-date", "2019, 2019-06, 2019-06-01, 2020/2023, P1Y or null"),
    (r"^(https?://|mailto:)", "bad-address", "an address that begins with https://, http:// or mailto:"),
    (r"^https?://", "bad-address", "an address that begins with https:// or http://"),
    (r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", "bad-name", "up to 64 letters, digits, dots, hyphens and underscores"),
    (r"^[0-9a-f]{64}$", "bad-value", "a SHA-256 in 64 small hexadecimal digits, as reportgen sign writes it"),
    (r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}", "bad-name", "the name of a package, without a version"),
    (r"^[a-z]{2,3}(-", "bad-language", "a language such as de, en or de-CH"),
    (r"\S", "empty-text", "some words"),
)
"""Beginning of a pattern -> code and what is expected."""


def _shape(keys: Keys, detail: Any, _known: tuple[str, ...]) -> Problem:
    pattern = detail["ctx"]["pattern"]
    code, what = next(((c, w) for p, c, w in _SHAPES if pattern.startswith(p)), ("bad-value", f"a text like {pattern}"))
    return Problem(code, f"expected {what}, got {show(detail['input'])}", keys=keys)


def _too_few(keys: Keys, _detail: Any, _known: tuple[str, ...]) -> Problem:
    return Problem("empty-list", "at least one entry is needed here", keys=keys)


def _too_long(keys: Keys, detail: Any, _known: tuple[str, ...]) -> Problem:
    most, length = detail["ctx"]["max_length"], len(detail["input"])
    return Problem("too-long", f"expected at most {most:,} characters, got {length:,}", keys=keys)


def _other(keys: Keys, detail: Any, _known: tuple[str, ...]) -> Problem:
    return Problem("bad-value", detail["msg"][:1].lower() + detail["msg"][1:], keys=keys)


_TABLE: dict[str, Callable[[Keys, Any, tuple[str, ...]], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "string_pattern_mismatch": _shape,
    "too_short": _too_few,
    "string_too_long": _too_long,
    "string_type": _expected("text"),
    "bool_type": _expected("true or false"),
    "int_type": _expected("a whole number"),
    "int_from_float": _expected("a whole number"),
    "float_type": _expected("a number"),
    "tuple_type": _expected("a list"),
    "dict_type": _expected("a mapping (key: value)"),
    "model_type": _expected("a mapping (key: value)"),
    "model_attributes_type": _expected("a mapping (key: value)"),
}
"""pydantic's kind of error -> how it is reported."""
