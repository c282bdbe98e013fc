"""What comes back in drafts as proposals: tracked changes of fields, and comments.

A draft shows what is printed, not what the data say: the change is looked for in the value of the field, and where its
place is not certain it becomes a remark. Nothing of a draft is taken into the data by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportgen.collecting.apply import Who
from reportgen.collecting.books import Books, FormReading
from reportgen.collecting.model import FormField, FormRow, Value
from reportgen.collecting.returns import next_id
from reportgen.collecting.word.draft import Draft, DraftPiece
from reportgen.document.ids import field_bookmark, field_name
from reportgen.edition.audience import abbreviation
from reportgen.edition.returned import Proposal, ProposalKind, Received
from reportgen.findings.finding import Finding

_OCCURRENCES: Final = 12
"""How often a path may be printed, for its bookmarks to be known."""
_CONTEXT: Final = (10_000, 12, 6, 3, 2, 1, 0)
"""Words on both sides by which a change is looked for, as many as will do."""
_BLANK: Final = re.compile(r"[\s\u00a0\u202f\u2009]")
_UNSEEN: Final = frozenset("\u00ad\u200b\u2060")
_LETTERS: Final = re.compile(r"[\W_]+")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_REFERENCE: Final = re.compile(r"\{[^{}=]*\}|\[@[^\[\]]*\](?![({])")
_NOT_PRINTED: Final = re.compile(r"\]\([^()\s]*\)|\{[\w-]+=[^{}]*\}")
"""Targets of links, and languages."""
_FROM_ELSEWHERE: Final = re.compile(
    r"\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\[\^[^\]]*\]|\[\]\([^()\s]*\)|\{[^{}=]*\}|\[@[^\[\]]*\](?![({])"
)
"""Notes, links without words, and references: what is printed for them is not in the text."""
_WORD: Final = re.compile(r"\S+|\s+")
_RECORD: Final = re.compile(r"^(?P<table>[\w-]+)\[(?P<id>[^\]]+)\]")


class Suggestion(Struct, frozen=True):
    """What becomes of a change or a comment: a proposal for a data path, of the institution `owner` ("" for none)."""

    kind: ProposalKind
    path: str
    owner: str
    was: Value
    proposed: Value
    by: str | None


class Differs(Struct, frozen=True):
    """A field whose text is neither tracked nor that of the data."""

    path: str
    text: str


class Known(Struct, frozen=True):
    """The fields of an edition by the names that they have in drafts."""

    fields: Mapping[str, tuple[FormRow, FormField]]
    records: Mapping[str, FormRow]
    """By data path: ``measures[ki-trainer]``."""


def known(rows: tuple[FormRow, ...]) -> Known:
    """What drafts call the fields of these records."""
    fields: dict[str, tuple[FormRow, FormField]] = {}
    for row in rows:
        for field in row.fields:
            for name in (field_name(field.path), *(field_bookmark(field.path, at) for at in range(_OCCURRENCES))):
                fields[name] = row, field
    return Known(fields, {f"{row.table}[{row.id}]": row for row in rows})


def suggestions(draft: Draft, about: Known, own_day: str) -> Iterator[Suggestion | Differs]:
    """What a draft suggests; `own_day` is the day of the comments that it was made with, which are passed over."""
    changed: dict[str, list[DraftPiece]] = {}
    for piece in draft.pieces:
        found = about.fields.get(piece.field)
        if found is not None and piece.was != piece.text:
            changed.setdefault(found[1].path, []).append(piece)
        elif found is not None and not _says(found[1], piece.was):
            yield Differs(found[1].path, piece.was)
        elif found is None and piece.was != piece.text:
            yield _remark(about, piece.field or piece.near, _told(piece), piece.by)
    for pieces in changed.values():
        row, field = about.fields[pieces[0].field]
        yield from _of_field(row, field, pieces)
    for comment in draft.comments:
        if comment.day != own_day:
            yield _remark(about, comment.near, comment.text, comment.author or None)


def _of_field(row: FormRow, field: FormField, pieces: list[DraftPiece]) -> Iterator[Suggestion]:
    owner = row.owners[0] if row.owners else ""
    value: Value = field.value
    by = next((piece.by for piece in pieces if piece.by), None)
    for piece in pieces:
        new = patched(value, piece.was, piece.text) if isinstance(value, str) else None
        if new is None:
            yield Suggestion("remark", field.path, owner, None, _told(piece), piece.by)
        else:
            value = new
    if value != field.value:
        yield Suggestion("change", field.path, owner, field.value, value, by)


def _remark(about: Known, near: str, text: str, by: str | None) -> Suggestion:
    found = about.fields.get(near)
    match = _RECORD.match(near)
    row = found[0] if found else about.records.get(match[0]) if match else None
    path = found[1].path if found else f"{row.table}[{row.id}]" if row else "report"
    return Suggestion("remark", path, row.owners[0] if row and row.owners else "", None, text, by)


def _told(piece: DraftPiece) -> str:
    was, text = " ".join(piece.was.split()), " ".join(piece.text.split())
    if not was:
        return f'added: "{text}"'
    return f'"{text}" for "{was}"' if text else f'deleted: "{was}"'


def _says(field: FormField, text: str) -> bool:
    """Whether a piece of a field's text is one; numbers, lists and choices are printed in other words than theirs."""
    if not isinstance(field.value, str) or field.kind not in ("text", "rich"):
        return True
    said = _letters(text)
    whole = _PARAGRAPHS.split(field.value)
    parts = (part for each in whole for part in _REFERENCE.split(each))  # a reference may divide the controls
    return said in _letters(field.value) or any(_prints(each, said) for each in (*whole, *parts))


def _prints(paragraph: str, said: str) -> bool:
    """Whether these letters are those of a paragraph, with anything where it prints what comes from elsewhere."""
    first, *others = (_letters(_NOT_PRINTED.sub("", part)) for part in _FROM_ELSEWHERE.split(paragraph))
    if not others:
        return said in first
    at = len(first) if said.startswith(first) else -1
    for part in others[:-1]:
        found = said.find(part, at) if at >= 0 else -1
        at = found + len(part) if found >= 0 else -1
    return 0 <= at <= len(said) - len(others[-1]) and said.endswith(others[-1])


def _letters(text: str) -> str:
    return _LETTERS.sub("", text)


def receive_draft(book: Books, file: str, digest: str, draft: Draft, who: Who) -> FormReading:
    """Put what a draft suggests into the books, as proposals."""
    records, edition = book.returns, book.loaded.partial
    reading = FormReading(file, "", draft.edition, "")
    again = next((each for each in records.received if each.sha256 == digest), None)
    if again is not None:
        return replace(reading, again=again.on)
    proposals: dict[str, Proposal] = {}
    findings: list[Finding] = []
    for each in suggestions(draft, known(book.rows()), edition.as_of):
        if isinstance(each, Differs):
            text = f'"{" ".join(each.text.split())}" stands here, and not in the data'
            hint = "it was changed without tracking, or the data have changed since the draft was made"
            findings.append(Finding("untracked-change", "warning", text, file, path=each.path, hint=hint))
            continue
        proposal = Proposal(
            kind=each.kind, path=each.path, from_=each.owner or "report", on=who.on, file=file, by=each.by,
            was=each.was, proposed=each.proposed,
        )  # fmt: skip
        if not any(_alike(proposal, other) for other in records.proposals.values()):
            stem = abbreviation(edition, each.owner) if each.owner else "report"
            key = next_id(records, stem)
            proposals[key] = proposal
            records = replace(records, proposals={**records.proposals, key: proposal})
    entry = Received(on=who.on, by=who.by, file=file, sha256=digest)
    book.returns = replace(records, received=(*records.received, entry))
    return replace(reading, proposals=proposals, findings=tuple(findings))


def _alike(one: Proposal, other: Proposal) -> bool:
    return (one.kind, one.path, one.proposed, one.by) == (other.kind, other.path, other.proposed, other.by)


# ------------------------------------------------------------------------------------------------------------ patching


def patched(value: str, was: str, text: str) -> str | None:
    """`value` with what has become of `was`, a part of it as it is printed; None where its place is not certain."""
    seen, places = _seen(value)
    before, after = _WORD.findall(_seen(was)[0]), _WORD.findall(_seen(text)[0])
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    for context in _CONTEXT:
        first, last = max(0, start - context), min(len(before), len(before) - end + context)
        old = "".join(before[first:last])
        new = "".join(after[first : len(after) - (len(before) - last)])
        if old.strip() and seen.count(old) == 1:
            at = seen.index(old)
            return value[: places[at]] + new + value[places[at + len(old)] :]
    return None


def _seen(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and the place of each of its characters (and of its end)."""
    characters, places = [], []
    for at, character in enumerate(text):
        if character not in _UNSEEN:
            characters.append(" " if _BLANK.match(character) else "-" if character == "\u2011" else character)
            places.append(at)
    return "".join(characters), [*places, len(text)]
