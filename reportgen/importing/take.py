"""Tables into the data: all of a table or nothing, in the file of its records, with an entry in ``returns.yaml``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from reportgen.checks.run import check
from reportgen.collecting.apply import Who
from reportgen.collecting.books import Books, new_errors
from reportgen.collecting.package import MOST_BYTES, too_large
from reportgen.collecting.returns import refused
from reportgen.collecting.workbook.grid import GridSheet
from reportgen.edition.files import model_of
from reportgen.edition.loading import load
from reportgen.edition.returned import Imported
from reportgen.errors import FindingsError, OversizeError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.importing.cells import CellReader
from reportgen.importing.mapping import ImportMap
from reportgen.importing.merge import MergedRows, merge_rows
from reportgen.importing.propose import propose
from reportgen.importing.refs import KnownRecords
from reportgen.importing.rows import read_rows
from reportgen.importing.sources import sheets_of
from reportgen.importing.tables import SourceTable, find_table
from reportgen.importing.targets import Target, targets
from reportgen.outside.place import read_whole
from reportgen.project.files import DataFile, data_files
from reportgen.project.folder import SCHEMA_FOLDER
from reportgen.yaml.append import appended
from reportgen.yaml.change import CannotEditError, changed
from reportgen.yaml.reader import read_bytes

_NOT_TABLES: Final = frozenset({"report", "signoff", "charts"})
_ONE_NAMESPACE: Final = frozenset({"sections", "figures", "statements", "charts"})


class SourceFile(Struct, frozen=True):
    """A file with tables: its name, SHA-256 and sheets."""

    name: str
    digest: str
    sheets: tuple[GridSheet, ...]


class Destination(Struct, frozen=True):
    """Where records go: the data file, and the fields that they can have."""

    file: DataFile
    fields: Mapping[str, Target]

    collection: bool = False
    """Whether they are items, which may have fields of the report's own."""

    @property
    def name(self) -> str:
        """The collection, or the field of an edition."""
        return self.file.field


class Importing(Struct, frozen=True):
    """A table, how it is mapped, what becomes of its rows, and what is to be said of it."""

    file: SourceFile
    into: Destination
    table: SourceTable
    mapping: ImportMap
    merged: MergedRows | None
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing of it is taken."""
        return any(finding.severity == "error" for finding in self.findings)


def read_source(path: Path) -> SourceFile:
    """The tables of a file. Raises FindingsError for what is none, and OSError for what cannot be read."""
    try:
        content = read_whole(path, MOST_BYTES)
    except OversizeError:
        raise too_large(path.name) from None
    return SourceFile(path.name, hashlib.sha256(content).hexdigest(), sheets_of(path, content))


def destination(books: Books, name: str) -> Destination:
    """Where records of this name go: a collection, ``figures``, ``sections``, or the name of a data file.

    Raises FindingsError.
    """
    collections = books.loaded.project.settings.collections
    known = {file.field: file for file in data_files(collections) if file.field not in _NOT_TABLES}
    named = {file.name.removesuffix(".yaml"): file for file in known.values()}
    file = known.get(name) or named.get(name)
    if file is None:
        hint = did_you_mean(name, {*known, *named}) or f"there are: {', '.join(known)}"
        raise refused("unknown-collection", f'no table becomes "{name}"', hint)
    fields = targets(file.field, model_of(file), collections.get(file.field))
    return Destination(file, fields, file.field in collections)


def proposed(
    books: Books, source: SourceFile, into: Destination, always: Mapping[str, Any]
) -> tuple[SourceTable, ImportMap]:
    """The table of a file that is most like records of this kind, and the mapping of its columns.

    Raises FindingsError where there is none, and for fields that there are not.
    """
    for name in always:
        if name not in into.fields:
            hint = did_you_mean(name, into.fields) or f"there are: {', '.join(into.fields)}"
            raise refused("unknown-field", f'{into.name} have no field "{name}"', hint)
    found = [
        (table, propose(table, into.name, into.fields, always, books.loaded.partial.as_of))
        for sheet in source.sheets
        if not sheet.hidden and (table := find_table(sheet, _heads(into))) is not None and table.rows
    ]
    if not found:
        text = "there is no table in the file: a row of headings, and rows below it"
        hint = "name sheet and head in a map (--map FILE)" if source.sheets else "a Word file needs a table"
        raise refused("no-table", text, hint, source.name)
    return max(found, key=lambda pair: sum(each.field is not None for each in pair[1].columns))


def mapped(source: SourceFile, into: Destination, mapping: ImportMap) -> SourceTable:
    """The table that a mapping names. Raises FindingsError where the file has none such."""
    sheets = source.sheets if mapping.sheet is None else [each for each in source.sheets if each.name == mapping.sheet]
    if not sheets and len(source.sheets) == 1:
        sheets = source.sheets
    head = None if mapping.head is None else mapping.head - 1
    for sheet in sheets:
        table = find_table(sheet, _heads(into), head, hidden=mapping.hidden, totals=mapping.totals)
        if table is not None:
            return table
    names = ", ".join(f'"{each.name}"' for each in source.sheets)
    where = f'sheet "{mapping.sheet}"' if mapping.sheet else "the file"
    text = f"there is no table in {where}{f' with headings in row {mapping.head}' if mapping.head else ''}"
    raise refused("no-table", text, f"sheets: {names}", source.name)


def _heads(into: Destination) -> frozenset[str]:
    return frozenset(head for target in into.fields.values() for head in target.heads)


def take(
    books: Books,
    source: SourceFile,
    into: Destination,
    table: SourceTable,
    mapping: ImportMap,
    who: Who,
    *,
    update: bool,
) -> Importing:
    """What becomes of a table; where nothing is refused, the books have it."""
    loaded = books.loaded
    reader = CellReader(
        KnownRecords(loaded.partial), loaded.partial.language, mapping.order or "day-first", mapping.decimal,
        into.file.slugs,
    )  # fmt: skip
    read = read_rows(source.name, table, mapping, into.fields, reader)
    result = Importing(source, into, table, mapping, None, tuple(read.findings))
    if result.refused:
        return result
    there = _records(books, into)
    taken = frozenset(key for name in _sharing(books, into) for key in loaded.ids.get(name, ()))
    merged = merge_rows(source.name, into.name, read.rows, there, taken - set(there), update=update)
    result = replace(result, merged=merged, findings=(*read.findings, *merged.findings))
    if result.refused or not (merged.new or merged.changes):
        return result
    name = into.file.path(loaded.name)
    made = {name: _text(books, into, merged)}
    after = check(load(loaded.project, loaded.name, {**books.texts, **made}))
    wrong = tuple(_placed(source.name, name, finding, merged, into) for finding in new_errors(loaded, after))
    if wrong:
        return replace(result, findings=(*result.findings, *wrong))
    books.keep(made, after)
    entry = Imported(
        on=who.on, by=who.by, file=source.name, sha256=source.digest, into=into.name, new=tuple(merged.new),
        changed=tuple(each for changes in merged.changed.values() for each in changes),
    )  # fmt: skip
    books.returns = replace(books.returns, imported=(*books.returns.imported, entry))
    return result


def _records(books: Books, into: Destination) -> Mapping[str, Any]:
    source = books.loaded.sources.get(into.file.path(books.loaded.name))
    value = read_bytes(source.text.encode(), "").value if source is not None else None
    return value if isinstance(value, Mapping) else {}


def _sharing(books: Books, into: Destination) -> frozenset[str]:
    """The names of the records whose ids no new one may have."""
    items = frozenset(books.loaded.project.settings.collections)
    together = _ONE_NAMESPACE | items
    return together if into.name in together else frozenset((into.name,))


def _text(books: Books, into: Destination, merged: MergedRows) -> str:
    """The data file with the changes and the new records behind the others. Raises FindingsError."""
    loaded = books.loaded
    name = into.file.path(loaded.name)
    source = loaded.sources.get(name)
    text = source.text if source is not None else _beginning(books, into)
    try:
        text = changed(text, merged.changes) if merged.changes else text
    except CannotEditError as error:
        reason = "it cannot be changed alone: it stands for others too (an anchor or alias)"
        path = ".".join(map(str, error.keys))
        raise FindingsError(
            (Finding("cannot-edit", "error", reason, name, path=path, hint="change it there"),)
        ) from None
    return appended(text, name, merged.new) if merged.new else text


def _beginning(books: Books, into: Destination) -> str:
    """The first line of a data file that is not there yet."""
    stem = into.file.name.removesuffix(".yaml")
    schema = books.loaded.project.root / SCHEMA_FOLDER / f"{stem}.schema.json"
    up = "" if into.file.shared else "../"
    return f"# yaml-language-server: $schema={up}schema/{schema.name}\n" if schema.is_file() else ""


def _placed(file: str, name: str, finding: Finding, merged: MergedRows, into: Destination) -> Finding:
    """A finding of the data, at the cell that causes it."""
    key, _, way = finding.path.partition(".")
    row = merged.rows.get(key)
    if finding.file != name or row is None:
        return finding
    ways = sorted(((target.way, target.name) for target in into.fields.values()), reverse=True)
    named = (name for path, name in ways if way == path or way.startswith((f"{path}.", f"{path}[")))
    place = row.places.get(next(named, ""), row.place)
    return Finding(finding.code, finding.severity, finding.text, file, path=f"{place}: {way}", hint=finding.hint)
