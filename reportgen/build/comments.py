"""Comments of a draft: what the project knows to be open about records, beside the blocks that print them.

They are the warnings of the checks, notes that ask something, and the signatures that are missing. The
words are the template's, by ``comment-<code>``; an empty text leaves a kind out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compose import formats
from reportgen.document import nodes as n
from reportgen.document.origins import origins, record_of
from reportgen.document.plain import plain_blocks
from reportgen.edition.audience import abbreviation
from reportgen.edition.cut import Audience
from reportgen.edition.files import data_path, split_path
from reportgen.edition.loading import Loaded
from reportgen.edition.model import Date, Edition

_SIGNED = re.compile(r"signoff\[(?P<institution>[^\]]+)\]\.items\.(?P<item>[^.\[]+)")
_ELSEWHERE = (n.TableOfContents, n.Index, n.Note)
"""What repeats a title, or stands apart from the text that calls it."""
_APART = frozenset({"contents", "index", "note"})
_STEP = re.compile(r"[.\[]")
_LONGEST = 90
"""Characters of what a comment quotes."""
_ASKING = frozenset({"no-source", "no-date", "year-inferred"})
"""Notes on the data that whoever answers for a record can settle."""


class Open(Struct, frozen=True):
    """Something open at a data path. `text` is what the program says of it; `names` are the institutions meant."""

    code: str
    path: str
    text: str
    names: tuple[str, ...] = ()


def add_comments(
    document: n.Document, loaded: Loaded, words: Mapping[str, str], audience: Audience | None = None
) -> n.Document:
    """Lay comments on what is open beside all that the document prints of it.

    An excerpt asks for its own institutions' signatures alone.
    """
    blocks = _Blocks(document)
    found: dict[str, dict[str, None]] = {}
    for each in (*_findings(loaded), *_unsigned(loaded.edition, audience)):
        block = blocks.printing(each.path)
        said = _said(each, loaded.edition, words)
        if block and said:
            found.setdefault(block, {})[said] = None
    return replace(document, comments={block: tuple(found[block]) for block in blocks.order if block in found})


# -------------------------------------------------------------------------------------------------- what is open


def _findings(loaded: Loaded) -> Iterator[Open]:
    """Findings about records; those about a signature are about the item that was signed."""
    edition = loaded.edition
    homes = {key: name for name, items in edition.collections.items() for key in items}
    for finding in loaded.findings:
        path = data_path(finding.file, finding.path, loaded.name, edition.collections)
        if path is None or (finding.severity == "note" and finding.code not in _ASKING):
            continue
        signed = _SIGNED.match(path)
        if signed and signed["item"] in homes:
            path = f"{homes[signed['item']]}[{signed['item']}]"
        names = (abbreviation(edition, signed["institution"]),) if signed else ()
        yield Open(finding.code, path, finding.text, names)


def _unsigned(edition: Edition, audience: Audience | None) -> Iterator[Open]:
    """Items that wait for a signature, in an edition that is signed. What is not confirmed waits for that first, and
    a void signature is told as such."""
    if not (edition.sign_off or edition.signoff):
        return
    from reportgen.signing.states import entries

    missing: dict[str, list[str]] = {}
    asked = audience.institutions if audience and audience.institutions else tuple(edition.institutions)
    for entry in entries(edition):
        if entry.state in ("reported", "confirmed") and entry.institution in asked:
            name = abbreviation(edition, entry.institution)
            missing.setdefault(f"{entry.collection}[{entry.item}]", []).append(name)
    for path, names in missing.items():
        yield Open("unsigned", path, f"not signed by {', '.join(names)}", tuple(names))


# --------------------------------------------------------------------------------------------------- where it is


class _Blocks:
    """Which block prints what. `order` are the blocks with text of their own, in reading order."""

    def __init__(self, document: n.Document) -> None:
        self.order = tuple(block.id for block in plain_blocks(document) if block.kind not in _APART)
        self._own: dict[str, str] = {}
        self._printing: dict[str, str] = {}
        known, outer = frozenset(self.order), []
        for each in origins(document, _ELSEWHERE):
            if each.id is not None:
                outer.append(each.id)
            if each.block not in known:
                continue
            for block_id in outer:
                self._own.setdefault(block_id, each.block)
            outer.clear()
            for path in _ways(each.path or ""):
                self._printing.setdefault(path, each.block)

    def printing(self, path: str) -> str | None:
        """The first block that prints what stands at a data path, or else the record's own, or else the first one
        that prints anything of the record; None where nothing does."""
        record = record_of(path)
        own = self._own.get(record.partition("[")[2].rstrip("]"))
        exact = self._printing.get(path) if path != record else None
        return exact or own or self._printing.get(record)


def _ways(path: str) -> Iterator[str]:
    """A data path and all that it goes through, down to the record."""
    record = record_of(path)
    yield from {record, path, *(path[: step.start()] for step in _STEP.finditer(path, len(record) + 1))} - {""}


# -------------------------------------------------------------------------------------------------- what is said


def _said(each: Open, edition: Edition, words: Mapping[str, str]) -> str:
    text = words.get(f"comment-{each.code}", words.get("comment-other", ""))
    steps, record = split_path(each.path), split_path(record_of(each.path))
    values = {
        "record": _name(_value(edition, record)) or str(record[-1]),
        "value": _shown(_value(edition, steps), edition.language),
        "edition": edition.previous or "",
        "names": ", ".join(each.names),
        "text": each.text,
    }
    return formats.PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def _value(edition: Edition, steps: tuple[str | int, ...]) -> Any:
    """What stands at the end of the way, None where there is nothing."""
    value: Any = edition
    if steps[0] in edition.collections:
        value = edition.collections
    for step in steps:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = getattr(value, step, None)
    return value


def _name(record: Any) -> str:
    """What a record is called, "" where it has no name."""
    for field in ("short_title", "title", "label", "statement", "unit"):
        name = getattr(record, field, None)
        if isinstance(name, str) and name:
            return _quoted(name)
    return ""


def _shown(value: Any, language: str) -> str:
    if isinstance(value, Date):
        return value.text
    if isinstance(value, int | float):
        return formats.number(value, language)
    return _quoted(value) if isinstance(value, str) else ""


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
