"""A comparison as data for programs; docs/comparison.md describes it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from reportgen.comparison.changes import Change, Comparison, TextChanged
from reportgen.findings.shown import json_text
from reportgen.yaml.model import Model

_WHERE_GIVEN = frozenset({"decimals"})
"""Keys that only those changes have which they say something of."""
SCHEMA = 1
"""Raised when what is there already changes; new keys do not count."""


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as mappings, lists, texts and numbers."""
    return {
        "schema": SCHEMA,
        "old": _plain(comparison.old),
        "new": _plain(comparison.new),
        "counts": comparison.counts(),
        "standing": _plain(comparison.standing),
        "changes": [change_data(change) for change in comparison.changes],
    }


def change_data(change: Change) -> dict[str, Any]:
    """One change: its kind and path, then its own fields by their names."""
    own = {name: value for name, value in _fields(change).items() if value is not None or name not in _WHERE_GIVEN}
    words = {"words": [[each.operation, each.text] for each in change.words]} if isinstance(change, TextChanged) else {}
    return {"kind": change.kind, "path": change.path, **own, **words}


def as_json(comparison: Comparison) -> str:
    """The comparison as JSON text; the same bytes for the same editions."""
    return json_text(as_data(comparison), indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return msgspec.to_builtins(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return _fields(value) if isinstance(value, Struct) else value


def _fields(record: Struct) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in record.__struct_fields__}
