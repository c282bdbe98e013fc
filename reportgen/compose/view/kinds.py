"""What the kinds of records can do beyond their fields: a section's items, an institution's names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from reportgen.compose.bibliography import called, entry
from reportgen.compose.view.charts import ChartView
from reportgen.compose.view.figures import FigureView
from reportgen.compose.view.own import own_value
from reportgen.compose.view.records import Record, listed, wrapped
from reportgen.compose.view.report import ReportView
from reportgen.compose.view.values import Value, Values
from reportgen.document.ids import source_block
from reportgen.edition import model as m
from reportgen.edition.audience import participants
from reportgen.edition.own import own_figure
from reportgen.project.settings import FieldSettings


class SectionView(Record):
    """A chapter, field or topic."""

    _model: m.Section

    @cached_property
    def children(self) -> Values:
        """The sections directly below."""
        return listed(self._root, self._root.below.get(self.id, []), "sections")

    def items(self, collection: str | None = None) -> Values:
        """The items of a collection, or of all, that belong to this section itself."""
        if collection is not None:
            self._root.collection(collection)
        names = self._root.collections if collection is None else (collection,)
        members = [item for name in names for item in self._root.in_section.get((name, self.id), ())]
        return listed(self._root, members, collection or "collections")

    @cached_property
    def figures(self) -> Values:
        """The figures about this section."""
        return self._about("figures")

    @cached_property
    def statements(self) -> Values:
        """The statements about this section."""
        return self._about("statements")

    @cached_property
    def charts(self) -> Values:
        """The charts about this section."""
        return self._about("charts")

    def _about(self, name: str) -> Values:
        return listed(self._root, self._root.about.get((name, self.id), []), name)


class ItemView(Record):
    """A measure, commitment or project."""

    _model: m.Item

    @property
    def collection(self) -> str:
        """The name of the collection it is in."""
        return self.path.partition("[")[0]

    @cached_property
    def continues(self) -> Record | None:
        """The item that this one carries on, of the whole report where the excerpt leaves it out."""
        return self._root.item_anywhere(self._model.continues) if self._model.continues else None

    @cached_property
    def charts(self) -> Values:
        """The charts about this item."""
        return listed(self._root, self._root.about.get(("charts", self.id), []), "charts")

    @cached_property
    def extra(self) -> dict[str, Any]:
        """The fields that the report's own schema adds, by name; None for those that the item does not give."""
        return {name: self._own(name, own) for name, own in self._own_fields.items()}

    def _own(self, name: str, own: FieldSettings) -> Any:
        value, path = self._model.extra.get(name), f"{self.path}.extra.{name}"
        if value is not None and own.numeric:
            return own_value(self._root, own_figure(self.id, self._model, name, own), path, value)
        return wrapped(self._root, value, path, own.type == "rich")

    @cached_property
    def _own_fields(self) -> Mapping[str, FieldSettings]:
        schema = self._root.edition.collection_schemas.get(self.collection)
        return schema.fields if schema else {}

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._own_fields:
            return self.extra[name]
        return super().__getattr__(name)


class InstitutionView(Record):
    """Who answers for items, by the names valid on the edition's date. Printed as its abbreviation."""

    _model: m.Institution

    @cached_property
    def _name(self) -> tuple[m.Name, str]:
        names = self._model.names
        day = self._root.edition.as_of
        valid = self._model.name_on(day)
        if valid is None:
            text = f'the institution "{self.id}" has no name on {day}'
            self._root.run.report("no-valid-name", text, self.path, "add a name with valid_from and valid_to")
            valid = names[-1]
        return valid, f"{self.path}.names[{names.index(valid)}]"

    def _part(self, *fields: str) -> Value:
        name, path = self._name
        for field in fields:
            text = getattr(name, field)
            if text is not None:
                return Value(text, f"{path}.{field}", self._root.run)
        return Value("", path, self._root.run)

    @property
    def abbreviation(self) -> Value:
        """The abbreviation."""
        return self._part("abbreviation")

    @property
    def full(self) -> Value:
        """The full name."""
        return self._part("full")

    @property
    def short(self) -> Value:
        """The short name, the full one where there is none."""
        return self._part("short", "full")

    @property
    def genitive(self) -> Value:
        """The full name in the genitive, the plain one where none is given."""
        return self._part("genitive", "full")

    def items(self, collection: str | None = None) -> Values:
        """The items of a collection, or of all, that this institution answers for or takes part in."""
        names = self._root.collections if collection is None else (collection,)
        theirs = [
            member
            for name in names
            for key, member in self._root.collection(name).items()
            if self.id in participants(self._root.edition.collections[name][key])
        ]
        return listed(self._root, theirs, collection or "collections")

    def __html__(self) -> str:
        return self.abbreviation.__html__()


class SourceView(Record):
    """Where something comes from. Printed as it is cited."""

    _model: m.Source

    @cached_property
    def cited(self) -> Any:
        """What it is called where something refers to it: its short form, its authors and year, or its title."""
        return self.short or called(self, self._model) or self.title

    @property
    def anchor(self) -> str:
        """The id of the block that lists it: references to it lead there."""
        return source_block(self.id)

    @property
    def entry(self) -> Markup:
        """Its line in the list of sources, with the name first by which it is cited."""
        return entry(self, self._model)

    def __html__(self) -> str:
        return self.cited.__html__()  # type: ignore[no-any-return]


class AbbreviationView(Record):
    """A short form and what it stands for."""

    _model: m.Abbreviation

    @property
    def short(self) -> Value:
        """The short form."""
        return Value(self.id, self.path, self._root.run)


class DateView(Record):
    """A date: printed as its text."""

    _model: m.Date

    def __html__(self) -> str:
        return self.text.__html__()  # type: ignore[no-any-return]


class LinkView(Record):
    """A link: printed as ``<a>`` with its text, or its address without the scheme."""

    _model: m.Link

    @property
    def shown(self) -> Value:
        """What is printed: the text, or the address without its scheme."""
        if self._model.text:
            return Value(self._model.text, f"{self.path}.text", self._root.run)
        _, _, rest = self._model.url.partition(":")
        text = rest.removeprefix("//").removesuffix("/")
        return Value(text, f"{self.path}.url", self._root.run)

    def __html__(self) -> str:
        self._root.run.printed.add(f"{self.path}.url")
        return f'<a href="{escape(self._model.url)}">{self.shown.__html__()}</a>'


VIEWS: Mapping[type[Struct], type[Record]] = {
    m.Report: ReportView,
    m.Section: SectionView,
    m.Item: ItemView,
    m.Institution: InstitutionView,
    m.Figure: FigureView,
    m.ChartSpec: ChartView,
    m.Source: SourceView,
    m.Abbreviation: AbbreviationView,
    m.Date: DateView,
    m.Link: LinkView,
}
"""The class of a record -> its view; the others are seen as their fields alone."""
