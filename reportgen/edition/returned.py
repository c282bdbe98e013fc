"""What ``returns.yaml`` of an edition records: forms sent, files that came back, changes by command, open decisions."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from reportgen.yaml.model import IsoDay, Model, Slug, Words

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
FormId = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}(?!\n)$")]
Content = str | int | float | bool | tuple[str, ...] | None


class Sent(Model, frozen=True, kw_only=True):
    """A form that was made for an institution: its id, the day, the files with their SHA-256, the records in it."""

    form: FormId
    to: Slug
    on: IsoDay
    files: dict[str, Hash]
    items: tuple[Slug, ...]


class Changed(Model, frozen=True, kw_only=True):
    """A value that was changed in the data."""

    path: Words
    was: Content = None
    is_: Content = field(default=None, name="is")


class Received(Model, frozen=True, kw_only=True):
    """A file that came back, and what was taken from it. A draft is no form, and is from nobody in particular."""

    form: FormId | None = None
    from_: Slug | None = field(name="from", default=None)
    on: IsoDay
    by: str | None = None
    """Who read it in."""
    file: Words
    sha256: Hash
    taken: tuple[Changed, ...] = ()


class Edited(Model, frozen=True, kw_only=True):
    """What `confirm`, `set` or a decision has changed."""

    on: IsoDay
    by: str | None = None
    with_: Literal["confirm", "set", "accept"] = field(name="with")
    changed: tuple[Changed, ...]


class Imported(Model, frozen=True, kw_only=True):
    """A table that was made records: the file, what they are, the ids of the new ones, and values of others."""

    on: IsoDay
    by: str | None = None
    file: Words
    sha256: Hash
    into: Words
    new: tuple[Words, ...] = ()
    changed: tuple[Changed, ...] = ()


ProposalKind = Literal["conflict", "change", "remark"]


class Proposal(Model, frozen=True, kw_only=True):
    """Something that came back and waits. ``conflict``: the data had changed too; ``change``: it was changed under
    tracking, for others to see; ``remark``: a comment."""

    kind: ProposalKind
    path: Words
    """The data path of the field, or of the record."""
    from_: Slug = field(name="from")
    """An institution; ``report`` where what came back is about none of theirs."""
    on: IsoDay
    file: Words
    by: str | None = None
    """Who wrote the comment, or made the change."""
    was: Content = None
    """What was sent."""
    proposed: Content = None
    state: Literal["open", "accepted", "rejected"] = "open"
    decided_on: IsoDay | None = None


class Returns(Model, frozen=True, kw_only=True):
    """All of it, each list in the order of time; proposals by id (``bmas-3``)."""

    sent: tuple[Sent, ...] = ()
    received: tuple[Received, ...] = ()
    edited: tuple[Edited, ...] = ()
    imported: tuple[Imported, ...] = ()
    proposals: dict[Slug, Proposal] = field(default_factory=dict)
