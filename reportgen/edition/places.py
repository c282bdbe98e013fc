"""Where an id is given and where it is used, in the data files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from reportgen.edition.audience import resolve_institution
from reportgen.edition.fields import references
from reportgen.edition.loading import Loaded
from reportgen.edition.own import own_figures
from reportgen.edition.records import records, tables
from reportgen.edition.references import scan
from reportgen.edition.texts import rich_texts
from reportgen.errors import FindingsError
from reportgen.findings.place import Place
from reportgen.project.files import TABLES, table_file


class Mention(Struct, frozen=True):
    """One place that an id has in the data, with its data path."""

    kind: Literal["record", "field", "text"]
    path: str
    place: Place


def places(loaded: Loaded, key: str) -> tuple[Mention, ...]:
    """The record with the id `key`, then everything that refers to it, in the order of the files' paths.

    An institution may be named by its abbreviation too; ``tables/NAME``, ``tables/NAME:row`` and
    ``tables/NAME:row:column`` are places in a table's file. Empty where the id does not exist.
    """
    if key.startswith(f"{TABLES}/"):
        table = key.partition(":")[0].removeprefix(f"{TABLES}/")
        there = table_file(loaded.project.root, loaded.name, table) is not None
        return (Mention("record", key, loaded.locate(key)),) if there else ()
    own = next((each for each in own_figures(loaded.partial) if each.id == key), None) if "." in key else None
    wanted = key if own is not None else _institution(loaded, key) or key
    homes = [f"{table}[{wanted}]" for table, rows in tables(loaded.partial).items() if wanted in rows]
    homes += [own.path] if own is not None else []
    if not homes:
        return ()
    found = [Mention("record", path, loaded.locate(path, key=True)) for path in homes]
    fields = [Mention("field", path, loaded.locate(path)) for path in _fields(loaded, wanted)]
    return (*found, *sorted((*fields, *_texts(loaded, wanted)), key=lambda m: (m.place.file, m.place.line, m.path)))


def _institution(loaded: Loaded, key: str) -> str | None:
    if any(key in rows for rows in tables(loaded.partial).values()):
        return None
    try:
        return resolve_institution(loaded.partial, key)
    except FindingsError:
        return None


def _fields(loaded: Loaded, key: str) -> Iterator[str]:
    """The data paths of the fields that hold an id."""
    for path, record in records(loaded.partial):
        yield from (reference.path for reference in references(record, path) if reference.id == key)


def _texts(loaded: Loaded, key: str) -> Iterator[Mention]:
    for path, text in rich_texts(loaded.partial):
        for reference in scan(text):
            if reference.id == key and reference.kind != "wrong":
                nth = text[: reference.start].count(reference.token)
                place = loaded.locate(path, token=reference.token, nth=nth)
                yield Mention("text", path, place)


def known_ids(loaded: Loaded) -> tuple[str, ...]:
    """Every id that `places` finds, each once."""
    own = (each.id for each in own_figures(loaded.partial))
    return tuple(dict.fromkeys((*(key for rows in tables(loaded.partial).values() for key in rows), *own)))
