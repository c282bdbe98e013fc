"""Records of the model with something in every field, made from the annotations alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

from reportgen.edition import model as m
from reportgen.edition.fields import Ref

_BY_PATTERN = {r"^\d{4}-\d{2}-\d{2}(": "2030-05-02", r"^(\d{4}": "2030-05-02", r"^(https": "https://example.org"}
"""Beginning of a pattern -> a text that fits it."""


def full(model: type[Struct], name: str = "") -> Any:
    """A record of a model; its ids and plain texts are called as their fields: ``item-progress-into``."""
    name = name or model.__name__.lower()
    hints = get_type_hints(model, include_extras=True)
    return model(**{field: _value(hints[field], f"{name}-{field}", ()) for field in model.__struct_fields__})


def _value(hint: Any, name: str, marks: tuple[Any, ...]) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if hasattr(hint, "__metadata__"):
        return _value(inner[0], name, (*marks, *hint.__metadata__))
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return (_value(inner[0], name, ()),)
    if origin is dict:
        return {}
    if inner:  # a union: what is not None
        return _value(next(each for each in inner if each is not type(None)), name, marks)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return full(hint, name)
    return _text(name, marks) if hint is str else hint(1)


def _text(name: str, marks: tuple[Any, ...]) -> str:
    patterns = [mark.pattern for mark in marks if isinstance(mark, Meta) and mark.pattern]
    found = [text for start, text in _BY_PATTERN.items() if any(pattern.startswith(start) for pattern in patterns)]
    return found[0] if found else name.replace("_", "-")


def ids(record: Any, path: str) -> Iterator[tuple[str, str, str]]:
    """The ids in a record as (data path, kind, id), found by the annotations of each class."""
    for name, hint in get_type_hints(type(record), include_extras=True).items():
        key = dict(zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True))[name]
        kind = next((mark.kind for mark in _all_marks(hint) if isinstance(mark, Ref)), None)
        value = getattr(record, name)
        for way, each in (
            [(f"{path}.{key}", value)] if not isinstance(value, tuple) else _listed(f"{path}.{key}", value)
        ):
            if kind is not None and each is not None:
                yield way, kind, each
            elif isinstance(each, Struct):
                yield from ids(each, way)


def _listed(path: str, value: tuple[Any, ...]) -> list[tuple[str, Any]]:
    return [(f"{path}[{i}]", each) for i, each in enumerate(value)]


def _all_marks(hint: Any) -> Iterator[Any]:
    yield from getattr(hint, "__metadata__", ())
    for inner in get_args(hint):
        yield from _all_marks(inner)


TABLES: dict[str, type[Struct]] = {
    "sections": m.Section,
    "works": m.Item,
    "figures": m.Figure,
    "statements": m.Statement,
    "charts": m.ChartSpec,
    "institutions": m.Institution,
    "sources": m.Source,
    "abbreviations": m.Abbreviation,
    "distribution": m.Recipient,
}
"""Table of an edition (of `strategies.EXAMPLE`) -> the model of its records."""


def full_edition() -> m.Edition:
    """An edition with the report and one full record in each table; nothing that they refer to is there."""
    made = {name: {f"full-{name}": full(model)} for name, model in TABLES.items()}
    works = made.pop("works")
    report = full(m.Report)
    collections = {"works": works, "plans": {}}
    return m.Edition(name="2030", as_of="2030-06-30", language="en", report=report, collections=collections, **made)
