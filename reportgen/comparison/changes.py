"""What can have changed between two editions: one class for each kind, all of them plain data.

A change is about one record, named by `area` (the field of Edition, or the collection) and `id`; the report as a whole
has no id. `title` is what the record is called in the newer edition, or in the older one where it is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from msgspec import Struct, field

from reportgen.edition.model import Date, Outcome
from reportgen.text.alignment import Segment, segments


class Change(Struct, frozen=True):
    """The base of all kinds."""

    kind: ClassVar[str] = ""
    area: str
    id: str
    title: str

    @property
    def path(self) -> str:
        """The data path of the record."""
        return f"{self.area}[{self.id}]" if self.id else self.area


class New(Change, frozen=True):
    """The older edition has no such record."""

    kind = "new"


class Ended(Change, frozen=True):
    """A record that has come to its end.

    `reason` says what shows it: the newer edition does not have it (``absent``), or an item there says so by its
    ``progress`` or its ``status``.
    """

    kind = "ended"
    reason: Literal["absent", "progress", "status"] = "absent"
    note: str | None = None


class Merged(Change, frozen=True):
    """An item that has gone up in another one."""

    kind = "merged"
    into: str = ""
    into_title: str = ""


class Settled(Change, frozen=True):
    """An item that the older edition announced, and what the newer one says has become of it."""

    kind = "settled"
    announced_in: str = ""
    """The collection of the older edition."""
    outcome: Outcome | None = None


class Moved(Change, frozen=True):
    """A record that has changed its place. `what` is the field: section, parent, about, institutions, involved, lead,
    or collection. `old` and `new` are ids, the labels what these are called."""

    kind = "moved"
    what: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    old_labels: tuple[str, ...] = ()
    new_labels: tuple[str, ...] = ()


class Reordered(Change, frozen=True):
    """A record that stands before others, in the same place, after which it stood."""

    kind = "reordered"
    after: str | None = None
    """Id of the record that it follows now; None where it comes first."""


class Renamed(Change, frozen=True):
    """A record with another title; `field` is ``title``, ``short_title`` or what else names it."""

    kind = "renamed"
    field: str = ""
    old: str | None = None
    new: str | None = None


class FigureChanged(Change, frozen=True):
    """Another number. `field` is ``value``, ``upper`` or ``target``.

    `absolute` is new less old, `relative` its share of the old value (0.15 is 15 %); both None where units differ or a
    value is missing, `relative` also where the old value is 0 and for ranks. `points`: the numbers are percentages, so
    that `absolute` is in percentage points. `better` says whether a rank has improved; None for what is no rank.
    """

    kind = "figure"
    field: str = "value"
    old: int | float | None = None
    new: int | float | None = None
    unit: str = ""
    old_unit: str = ""
    figure_kind: str = "count"
    absolute: int | float | None = None
    relative: float | None = None
    points: bool = False
    better: bool | None = None
    old_as_of: Date | None = None
    new_as_of: Date | None = None
    old_qualifier: str | None = None
    new_qualifier: str | None = None
    decimals: int | None = None
    """How many decimals its numbers are printed with."""


class DateChanged(Change, frozen=True):
    """A date that was moved, came, or went. `field` is its path in the record (``due``, ``dates[0]``).

    `days` is by how many days it is later (negative: earlier), counted between the first days of both; None where one
    of them has no day, or where only the words differ.
    """

    kind = "date"
    field: str = ""
    label: str | None = None
    old: Date | None = None
    new: Date | None = None
    days: int | None = None


class TextChanged(Change, frozen=True):
    """A text with other words. None: there was none, or there is none any more."""

    kind = "text"
    field: str = ""
    old: str | None = None
    new: str | None = None

    @property
    def words(self) -> tuple[Segment, ...]:
        """The two texts word by word."""
        return segments(self.old or "", self.new or "")


class StateChanged(Change, frozen=True):
    """Another `status`, `progress` or `outcome` of an item."""

    kind = "state"
    field: str = ""
    old: str | None = None
    new: str | None = None


class InstitutionRenamed(Change, frozen=True):
    """An institution that is called otherwise on the newer edition's date, or whose place others have taken.

    `successors` are ids and abbreviations of those that took over; then there is no new name.
    """

    kind = "institution"
    old: str = ""
    new: str | None = None
    old_full: str = ""
    new_full: str | None = None
    successors: tuple[tuple[str, str], ...] = ()


class ValueChanged(Change, frozen=True):
    """Anything else that has another value; `field` is its path in the record."""

    kind = "value"
    field: str = ""
    old: Any = None
    new: Any = None


KINDS: tuple[type[Change], ...] = (
    New,
    Ended,
    Merged,
    Settled,
    Moved,
    Reordered,
    Renamed,
    FigureChanged,
    DateChanged,
    TextChanged,
    StateChanged,
    InstitutionRenamed,
    ValueChanged,
)
"""Every kind, in report order."""


class ComparedEdition(Struct, frozen=True):
    """One of the two editions compared."""

    name: str
    as_of: str
    title: str


class Comparison(Struct, frozen=True):
    """All changes from one edition to another, by areas in the order of a report, there in the order of the file.

    `standing` says how the items of the newer edition stand to its predecessor, by collection and state of their
    `progress`; it is empty where the two are not predecessor and successor.
    """

    old: ComparedEdition
    new: ComparedEdition
    changes: tuple[Change, ...]
    standing: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def about(self, area: str, record: str) -> tuple[Change, ...]:
        """The changes of one record."""
        return tuple(change for change in self.changes if change.area == area and change.id == record)

    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind that occurs."""
        found = {kind.kind: 0 for kind in KINDS}
        for change in self.changes:
            found[change.kind] += 1
        return {kind: count for kind, count in found.items() if count}
