"""A manifest against the files it speaks of: bytes, pages, claims, items, and excerpts as parts of the whole."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.outside.place import confined
from reportgen.text.inputs import PLUGIN
from reportgen.verify.claims import Claimed, Judgement, Jury
from reportgen.verify.compare import first_difference
from reportgen.verify.files import FileReport, Readings, verify_file
from reportgen.verify.reading import ReadBlock, Reading

SCHEMA = 1


class ListedFile(Struct, frozen=True):
    """A file as the manifest describes it."""

    path: Path
    name: str
    format: str
    sha256: str
    size: int | None
    pages: int | None
    audience: str | None
    draft: bool
    items: Mapping[str, tuple[str, ...]]
    claims: tuple[str, ...]


def verify_manifest(path: Path, readings: Readings) -> list[FileReport]:
    """A report for the manifest itself, then one for every file in it."""
    try:
        entries, all_excerpts, plugins = _load(path)
    except UnreadableError as error:
        return [FileReport(str(path), (error.difference,))]
    whole = {(entry.format, entry.draft): entry for entry in entries if entry.audience is None}
    paths = {(entry.format, entry.audience, entry.draft): entry.path for entry in entries}
    _expect(entries, readings)
    uncovered = tuple(_coverage(entries)) if all_excerpts else ()
    judged = _judged(entries)
    reports = [FileReport(str(path), uncovered, ("every item in an excerpt",) if all_excerpts else ())]
    for entry in entries:
        kind = readings.kinds.named(entry.format)
        if kind is not None and kind.read is None:
            reports.append(_unread(entry, str(path.parent / entry.name)))
            continue
        if kind is None and plugins:
            reports.append(_unknown(entry, plugins, str(path.parent / entry.name)))
            continue
        contents = _contents(entry, readings, judged.get(entry.name, ()))
        more = {"bytes": tuple(_bytes(entry)), "claims and items": tuple(contents)}
        beside = whole.get((entry.format, entry.draft))
        if entry.audience is not None and beside is not None:
            more["part of the whole"] = tuple(_excerpt(entry, beside, readings))
        twin = paths.get((kind.twin, entry.audience, entry.draft)) if kind else None
        reports.append(verify_file(entry.path, readings, twin, more, str(path.parent / entry.name)))
    return reports


def _expect(entries: Iterable[ListedFile], readings: Readings) -> None:
    """Let files be read as what the manifest says they are."""
    for entry in entries:
        kind = readings.kinds.named(entry.format)
        if kind is not None:
            readings.expect(entry.path, kind)


def _load(path: Path) -> tuple[list[ListedFile], bool, tuple[str, ...]]:
    """The files of the manifest, whether it claims that the excerpts among them are the whole report, and the plug-ins
    that they were made with."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableError("unreadable-file", f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad-manifest", f"is not JSON: {error}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UnreadableError("bad-manifest", f"is not a manifest of schema {SCHEMA}")
    try:
        inputs = [str(each["path"]) for each in data.get("inputs", ())]
        plugins = tuple(each.removeprefix(PLUGIN) for each in inputs if each.startswith(PLUGIN))
        return [_entry(path.parent, entry) for entry in data["files"]], data.get("excerpts") is not None, plugins
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableError("bad-manifest", f"does not describe its files as it should: {error!r}") from None


def _entry(folder: Path, data: Mapping[str, Any]) -> ListedFile:
    name = str(data["path"])
    path = confined(folder, name)
    if path is None:
        raise ValueError(f"{name} lies outside the manifest's folder")
    return ListedFile(
        path,
        name,
        str(data["format"]),
        str(data["sha256"]),
        data.get("bytes"),
        data.get("pages"),
        None if data.get("audience") is None else str(data["audience"]["id"]),
        bool(data.get("draft", False)),
        {str(kind): tuple(map(str, ids)) for kind, ids in data.get("items", {}).items()},
        tuple(map(str, data.get("claims", ()))),
    )


# ----------------------------------------------------------------------------------------------------- one file


def _unread(entry: ListedFile, name: str) -> FileReport:
    missing = () if entry.path.is_file() else (Difference("unreadable-file", "does not exist"),)
    return FileReport(name, (*missing, *_bytes(entry)), ("bytes",), entry.pages)


def _unknown(entry: ListedFile, plugins: tuple[str, ...], name: str) -> FileReport:
    """A file of a format that nothing installed reads: as the report was made with plug-ins, it is one of theirs."""
    text = f'has the format "{entry.format}", which a plug-in reads: pip install {" ".join(plugins)}'
    return FileReport(name, (*_bytes(entry), Difference("missing-plugin", text)), ("bytes",), entry.pages)


def _bytes(entry: ListedFile) -> Iterator[Difference]:
    try:
        content = entry.path.read_bytes()
    except OSError:
        return
    if hashlib.sha256(content).hexdigest() != entry.sha256:
        yield Difference("other-bytes", "is not the file that was built: its SHA-256 differs from the manifest")
    elif entry.size is not None and entry.size != len(content):
        yield Difference("other-bytes", f"has {len(content)} bytes, the manifest says {entry.size}")


def _judged(entries: Iterable[ListedFile]) -> dict[str, tuple[Judgement, ...]]:
    """What validators say of the claims about each file, where they are installed."""
    jury = Jury()
    found = {
        entry.name: jury.judge(Claimed(entry.name, entry.claims, entry.path.read_bytes()))
        for entry in entries
        if entry.claims and entry.path.is_file()
    }
    for name, judgements in jury.finish().items():
        found[name] += judgements
    return found


def _contents(entry: ListedFile, readings: Readings, judgements: Iterable[Judgement]) -> Iterator[Difference]:
    try:
        reading = readings.read(entry.path)
    except UnreadableError:
        return
    if entry.pages != reading.pages:
        yield Difference("other-pages", f"has {reading.pages} pages, the manifest says {entry.pages}")
    for claim in entry.claims:
        if claim not in reading.claims:
            yield Difference("false-claim", f"does not say in its properties that it keeps {claim}")
    for judgement in judgements:
        if judgement.gave_up:
            yield Difference("false-claim", f"cannot be checked for {judgement.claim}: {judgement.gave_up}")
        for failure in judgement.failures:
            yield Difference("false-claim", f"breaks {failure}")
    yield from _items(entry, reading)


def _items(entry: ListedFile, reading: Reading) -> Iterator[Difference]:
    """Items are printed all or none, and in the order of the manifest; rows of a table have an order of their own."""
    place = {block_id: index for index, block_id in enumerate(reading.ids)}
    for kind, ids in entry.items.items():
        there = [item for item in ids if reading.key(item) in place]
        missing = [item for item in ids if reading.key(item) not in place]
        if there and missing:
            yield Difference("missing-item", f"does not print {', '.join(missing)} of {kind}", missing[0])
        found = [(place[reading.key(item)], item) for item in there if reading.key(item) not in reading.rows]
        for (before, first), (after, second) in pairwise(found):
            if before > after:
                yield Difference("other-order", f"prints {first} after {second}", first)


# ---------------------------------------------------------------------------------------------- excerpts and whole


def _coverage(entries: Iterable[ListedFile]) -> Iterator[Difference]:
    """Where all excerpts were built, every item of the whole is in at least one of them."""
    whole: dict[str, dict[str, None]] = defaultdict(dict)
    parts: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for kind, ids in entry.items.items():
            if entry.audience is None:
                whole[kind].update(dict.fromkeys(ids))
            else:
                parts[kind].update(ids)
    for kind, known in whole.items():
        for item in known:
            if item not in parts[kind]:
                yield Difference("uncovered-item", f"no excerpt has {item} of {kind}", item)


def _excerpt(entry: ListedFile, whole: ListedFile, readings: Readings) -> Iterator[Difference]:
    """An excerpt has items of the whole in the whole's order, and their blocks say there what they say here."""
    for kind, ids in entry.items.items():
        if not _ordered_part(ids, whole.items.get(kind, ())):
            yield Difference("not-a-part", f"its {kind} are no ordered part of those of the whole report")
    try:
        part, all_ = readings.read(entry.path), readings.read(whole.path)
    except UnreadableError:
        return
    here = {block.id: block for block in part.blocks}
    there = {block.id: block for block in all_.blocks}
    items = {item for ids in entry.items.values() for item in ids}
    headings = {heading.id for heading in part.headings}
    common = [key for key in here if key in there and key in headings and (_numbered(here[key]) or _item(key) in items)]
    if common != [key for key in there if key in common]:
        yield Difference("not-a-part", "its headings stand in another order than in the whole report")
    for key in common:
        yield from _heading(here[key], there[key])


def _numbered(block: ReadBlock) -> bool:
    """Whether the number is one of the report's own; annexes have letters, each document its own."""
    return (block.number or "")[:1].isdigit()


def _item(key: str) -> str:
    """The item whose title a block would be."""
    return key.partition(".")[0]


def _heading(here: ReadBlock, there: ReadBlock) -> Iterator[Difference]:
    """Chapters keep number and title, items their title."""
    if here.number != there.number:
        text = f"has the number {here.number}, in the whole report {there.number}"
        yield Difference("not-a-part", text, here.id)
    if here.text != there.text:
        yield Difference("not-a-part", first_difference(there.text, here.text), here.id)


def _ordered_part(part: Iterable[str], whole: Iterable[str]) -> bool:
    rest = iter(whole)
    return all(item in rest for item in part)
