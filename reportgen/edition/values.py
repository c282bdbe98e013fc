"""What the fields of records hold: dates, links, rich texts, and the ids of other records."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from reportgen.edition.fields import ForEditors, Ref, Rich, Steering
from reportgen.yaml.model import Model, Slug, Words

IsoDate = Annotated[str, Meta(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?|P\d+[YMWD])(?!\n)$")]

RichText = Annotated[str, Rich()]
RichWords = Annotated[str, Meta(pattern=r"\S"), Rich()]

SectionId = Annotated[Slug, Ref("section", place=True)]
ItemId = Annotated[Slug, Ref("item")]
SubjectId = Annotated[Slug, Ref("section or item", place=True)]
FigureId = Annotated[Slug, Ref("figure")]
_NUMBER = r"[a-z0-9]+(-[a-z0-9]+)*(\.{item}\.[^\s.{{}}*]+)?(?!\n)$"
ShownId = Annotated[str, Meta(pattern="^" + _NUMBER.format(item=r"[a-z0-9]+(-[a-z0-9]+)*")), Ref("figure")]
"""A figure, or the number in a field of the report's own: ``measures.m-03.budget``."""
DrawnId = Annotated[str, Meta(pattern="^" + _NUMBER.format(item=r"([a-z0-9]+(-[a-z0-9]+)*|\*)")), Ref("figure")]
"""The same; ``measures.*.budget`` are those of all items that have one."""
SourceId = Annotated[Slug, Ref("source")]
OwnerId = Annotated[Slug, Ref("institution", place=True)]
"""An institution that has to do with an item on the edition's date."""
InstitutionId = Annotated[Slug, Ref("institution", at_any_time=True)]


class Date(Model, frozen=True, kw_only=True):
    """A date as the report prints it, and as it is sorted.

    `iso` is ``2019``, ``2019-06``, ``2019-06-01``, ``2020/2023`` (a span), ``P1Y`` (a duration) or None ("in Kürze").
    """

    text: Words
    iso: Steering[IsoDate | None]
    precision: Steering[Literal["day", "month", "season", "quarter", "year", "span", "duration", "vague"]]
    label: Words | None = None
    """What happens on it ("Beginn", "Tagung")."""
    place: Words | None = None
    year_inferred: ForEditors[bool] = False
    iso_from: ForEditors[str | None] = None
    """Where `iso` comes from when the text does not give it."""
    note: ForEditors[str | None] = None
    """For the editors; never printed. A surprising day, such as a Sunday, is right where it has one."""


class Link(Model, frozen=True, kw_only=True):
    """An address on the web; `text` is what is printed, the address without its scheme where it is not given."""

    url: Annotated[str, Meta(pattern=r"^(https?://|mailto:)\S+(?!\n)$")]
    text: Words | None = None
