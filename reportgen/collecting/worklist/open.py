"""What nobody has confirmed yet, by institution, as the data are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from reportgen.collecting.asked import rows_of
from reportgen.collecting.model import FormRow
from reportgen.edition.audience import abbreviation
from reportgen.edition.model import Edition, Item
from reportgen.edition.returned import Returns
from reportgen.project.settings import Request
from reportgen.succession.worklist import printed_value

EDITORS = ""
"""Stands for those who have what no institution answers for."""

ToDo = Literal["confirm", "settle", "number", "text"]
"""An item or statement to be confirmed or written anew; one of which is to be said what became of it; a figure that
wants its number; a text of the report itself."""


class OpenRecord(Struct, frozen=True):
    """A record that waits. `was` is what a figure said before, `due` the date of an item, in words."""

    path: str
    kind: str
    """What it is called: the label of its collection, or the name of its table."""
    title: str
    what: ToDo
    was: str = ""
    due: str = ""
    jointly: tuple[str, ...] = ()
    """Abbreviations of the others that answer for it."""


class OpenList(Struct, frozen=True):
    """What one institution (by id, "" for the editors) has to do."""

    report: str
    """The stem of the report's file names."""
    title: str
    edition: str
    as_of: str
    language: str
    institution: str
    abbreviation: str
    name: str
    records: tuple[OpenRecord, ...]
    request: Request | None = None
    waiting: int = 0
    """Answers that came back and that nobody has decided on."""


def open_lists(
    edition: Edition, before: Edition | None, returns: Returns, report: str, request: Request | None = None
) -> tuple[OpenList, ...]:
    """The lists of all that have something open, the editors last. `report` is the stem of file names."""
    asked = [row for row in rows_of(edition, before) if row.open]
    by: dict[str, list[OpenRecord]] = {key: [] for key in edition.institutions}
    for row in asked:
        for owner in row.owners:
            by[owner].append(_record(edition, row, before, without=owner))
    editors = [_record(edition, row, before, without="") for row in asked if not row.owners]
    known = {f"{row.table}[{row.id}]" for row in asked}
    editors += _texts(edition, edition.unconfirmed - known)
    waiting = _waiting(returns)
    lists = []
    for key, records in (*by.items(), (EDITORS, editors)):
        if records:
            about = edition.institutions.get(key)
            name = about.name_on(edition.as_of) if about else None
            lists.append(
                OpenList(
                    report, edition.report.short_title or edition.report.title, edition.name, edition.as_of,
                    edition.language, key, abbreviation(edition, key) if about else "", name.full if name else key,
                    tuple(records), request, waiting.get(key, 0),
                )
            )  # fmt: skip
    return tuple(lists)


def _record(edition: Edition, row: FormRow, before: Edition | None, *, without: str) -> OpenRecord:
    jointly = tuple(abbreviation(edition, key) for key in row.owners if key != without)
    path = f"{row.table}[{row.id}]"
    if row.table == "figures":
        figure = edition.figures[row.id]
        old = before.figures.get(row.id) if before else None
        kind: ToDo = "number" if figure.value is None and not figure.text else "confirm"
        return OpenRecord(
            path, row.table, row.title, kind, printed_value(old or figure, edition.language), jointly=jointly
        )
    item = edition.collections.get(row.table, {}).get(row.id)
    label = edition.collection_schemas[row.table].label if row.table in edition.collection_schemas else None
    due = item.due.text if isinstance(item, Item) and item.due else ""
    settle = isinstance(item, Item) and item.outcome is not None and item.outcome.state == "open"
    return OpenRecord(path, label or row.table, row.title, "settle" if settle else "confirm", "", due, jointly)


def _texts(edition: Edition, paths: Iterable[str]) -> list[OpenRecord]:
    """The report's own texts, sections and charts."""
    titles: Mapping[str, str] = {
        "report": edition.report.title,
        **{f"sections[{key}]": each.title for key, each in edition.sections.items()},
        **{f"charts[{key}]": each.title for key, each in edition.charts.items()},
    }
    left = frozenset(paths)
    return [OpenRecord(path, path.partition("[")[0], title, "text") for path, title in titles.items() if path in left]


def _waiting(returns: Returns) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in returns.proposals.values():
        if each.state == "open":
            found[each.from_] = found.get(each.from_, 0) + 1
    return found
