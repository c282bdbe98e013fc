"""The view of a whole edition: everything a template sees, by the names it sees it under."""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import Any, Generic, TypeVar

from msgspec import Struct

from reportgen.compose.run import Rendering
from reportgen.compose.view.kinds import (
    AbbreviationView,
    ChartView,
    FigureView,
    InstitutionView,
    ItemView,
    SectionView,
    SourceView,
)
from reportgen.compose.view.records import Record, listed
from reportgen.compose.view.signoff import SignOffSheet
from reportgen.compose.view.values import Seen, Value, Values
from reportgen.edition import model as m
from reportgen.edition.used import used_abbreviations, used_institutions, used_sources
from reportgen.findings.near import did_you_mean

R = TypeVar("R", bound=Record)


class Collection(Seen, Generic[R]):
    """Records in the order of their file: to loop over, to count, and to look up by id."""

    def __init__(self, root: Root, name: str, members: dict[str, R]) -> None:
        self._root, self._name, self._members = root, name, members

    def __iter__(self) -> Iterator[R]:
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

    def get(self, key: str) -> R | None:
        """The record with an id, None where there is none."""
        return self._members.get(key)

    def items(self) -> ItemsView[str, R]:
        """Pairs of id and record."""
        return self._members.items()

    def keys(self) -> KeysView[str]:
        """The ids."""
        return self._members.keys()

    def values(self) -> ValuesView[R]:
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


class EditionView(Seen):
    """An edition: its name and date, and every collection of its records."""

    def __init__(self, root: Root) -> None:
        edition = root.edition
        self.name, self.as_of, self.previous = edition.name, edition.as_of, edition.previous
        self.language, self.as_of_inferred, self.sign_off = edition.language, edition.as_of_inferred, edition.sign_off
        self.__dict__.update(root.records())


class Root:
    """All records of an edition as views, made once and found by id."""

    def __init__(self, edition: m.Edition, run: Rendering, whole: Root | None = None) -> None:
        self.edition, self.run, self.language, self.whole = edition, run, edition.language, whole

    # ------------------------------------------------------------------------------------------------ collections

    def _records(self, name: str, kind: type[R], models: Mapping[str, Struct]) -> Collection[R]:
        return Collection(self, name, {key: kind(self, model, f"{name}[{key}]", key) for key, model in models.items()})

    @cached_property
    def sections(self) -> Collection[SectionView]:
        """Every section, by id."""
        return self._records("sections", SectionView, self.edition.sections)

    @cached_property
    def collections(self) -> dict[str, Collection[ItemView]]:
        """The collections of items, by name."""
        found = {name: self._records(name, ItemView, items) for name, items in self.edition.collections.items()}
        for name, collection in found.items():
            for item in collection:
                item.collection = name
        return found

    @cached_property
    def institutions(self) -> Collection[InstitutionView]:
        """Every institution."""
        return self._records("institutions", InstitutionView, self.edition.institutions)

    @cached_property
    def figures(self) -> Collection[FigureView]:
        """Every figure."""
        return self._records("figures", FigureView, self.edition.figures)

    @cached_property
    def statements(self) -> Collection[Record]:
        """Every statement."""
        return self._records("statements", Record, self.edition.statements)

    @cached_property
    def charts(self) -> Collection[ChartView]:
        """Every chart."""
        return self._records("charts", ChartView, self.edition.charts)

    @cached_property
    def sources(self) -> Collection[SourceView]:
        """Every source."""
        return self._records("sources", SourceView, self.edition.sources)

    @cached_property
    def abbreviations(self) -> Collection[AbbreviationView]:
        """Every abbreviation."""
        return self._records("abbreviations", AbbreviationView, self.edition.abbreviations)

    # ------------------------------------------------------------------------------------------------- references

    def section(self, key: str) -> SectionView | None:
        """A section by id."""
        return self.sections.get(key)

    def institution(self, key: str) -> InstitutionView | None:
        """An institution by id."""
        return self.institutions.get(key)

    def figure(self, key: str) -> FigureView | None:
        """A figure by id."""
        return self.figures.get(key)

    def source(self, key: str) -> SourceView | None:
        """A source by id."""
        return self.sources.get(key)

    def item(self, key: str) -> ItemView | None:
        """An item of any collection by id."""
        found = (collection.get(key) for collection in self.collections.values())
        return next((each for each in found if each is not None), None)

    def item_anywhere(self, key: str) -> ItemView | None:
        """An item by id, of the whole report where this excerpt leaves it out."""
        return self.item(key) or (self.whole.item(key) if self.whole else None)

    def subject(self, key: str) -> Record | None:
        """The section or item with an id."""
        return self.section(key) or self.item(key)

    def collection(self, name: str) -> Collection[ItemView]:
        """A collection by name; reports an unknown one and stands in for it with an empty one."""
        found = self.collections.get(name)
        if found is None:
            hint = did_you_mean(name, self.collections)
            self.run.report("undefined-name", f'there is no collection "{name}"', hint=hint)
            return Collection(self, name, {})
        return found

    @cached_property
    def below(self) -> dict[str, list[SectionView]]:
        """Sections by their parent."""
        found: dict[str, list[SectionView]] = {}
        for each in self.sections:
            found.setdefault(each._model.parent or "", []).append(each)
        return found

    @cached_property
    def in_section(self) -> dict[tuple[str, str], list[ItemView]]:
        """Items by collection and section."""
        found: dict[tuple[str, str], list[ItemView]] = {}
        for name, collection in self.collections.items():
            for each in collection:
                found.setdefault((name, each._model.section), []).append(each)
        return found

    @cached_property
    def about(self) -> dict[tuple[str, str], list[Record]]:
        """Figures, statements and charts by kind and what they are about."""
        found: dict[tuple[str, str], list[Record]] = {}
        for name in ("figures", "statements", "charts"):
            collection: Collection[Any] = getattr(self, name)
            for each in collection:
                found.setdefault((name, each._model.about), []).append(each)
        return found

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

    @cached_property
    def glossary(self) -> tuple[Abbreviated, ...]:
        """The abbreviations and institutions in use, sorted: each with `short`, `long` and `lang`."""
        entries = [Abbreviated(each.short, each.expansion, each.lang) for each in self.abbreviations.used]  # type: ignore[attr-defined]
        entries += [Abbreviated(each.abbreviation, each.full, None) for each in self.institutions.used]  # type: ignore[attr-defined]
        return tuple(sorted(entries, key=lambda entry: _natural(entry.short)))

    # ----------------------------------------------------------------------------------------------------- names

    def records(self) -> dict[str, Any]:
        """Everything reported, by name."""
        top = [each for each in self.sections if each._model.parent not in self.edition.sections]
        return {
            **self.collections,
            "report": Record(self, self.edition.report, "report"),
            "chapters": listed(self, top, "sections"),
            "sections": self.sections,
            "collections": self.collections,
            "institutions": self.institutions,
            "figures": self.figures,
            "statements": self.statements,
            "charts": self.charts,
            "sources": self.sources,
            "abbreviations": self.abbreviations,
        }

    def names(self) -> dict[str, Any]:
        """What a template sees, by name."""
        audience = self.edition.audience
        return {
            **self.records(),
            "glossary": Glossary(self),
            "edition": EditionView(self),
            "audience": self.institution(audience) if audience else None,
            "whole": EditionView(self.whole) if self.whole else None,
            "signoff": SignOffSheet(self, self.whole or self),
        }


class Glossary(Seen):
    """The list of abbreviations; worked out when it is first looped over."""

    def __init__(self, root: Root) -> None:
        self._root = root

    def __iter__(self) -> Iterator[Abbreviated]:
        return iter(self._root.glossary)

    def __len__(self) -> int:
        return len(self._root.glossary)


class Abbreviated(Seen):
    """A line of the list of abbreviations."""

    def __init__(self, short: Value, long: Value, lang: Value | None) -> None:
        self.short, self.long, self.lang = short, long, lang


def _natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts G7 before G20, whatever the case."""
    return [(int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", text.casefold())]
