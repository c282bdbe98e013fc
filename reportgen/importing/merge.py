"""Rows beside the records that are there: which are new, which say the same, which say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from reportgen.edition.returned import Changed, Content
from reportgen.findings.finding import Finding
from reportgen.findings.place import Keys, show_keys
from reportgen.importing.ids import id_of
from reportgen.importing.rows import TITLES, TableRow
from reportgen.yaml.change import ValueChange


class MergedRows(Struct):
    """What becomes of the rows. `new` and `changed` are by id, `rows` the row of each."""

    new: dict[str, Mapping[str, Any]]
    changes: list[ValueChange]
    changed: dict[str, list[Changed]]
    unchanged: int
    rows: dict[str, TableRow]
    findings: list[Finding]
    titles: dict[str, list[TableRow]]
    """The rows that were looked at, by their titles."""


def merge_rows(
    file: str, table: str, rows: Sequence[TableRow], there: Mapping[str, Any], taken: frozenset[str], *, update: bool
) -> MergedRows:
    """Rows by id, or by title where they have none; `there` are the records of the data file, `taken` all ids that a
    new one may not have. Records that say otherwise are changed with `update`, else they are findings."""
    made = MergedRows({}, [], {}, 0, {}, [], {})
    by_title = _by_title(there)
    ids = set(taken) | set(there)
    for row in rows:
        key = row.id or next(iter(by_title.get(_plain(row.title), ())), None)
        if key is None and (same := _twice(made, row)) is not None:
            made.findings.append(_twice_found(file, row, same))
            continue
        if row.id is None and key is not None:
            by_title[_plain(row.title)].remove(key)
        if key is not None and key in made.rows:
            made.findings.append(_twice_found(file, row, made.rows[key]))
        elif key is not None and key in there:
            made.rows[key] = row
            _known(made, file, table, key, there[key], update=update)
        elif key is not None and key in taken:
            text = f'"{key}" is the id of another record already'
            made.findings.append(
                Finding("duplicate-id", "error", text, file, path=row.place, hint="give it another id")
            )
        else:
            key = key or id_of(row.title, ids)
            ids.add(key)
            made.rows[key], made.new[key] = row, row.record
    return made


def _by_title(there: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, record in there.items():
        title = next(filter(None, (_at(record, name) for name in TITLES)), "") if isinstance(record, Mapping) else ""
        found.setdefault(_plain(str(title)), []).append(key)
    found.pop("", None)
    return found


def _at(record: Mapping[str, Any], name: str) -> Any:
    names = record.get("names") if name == "full" else None
    last = names[-1] if isinstance(names, tuple) and names else record
    return last.get(name) if isinstance(last, Mapping) else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _twice(made: MergedRows, row: TableRow) -> TableRow | None:
    alike = made.titles.setdefault(row.title, [])
    found = next((each for each in alike if each.record == row.record), None)
    alike.append(row)
    return found


def _twice_found(file: str, row: TableRow, other: TableRow) -> Finding:
    text = f'"{row.title}" stands in {other.place} already'
    return Finding("row-twice", "error", text, file, path=row.place, hint="take one of the two rows away")


def _known(made: MergedRows, file: str, table: str, key: str, record: Any, *, update: bool) -> None:
    row = made.rows[key]
    changes = list(_differing(row.record, record, (key,)))
    if not changes:
        made.unchanged += 1
    elif update:
        made.changes += changes
        made.changed[key] = [_changed(table, key, record, each) for each in changes]
    else:
        names = ", ".join(dict.fromkeys(str(each.keys[1]) for each in changes))
        text = f'"{key}" is in the data already, and says otherwise: {names}'
        hint = "--update takes what the table says; an answer to a form goes through reportgen receive"
        made.findings.append(Finding("record-exists", "error", text, file, path=row.place, hint=hint))


def _differing(new: Any, old: Any, keys: Keys) -> Iterator[ValueChange]:
    """The values of a row that the record does not have; what the row says nothing of stays."""
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        for name, value in new.items():
            yield from _differing(value, old.get(name), (*keys, name))
    elif _records(new) and _records(old):
        for at, each in enumerate(new):
            found = _alike(each, old, at)
            yield from _differing(each, old[found] if found < len(old) else None, (*keys, found))
    elif _list(new) != _list(old):
        yield ValueChange(keys, new)


def _records(value: Any) -> bool:
    return isinstance(value, tuple | list) and bool(value) and isinstance(value[0], Mapping)


def _list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _alike(new: Mapping[str, Any], old: Sequence[Any], at: int) -> int:
    """The number of the entry that a new one stands for: with its label, its date, or its place in the list."""
    for name in ("label", "as_of", "url"):
        if name in new:
            same = (i for i, each in enumerate(old) if isinstance(each, Mapping) and each.get(name) == new[name])
            return next(same, len(old) + at)
    return at


def _changed(table: str, key: str, record: Any, change: ValueChange) -> Changed:
    way = change.keys[1:]
    return Changed(path=f"{table}[{key}].{show_keys(way)}", was=_told(record, way), is_=_said(change.value))


def _told(record: Any, keys: Keys) -> Content:
    for step in keys:
        if isinstance(record, Mapping):
            record = record.get(step)
        elif isinstance(record, tuple) and isinstance(step, int) and step < len(record):
            record = record[step]
        else:
            return None
    return _said(record)


def _said(value: Any) -> Content:
    if isinstance(value, tuple | list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, Mapping):
        return str(value.get("text") or value.get("url") or next(iter(value.values()), ""))
    return value if isinstance(value, str | int | float | bool | None) else str(value)
