"""The files of a new edition, made from those of its predecessor: everything that is not changed stays as it was typed.

Ids and master data are carried over. Every text is marked as carried and not confirmed, a figure's value becomes its
previous one, and the items of a collection that is `settled_in` another move there to be settled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from reportgen.edition.loading import Loaded
from reportgen.edition.model import Edition, Figure, Item
from reportgen.edition.own import OwnNumber, own_number
from reportgen.numbers.notation import locale
from reportgen.project.files import DataFile, data_files
from reportgen.project.folder import DATA
from reportgen.project.settings import CollectionSchema
from reportgen.yaml.edit import Edit, Records, apply, line_start, newline, records_of, written
from reportgen.yaml.lists import Entries
from reportgen.yaml.nodes import MappingNode, SequenceNode
from reportgen.yaml.source import SourceFile

CARRIED = "carried: true"
_SCHEMA_LINE = re.compile(r"(# yaml-language-server: \$schema=.*?)[\w.-]+(\.schema\.json)")
_NOT_CARRIED = frozenset({"signoff"})
"""Files that speak of one edition alone."""


class Step(Struct, frozen=True):
    """What the files are made from: the predecessor as it was read, the new name, and the ids that stay behind."""

    loaded: Loaded
    name: str
    left_out: frozenset[str]

    @property
    def edition(self) -> Edition:
        """The predecessor."""
        return self.loaded.partial


def roll(step: Step) -> dict[str, str]:
    """File name -> content, for every file of the new edition's folder."""
    files = {}
    schemas = step.edition.collection_schemas
    for file in data_files(schemas):
        if file.shared or file.field in _NOT_CARRIED:
            continue
        source = step.loaded.sources.get(f"{DATA}/{step.edition.name}/{file.name}")
        if source is not None:
            files[file.name] = _FILES.get(file.field, _items)(step, file, source)
    for name, schema in schemas.items():
        if schema.settled_in is not None and f"{name}.yaml" in files:
            _settle(step, files, name, schema.settled_in)
    return files


def _each(text: str, change: Callable[[str, Records], Iterable[Edit]], without: frozenset[str]) -> str:
    """The text with every record changed, and without some of them."""
    records = records_of(text)
    if records is None:
        return text
    edits = list(records.remove(without))
    for key, (_, value) in records.keys.items():
        if key not in without and isinstance(value, MappingNode) and value.start_mark.index >= records.start_of(0):
            edits += change(key, Records(text, value))
    return apply(text, edits)


# ------------------------------------------------------------------------------------------------------- kinds of files


def _as_it_is(_step: Step, _file: DataFile, source: SourceFile) -> str:
    return source.text


def _report(step: Step, _file: DataFile, source: SourceFile) -> str:
    records = records_of(source.text)
    if records is None:
        return source.text
    edits = list(_mark(records))
    if step.edition.report.year == step.edition.name:
        edits.append(records.replace("year", f'"{step.name}"'))
    return apply(source.text, edits)


def _sections(step: Step, _file: DataFile, source: SourceFile) -> str:
    def change(key: str, record: Records) -> Iterator[Edit]:
        section = step.edition.sections.get(key)
        if section is not None and (section.text or section.lead):
            yield from _mark(record)

    return _each(source.text, change, step.left_out)


def _marked(step: Step, _file: DataFile, source: SourceFile) -> str:
    return _each(source.text, lambda _, record: _mark(record), step.left_out)


def _mark(record: Records) -> Iterator[Edit]:
    """The mark of what was carried over, where it is not there already."""
    yield from record.remove({"carried"})
    yield record.put_first(CARRIED, without={"carried"})


_OF_THE_OLD_VALUE = {"previous", "previous_as_of", "upper", "text"}
"""Fields of a figure that make no sense without the value they were given with."""


def _figures(step: Step, _file: DataFile, source: SourceFile) -> str:
    def change(key: str, record: Records) -> Iterator[Edit]:
        figure = step.edition.figures[key]
        valued = figure.value is not None and "value" in record.keys
        if valued:
            yield from _value_before(record)
        gone = {"carried"} | (_OF_THE_OLD_VALUE if valued else set())
        added = [CARRIED]
        past = _past(figure) if valued else None
        if past is not None:
            entries = _entries(record, "history")
            gone |= set() if entries else {"history"}
            yield from entries.append(past) if entries else ()
            added += [] if entries else [f"history: {written([*map(msgspec.to_builtins, figure.history), past])}"]
        if figure.decimals is not None and "decimals" not in record.keys:
            added.append(f"decimals: {figure.decimals}")
        yield from record.remove(gone)
        yield record.put_first(*added, without=gone)

    return _each(source.text, change, step.left_out)


def _value_before(record: Records) -> Iterator[Edit]:
    yield record.rename("value", "previous")
    if "as_of" in record.keys:
        yield record.rename("as_of", "previous_as_of")


def _past(figure: Figure | OwnNumber) -> dict[str, Any] | None:
    """What becomes history: the value before the one that is the previous one now."""
    if figure.previous is None or figure.previous_as_of is None:
        return None
    return {"value": figure.previous, "as_of": msgspec.to_builtins(figure.previous_as_of)}


def _entries(record: Records, key: str) -> Entries | None:
    """The list at a key as it stands there, with its layout; None where a new one has to be written."""
    name, node = record.keys.get(key, (None, None))
    if name is None or not isinstance(node, SequenceNode) or not node.value:
        return None
    entries = Entries(record.text, node)
    return None if node.start_mark.index < name.start_mark.index or entries.has_aliases else entries


def _items(step: Step, file: DataFile, source: SourceFile) -> str:
    schema = step.edition.collection_schemas[file.field]
    settled_in = schema.settled_in
    asked = {name for name, own in schema.fields.items() if own.history and own.numeric}

    def change(key: str, record: Records) -> Iterator[Edit]:
        item = step.edition.collections[file.field][key]
        section = _section_of(step, settled_in, item, record)
        gone = {"progress"} | ({"section"} if section == "" else set())
        yield from record.remove(gone)
        for name in (name for name in record.keys if name in asked):
            yield from _own_number(record, name, own_number(item.extra.get(name)), step.edition)
        lines = ["progress: {state: carried}"]
        if settled_in is not None and item.outcome is None:
            lines.append("outcome: {state: open}")
        if section:
            lines.append(f"section: {section}")
        yield record.put_first(*lines, without=gone)

    return _each(source.text, change, step.left_out)


def _own_number(record: Records, name: str, number: OwnNumber, edition: Edition) -> Iterator[Edit]:
    """A number with a history as a new edition has it: without a value, with what it was before."""
    if number.value is None:
        return
    day = f"previous_as_of: {written({'text': _in_words(edition), 'iso': edition.as_of, 'precision': 'day'})}"
    node = record.keys[name][1]
    if not isinstance(node, MappingNode):
        yield record.replace(name, f"{{previous: {written(number.value)}, {day}}}")
        return
    inner = Records(record.text, node)
    yield from _value_before(inner)
    added = [] if number.as_of else [day]
    past, gone = _past(number), {"previous", "previous_as_of"}
    if past is not None:
        entries = _entries(inner, "history")
        gone |= set() if entries else {"history"}
        yield from entries.append(past) if entries else ()
        added += [] if entries else [f"history: {written([*map(msgspec.to_builtins, number.history), past])}"]
    yield from inner.remove(gone)
    if added:
        yield inner.put_first(*added, without=gone)


def _in_words(edition: Edition) -> str:
    """The day of an edition as its language writes it."""
    from babel.dates import format_date

    return str(format_date(date.fromisoformat(edition.as_of), "long", locale=locale(edition.language)))


def _section_of(step: Step, settled_in: str | None, item: Item, record: Records) -> str | None:
    """The section to be written into an item that moves to another collection; "" to take it out, None to leave it."""
    if settled_in is None:
        return None
    has, new = "section" in record.keys, step.edition.collection_schemas[settled_in].section
    if new is not None:
        return "" if has else None
    return None if has else item.section


_FILES: dict[str, Callable[[Step, DataFile, SourceFile], str]] = {
    "report": _report,
    "sections": _sections,
    "figures": _figures,
    "statements": _marked,
    "charts": _marked,
    "sources": _as_it_is,
    "abbreviations": _as_it_is,
    "distribution": _as_it_is,
}
"""Field of Edition -> how its file is made; the others are collections of items."""


# ---------------------------------------------------------------------------------------------------------- settlements


def _settle(step: Step, files: dict[str, str], name: str, settled_in: str) -> None:
    """Move all items of a collection to the one they are settled in, whose file begins here where there is none."""
    head, body = _parted(files[f"{name}.yaml"])
    files[f"{name}.yaml"] = f"{head}{{}}{newline(head)}"
    known = files.get(f"{settled_in}.yaml")
    before, kept = _parted(known) if known is not None else ("", "")
    before = before or _head(step, head, name, settled_in)
    both = kept.rstrip("\r\n") + 2 * newline(head) + body if kept and body else kept + body
    files[f"{settled_in}.yaml"] = before + (both or f"{{}}{newline(head)}")


def _head(step: Step, head: str, name: str, settled_in: str) -> str:
    """The beginning of a file that settles: its schema as the other file names it, and what it is."""
    line = newline(head)
    schema = _SCHEMA_LINE.match(head)
    first = f"{schema[1]}{settled_in}{schema[2]}{line}" if schema else ""
    said = f"# What has become of the {name} of the edition {step.edition.name}.{line}"
    how = f"# outcome: state is done, begun, delayed, dropped or open; date, text and source say more.{line}"
    return first + said + how + line


def _parted(text: str) -> tuple[str, str]:
    """The head of a file, and its records with their comments up to the end of the last one."""
    records = records_of(text)
    if records is None:
        root = SourceFile("", text).root
        return (text[: root.start_mark.index] if root is not None else text), ""
    start = line_start(text, records.start_of(0))
    blank = max(text.rfind("\n\n", 0, start) + 2, text.rfind("\r\n\r\n", 0, start) + 4)
    start = blank if blank >= 4 or text.startswith("\n") else start
    return text[:start], text[start:]


def unfit(edition: Edition) -> Iterator[tuple[str, str, str, str]]:
    """Items with a field of their own collection that the one they are settled in has not: collection, id, field, and
    the other collection."""
    for name, schema in edition.collection_schemas.items():
        target: CollectionSchema | None = edition.collection_schemas.get(schema.settled_in or "")
        if schema.settled_in is None or target is None:
            continue
        for key, item in edition.collections[name].items():
            for field in item.extra:
                if _type(target, field) != _type(schema, field):
                    yield name, key, field, schema.settled_in


def _type(schema: CollectionSchema, field: str) -> str | None:
    own = schema.fields.get(field)
    return own.type if own else None
