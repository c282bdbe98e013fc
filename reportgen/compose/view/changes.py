"""What a template sees of the changes since the edition before: typed, in the language's notation, read when asked for.

What the older edition says is printed without an origin: its paths would lead into this edition's data.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportgen.compose import formats
from reportgen.compose.richtext import RichValue
from reportgen.compose.run import Rendering
from reportgen.compose.view.records import Record, Root
from reportgen.compose.view.values import Seen, plain_text
from reportgen.edition.fields import fields
from reportgen.edition.model import Item
from reportgen.findings.near import did_you_mean
from reportgen.numbers.exact import brief, calculated, exact, printed, resulting

if TYPE_CHECKING:
    from reportgen.comparison.changes import Change, Comparison
    from reportgen.compose.previous import PreviousEdition


class ChangesView(Seen):
    """All changes: by kind, by record, and how items stand to the edition before."""

    def __init__(self, root: Root, previous: PreviousEdition, words: Mapping[str, str]) -> None:
        self._root, self._previous, self._words = root, previous, words

    @cached_property
    def _comparison(self) -> Comparison:
        return self._previous.comparison_for(self._root.edition)

    @cached_property
    def _before(self) -> Root:
        """The older edition's records; what they print counts for nothing."""
        return self._root.of(self._previous.edition, Rendering())

    @cached_property
    def _views(self) -> tuple[ChangeView, ...]:
        return tuple(ChangeView(change, self._root, self._before, self._words) for change in self._comparison.changes)

    @property
    def previous(self) -> PreviousView:
        """The edition before: `name`, `as_of`, `title`, `year`."""
        return PreviousView(self._previous)

    @property
    def all(self) -> tuple[ChangeView, ...]:
        """Every change, in the order of the report."""
        return self._views

    def kind(self, name: str, area: str | None = None) -> tuple[ChangeView, ...]:
        """The changes of a kind, of one collection (or ``figures``, ``sections`` …) only where `area` names it."""
        from reportgen.comparison.changes import KINDS

        known = [each.kind for each in KINDS]
        if name not in known:
            hint = did_you_mean(name, known) or f"kinds: {', '.join(known)}"
            self._root.run.report("bad-argument", f'there is no kind of change "{name}"', hint=hint)
        return tuple(each for each in self._views if each.kind == name and area in (None, each.area))

    def about(self, record: Record) -> tuple[ChangeView, ...]:
        """The changes of one record."""
        return tuple(each for each in self._views if each.path == record.path)

    def standing(self, collection: str, state: str) -> tuple[Record, ...]:
        """The items of a collection that stand so to the edition before: ``reported``, ``unchanged``, ``new`` …"""
        keys = self._comparison.standing.get(collection, {}).get(state, ())
        members = self._root.collection(collection)
        return tuple(members[key] for key in keys if key in members)


class PreviousView(Seen):
    """The edition before."""

    def __init__(self, previous: PreviousEdition) -> None:
        self._edition = previous.edition
        self.name, self.as_of = self._edition.name, self._edition.as_of
        self.title, self.year = self._edition.report.title, self._edition.report.year


class ChangeView(Seen):
    """One change. What a kind does not have is none: see docs/templates.md for who has what."""

    def __init__(self, change: Change, root: Root, before: Root, words: Mapping[str, str]) -> None:
        self._change, self._root, self._before, self._words = change, root, before, words
        self.kind, self.area, self.id, self.path = change.kind, change.area, change.id, change.path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in _FIELDS:
            return getattr(self._change, name, None)
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        return [*(name for name in super().__dir__() if not name.startswith("_")), *_FIELDS]

    @cached_property
    def record(self) -> Any:
        """The record in this edition; none where it has gone."""
        return _find(self._root, self.area, self.id)

    @property
    def title(self) -> Any:
        """What the record is called: of one that is here its own title, so that it has its origin."""
        own = getattr(self.record, "title", None) if self.record is not None else None
        return own or self._change.title

    @property
    def old(self) -> Any:
        """What it was, as it is printed."""
        return self._printed("old", self._before)

    @property
    def new(self) -> Any:
        """What it is now, as it is printed."""
        return self._printed("new", self._root)

    def _printed(self, side: str, root: Root) -> Any:
        value = getattr(self._change, side, None)
        if self.kind == "moved":
            return ", ".join(self._labels(side))
        if self.kind == "date":
            return value.text if value is not None else None
        if self.kind == "text":
            return self._plain(value, root)
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int | float):
            qualifier = getattr(self._change, f"{side}_qualifier", None) if self.field == "value" else None
            number = formats.number(printed(value, self._places), self._root.language)
            return f"{qualifier} {number}" if qualifier else number
        return value if isinstance(value, str) else None

    @property
    def old_names(self) -> tuple[str, ...]:
        """What a moved record's former places or institutions are called."""
        return self._labels("old") if self.kind == "moved" else ()

    @property
    def new_names(self) -> tuple[str, ...]:
        """What a moved record's places or institutions are called now."""
        return self._labels("new") if self.kind == "moved" else ()

    def _labels(self, side: str) -> tuple[str, ...]:
        change: Any = self._change
        field = fields(Item).get(change.what)
        if side == "new" or field is None or field.ref is None or field.ref.kind != "institution":
            return tuple(getattr(change, f"{side}_labels"))
        from reportgen.comparison.names import dated_name

        before, today = self._before.edition, self._root.edition.as_of
        return tuple(dated_name(before, key, before.as_of, today).said(self._words["now-called"]) for key in change.old)

    def _plain(self, value: str | None, root: Root) -> str | None:
        if value is None:
            return None
        return plain_text(RichValue(value, self.path, Rendering(), root)).strip()

    @property
    def difference(self) -> str | None:
        """A number's change with its sign ("+33"), in the language's notation."""
        return self._signed(getattr(self._change, "absolute", None))

    @property
    def percent(self) -> str | None:
        """A number's change in per cent of the old value, with sign and one decimal at most ("+15,4 %"); more where
        nothing would be left of it."""
        relative = getattr(self._change, "relative", None)
        if relative is None:
            return None
        value = brief(calculated(relative * 100), 1)
        return ("+" if value > 0 else "") + formats.percent(value, self._root.language)

    @property
    def _places(self) -> int | None:
        return getattr(self._change, "decimals", None)

    def _signed(self, value: int | float | None) -> str | None:
        if value is None:
            return None
        change = resulting(exact(value), self._places)
        return ("+" if change > 0 else "") + formats.number(change, self._root.language)

    @property
    def into(self) -> Any:
        """The item that a merged one has gone up in."""
        key = getattr(self._change, "into", None)
        return self._root.item(key) if key else None

    @property
    def outcome(self) -> Any:
        """What has become of a settled item, as a record."""
        return getattr(self.record, "outcome", None) if self.kind == "settled" else None

    @property
    def words(self) -> tuple[WordsView, ...]:
        """A text word by word: each `operation` (``equal``, ``delete``, ``insert``) and `text`."""
        if self.kind != "text":
            return ()
        from reportgen.text.alignment import segments

        return tuple(WordsView(each.operation, each.text) for each in segments(self.old or "", self.new or ""))

    @property
    def successors(self) -> tuple[str, ...]:
        """The abbreviations of those who took an institution's place."""
        return tuple(name for _, name in getattr(self._change, "successors", ()))

    @property
    def label(self) -> str | None:
        """An institution that was renamed with its old name and today's: "BMBF (heute BMFTR)"; of a date its own."""
        change: Any = self._change
        if self.kind != "institution":
            return getattr(change, "label", None)
        new = change.new or ", ".join(self.successors)
        return self._words["now-called"].format(old=change.old, new=new) if new else str(change.old)


class WordsView(Seen):
    """A piece of a compared text."""

    def __init__(self, operation: str, text: str) -> None:
        self.operation, self.text = operation, text


_FIELDS = frozenset(
    {"field", "what", "reason", "note", "unit", "better", "points", "days", "after", "old_full", "new_full"}
)
"""Fields of changes that are printed as they are."""


def _find(root: Root, area: str, key: str) -> Any:
    if area in root.collections:
        return root.collections[area].get(key)
    collection = getattr(root, area, None) if area in _AREAS else None
    return collection.get(key) if collection is not None else None


_AREAS = frozenset({"sections", "figures", "statements", "charts", "sources", "abbreviations", "institutions"})
