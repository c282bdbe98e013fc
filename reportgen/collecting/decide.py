"""Proposals decided: a returned value that takes the place of the one in the data, a remark that becomes a note."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from reportgen.collecting.apply import Who, Wish
from reportgen.collecting.books import Books, field_at, new_errors
from reportgen.collecting.model import FormField, FormRow, Value
from reportgen.collecting.returns import open_proposals, refused
from reportgen.edition.model import Item
from reportgen.edition.returned import Changed, Edited, Proposal
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean


def decide(books: Books, keys: Iterable[str], who: Who, *, accept: bool) -> None:
    """Accept or reject proposals by id, in the books. Raises FindingsError; then nothing is decided.

    A conflict that is accepted puts what came back into the data; a remark goes into the note of its item, where it is
    about one.
    """
    wishes: list[Wish] = []
    proposals = dict(books.returns.proposals)
    for key in keys:
        proposal = _open(books, key)
        wish = _wish(books, proposal) if accept else None
        wishes += [wish] if wish else []
        state = "accepted" if accept else "rejected"
        proposals[key] = replace(proposal, state=state, decided_on=who.on)
    take(books, wishes, who, "accept")
    books.returns = replace(books.returns, proposals=proposals)


def take(books: Books, wishes: list[Wish], who: Who, with_: Literal["confirm", "set", "accept"]) -> None:
    """Change values in the books and record it. Raises FindingsError where they cannot be so."""
    if not wishes:
        return
    made, loaded, problems = books.try_out(wishes, who)
    wrong = (*map(books.loaded.finding, problems), *new_errors(books.loaded, loaded))
    if wrong:
        raise FindingsError(wrong)
    books.keep(made, loaded)
    told = tuple(Changed(path=each.field.path, was=each.field.value, is_=each.value) for each in wishes)
    entry = Edited(on=who.on, by=who.by, with_=with_, changed=told)
    books.returns = replace(books.returns, edited=(*books.returns.edited, entry))


def _open(books: Books, key: str) -> Proposal:
    proposal = books.returns.proposals.get(key)
    if proposal is None or proposal.state != "open":
        known = [each for each, _ in open_proposals(books.returns)]
        text = f'"{key}" is {proposal.state} already' if proposal else f'there is no proposal "{key}"'
        hint = did_you_mean(key, known) or (f"open: {', '.join(known)}" if known else "none is open")
        raise refused("unknown-proposal", text, hint)
    return proposal


def _wish(books: Books, proposal: Proposal) -> Wish | None:
    if proposal.kind == "remark":
        return _note(books, proposal)
    found = field_at(books, proposal.path)
    if found is None:
        text = f"{proposal.path} is not in the data any more"
        raise FindingsError((Finding("unknown-path", "error", text, hint="reject it"),))
    return Wish(*found, proposal.proposed)


def _note(books: Books, proposal: Proposal) -> Wish | None:
    """The remark behind what the note of its item says."""
    row = next((row for row in books.rows() if proposal.path.startswith(f"{row.table}[{row.id}]")), None)
    item = books.loaded.partial.collections.get(row.table, {}).get(row.id) if row else None
    if row is None or not isinstance(item, Item):
        return None
    said = f"{proposal.by}: {proposal.proposed}" if proposal.by else str(proposal.proposed)
    note: Value = f"{item.note.rstrip()}\n\n{said}" if item.note else said
    return Wish(row, _note_field(row, item), note)


def _note_field(row: FormRow, item: Item) -> FormField:
    return FormField("note", f"{row.table}[{row.id}].note", "rich", "note", "", item.note)
