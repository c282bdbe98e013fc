"""``reportgen.yaml``: one report, its look, its own schema and its editions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Protocol

from pydantic import Field, field_validator

from reportgen.edition.model import CollectionSchema, IsoDay, Model, Slug

SETTINGS_NAME = "reportgen.yaml"
DATA = "data"
SCHEMA_FOLDER = "data/schema"

FolderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class EditionSettings(Model):
    """One edition: its date, on which names of institutions are taken, and the edition before it."""

    as_of: IsoDay
    as_of_inferred: bool = False
    """The report itself bears no date; `as_of` was worked out."""
    previous: str | None = None
    sign_off: bool = False
    """Excerpts end with a sheet on which their institution signs."""


class ReportSchema(Model):
    """The report's own schema: the collections of items it has, in the order they are printed.

    A list of names will do where there is nothing more to say about them.
    """

    collections: Annotated[dict[Slug, CollectionSchema], Field(min_length=1)]

    @field_validator("collections", mode="before")
    @classmethod
    def _names_alone(cls, value: Any) -> Any:
        if isinstance(value, tuple) and all(isinstance(name, str) for name in value):
            return {name: {} for name in value}
        if isinstance(value, dict):
            return {name: {} if schema is None else schema for name, schema in value.items()}
        return value


class Settings(Model):
    """The settings of a project."""

    report: Slug
    """The stem of the names of all output files."""
    language: Language
    template: FolderName
    """The folder in ``templates/`` that makes the look."""
    schema_: Annotated[ReportSchema, Field(alias="schema")]
    editions: Annotated[dict[FolderName, EditionSettings], Field(min_length=1)]
    """By name; the name is that of the folder in ``data/``."""
    fresh_for: Annotated[int, Field(ge=1)] | None = None
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


class ProjectLike(Protocol):
    """What loading needs to know of a project."""

    @property
    def root(self) -> Path:
        """The folder with ``reportgen.yaml``."""
        ...

    @property
    def settings(self) -> Settings:
        """What ``reportgen.yaml`` says."""
        ...
