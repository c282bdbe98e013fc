"""Forms that YAML files had in earlier versions, and what they are written as today: one table.

A file in an old form is read as if it were written in the new one, and a warning says how that is written;
`reportgen migrate` rewrites it. Where a key or the form of a value changes, a line here is all that it takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem

CODE = "old-form"
HINT = "reportgen migrate rewrites it, and nothing else; --dry-run shows what it would do"


class OldForm(Struct, frozen=True, kw_only=True):
    """What files of some name have had at some keys, and what that is today: another key, or another value."""

    of: str
    """The last version that wrote it so."""
    files: str
    """The files, relative to the project: ``templates/*/words/*.yaml``."""
    keys: tuple[str, ...]
    """The way to the value; ``*`` stands for any characters of a key, or any number of a list."""
    key: str | None = None
    """What the last of the keys is called today; None where it is the same."""
    value: Callable[[Any], Any] | None = None
    """Makes today's value of the one that is there, the same one where it is of today already; None: any is."""


class Old(Struct, frozen=True):
    """An old form that a file has."""

    keys: Keys
    form: OldForm
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """The key as it is written today."""
        return self.form.key or str(self.keys[-1])

    @property
    def problem(self) -> Problem:
        """That it is written another way today: the new form, in one line."""
        from reportgen.yaml.edit import written

        new = f"{self.name}: {written(self.after)}" if self.after != self.before else f"{self.name}:"
        text = f"this is a form of reportgen {self.form.of}; today it is written {new}"
        return Problem(CODE, text, keys=self.keys, at_key=True, severity="warning", hint=HINT)


def _without_title(words: Any) -> Any:
    """The words of a chart's text alternative, which had its title in them: that stands before it now."""
    if not isinstance(words, str) or "{title}" not in words:
        return words
    named = re.fullmatch(r"(?P<kind>[^{}]*?)[\s.:,–-]*\{title\}[\s.:,–-]*\{values\}(?P<end>[^{}]*)", words)
    if named is not None and named["kind"]:
        return f"{named['kind']} – {{values}}{named['end']}"
    return re.sub(r"\s*\{title\}[.:,;]?", "", words).strip() or words


FORMS: tuple[OldForm, ...] = (
    OldForm(of="0.1.0", files="templates/*/words/*.yaml", keys=("chart-*",), value=_without_title),
)
"""Every old form that is still read."""


def forms_of(name: str) -> tuple[OldForm, ...]:
    """The old forms that a file of this name may have."""
    return tuple(form for form in FORMS if PurePosixPath(name).match(form.files))


def old_forms(name: str, value: Any) -> tuple[Old, ...]:
    """The old forms that a file has, in the order of the table; `value` is what it says."""
    return tuple(old for form in forms_of(name) for old in _found(value, form, ()))


def _found(value: Any, form: OldForm, keys: Keys) -> Iterator[Old]:
    wanted = form.keys[len(keys)]
    last = len(keys) + 1 == len(form.keys)
    for key, inner in _members(value):
        if not fnmatchcase(str(key), wanted):
            continue
        if not last:
            yield from _found(inner, form, (*keys, key))
            continue
        after = form.value(inner) if form.value is not None else inner
        renamed = form.key is not None and form.key != key and form.key not in value
        if renamed or after != inner:
            yield Old((*keys, key), form, inner, after)


def _members(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, tuple) else ()


def today(value: Any, old: Iterable[Old]) -> Any:
    """What a file says in today's forms, the keys of each mapping in their order."""
    for each in old:
        value = _replaced(value, each.keys, each)
    return value


def _replaced(value: Any, keys: Keys, old: Old) -> Any:
    step, rest = keys[0], keys[1:]
    if isinstance(value, tuple):
        return tuple(_inner(inner, rest, old) if at == step else inner for at, inner in enumerate(value))
    return {
        (old.name if not rest else key) if key == step else key: _inner(inner, rest, old) if key == step else inner
        for key, inner in value.items()
    }


def _inner(value: Any, rest: Keys, old: Old) -> Any:
    return _replaced(value, rest, old) if rest else old.after
