"""The sheet on which the institution of an excerpt signs: one that holds all its items, and those of no other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.compose.view.records import Record, Root
from reportgen.compose.view.values import Seen

if TYPE_CHECKING:
    from reportgen.signing.states import ItemState


class SignOffSheet(Seen):
    """What an excerpt's institution has to sign; worked out when it is first looped over."""

    def __init__(self, root: Root, whole: Root) -> None:
        self._root, self._whole = root, whole

    @cached_property
    def _lines(self) -> tuple[SignOffLine, ...]:
        from reportgen.signing.digest import Digests
        from reportgen.signing.states import entries

        edition, audience = self._whole.edition, self._root.edition.audience
        if audience is None or not audience.sole:
            return ()
        digests = Digests(edition)
        theirs = (each for each in entries(edition) if each.institution == audience.id)
        return tuple(
            SignOffLine(self._root.item(each.item), each, digests.of(each.collection, each.item)) for each in theirs
        )

    def __iter__(self) -> Iterator[SignOffLine]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class SignOffLine(Seen):
    """An item on the sheet: its `state`, the `version` that is signed, and whose signatures there are."""

    def __init__(self, item: Record | None, entry: ItemState, hash_: str) -> None:
        self.item, self.state, self.version = item, entry.state, hash_[:8]
        self.signatures = [Signed(each.by, each.on) for each in entry.signatures]


class Signed(Seen):
    """A signature: who, and on which ISO day."""

    def __init__(self, by: str, on: str) -> None:
        self.by, self.on = by, on
