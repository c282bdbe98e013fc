"""Every record of an edition, by table and id, and with its data path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.edition.model import Edition
from reportgen.yaml.model import Model


def tables(edition: Edition) -> dict[str, Mapping[str, Model]]:
    """The records that have an id of their own, by field of Edition or name of the collection."""
    return {
        "sections": edition.sections,
        **edition.collections,
        "figures": edition.figures,
        "statements": edition.statements,
        "charts": edition.charts,
        "institutions": edition.institutions,
        "sources": edition.sources,
        "abbreviations": edition.abbreviations,
    }


def records(edition: Edition) -> Iterator[tuple[str, Model]]:
    """Every record of an edition as (data path, record): the report itself, those of the tables, and the recipients of
    printed copies. Signatures, which only the program writes, are none."""
    yield "report", edition.report
    for name, table in (*tables(edition).items(), ("distribution", edition.distribution)):
        for key, record in table.items():
            yield f"{name}[{key}]", record
