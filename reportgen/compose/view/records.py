"""Records of an edition as a template sees them: fields by name, references as the records they mean.

A record finds others through the Root, which makes every record of its edition once.
"""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from reportgen.compose.richtext import RichValue
from reportgen.compose.run import Rendering
from reportgen.compose.view.values import Seen, Value, Values, number
from reportgen.edition import model as m
from reportgen.edition.fields import Kind, fields
from reportgen.edition.own import own_id
from reportgen.edition.used import used_abbreviations, used_institutions, used_sources
from reportgen.findings.near import did_you_mean

K = TypeVar("K", bound=Hashable)

_NAMED_YEARS: Mapping[type[Struct], frozenset[str]] = {m.Source: frozenset({"year"})}
"""Fields with a number that is a name and no amount: printed without separators."""

_FINDERS: Mapping[Kind, str] = {
    "section": "section",
    "item": "item",
    "section or item": "subject",
    "figure": "figure",
    "source": "source",
    "institution": "institution",
}
"""Kind of record that a field refers to -> the method of Root that finds it."""


class Record(Seen):
    """A record of the edition: its fields as attributes, wrapped when they are first asked for.

    Records are equal to their ids, so that a template may compare and look up with either; inside a tag a record
    is printed as its id.
    """

    def __init__(self, root: Root, model: Struct, path: str, record_id: str = "") -> None:
        self._root, self._model, self.path, self.id = root, model, path, record_id

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._model).__struct_fields__:
            raise AttributeError(name)
        value = self._wrap(name, getattr(self._model, name))
        self.__dict__[name] = value
        return value

    @property
    def unconfirmed(self) -> bool:
        """Whether it was carried over from the edition before and nobody has confirmed it."""
        return self.path in self._root.edition.unconfirmed

    def __dir__(self) -> list[str]:
        own = [name for name in super().__dir__() if not name.startswith("_")]
        return [*type(self._model).__struct_fields__, *own]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Record):
            return self.path == other.path
        return isinstance(other, str) and bool(self.id) and self.id == other

    def __hash__(self) -> int:
        return hash(self.id or self.path)

    def _wrap(self, name: str, value: Any) -> Any:
        field = fields(type(self._model))[name]
        if field.ref is not None:
            return self._referred(name, getattr(self._root, _FINDERS[field.ref.kind]), value)
        if value is not None and name in _NAMED_YEARS.get(type(self._model), ()):
            return Value(str(value), f"{self.path}.{name}", self._root.run)
        return wrapped(self._root, value, f"{self.path}.{name}", field.rich)

    def _referred(self, name: str, find: Any, value: Any) -> Any:
        if isinstance(value, tuple):
            found = (find(each) for each in value)
            return listed(self._root, [each for each in found if each is not None], f"{self.path}.{name}")
        return None if value is None else find(value)

    def __html__(self) -> str:
        hint = f"print one of its fields, such as {self.path}.title"
        self._root.run.report("not-printable", f"{self.path} is a record", self.path, hint)
        return ""


def listed(root: Root, members: list[Any], path: str) -> Values:
    """A list of the view."""
    made = Values(members)
    made.path, made.run = path, root.run
    return made


def wrapped(root: Root, value: Any, path: str, rich: bool = False) -> Any:
    """Any value of a model as the template sees it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return RichValue(value, path, root.run, root) if rich else Value(value, path, root.run)
    if isinstance(value, int | float):
        return number(value, path, root.run, root.language)
    if isinstance(value, tuple | list):
        members = [wrapped(root, each, f"{path}[{i}]", rich) for i, each in enumerate(value)]
        return listed(root, members, path)
    if isinstance(value, Mapping):
        return {key: wrapped(root, each, f"{path}.{key}") for key, each in value.items()}
    return root.view(value, path)


class Collection(Seen):
    """Records in the order of their file: to loop over, to count, and to look up by id."""

    def __init__(self, root: Root, name: str, members: dict[str, Record]) -> None:
        self._root, self._name, self._members = root, name, members

    def __iter__(self) -> Iterator[Record]:
        return iter(self._members.values())

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, key: object) -> bool:
        return key in self._members or (isinstance(key, Record) and self._members.get(key.id) == key)

    def __getitem__(self, key: str | Record | int | slice) -> Any:
        if isinstance(key, int | slice):
            return list(self._members.values())[key]
        return self._members[key.id if isinstance(key, Record) else str(key)]

    def __dir__(self) -> list[str]:
        return [*self._members, "used"]

    def get(self, key: str) -> Record | None:
        """The record with an id, None where there is none."""
        return self._members.get(key)

    def items(self) -> ItemsView[str, Record]:
        """Pairs of id and record."""
        return self._members.items()

    def keys(self) -> KeysView[str]:
        """The ids."""
        return self._members.keys()

    def values(self) -> ValuesView[Record]:
        """The records."""
        return self._members.values()

    @property
    def used(self) -> Values:
        """The members that this edition refers to or names in its texts."""
        used = self._root.used(self._name)
        return listed(self._root, [each for key, each in self._members.items() if key in used], self._name)

    def __html__(self) -> str:
        self._root.run.report("not-printable", f"{self._name} is a list", self._name, "print its members in a loop")
        return ""


class Root:
    """All records of an edition as views, made once and found by id.

    `views` are the classes of those records that can do more than their fields, by the class of the record; `whole` is
    the edition that an excerpt is cut from.
    """

    def __init__(
        self, edition: m.Edition, run: Rendering, views: Mapping[type[Struct], type[Record]], whole: Root | None = None
    ) -> None:
        self.edition, self.run, self.language, self.whole = edition, run, edition.language, whole
        self._views = views

    def of(self, edition: m.Edition, run: Rendering) -> Root:
        """Another edition, seen the same way."""
        return Root(edition, run, self._views)

    def view(self, model: Struct, path: str, key: str = "") -> Record:
        """A record as a template sees it."""
        return self._views.get(type(model), Record)(self, model, path, key)

    # ------------------------------------------------------------------------------------------------ collections

    def _records(self, name: str, models: Mapping[str, Struct]) -> Collection:
        return Collection(self, name, {key: self.view(model, f"{name}[{key}]", key) for key, model in models.items()})

    @cached_property
    def sections(self) -> Collection:
        """Every section, by id."""
        return self._records("sections", self.edition.sections)

    @cached_property
    def collections(self) -> dict[str, Collection]:
        """The collections of items, by name."""
        return {name: self._records(name, items) for name, items in self.edition.collections.items()}

    @cached_property
    def institutions(self) -> Collection:
        """Every institution."""
        return self._records("institutions", self.edition.institutions)

    @cached_property
    def figures(self) -> Collection:
        """Every figure."""
        return self._records("figures", self.edition.figures)

    @cached_property
    def statements(self) -> Collection:
        """Every statement."""
        return self._records("statements", self.edition.statements)

    @cached_property
    def charts(self) -> Collection:
        """Every chart."""
        return self._records("charts", self.edition.charts)

    @cached_property
    def sources(self) -> Collection:
        """Every source."""
        return self._records("sources", self.edition.sources)

    @cached_property
    def abbreviations(self) -> Collection:
        """Every abbreviation."""
        return self._records("abbreviations", self.edition.abbreviations)

    # ------------------------------------------------------------------------------------------------- references

    def section(self, key: str) -> Record | None:
        """A section by id."""
        return self.sections.get(key)

    def institution(self, key: str) -> Record | None:
        """An institution by id."""
        return self.institutions.get(key)

    def figure(self, key: str) -> Any:
        """A figure by id: of the report, or of a field with a number, of the whole report where this excerpt leaves the
        item out."""
        own = own_id(key)
        if own is None:
            return self.figures.get(key)
        items = self.collections.get(own.collection)
        item: Any = items.get(own.item) if items is not None else None
        if item is None:
            return self.whole.figure(key) if self.whole else None
        return getattr(item.extra.get(own.field), "figure", None)

    def source(self, key: str) -> Record | None:
        """A source by id."""
        return self.sources.get(key)

    def item(self, key: str) -> Record | None:
        """An item of any collection by id."""
        found = (collection.get(key) for collection in self.collections.values())
        return next((each for each in found if each is not None), None)

    def item_anywhere(self, key: str) -> Record | None:
        """An item by id, of the whole report where this excerpt leaves it out."""
        return self.item(key) or (self.whole.item(key) if self.whole else None)

    def subject(self, key: str) -> Record | None:
        """The section or item with an id, of the whole report where this excerpt leaves it out."""
        return self.section(key) or self.item(key) or (self.whole.subject(key) if self.whole else None)

    def collection(self, name: str) -> Collection:
        """A collection by name; reports an unknown one and stands in for it with an empty one."""
        found = self.collections.get(name)
        if found is None:
            hint = did_you_mean(name, self.collections)
            self.run.report("undefined-name", f'there is no collection "{name}"', hint=hint)
            return Collection(self, name, {})
        return found

    @cached_property
    def below(self) -> dict[str, list[Record]]:
        """Sections by their parent."""
        return _grouped((model.parent or "", self.sections[key]) for key, model in self.edition.sections.items())

    @cached_property
    def in_section(self) -> dict[tuple[str, str], list[Record]]:
        """Items by collection and section."""
        return _grouped(
            ((name, item.section), self.collections[name][key])
            for name, items in self.edition.collections.items()
            for key, item in items.items()
        )

    @cached_property
    def about(self) -> dict[tuple[str, str], list[Record]]:
        """Figures, statements and charts by kind and what they are about."""
        tables: dict[str, tuple[Mapping[str, m.Figure | m.Statement | m.ChartSpec], Collection]] = {
            "figures": (self.edition.figures, self.figures),
            "statements": (self.edition.statements, self.statements),
            "charts": (self.edition.charts, self.charts),
        }
        return _grouped(
            ((name, model.about), records[key])
            for name, (models, records) in tables.items()
            for key, model in models.items()
        )

    # ------------------------------------------------------------------------------------------------------- used

    def used(self, name: str) -> frozenset[str]:
        """The ids of sources, abbreviations or institutions that the edition's records and texts refer to."""
        if name == "sources":
            return used_sources(self.edition)
        if name == "abbreviations":
            return used_abbreviations(self.edition)
        if name == "institutions":
            return frozenset(filter(self._has_name, used_institutions(self.edition)))
        return frozenset(getattr(self.edition, name, ()))

    def _has_name(self, key: str) -> bool:
        """Whether an institution has a name on the edition's date; those that items have come from need none."""
        institution = self.edition.institutions.get(key)
        return institution is not None and institution.name_on(self.edition.as_of) is not None


def _grouped(pairs: Iterable[tuple[K, Record]]) -> dict[K, list[Record]]:
    """Records by what they have in common, in their order."""
    found: dict[K, list[Record]] = {}
    for key, record in pairs:
        found.setdefault(key, []).append(record)
    return found
