"""Where an id is given and where it is used, in the data files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from reportgen.edition.audience import resolve_audience
from reportgen.edition.loading import Loaded
from reportgen.edition.references import scan
from reportgen.edition.texts import rich_texts
from reportgen.errors import FindingsError
from reportgen.findings.place import Place
from reportgen.yaml.model import Model


class Mention(Struct, frozen=True):
    """One place that an id has in the data, with its data path."""

    kind: Literal["record", "field", "text"]
    path: str
    place: Place


ID_FIELDS: dict[str, tuple[str, ...]] = {
    "sections": ("parent",),
    "items": (
        *("section", "institutions", "involved", "lead", "figures", "continues", "sources"),
        *("progress.into", "progress.from", "outcome.source"),
    ),
    "figures": ("about", "source", "part_of", "same_as", "change_of", "share_of"),
    "statements": ("about", "source"),
    "charts": ("about", "figures", "total", "source"),
    "institutions": ("successors",),
    "report": ("key_figures",),
}
"""The fields whose values are ids, by kind of record and by their names in files."""

_NAMES = {"from": "moved_from"}
"""Names of fields in files that are others in the model."""


def value_at(record: Any, field: str) -> Any:
    """The value of a field, dotted where it stands in a record below; None where there is none."""
    for step in field.split("."):
        record = None if record is None else getattr(record, _NAMES.get(step, step))
    return record


def places(loaded: Loaded, key: str) -> tuple[Mention, ...]:
    """The record with the id `key`, then everything that refers to it, in the order of the files' paths.

    An institution may be named by its abbreviation too. Empty where the id does not exist.
    """
    wanted = _institution(loaded, key) or key
    tables = _tables(loaded)
    records = [f"{table}[{wanted}]" for table, rows in tables.items() if wanted in rows]
    if not records:
        return ()
    found = [Mention("record", path, loaded.locate(path, key=True)) for path in records]
    fields = [Mention("field", path, loaded.locate(path)) for path in _fields(loaded, tables, wanted)]
    return (*found, *sorted((*fields, *_texts(loaded, wanted)), key=lambda m: (m.place.file, m.place.line, m.path)))


def _institution(loaded: Loaded, key: str) -> str | None:
    if any(key in rows for rows in _tables(loaded).values()):
        return None
    try:
        return resolve_audience(loaded.partial, key)
    except FindingsError:
        return None


def _tables(loaded: Loaded) -> dict[str, dict[str, Model]]:
    edition = loaded.partial
    names = (
        "sections",
        *edition.collections,
        "figures",
        "statements",
        "charts",
        "institutions",
        "sources",
        "abbreviations",
    )
    return {name: dict(edition.collections.get(name) or getattr(edition, name, {})) for name in names}


def _fields(loaded: Loaded, tables: dict[str, dict[str, Model]], key: str) -> Iterator[str]:
    yield from _uses(loaded.partial.report, "report", ID_FIELDS["report"], key)
    for table, rows in tables.items():
        fields = ID_FIELDS.get("items" if table in loaded.partial.collections else table, ())
        for row, record in rows.items():
            yield from _uses(record, f"{table}[{row}]", fields, key)


def _uses(record: Model, path: str, fields: tuple[str, ...], key: str) -> Iterator[str]:
    for name in fields:
        value = value_at(record, name)
        if value == key:
            yield f"{path}.{name}"
        elif isinstance(value, tuple):
            yield from (f"{path}.{name}[{i}]" for i, entry in enumerate(value) if entry == key)


def _texts(loaded: Loaded, key: str) -> Iterator[Mention]:
    for path, text in rich_texts(loaded.partial):
        for reference in scan(text):
            if reference.id == key and reference.kind != "wrong":
                nth = text[: reference.start].count(reference.token)
                place = loaded.locate(path, token=reference.token, nth=nth)
                yield Mention("text", path, place)


def known_ids(loaded: Loaded) -> tuple[str, ...]:
    """Every id that `places` finds, each once."""
    return tuple(dict.fromkeys(key for rows in _tables(loaded).values() for key in rows))
