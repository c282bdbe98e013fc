"""Chains of records that come back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.checks.context import Context
from reportgen.findings.problem import Problem


def cycles(context: Context) -> Iterator[Problem]:
    """Sections below themselves, figures part of themselves, items that continue themselves."""
    edition = context.edition
    yield from _cycles("sections", "parent", {key: record.parent for key, record in edition.sections.items()})
    for field in ("part_of", "same_as", "change_of", "share_of"):
        yield from _cycles("figures", field, {key: getattr(record, field) for key, record in edition.figures.items()})
    everything = {key: item for items in edition.collections.values() for key, item in items.items()}
    continues = {key: item.continues for key, item in everything.items()}
    merged = {key: item.progress.into if item.progress else None for key, item in everything.items()}
    for name, items in edition.collections.items():
        yield from _cycles(name, "continues", {key: continues[key] for key in items}, continues)
        yield from _cycles(name, "progress.into", {key: merged[key] for key in items}, merged)


def _cycles(
    table: str, field: str, ways: Mapping[str, str | None], all_ways: Mapping[str, str | None] | None = None
) -> Iterator[Problem]:
    everything = ways if all_ways is None else all_ways
    for start in ways:
        chain = [start]
        step = everything.get(start)
        while step is not None and step not in chain:
            chain.append(step)
            step = everything.get(step)
        if step == start:
            shown = " → ".join([*chain, start])
            yield Problem("cycle", f"{field} runs in a circle: {shown}", f"{table}[{start}].{field}")
