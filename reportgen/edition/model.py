"""The Edition: what a report says in one year, and nothing about how it looks.

Generic for any recurring report: sections, items, figures, institutions, dates, texts. That an item is called
"Maßnahme" is the report's own wording; which collections of items there are is its schema. Data files are mappings by
id (so an id cannot be given twice), one file a collection, and keep their order.

Ids of sections, items, figures, statements and charts share one namespace; institutions, sources and abbreviations
have one each.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, field

from reportgen.edition.charts import Annotation as Annotation
from reportgen.edition.charts import ChartSeries as ChartSeries
from reportgen.edition.charts import ChartSpec as ChartSpec
from reportgen.edition.cut import Audience
from reportgen.edition.fields import ForEditors, Ref, Signed, Steering
from reportgen.edition.signatures import SignOff
from reportgen.edition.values import Date as Date
from reportgen.edition.values import FigureId as FigureId
from reportgen.edition.values import InstitutionId as InstitutionId
from reportgen.edition.values import IsoDate as IsoDate
from reportgen.edition.values import ItemId as ItemId
from reportgen.edition.values import Link as Link
from reportgen.edition.values import OwnerId as OwnerId
from reportgen.edition.values import RichText as RichText
from reportgen.edition.values import RichWords as RichWords
from reportgen.edition.values import SectionId as SectionId
from reportgen.edition.values import ShownId as ShownId
from reportgen.edition.values import SourceId as SourceId
from reportgen.edition.values import SubjectId as SubjectId
from reportgen.numbers.exact import MOST_PLACES
from reportgen.project.settings import CollectionSchema
from reportgen.yaml.model import IsoDay, Model, Words


class Name(Model, frozen=True, kw_only=True):
    """The names of an institution in a span of time. Both days are included; None is open."""

    abbreviation: Words
    full: Words
    short: Words | None = None
    genitive: Words | None = None
    valid_from: Steering[IsoDay | None] = None
    valid_to: Steering[IsoDay | None] = None


class Institution(Model, frozen=True, kw_only=True):
    """Who answers for items. `successors` took over from the day after the last name ended."""

    kind: Steering[Literal["ministry", "commissioner", "government", "agency", "department", "other"]]
    names: Annotated[tuple[Name, ...], Meta(min_length=1)]
    successors: tuple[InstitutionId, ...] = ()

    def name_on(self, day: str) -> Name | None:
        """The name valid on an ISO day, None where there is none."""
        for name in self.names:
            if (name.valid_from or "") <= day <= (name.valid_to or "9999"):
                return name
        return None


class Source(Model, frozen=True, kw_only=True):
    """Where a figure or statement comes from. What is unknown stays out."""

    title: Words
    kind: Steering[Literal["article", "report", "law", "web", "book"] | None] = None
    """What it is, and so how the list of sources describes it (`compose.bibliography`)."""
    author: Words | None = None
    authors: tuple[Words, ...] = ()
    """As they are listed: "Family, Given"."""
    editors: tuple[Words, ...] = ()
    journal: Words | None = None
    volume: Words | None = None
    issue: Words | None = None
    pages: Words | None = None
    number: Words | None = None
    """Of a report in its series; where a law is published."""
    edition: Words | None = None
    place: Words | None = None
    publisher: Words | None = None
    year: int | None = None
    date: Steering[IsoDate | None] = None
    """The day or month it is of."""
    isbn: Words | None = None
    doi: Annotated[str, Meta(pattern=r"^10\.\d{4,9}/\S+(?!\n)$")] | None = None
    url: Annotated[str, Meta(pattern=r"^https?://\S+(?!\n)$")] | None = None
    accessed: Steering[IsoDay | None] = None
    lang: Steering[str | None] = None
    short: Words | None = None
    """How it is named below a tile or chart."""


class EarlierValue(Model, frozen=True, kw_only=True):
    """A value that a figure had on an earlier date; none where nobody knows it."""

    value: int | float | None
    as_of: Date
    source: SourceId | None = None


class Figure(Model, frozen=True, kw_only=True):
    """One number, kept once. Prose, tiles, charts and facts pull it in by its id."""

    value: int | float | None = None
    upper: int | float | None = None
    """The end of a range that begins at `value`."""
    text: Words | None = None
    """How prose says it where that is not the digits ("fünf")."""
    decimals: Steering[Annotated[int, Meta(ge=0, le=MOST_PLACES)] | None] = None
    """How many decimal places its numbers are printed with; without it all their digits are."""
    unit: str
    statement: Words
    """What the number says, as a tile prints it."""
    label: Words | None = None
    """What it counts, short: in the line of facts under an item, or beside a bar."""
    about: SubjectId
    """The section or item it belongs to."""
    kind: Steering[Literal["count", "change", "target", "rank", "share", "factor", "duration", "amount"]] = "count"
    qualifier: Words | None = None
    as_of: Date | None = None
    source: SourceId | None = None
    previous: int | float | None = None
    previous_as_of: Date | None = None
    history: tuple[EarlierValue, ...] = ()
    """What it was before `previous`, oldest first."""
    target: int | float | None = None
    target_date: Date | None = None
    part_of: FigureId | None = None
    scope: Words | None = None
    compared_with: tuple[str, ...] = ()
    lower_is_better: Steering[bool] = False
    caveat: Words | None = None
    same_as: FigureId | None = None
    """Another figure that states the same fact."""
    counted: ForEditors[bool] = False
    """Counted in this report itself: nobody has to say where it comes from, or of when it is."""
    change_of: FigureId | None = None
    """The figure whose way from `previous` to `value` this one states: in its unit the difference, in another one the
    percentage (kind ``change``); for kind ``factor`` how many times."""
    share_of: FigureId | None = None
    """The figure whose percentage of the one it is `part_of` this one states."""
    carried: ForEditors[bool] = False
    """Carried over from the edition before and not yet confirmed; deleting the line confirms the figure."""


class Statement(Model, frozen=True, kw_only=True):
    """Something the report says without a number, with its source."""

    about: SubjectId
    text: RichWords
    source: SourceId | None = None
    # Signatures have covered it from the first; without it they would be void.
    note: Annotated[ForEditors[str | None], Signed(True)] = None
    """For the editors; never printed."""
    carried: ForEditors[bool] = False
    """Carried over from the edition before and not yet confirmed; deleting the line confirms the statement."""


class Section(Model, frozen=True, kw_only=True):
    """A chapter, a field, a topic. `parent` makes the tree; order is that of the file."""

    title: Words
    number: Words | None = None
    parent: SectionId | None = None
    lead: RichText | None = None
    text: RichText | None = None
    short_title: Words | None = None
    matter: Steering[Literal["front", "body"]] = "body"
    """Front matter (a foreword, a summary) stands before the figures at a glance."""
    excerpts: Steering[Literal["keep", "drop", "auto"]] = "auto"
    """Whether all excerpts have it, none, or those of what stands in it; sections below go with it."""
    carried: ForEditors[bool] = False
    """Carried over from the edition before and not yet confirmed; deleting the line confirms the texts."""


class Progress(Model, frozen=True, kw_only=True):
    """How an item stands to the edition before this one.

    ``carried`` is what a new edition begins with: nobody has said yet whether the text still holds. ``reported``: the
    text is this edition's. ``unchanged``: it still holds, as somebody has confirmed on a day. ``ended``: the item is
    told of for the last time. ``merged``: it has gone up in another one. ``moved``: other institutions answer for it.
    """

    state: Steering[Literal["reported", "unchanged", "ended", "merged", "moved", "carried"]]
    on: IsoDay | None = None
    """The day of which the text is."""
    confirmed_by: ForEditors[str | None] = None
    """Who has confirmed that the text still holds; with ``unchanged`` only, and needed there."""
    confirmed_on: Annotated[IsoDay | None, Signed(False)] = None
    into: ItemId | None = None
    """The item that this one was merged into; with ``merged`` only, and needed there."""
    moved_from: tuple[InstitutionId, ...] = field(default=(), name="from")
    """The institutions that answered for it before; with ``moved`` only, and needed there."""
    note: Words | None = None
    """The last word on it; with ``ended``."""
    reworded: ForEditors[str | None] = None
    """Why its words are others than before though nothing has changed; with ``unchanged`` only."""


class Outcome(Model, frozen=True, kw_only=True):
    """What has become of an item that an earlier edition announced."""

    state: Steering[Literal["done", "begun", "delayed", "dropped", "open"]]
    date: Date | None = None
    text: RichText | None = None
    source: SourceId | None = None
    renamed_to: str | None = None
    """What it is called now, where it has another name than was announced."""


class Item(Model, frozen=True, kw_only=True):
    """One measure, commitment or project.

    `institutions` are those that answer for it, in the order the report prints; their order says nothing about who
    leads, that is `lead`. `involved` take part through one of them (a government item with the ministries in brackets).
    """

    title: Words
    section: SectionId
    institutions: Annotated[tuple[OwnerId, ...], Meta(min_length=1)]
    involved: tuple[OwnerId, ...] = ()
    lead: OwnerId | None = None
    title_lang: Steering[str | None] = None
    short_title: Words | None = None
    programme: Words | None = None
    text: RichText | None = None
    dates: tuple[Date, ...] = ()
    due: Date | None = None
    figures: tuple[ShownId, ...] = ()
    """Figures in the line of facts; those that prose names need not stand here."""
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    continues: ItemId | None = None
    """The item this one carries on."""
    sources: tuple[SourceId, ...] = ()
    """Where the facts of its text come from; figures name their own."""
    status: Steering[Literal["planned", "in-preparation", "running", "done", "delayed", "ended"] | None] = None
    progress: Progress | None = None
    """How it stands to the edition before; only in an edition that has one."""
    outcome: Outcome | None = None
    """What has become of it; in a collection that items of another one are settled in."""
    note: ForEditors[str | None] = None
    """For the editors; never printed."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that the report's own schema adds to this collection."""


class Abbreviation(Model, frozen=True, kw_only=True):
    """What a short form stands for; `lang` where the long form is in another language."""

    expansion: Words
    lang: Steering[str | None] = None


class Publisher(Model, frozen=True, kw_only=True):
    """Who publishes the report."""

    name: Words
    address: Words | None = None


class Imprint(Model, frozen=True, kw_only=True):
    """The legal notice; only what is given is printed."""

    publishers: tuple[Publisher, ...] = ()
    contact: Words | None = None
    edition_note: Words | None = None
    design: Words | None = None
    printer: Words | None = None
    image_credits: tuple[str, ...] = ()
    licence: Words | None = None
    isbn: Words | None = None
    issn: Words | None = None
    order_number: Words | None = None
    url: Words | None = None


class Sender(Model, frozen=True, kw_only=True):
    """The sender area of the cover: a logo file of the user's and its text alternative."""

    logo: str | None = None
    alt: str | None = None
    text: Words | None = None


class Recipient(Model, frozen=True, kw_only=True):
    """Who gets printed copies (``distribution.yaml``)."""

    name: Words
    copies: Annotated[int, Meta(ge=1)]
    excerpt: Annotated[str, Ref("institution")] | None = None
    """The id of the institution whose excerpt is sent; without it the whole report."""
    address: Words | None = None
    note: Words | None = None
    """For the printing house, on the delivery sheet."""


class ExcerptTexts(Model, frozen=True, kw_only=True):
    """What one excerpt says instead of the whole report."""

    summary: RichText | None = None


class Report(Model, frozen=True, kw_only=True):
    """The report as a whole (``report.yaml``)."""

    title: Annotated[Words, Meta(max_length=250)]
    """As long as Word keeps it among a file's properties."""
    short_title: Words | None = None
    kicker: Words | None = None
    subtitle: Words | None = None
    year: Words
    summary: RichText | None = None
    """What the whole report comes to; an excerpt has its own or none."""
    introduction: RichText | None = None
    excerpts: dict[str, ExcerptTexts] = field(default_factory=dict)
    """Texts of excerpts, by whom they are for: ``arbeit``, ``arbeit+innen``, ``land=NW``."""
    imprint: Imprint = Imprint()
    sender: Sender = Sender()
    key_figures: tuple[ShownId, ...] = ()
    """The figures of the page "at a glance", in their order."""
    notes: ForEditors[tuple[str, ...]] = ()
    """For the editors; never printed."""
    carried: ForEditors[bool] = False
    """Carried over from the edition before and not yet confirmed; deleting the line confirms the report's own texts."""


class Edition(Model, frozen=True, kw_only=True):
    """One edition of a report, whole or as an excerpt: the same type for both."""

    name: str
    as_of: IsoDay
    as_of_inferred: bool = False
    previous: str | None = None
    language: str
    report: Report
    institutions: dict[str, Institution]
    sections: dict[str, Section]
    collections: dict[str, dict[str, Item]]
    figures: dict[str, Figure] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    charts: dict[str, ChartSpec] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    abbreviations: dict[str, Abbreviation] = field(default_factory=dict)
    signoff: dict[str, SignOff] = field(default_factory=dict)
    """By institution."""
    distribution: dict[str, Recipient] = field(default_factory=dict)
    """Who gets printed copies; no page of the report says it."""
    collection_schemas: dict[str, CollectionSchema] = field(default_factory=dict)
    sign_off: bool = False
    """Excerpts end with a sheet to sign."""
    audience: Audience | None = None
    """Whom an excerpt is for; None for the whole report."""
    unconfirmed: frozenset[str] = frozenset()
    """The data paths of the records that were carried over from the edition before and are not confirmed."""
