"""Fields that name another record: it must exist."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.model import Edition
from reportgen.findings.near import did_you_mean, nearest
from reportgen.findings.problem import Problem

Named = tuple[str, str, str]
"""Data path, the id given there, and what it has to be the id of."""


def dead_ids(context: Context) -> Iterator[Problem]:
    """Ids of sections, items, figures, sources and so on that do not exist."""
    targets = {
        "section": context.known("sections"),
        "item": context.items,
        "section or item": context.known("sections") | context.items,
        "figure": context.known("figures"),
        "source": context.known("sources"),
        "institution": context.known("institutions"),
    }
    for path, key, kind in _named(context.edition):
        if key not in targets[kind]:
            yield Problem("dead-id", f'there is no {kind} "{key}"', path, _hint(context, key, targets[kind]))


def _hint(context: Context, key: str, known: frozenset[str]) -> str | None:
    elsewhere = [name for name, ids in context.ids.items() if key in ids]
    if elsewhere:
        return f'"{key}" is one of {elsewhere[0]}'
    near = did_you_mean(key, known)
    if near:
        return near
    other = nearest(key, frozenset().union(*context.ids.values()))
    return f'the nearest id is "{other}"' if other else None


def _named(edition: Edition) -> Iterator[Named]:
    for i, key in enumerate(edition.report.key_figures):
        yield f"report.key_figures[{i}]", key, "figure"
    for key, section in edition.sections.items():
        yield from _given(f"sections[{key}].parent", section.parent, "section")
    for name, schema in edition.collection_schemas.items():
        yield from _given(f"settings.schema.collections.{name}.section", schema.section, "section")
    yield from _items(edition)
    yield from _figures(edition)
    for key, statement in edition.statements.items():
        yield f"statements[{key}].about", statement.about, "section or item"
        yield from _given(f"statements[{key}].source", statement.source, "source")
    for key, institution in edition.institutions.items():
        for i, successor in enumerate(institution.successors):
            yield f"institutions[{key}].successors[{i}]", successor, "institution"


def _items(edition: Edition) -> Iterator[Named]:
    for name, items in edition.collections.items():
        default = edition.collection_schemas[name].section if name in edition.collection_schemas else None
        for key, item in items.items():
            if item.section != default:
                yield f"{name}[{key}].section", item.section, "section"
            yield from _given(f"{name}[{key}].continues", item.continues, "item")
            for i, figure in enumerate(item.figures):
                yield f"{name}[{key}].figures[{i}]", figure, "figure"
            for i, source in enumerate(item.sources):
                yield f"{name}[{key}].sources[{i}]", source, "source"
            if item.progress is not None:
                yield from _given(f"{name}[{key}].progress.into", item.progress.into, "item")
                for i, institution in enumerate(item.progress.moved_from):
                    yield f"{name}[{key}].progress.from[{i}]", institution, "institution"
            if item.outcome is not None:
                yield from _given(f"{name}[{key}].outcome.source", item.outcome.source, "source")


def _figures(edition: Edition) -> Iterator[Named]:
    for key, figure in edition.figures.items():
        yield f"figures[{key}].about", figure.about, "section or item"
        yield from _given(f"figures[{key}].source", figure.source, "source")
        for i, earlier in enumerate(figure.history):
            yield from _given(f"figures[{key}].history[{i}].source", earlier.source, "source")
        for name in ("part_of", "same_as", "change_of", "share_of"):
            yield from _given(f"figures[{key}].{name}", getattr(figure, name), "figure")
    for key, chart in edition.charts.items():
        yield f"charts[{key}].about", chart.about, "section or item"
        yield from _given(f"charts[{key}].source", chart.source, "source")
        yield from _given(f"charts[{key}].total", chart.total, "figure")
        for i, figure_id in enumerate(chart.figures):
            yield f"charts[{key}].figures[{i}]", figure_id, "figure"


def _given(path: str, key: str | None, kind: str) -> Iterator[Named]:
    if key is not None:
        yield path, key, kind
