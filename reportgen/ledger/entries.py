"""What the ledger says of each figure: a pure function of the edition, with places and pages where they are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from reportgen.compose.run import Rendering
from reportgen.compose.view.names import view
from reportgen.document.origins import PrintedBlock
from reportgen.edition.arithmetic import difference, growth
from reportgen.edition.model import Date, EarlierValue, Edition, Figure
from reportgen.edition.own import own_figures
from reportgen.findings.place import Place
from reportgen.numbers.exact import native, padded, plain, rounded, stripped

Number = int | float


class Entry(Struct, frozen=True):
    """One figure. The fields are the columns of every output, in this
    order; numbers are bare, dates as ISO where the data have that, and what is unknown is None.
    """

    id: str
    statement: str
    value_printed: str
    """As prose says it, in the report's language: "über 130", "10–20"."""
    value: Number | None
    upper: Number | None
    unit: str
    kind: str
    qualifier: str | None
    as_of: str | None
    as_of_printed: str | None
    previous: Number | None
    previous_as_of: str | None
    history: str | None
    """What it was before that, oldest first: "132 (2018); 180 (2019)"."""
    change: Number | None
    change_percent: Number | None
    """Of `previous`, for what grows in per cent; rounded to a hundredth."""
    target: Number | None
    target_date: str | None
    part_of: str | None
    same_as: str | None
    caveat: str | None
    source: str | None
    source_title: str | None
    source_url: str | None
    about: str
    about_title: str | None
    place: str | None
    """File and line of the record, relative to the project."""
    printed_in: str | None
    """Pages and blocks of the whole report, then the excerpts that print it."""
    places: int | None = None
    """How many decimals its numbers are written with at least; no column of its own."""


COLUMNS: tuple[str, ...] = tuple(name for name in Entry.__struct_fields__ if name != "places")
"""The names of the columns; part of the contract."""
OF_THE_FIGURE = frozenset({"value", "upper", "previous", "target", "change"})
"""Columns with numbers in the figure's unit and with its decimals."""


def entries(
    edition: Edition,
    places: Mapping[str, Place] | None = None,
    printed: Mapping[str, tuple[PrintedBlock, ...]] | None = None,
) -> tuple[Entry, ...]:
    """An entry for every figure of the edition in its order, then for every number in fields of the report's own.

    `places` are those of the records, `printed` what prints them, both by id; without them the columns are empty.
    """
    return tuple(_entries(edition, places or {}, printed or {}))


def _entries(
    edition: Edition, places: Mapping[str, Place], printed: Mapping[str, tuple[PrintedBlock, ...]]
) -> Iterator[Entry]:
    root = view(edition, Rendering())
    views = root.figures
    for key, figure in edition.figures.items():
        place = places.get(key)
        where = f"{place.file}:{place.line}" if place else None
        yield _entry(edition, key, figure, views[key].said.plain(), where, where_printed(printed.get(key, ())))
    for own in own_figures(edition):
        place, said = places.get(own.id), root.collection(own.collection)[own.item].extra[own.field].said.plain()
        where = f"{place.file}:{place.line}" if place else None
        yield _entry(edition, own.id, own.figure, said, where, where_printed(printed.get(own.id, ())))


def _entry(edition: Edition, key: str, figure: Figure, said: str, place: str | None, printed_in: str | None) -> Entry:
    source = edition.sources.get(figure.source or "")
    change, percent = difference(figure), growth(figure)
    return Entry(
        id=key,
        statement=figure.statement,
        value_printed=said,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        kind=figure.kind,
        qualifier=figure.qualifier,
        as_of=_iso(figure.as_of),
        as_of_printed=figure.as_of.text if figure.as_of else None,
        previous=figure.previous,
        previous_as_of=_iso(figure.previous_as_of),
        history="; ".join(_earlier(past, figure.decimals) for past in figure.history) or None,
        change=None if change is None else native(stripped(change)),
        change_percent=None if percent is None else native(stripped(rounded(percent, 2))),
        target=figure.target,
        target_date=_iso(figure.target_date),
        part_of=figure.part_of,
        same_as=figure.same_as,
        caveat=figure.caveat,
        source=figure.source,
        source_title=source.title if source else None,
        source_url=source.url if source else None,
        about=figure.about,
        about_title=_title(edition, figure.about),
        place=place,
        printed_in=printed_in,
        places=figure.decimals,
    )


def _earlier(past: EarlierValue, places: int | None) -> str:
    return f"{'–' if past.value is None else digits(past.value, places)} ({_iso(past.as_of)})"


def digits(value: Number, places: int | None) -> str:
    """The digits of a number of the data with a point, at least with the decimals of its figure."""
    return plain(padded(value, places))


def _iso(when: Date | None) -> str | None:
    return None if when is None else when.iso or when.text


def _title(edition: Edition, key: str) -> str | None:
    if key in edition.sections:
        return edition.sections[key].title
    return next((items[key].title for items in edition.collections.values() if key in items), None)


def where_printed(found: tuple[PrintedBlock, ...]) -> str | None:
    """Pages and blocks of the whole, then the excerpts: ``p. 4 startups, p. 6 startups-cities; BMAS, BMWi``."""
    whole = [f"p. {each.page} {each.block}" if each.page else each.block for each in found if not each.document]
    parts = list(dict.fromkeys(each.document for each in found if each.document))
    return "; ".join(filter(None, (", ".join(whole), ", ".join(parts)))) or None
