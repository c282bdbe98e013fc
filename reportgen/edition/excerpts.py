"""The excerpt of an edition for an audience: the same type, fewer records, their order and numbers unchanged.

What stays: the report's own texts; the items that the audience's institutions answer for or are involved in and for
which its conditions hold; the sections these stand in, up to the chapter; the figures they show or name, with what
those are part of or the same as; the sections those figures are about; statements and charts about what stays; and the
sources, institutions and abbreviations that all this uses. References to what is left out stay in the text: they refer
to the whole report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from reportgen.edition.audience import takes
from reportgen.edition.cut import Audience
from reportgen.edition.fields import Kind, references
from reportgen.edition.model import Edition, Figure, Item, Report
from reportgen.edition.own import own_ids
from reportgen.edition.references import scan
from reportgen.edition.texts import rich_texts, texts_of
from reportgen.edition.used import used_abbreviations, used_institutions, used_sources
from reportgen.yaml.model import Model

Record = TypeVar("Record")
Items = dict[str, dict[str, Item]]


def excerpt(edition: Edition, audience: Audience) -> Edition:
    """The excerpt for an audience."""
    items: Items = {
        name: {key: item for key, item in group.items() if takes(audience, item)}
        for name, group in edition.collections.items()
    }
    fixed = _fixed(edition, items)
    shown = _with_relatives(edition, _figures_of(edition, items) | _about(edition.figures, fixed.kept))
    named = _upwards(edition, (edition.figures[key].about for key in shown))
    found = fixed.stays | (named - fixed.leaves)
    about = found | {key for group in items.values() for key in group}
    statements = {key: record for key, record in edition.statements.items() if record.about in about}
    printable = shown.union(*(own_ids(edition, name, group) for name, group in items.items()))
    charts = {key: c for key, c in edition.charts.items() if c.about in about and _ids(c, "figure") <= printable}
    told = {each.about for each in statements.values()} | {chart.about for chart in charts.values()}
    part = replace(
        edition,
        report=_report(edition.report, audience, printable),
        sections=_keep(edition.sections, _speaking(edition, fixed, found, told)),
        collections=items,
        statements=statements,
        charts=charts,
        audience=audience,
    )
    texts = [text for _, text in rich_texts(part)]
    figures = _with_relatives(edition, shown | _named(edition, texts))
    part = replace(part, figures=_keep(edition.figures, figures))
    return replace(
        part,
        institutions=_keep(edition.institutions, used_institutions(part).union(audience.institutions)),
        sources=_keep(edition.sources, used_sources(part)),
        abbreviations=_keep(edition.abbreviations, used_abbreviations(part, figures - shown)),
    )


def _keep(table: Mapping[str, Record], ids: Iterable[str]) -> dict[str, Record]:
    wanted = frozenset(ids)
    return {key: record for key, record in table.items() if key in wanted}


def _ids(record: Model, kind: Kind) -> frozenset[str]:
    """The ids of records of one kind that a record refers to."""
    return frozenset(reference.id for reference in references(record) if reference.ref.kind == kind)


def _item_texts(edition: Edition, items: Items) -> Iterator[str]:
    for name, group in items.items():
        for item in group.values():
            yield from (text for _, text in texts_of(item, "", edition.collection_schemas.get(name)))


def _named(edition: Edition, texts: Iterable[str]) -> frozenset[str]:
    """The figures that texts pull in, by name or by a link to them."""
    found = {ref.id for text in texts for ref in scan(text) if ref.kind in ("figure", "block", "page")}
    return frozenset(found & edition.figures.keys())


def _figures_of(edition: Edition, items: Items) -> frozenset[str]:
    """The figures that items show, name or are what they are about."""
    ids = {key for group in items.values() for key in group}
    shown = {key for group in items.values() for item in group.values() for key in _ids(item, "figure")}
    about = {key for key, figure in edition.figures.items() if figure.about in ids}
    return frozenset(shown | about | _named(edition, _item_texts(edition, items)))


def _with_relatives(edition: Edition, ids: Iterable[str]) -> frozenset[str]:
    """The figures together with those that they are part of, the same as or the change of."""
    found: set[str] = set()
    waiting = [key for key in ids if key in edition.figures]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [other for other in _ids(edition.figures[key], "figure") if other in edition.figures]
    return frozenset(found)


class _Fixed(Struct, frozen=True):
    """Sections that stay whatever stands in them, those of them that the data keep, and those that leave."""

    stays: frozenset[str]
    kept: frozenset[str]
    leaves: frozenset[str]


def _fixed(edition: Edition, items: Items) -> _Fixed:
    """The sections of the items, and those that the data keep or drop, each with what is below it and says nothing
    else."""
    words = {key: excerpt_rule(edition, key) for key in edition.sections}
    kept = frozenset(key for key, word in words.items() if word == "keep")
    stays = _upwards(edition, kept.union(item.section for group in items.values() for item in group.values()))
    return _Fixed(stays, kept, frozenset(key for key, word in words.items() if word == "drop") - stays)


def excerpt_rule(edition: Edition, key: str | None) -> str:
    """Return the excerpt rule of a section, or that of the nearest section above it which has one."""
    seen: set[str] = set()
    while key in edition.sections and key not in seen:
        seen.add(key)
        section = edition.sections[key]
        if section.excerpts != "auto":
            return section.excerpts
        key = section.parent
    return "auto"


def _speaking(edition: Edition, fixed: _Fixed, found: frozenset[str], told: Iterable[str]) -> frozenset[str]:
    """Those of the sections that still have something to say, with all above them: what stays for figures alone, which
    are shown elsewhere, would be a heading about nothing."""
    own = {key for key in found if edition.sections[key].lead or edition.sections[key].text}
    return fixed.stays | (_upwards(edition, own.union(told)) & found)


def _upwards(edition: Edition, keys: Iterable[str]) -> frozenset[str]:
    """Sections with all above them."""
    found: set[str] = set()
    for key in keys:
        above: str | None = key
        while above in edition.sections and above not in found:
            found.add(above)
            above = edition.sections[above].parent
    return frozenset(found)


def _about(figures: Mapping[str, Figure], sections: Iterable[str]) -> frozenset[str]:
    """The figures about some sections."""
    wanted = frozenset(sections)
    return frozenset(key for key, figure in figures.items() if figure.about in wanted)


def _report(report: Report, audience: Audience, shown: Iterable[str]) -> Report:
    """The report's own texts as the excerpt has them: its own summary or none."""
    figures = frozenset(shown)
    return replace(
        report,
        summary=None,
        excerpts=_keep(report.excerpts, (audience.id,)),
        key_figures=tuple(key for key in report.key_figures if key in figures),
    )


def without_excerpts(edition: Edition) -> Edition:
    """What the whole report says: without the texts that only excerpts have."""
    return replace(edition, report=replace(edition.report, excerpts={})) if edition.report.excerpts else edition
