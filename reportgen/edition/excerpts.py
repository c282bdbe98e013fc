"""The excerpt of an edition for one institution: the same type, fewer records, their order and numbers unchanged.

What stays: the report's own texts; the items that the institution answers for or is involved in; the sections these
stand in, up to the chapter; the figures they show or name, with what those are part of or the same as; the sections
those figures are about; statements and charts about what stays; and the sources, institutions and abbreviations that
all this uses. References to what is left out stay in the text: they refer to the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from reportgen.edition.audience import belongs_to
from reportgen.edition.model import ChartSpec, Edition, Figure, Item, Statement
from reportgen.edition.references import scan
from reportgen.edition.texts import texts_of
from reportgen.yaml.model import Model

Record = TypeVar("Record")
Items = dict[str, dict[str, Item]]


def excerpt(edition: Edition, institution: str) -> Edition:
    """The excerpt for the institution with this id."""
    items: Items = {
        name: {key: item for key, item in records.items() if belongs_to(item, institution)}
        for name, records in edition.collections.items()
    }
    shown = _with_relatives(edition, _figures_of(edition, items))
    sections = _sections(edition, items, shown)
    about = set(sections) | {key for records in items.values() for key in records}
    statements = {key: record for key, record in edition.statements.items() if record.about in about}
    charts = {key: c for key, c in edition.charts.items() if c.about in about and _chart_figures(c) <= shown}
    texts = [text for _, text in _texts(edition, items, sections, statements)]
    figures = _with_relatives(edition, shown | _named(edition, texts))
    key_figures = tuple(key for key in edition.report.key_figures if key in shown)
    part = replace(
        edition,
        report=replace(edition.report, key_figures=key_figures),
        sections=_keep(edition.sections, sections),
        collections=items,
        figures=_keep(edition.figures, figures),
        statements=statements,
        charts=charts,
        audience=institution,
    )
    used = replace(part, institutions=_institutions(part, texts), sources=_sources(part))
    return replace(used, abbreviations=_abbreviations(used, shown))


def _keep(records: Mapping[str, Record], ids: Iterable[str]) -> dict[str, Record]:
    wanted = frozenset(ids)
    return {key: record for key, record in records.items() if key in wanted}


def _chart_figures(chart: ChartSpec) -> frozenset[str]:
    return frozenset(chart.figures) | ({chart.total} if chart.total else frozenset())


def _texts(
    edition: Edition, items: Items, sections: Iterable[str], statements: Mapping[str, Statement]
) -> Iterator[tuple[str, str]]:
    yield from texts_of(edition.report, "report")
    for key in sections:
        yield from texts_of(edition.sections[key], key)
    yield from _item_texts(edition, items)
    for key, statement in statements.items():
        yield from texts_of(statement, key)


def _item_texts(edition: Edition, items: Items) -> Iterator[tuple[str, str]]:
    for name, records in items.items():
        for key, item in records.items():
            yield from texts_of(item, key, edition.collection_schemas.get(name))


def _named(edition: Edition, texts: Iterable[str]) -> frozenset[str]:
    """The figures that texts pull in, by name or by a link to them."""
    found = {ref.id for text in texts for ref in scan(text) if ref.kind in ("figure", "block")}
    return frozenset(found & edition.figures.keys())


def _figures_of(edition: Edition, items: Items) -> frozenset[str]:
    """The figures that items show, name or are what they are about."""
    ids = {key for records in items.values() for key in records}
    shown = {key for records in items.values() for item in records.values() for key in item.figures}
    about = {key for key, figure in edition.figures.items() if figure.about in ids}
    return frozenset(shown | about | _named(edition, (text for _, text in _item_texts(edition, items))))


def _relatives(figure: Figure) -> tuple[str, ...]:
    return tuple(key for key in (figure.part_of, figure.same_as, figure.change_of, figure.share_of) if key)


def _with_relatives(edition: Edition, ids: Iterable[str]) -> frozenset[str]:
    """The figures together with those that they are part of, the same as or the change of."""
    found: set[str] = set()
    waiting = [key for key in ids if key in edition.figures]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [other for other in _relatives(edition.figures[key]) if other in edition.figures]
    return frozenset(found)


def _sections(edition: Edition, items: Items, figures: Iterable[str]) -> tuple[str, ...]:
    """The sections of the items and of the figures, with all above them, in the report's order."""
    named = {item.section for records in items.values() for item in records.values()}
    named |= {edition.figures[key].about for key in figures}
    kept: set[str] = set()
    for key in named:
        above: str | None = key
        while above in edition.sections and above not in kept:
            kept.add(above)
            above = edition.sections[above].parent
    return tuple(key for key in edition.sections if key in kept)


def _institutions(part: Edition, texts: Iterable[str]) -> dict[str, Model]:
    used = {ref.id for text in texts for ref in scan(text) if ref.kind == "institution"}
    used.add(part.audience or "")
    for records in part.collections.values():
        for item in records.values():
            used.update(item.institutions, item.involved, (item.lead or "",))
            used.update(item.progress.moved_from if item.progress else ())
    return dict(_keep(part.institutions, used))


def _sources(part: Edition) -> dict[str, Model]:
    cited = [record.source for group in (part.figures, part.statements, part.charts) for record in group.values()]
    items = (item for group in part.collections.values() for item in group.values())
    for item in items:
        cited += item.sources
        cited += [item.outcome.source] if item.outcome is not None else []
    cited += [earlier.source for figure in part.figures.values() for earlier in figure.history]
    return dict(_keep(part.sources, (key for key in cited if key)))


def _abbreviations(part: Edition, shown: Iterable[str]) -> dict[str, Model]:
    """The abbreviations that stand as words in what is kept; of figures that prose only names, the number alone is."""
    words = _words(part.report)
    figures = _keep(part.figures, shown)
    tables: tuple[Mapping[str, Model], ...] = (
        part.sections,
        *part.collections.values(),
        figures,
        part.statements,
        part.charts,
        part.sources,
    )
    for table in tables:
        for record in table.values():
            words |= _words(record)
    return {key: record for key, record in part.abbreviations.items() if words.issuperset(_WORD.findall(key))}


_WORD = re.compile(r"\w+")


def _words(record: Model) -> set[str]:
    return {word for text in _strings(msgspec.to_builtins(record)) for word in _WORD.findall(text)}


def _strings(value: Any) -> Iterator[str]:
    """The texts in a record but those for the editors."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, member in value.items():
            if key not in ("note", "notes"):
                yield from _strings(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _strings(member)
