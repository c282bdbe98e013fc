"""Chains of records that come back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.checks.context import Context
from reportgen.edition.fields import Kind, references
from reportgen.findings.problem import Problem
from reportgen.yaml.model import Model


def cycles(context: Context) -> Iterator[Problem]:
    """Find sections below themselves, figures that are part of themselves, and items that continue themselves."""
    edition = context.edition
    yield from _cycles("section", {"sections": edition.sections})
    yield from _cycles("figure", {"figures": edition.figures})
    yield from _cycles("item", edition.collections)


def _cycles(kind: Kind, tables: Mapping[str, Mapping[str, Model]]) -> Iterator[Problem]:
    """The circles of records of one kind, along every field with the id of one other record of that kind."""
    homes = {key: name for name, table in tables.items() for key in table}
    ways: dict[str, dict[str, str]] = {}
    for table in tables.values():
        for key, record in table.items():
            for reference in references(record):
                if reference.ref.kind == kind and not reference.path.endswith("]"):
                    ways.setdefault(reference.path.removeprefix("."), {})[key] = reference.id
    for field, steps in ways.items():
        for start in steps:
            chain = _chain(start, steps)
            if steps.get(chain[-1]) == start:
                shown = " → ".join([*chain, start])
                yield Problem("cycle", f"{field} runs in a circle: {shown}", f"{homes[start]}[{start}].{field}")


def _chain(start: str, steps: Mapping[str, str]) -> list[str]:
    """The ids from `start` on, until there is no next one or one comes again."""
    chain = [start]
    while (step := steps.get(chain[-1])) is not None and step not in chain:
        chain.append(step)
    return chain
