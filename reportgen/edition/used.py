"""What the records and texts of an edition use: the sources they cite, the institutions and abbreviations they name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reportgen.edition.fields import printed_texts, references
from reportgen.edition.model import Edition
from reportgen.edition.records import records
from reportgen.edition.references import scan
from reportgen.edition.texts import rich_texts
from reportgen.text.abbreviations import used_in
from reportgen.yaml.model import Model


def used_sources(edition: Edition) -> frozenset[str]:
    """The ids of the sources that any record or text cites."""
    fields = (reference for _, record in records(edition) for reference in references(record))
    return frozenset(each.id for each in fields if each.ref.kind == "source") | cited_sources(edition)


def cited_sources(edition: Edition) -> frozenset[str]:
    """The ids of the sources that texts cite."""
    texts = (text for _, text in rich_texts(edition) if "[" in text)
    return frozenset(reference.id for text in texts for reference in scan(text) if reference.kind == "source")


def used_institutions(edition: Edition) -> frozenset[str]:
    """The ids of the institutions that items refer to, or that texts name."""
    items = (item for table in edition.collections.values() for item in table.values())
    fields = (reference for item in items for reference in references(item) if reference.ref.kind == "institution")
    named = (reference for _, text in rich_texts(edition) for reference in scan(text))
    return frozenset(each.id for each in fields) | {each.id for each in named if each.kind == "institution"}


def used_abbreviations(edition: Edition, only_numbers: Collection[str] = ()) -> frozenset[str]:
    """The abbreviations that stand in texts for readers: those of the report, its sections, items, figures, statements
    and charts, and of the sources that these cite. `only_numbers` are figures of which pages print the number alone."""
    # NUL, which no text may hold, keeps words of two texts from being one.
    return used_in("\0".join(_texts(edition, only_numbers)), edition.abbreviations)


def _texts(edition: Edition, only_numbers: Collection[str]) -> Iterator[str]:
    cited = used_sources(edition)
    told: list[Model] = [edition.report, *edition.sections.values(), *edition.statements.values()]
    told += (item for items in edition.collections.values() for item in items.values())
    told += edition.charts.values()
    told += (figure for key, figure in edition.figures.items() if key not in only_numbers)
    told += (source for key, source in edition.sources.items() if key in cited)
    return (text for record in told for _, text in printed_texts(record))
