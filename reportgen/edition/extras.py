"""Fields that the report's own schema adds to the items of a collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reportgen.edition.model import Date, Item
from reportgen.edition.own import OwnNumber
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem
from reportgen.project.folder import SETTINGS_NAME
from reportgen.project.open import Project, settings_error
from reportgen.project.settings import CollectionSchema, FieldKind, FieldSettings
from reportgen.yaml.model import is_day
from reportgen.yaml.reader import read_file
from reportgen.yaml.translate import no_number, show, validate

if TYPE_CHECKING:
    from reportgen.numbers.typed import Typed

_NUMBER: tuple[str, tuple[type, ...]] = ("a number", (int, float, OwnNumber))
_KINDS: dict[FieldKind, tuple[str, tuple[type, ...]]] = {
    "text": ("text", (str,)),
    "rich": ("text", (str,)),
    "number": _NUMBER,
    "quantity": _NUMBER,
    "money": _NUMBER,
    "date": ("a day such as 2026-03-31, or a date with text, iso and precision", (str, Date)),
    "list": ("a list of texts", (tuple,)),
    "bool": ("true or false", (bool,)),
}
"""Kind of a field -> what is expected, and the types that will do."""


def refuse_taken_names(project: Project) -> None:
    """Raise ProjectError where the schema gives items a field of a name that a field of every item has."""
    problems = tuple(
        Problem(
            "reserved-name",
            f'every item has a field "{field}" already',
            keys=("schema", "collections", name, "fields", field),
            at_key=True,
        )
        for name, schema in project.settings.collections.items()
        for field in schema.fields
        if field in Item.__struct_fields__
    )
    if problems:
        raise settings_error(read_file(project.root, SETTINGS_NAME), problems)


def split_extras(record: dict[str, Any], schema: CollectionSchema) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The record as Item takes it: declared fields moved to ``extra``, the section filled in where the schema has one.

    A key ``extra`` in the file itself is an unknown one.
    """
    plain = {key: value for key, value in record.items() if key not in schema.fields and key != "extra"}
    if schema.section is not None:
        plain.setdefault("section", schema.section)
    extra: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, given in record.items():
        own = schema.fields.get(key)
        if own is not None:
            extra[key], found = _read(own, given, key)
            problems += found
    if "extra" in record:
        hint = "write its fields beside the others"
        problems.append(Problem("unknown-key", '"extra" is not known here', keys=("extra",), hint=hint, at_key=True))
    return {**plain, "extra": extra} if extra else plain, tuple(problems)


def _read(own: FieldSettings, given: Any, key: str) -> tuple[Any, list[Problem]]:
    """The value of a field, and what is wrong with what its file says."""
    if isinstance(given, dict) and (own.numeric or own.type == "date"):
        return _record(own, given, key)
    value = _number(given, own.unit) if own.numeric else given
    return value, [*_check(own, value, (key,)), *_shortened(own, given, value, (key,))]


def _record(own: FieldSettings, given: dict[str, Any], key: str) -> tuple[Any, list[Problem]]:
    """A number with what is known about it, or a date in words."""
    from reportgen.edition.typed import with_numbers

    model = OwnNumber if own.numeric else Date
    unit = {"unit": own.unit} if own.numeric and own.unit else {}
    value = {name: each for name, each in with_numbers(model, {**given, **unit}).items() if name not in unit}
    made = validate(model, {**value, **({"unit": given["unit"]} if "unit" in given and unit else {})})
    if isinstance(made, tuple):
        return None, [replace(problem, keys=(key, *problem.keys)) for problem in made]
    return made, []


def _number(value: Any, unit: str | None) -> Any:
    """A number where a text can mean one only, perhaps with the unit of its field; another one would be lost."""
    from reportgen.numbers.typed import same_unit

    found = _typed(value)
    return value if found is None or (found.unit and not same_unit(found.unit, unit or "")) else found.value


def _typed(value: Any) -> Typed | None:
    if not isinstance(value, str):
        return None
    from reportgen.numbers.typed import Unclear, read

    found = read(value)
    return None if isinstance(found, Unclear) else found


def _shortened(own: FieldSettings, given: Any, number: Any, keys: Keys) -> Iterator[Problem]:
    found = _typed(given) if own.numeric and own.decimals is None else None
    if found is not None and found.closing_zeros and isinstance(number, int | float):
        text = f"of {show(given)} the closing zeros are not kept"
        hint = f"give the field decimals: {found.places}, or print it with | number({found.places})"
        yield Problem("closing-zeros", text, keys=keys, hint=hint, severity="note")


def _check(own: FieldSettings, value: Any, keys: Keys) -> tuple[Problem, ...]:
    what, types = _KINDS[own.type]
    right = value is None or (isinstance(value, types) and (own.type == "bool" or not isinstance(value, bool)))
    if right and own.type == "list" and value is not None:
        wrong = [(i, entry) for i, entry in enumerate(value) if not isinstance(entry, str)]
        return tuple(Problem("bad-type", f"expected text, got {show(entry)}", keys=(*keys, i)) for i, entry in wrong)
    if right and own.type == "date" and isinstance(value, str) and not is_day(value):
        return (Problem("bad-date", f'"{value}" is no day of the calendar', keys=keys, hint="write it as 2026-03-31"),)
    if not right and own.numeric and isinstance(value, str):
        return (no_number(what, value, keys),)
    return () if right else (Problem("bad-type", f"expected {what}, got {show(value)}", keys=keys),)
