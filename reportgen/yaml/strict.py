"""Records as pydantic models: the same fields and rules, for what msgspec cannot do.

msgspec makes records and refuses a wrong one at its first fault, in microseconds. pydantic finds every fault of a
record, and writes JSON Schemas; it is imported only when there is a fault to tell or a schema to write. The models are
derived from the records, so that nothing is said twice.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

if typing.TYPE_CHECKING:
    from pydantic import BaseModel

NO_LINE_END = r"(?!\n)"
"""Before a pattern's ``$``, which in Python also stands before a line's end."""


@cache
def strict_model(record: type[Struct]) -> type[BaseModel]:
    """The model of a record: strict, no unknown keys, with the names that its fields have in files."""
    from pydantic import ConfigDict, create_model

    hints = get_type_hints(record, include_extras=True)
    fields = {field.name: _field(field, hints[field.name]) for field in msgspec.structs.fields(record)}
    model: type[BaseModel] = create_model(  # type: ignore[call-overload]
        record.__name__,
        __config__=ConfigDict(extra="forbid", strict=True, frozen=True),
        __doc__=record.__doc__,
        **fields,
    )
    return model


def _field(field: Any, hint: Any) -> tuple[Any, Any]:
    from pydantic import Field

    alias = field.encode_name if field.encode_name != field.name else None
    if field.required:
        return _type(hint), Field(alias=alias)
    if field.default_factory is not msgspec.NODEFAULT:
        return _type(hint), Field(alias=alias, default_factory=field.default_factory)
    default = msgspec.to_builtins(field.default) if isinstance(field.default, Struct) else field.default
    return _type(hint), Field(default, alias=alias)


def _type(hint: Any) -> Any:
    """The type with models in place of records, and pydantic's rules in place of msgspec's."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return strict_model(hint)
    if origin is Annotated:
        rules = [_rule(mark) if isinstance(mark, Meta) else mark for mark in inner[1:]]
        return Annotated[(_type(inner[0]), *rules)]
    if origin in (Union, types.UnionType):
        return Union[tuple(_type(part) for part in inner)]  # noqa: UP007
    if origin in (dict, Mapping):
        return dict[_type(inner[0]), _type(inner[1])]  # type: ignore[misc]
    if origin is not None and origin is not typing.Literal:
        return origin[tuple(part if part is Ellipsis else _type(part) for part in inner)]
    return hint


def _rule(meta: Meta) -> Any:
    from pydantic import Field

    pattern = meta.pattern and meta.pattern.replace(NO_LINE_END, "")
    rules: dict[str, Any] = {"pattern": pattern, "min_length": meta.min_length, "max_length": meta.max_length}
    rules |= {"ge": meta.ge, "le": meta.le}
    return Field(**{name: value for name, value in rules.items() if value is not None})
