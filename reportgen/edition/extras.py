"""Fields that the report's own schema adds to the items of a collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportgen.edition.model import Item
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem
from reportgen.project.folder import SETTINGS_NAME
from reportgen.project.open import Project, settings_error
from reportgen.project.settings import CollectionSchema, FieldKind
from reportgen.yaml.reader import read_file
from reportgen.yaml.translate import no_number, show

if TYPE_CHECKING:
    from reportgen.numbers.typed import Typed

_KINDS: dict[FieldKind, tuple[str, tuple[type, ...]]] = {
    "text": ("text", (str,)),
    "rich": ("text", (str,)),
    "number": ("a number", (int, float)),
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
    given = {key: value for key, value in record.items() if key in schema.fields}
    extra = {key: _number(value) if schema.fields[key] == "number" else value for key, value in given.items()}
    plain = {key: value for key, value in record.items() if key not in schema.fields and key != "extra"}
    if schema.section is not None:
        plain.setdefault("section", schema.section)
    problems = [problem for key, value in extra.items() for problem in _check(schema.fields[key], value, (key,))]
    problems += [problem for key in extra for problem in _shortened(given[key], extra[key], (key,))]
    if "extra" in record:
        hint = "write its fields beside the others"
        problems.append(Problem("unknown-key", '"extra" is not known here', keys=("extra",), hint=hint, at_key=True))
    return {**plain, "extra": extra} if extra else plain, tuple(problems)


def _number(value: Any) -> Any:
    """A number where a text can mean one only; a unit beside it would be lost."""
    found = _typed(value)
    return value if found is None or found.unit else found.value


def _typed(value: Any) -> Typed | None:
    if not isinstance(value, str):
        return None
    from reportgen.numbers.typed import Unclear, read

    found = read(value)
    return None if isinstance(found, Unclear) else found


def _shortened(given: Any, number: Any, keys: Keys) -> Iterator[Problem]:
    found = _typed(given)
    if found is not None and found.closing_zeros and isinstance(number, int | float):
        text = f"of {show(given)} the closing zeros are not kept"
        hint = f"a template prints them with | number({found.places})"
        yield Problem("closing-zeros", text, keys=keys, hint=hint, severity="note")


def _check(kind: FieldKind, value: Any, keys: Keys) -> tuple[Problem, ...]:
    what, types = _KINDS[kind]
    right = value is None or (isinstance(value, types) and (kind == "bool" or not isinstance(value, bool)))
    if right and kind == "list" and value is not None:
        wrong = [(i, entry) for i, entry in enumerate(value) if not isinstance(entry, str)]
        return tuple(Problem("bad-type", f"expected text, got {show(entry)}", keys=(*keys, i)) for i, entry in wrong)
    if not right and kind == "number" and isinstance(value, str):
        return (no_number(what, value, keys),)
    return () if right else (Problem("bad-type", f"expected {what}, got {show(value)}", keys=keys),)
