"""The work list of a new edition: what is to be done, by whom, as data, as a table and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from reportgen.edition.audience import responsible
from reportgen.edition.model import ChartSpec, Edition, Figure, Item, Section
from reportgen.edition.own import own_figures
from reportgen.edition.owners import figures_of
from reportgen.numbers.exact import padded
from reportgen.numbers.notation import notation
from reportgen.succession.institutions import NameChange

NAME = "worklist.md"
"""The file in the folder of the new edition."""


class Task(Struct, frozen=True):
    """Something to be confirmed or settled: the record's data path in the new edition, and its place there."""

    path: str
    title: str
    place: str
    kind: str
    """``confirm``, ``settle``, ``text`` or ``figure``."""
    jointly: tuple[str, ...] = ()
    """Abbreviations of the others that answer for it."""
    was: str = ""
    """What the predecessor said of it: a value, a due date."""
    figures: tuple[Task, ...] = ()


class WorkList(Struct, frozen=True):
    """Everything to be done for the edition `name`. `by` are the tasks of each institution, by id; `editors` those of
    nobody else."""

    report: str
    name: str
    as_of: str
    as_of_counted: bool
    previous: str
    names: Mapping[str, str]
    by: Mapping[str, tuple[Task, ...]]
    editors: tuple[Task, ...]
    changes: tuple[NameChange, ...]
    clashes: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    unconfirmed: int = 0
    """Records that the predecessor itself left unconfirmed."""
    tables: tuple[str, ...] = ()
    """Files that tables are printed from. Nothing marks numbers in them as those of the year before, so they are not
    carried over."""

    def counts(self) -> Iterator[tuple[str, int, int, int]]:
        """Institution (its name) and its items to confirm, items to settle, and figures."""
        for key, tasks in self.by.items():
            kinds = [task.kind for task in tasks]
            figures = len({figure.path for task in tasks for figure in task.figures})
            yield self.names[key], kinds.count("confirm"), kinds.count("settle"), figures


def tasks(edition: Edition, moved: Mapping[str, str], places: Mapping[str, str]) -> tuple[Task, ...]:
    """The tasks of items, in the order of the report. `moved` says to which collection those of another go, `places`
    where each data path stands in the new edition."""
    about: dict[str, list[str]] = {}
    for key, figure in edition.figures.items():
        about.setdefault(figure.about, []).append(key)
    return tuple(
        _item_task(edition, moved.get(name, name), key, item, about.get(key, []), places, settle=name in moved)
        for name, items in edition.collections.items()
        for key, item in items.items()
        if f"{moved.get(name, name)}[{key}]" in places
    )


def _item_task(
    edition: Edition,
    collection: str,
    key: str,
    item: Item,
    about: list[str],
    places: Mapping[str, str],
    *,
    settle: bool,
) -> Task:
    path = f"{collection}[{key}]"
    owners = responsible(edition, item)
    figures = tuple(
        figure_task(each, edition.figures[each], places, edition.language)
        for each in dict.fromkeys((*figures_of(item), *about))
        if f"figures[{each}]" in places
    )
    figures += tuple(_own_tasks(edition, collection, key, places[path]))
    due = item.due.text if item.due else ""
    return Task(path, item.title, places[path], "settle" if settle else "confirm", owners, due, figures)


def _own_tasks(edition: Edition, collection: str, key: str, place: str) -> Iterator[Task]:
    """A task for each number of the item's own that is asked for anew."""
    schemas = edition.collection_schemas
    for own in own_figures(edition):
        if own.item == key and schemas[own.collection].fields[own.field].history and own.figure.value is not None:
            path, figure = f"{collection}[{key}].{own.field}", own.figure
            yield Task(path, figure.label or own.field, place, "figure", was=printed_value(figure, edition.language))


def figure_task(key: str, figure: Figure, places: Mapping[str, str], language: str) -> Task:
    """The task of a figure: another value, or the same one again."""
    path = f"figures[{key}]"
    return Task(path, figure.label or figure.statement, places[path], "figure", was=printed_value(figure, language))


def printed_value(figure: Figure, language: str) -> str:
    """Format a figure's value in one line, in the notation of a language: "über 1.300 Start-ups (Juni 2019)"."""
    if figure.value is None:
        return figure.text or ""
    write = notation(language).write
    value = "–".join(write(padded(each, figure.decimals)) for each in (figure.value, figure.upper) if each is not None)
    words = " ".join(part for part in (figure.qualifier, value, figure.unit) if part)
    return f"{words} ({figure.as_of.text})" if figure.as_of else words


def editors_tasks(edition: Edition, places: Mapping[str, str], done: frozenset[str]) -> tuple[Task, ...]:
    """The tasks that no institution has: the report's own texts, sections, statements, charts, and all figures that
    no item shows; `done` are the data paths that others have."""
    found = [Task("report", edition.report.title, places["report"], "text")] if "report" in places else []
    titled: dict[str, Mapping[str, Section | ChartSpec]] = {"sections": edition.sections, "charts": edition.charts}
    for table, records in titled.items():
        for key, record in records.items():
            if f"{table}[{key}]" in places:
                found.append(Task(f"{table}[{key}]", record.title, places[f"{table}[{key}]"], "text"))
    for key, statement in edition.statements.items():
        if f"statements[{key}]" in places:
            found.append(Task(f"statements[{key}]", _short(statement.text), places[f"statements[{key}]"], "text"))
    for key, figure in edition.figures.items():
        if f"figures[{key}]" in places and f"figures[{key}]" not in done:
            found.append(figure_task(key, figure, places, edition.language))
    return tuple(found)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"
