"""``reportgen.yaml``: one report, its look, its own schema and its editions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from reportgen.yaml.model import IsoDay, Model, Slug, Words

FolderName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?!\n)$")]
"""A name that a folder has on every system, together with `reportgen.project.folder.unfit_name`."""
PackageName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?(?!\n)$")]
"""The name of a Python distribution (PEP 508)."""
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*(?!\n)$")]


class Request(Model, frozen=True, kw_only=True):
    """What the institutions are asked for with their forms: by when, by whom, and whatever else they should know."""

    due: IsoDay
    """The day by which the filled forms are to be back."""
    contact: Words
    """To whom they go: name, address, telephone."""
    note: str | None = None
    """A further paragraph of the covering letter."""


class EditionSettings(Model, frozen=True, kw_only=True):
    """One edition: its date, on which names of institutions are taken, and the edition before it."""

    as_of: IsoDay
    as_of_inferred: bool = False
    """The report itself bears no date; `as_of` was worked out."""
    previous: str | None = None
    sign_off: bool = False
    """Excerpts end with a sheet on which their institution signs."""
    request: Request | None = None
    """What the institutions are asked for; `reportgen send` needs it for its letters."""


FieldKind = Literal["text", "rich", "number", "quantity", "money", "date", "list", "bool"]
NUMERIC = frozenset({"number", "quantity", "money"})
"""Kinds whose values are numbers."""


class FieldSettings(Model, frozen=True, kw_only=True):
    """A field of the report's own. Where nothing but its type is to be said, that stands alone: ``budget: number``."""

    type: FieldKind = "text"
    label: str | None = None
    """What it is called in lists of figures, comparisons and forms; without it its key."""
    unit: str | None = None
    """What its numbers count."""
    decimals: Annotated[int, Meta(ge=0, le=20)] | None = None
    """How many decimal places its numbers are printed with; without it all their digits are."""
    history: bool = False
    """A new edition asks for a new number and keeps those before."""

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, each a figure of its item."""
        return self.type in NUMERIC


ColumnType = Literal["text", "number", "quantity", "money", "date", "bool"]


class ColumnSettings(Model, frozen=True, kw_only=True):
    """A column of a table that is read from a file."""

    head: str | None = None
    """What the first row of the file calls it; without it its key."""
    title: str | None = None
    """What is printed above it; without it what the file calls it."""
    type: ColumnType = "text"
    unit: str | None = None
    """What its numbers count, printed above it."""
    decimals: Annotated[int, Meta(ge=0, le=20)] | None = None
    """Decimal places of its numbers; without it as many as the one with most has."""
    required: bool = False
    """No cell of it may be empty."""
    sums: bool = True
    """Its subtotals and totals are the sums of their parts, as those of means and rates are not."""


class TableSettings(Model, frozen=True, kw_only=True):
    """A table that is read from ``data/<edition>/tables/NAME.csv`` or ``.xlsx``: its columns in the order they are
    printed."""

    columns: Annotated[dict[Slug, ColumnSettings], Meta(min_length=1)]
    roles: Slug | None = None
    """The column that says what a row is: group, subtotal, total or nothing. It is not printed."""
    delimiter: Literal[";", ",", "\t", "|"] | None = None
    """What parts the fields of a CSV file, where its head does not tell."""
    sheet: str | None = None
    """The sheet of a workbook; without it the first."""


class CollectionSchema(Model, frozen=True, kw_only=True):
    """What the report's own schema says about a collection of items.

    `label`: what an item is called; `section`: of items that name none; `fields`: further keys, kept in `Item.extra`.
    """

    label: str | None = None
    section: Slug | None = None
    settled_in: Slug | None = None
    """The collection of the next edition that says what has become of these; a first edition needs no file of it."""
    fields: dict[str, FieldSettings] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    """What forms ask for a field, where that says more than the field's name."""


class ReportSchema(Model, frozen=True, kw_only=True):
    """The report's own schema: the collections of items it has, in the order they are printed.

    A list of names will do where there is nothing more to say about them.
    """

    collections: Annotated[dict[Slug, CollectionSchema], Meta(min_length=1)]


def spelled_out(data: dict[str, Any]) -> dict[str, Any]:
    """The content of ``reportgen.yaml`` with collections that are named alone as mappings."""
    schema: Any = data.get("schema")
    names = schema.get("collections") if isinstance(schema, dict) else None
    if isinstance(names, tuple) and all(isinstance(name, str) for name in names):
        return {**data, "schema": {**schema, "collections": {name: {} for name in names}}}
    if isinstance(names, dict):
        named = {name: _with_fields(about) for name, about in names.items()}
        return {**data, "schema": {**schema, "collections": named}}
    return data


def _with_fields(about: Any) -> Any:
    """A collection whose fields are records, those given by their type alone too."""
    if about is None:
        return {}
    own = about.get("fields") if isinstance(about, dict) else None
    if not isinstance(own, dict):
        return about
    return {**about, "fields": {name: {"type": kind} if isinstance(kind, str) else kind for name, kind in own.items()}}


class Settings(Model, frozen=True, kw_only=True):
    """The settings of a project."""

    report: Slug
    """The stem of the names of all output files."""
    language: Language
    template: FolderName
    """The folder in ``templates/`` that makes the look."""
    schema_: ReportSchema = field(name="schema")
    editions: Annotated[dict[FolderName, EditionSettings], Meta(min_length=1)]
    """By name; the name is that of the folder in ``data/``."""
    tables: dict[Slug, TableSettings] = field(default_factory=dict)
    """Tables that are printed from files, by the name of the file."""
    plugins: tuple[PackageName, ...] = ()
    """The plug-ins that the report uses, by the names that they are installed by."""
    fresh_for: Annotated[int, Meta(ge=1)] | None = None
    """Months after which the number of a figure counts as old."""

    @property
    def collections(self) -> dict[str, CollectionSchema]:
        """The collections of items by name."""
        return self.schema_.collections

    def may_be_missing(self, collection: str, edition: str) -> bool:
        """Whether the edition needs no file of this collection: nothing of a predecessor is there to be settled."""
        settles = any(schema.settled_in == collection for schema in self.collections.values())
        about = self.editions.get(edition)
        return settles and (about is None or about.previous is None)

    @property
    def by_age(self) -> tuple[str, ...]:
        """The names of the editions, the one with the earliest date first."""
        return tuple(sorted(self.editions, key=lambda name: (self.editions[name].as_of, name)))

    @property
    def newest(self) -> str:
        """The edition with the latest date."""
        return self.by_age[-1]
