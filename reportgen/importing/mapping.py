"""Which column fills which field: as it is proposed, as a file keeps it, and as it is read from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, field, to_builtins

from reportgen.errors import FindingsError
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem
from reportgen.importing.targets import Target
from reportgen.yaml.model import Model
from reportgen.yaml.reader import YamlFile, read_file
from reportgen.yaml.record import record_lines
from reportgen.yaml.translate import validate

_HEAD: Final = """\
# Which column of {file} fills which field. Written by reportgen import, which reads it when it is run again.
# columns: `field:` left out, and the column is not taken; `as_of:` the date of its numbers; `unit:` theirs;
# `separator:` what parts the entries of its lists. `always:` fields that every record gets, as section: transport.
# `decimal: ","` and `order: day-first` or `month-first` say how numbers and dates are meant that can be read twice.
# `without: [7, 12]` leaves rows out; `hidden: true` and `totals: true` take hidden rows and rows of sums, too.

"""
_EMPTY: Final = frozenset({None, False, ()})


class ColumnMap(Model, frozen=True, kw_only=True):
    """A column: its letter, its heading, and the field it fills; None for one that is not taken."""

    column: Annotated[str, Meta(pattern=r"^[A-Z]{1,3}(?!\n)$")]
    head: str = ""
    field: str | None = None
    as_of: str | None = None
    unit: str | None = None
    separator: Annotated[str, Meta(pattern=r"^\S+$")] | None = None


class ImportMap(Model, frozen=True, kw_only=True):
    """How a table becomes records of `into`. `head` and `without` are rows as spreadsheets count them, from 1."""

    into: str
    sheet: str | None = None
    head: Annotated[int, Meta(ge=1)] | None = None
    columns: tuple[ColumnMap, ...]
    always: dict[str, Any] = field(default_factory=dict)
    decimal: Literal[",", "."] | None = None
    order: Literal["day-first", "month-first"] | None = None
    hidden: bool = False
    totals: bool = False
    without: tuple[int, ...] = ()


def as_text(mapping: ImportMap, file: str) -> str:
    """The file that keeps a mapping for a table file of this name."""
    made: dict[str, Any] = to_builtins(mapping)
    made["columns"] = [{key: value for key, value in each.items() if value not in _EMPTY} for each in made["columns"]]
    kept = {key: value for key, value in made.items() if value or key == "columns"}
    return "\n".join([_HEAD.format(file=file) + "\n".join(record_lines(kept, compact=True)), ""])


def read_map(path: Path, into: str, targets: Mapping[str, Target]) -> ImportMap:
    """The mapping in a file. Raises FindingsError with all that is wrong with it."""
    reading = read_file(path.parent, path.name)
    if any(finding.severity == "error" for finding in reading.findings):
        raise FindingsError(reading.findings)
    found = validate(ImportMap, reading.value)
    if not isinstance(found, ImportMap):
        raise _wrong(reading, found)
    problems = [*_unknown(found, targets)]
    if found.into != into:
        problems.append(Problem("bad-map", f"the map is for {found.into}, not for {into}", keys=("into",)))
    if problems:
        raise _wrong(reading, tuple(problems))
    return found


def _wrong(reading: YamlFile, problems: tuple[Problem, ...]) -> FindingsError:
    return FindingsError(tuple(map(reading.source.placed, problems)))


def _unknown(mapping: ImportMap, targets: Mapping[str, Target]) -> list[Problem]:
    problems = []
    filled: dict[str, str] = {}
    for at, each in enumerate(mapping.columns):
        keys = ("columns", at, "field")
        if each.field is None:
            continue
        target = targets.get(each.field)
        if target is None:
            hint = did_you_mean(each.field, targets) or f"there are: {', '.join(targets)}"
            problems.append(
                Problem("unknown-field", f'{mapping.into} have no field "{each.field}"', hint=hint, keys=keys)
            )
        elif each.field in filled and not target.several:
            text = f'"{each.field}" is filled by column {filled[each.field]} already'
            problems.append(Problem("bad-map", text, hint="leave out one of the two", keys=keys))
        filled[each.field] = each.column
        if each.as_of is not None and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", each.as_of):
            text = f'"{each.as_of}" is no date'
            problems.append(
                Problem("bad-date", text, hint="2024, 2024-06 or 2024-06-30", keys=("columns", at, "as_of"))
            )
    for name in mapping.always:
        if name not in targets:
            near = did_you_mean(name, targets)
            text = f'{mapping.into} have no field "{name}"'
            problems.append(Problem("unknown-field", text, hint=near, keys=("always", name), at_key=True))
    return problems
