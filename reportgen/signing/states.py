"""How far each item is with each institution that answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from reportgen.edition.audience import responsible
from reportgen.edition.model import Edition
from reportgen.edition.signatures import Signature
from reportgen.signing.digest import Digests

State = Literal["open", "reported", "confirmed", "signed", "void"]
STATES: tuple[State, ...] = ("open", "reported", "confirmed", "signed", "void")

_CONFIRMED = frozenset({"unchanged", "ended", "merged", "moved"})


class ItemState(Struct, frozen=True):
    """An item and an institution that answers for it.

    ``open``: nobody has confirmed what was carried over. ``reported``: the text is this edition's. ``confirmed``: what
    the edition before said was confirmed, ended, merged or moved. ``signed``: the institution has signed just this.
    ``void``: it has signed something else, or two people have signed different things.
    """

    institution: str
    collection: str
    item: str
    title: str
    state: State
    signatures: tuple[Signature, ...] = ()


def entries(edition: Edition) -> Iterator[ItemState]:
    """Every item with every institution that answers for it, in the order of the report. Use the whole edition."""
    digests = Digests(edition)
    for name, items in edition.collections.items():
        for key, item in items.items():
            confirmed = item.progress is not None and item.progress.state in _CONFIRMED
            for institution in responsible(edition, item):
                signatures = signatures_of(edition, institution, key)
                state: State = "confirmed" if confirmed else "reported"
                if f"{name}[{key}]" in edition.unconfirmed:
                    state = "open"
                elif signatures:
                    state = "signed" if holds(signatures, digests.of(name, key)) else "void"
                yield ItemState(institution, name, key, item.title, state, signatures)


def signatures_of(edition: Edition, institution: str, item: str) -> tuple[Signature, ...]:
    """The signatures of an institution below an item."""
    signed = edition.signoff.get(institution)
    return signed.items.get(item, ()) if signed else ()


def holds(signatures: tuple[Signature, ...], hash_: str) -> bool:
    """Whether everybody who has signed has signed just this."""
    return all(signature.hash == hash_ for signature in signatures)
