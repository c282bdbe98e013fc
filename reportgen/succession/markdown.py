"""The work list of a new edition as Markdown, and its table for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.succession.institutions import NameChange
from reportgen.succession.worklist import Task, WorkList

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def as_markdown(work: WorkList) -> str:
    """The whole list, a box to tick for each task."""
    return "\n".join([*_opening(work), *_names(work), *_table(work), *_institutions(work), *_editors(work)]) + "\n"


def as_table(work: WorkList) -> list[str]:
    """Institutions and how much each has to do, in columns."""
    rows = [("", "confirm", "settle", "figures"), *((name, *map(str, rest)) for name, *rest in work.counts())]
    rows.append(("editors", str(_texts(work)), "", str(len(work.editors) - _texts(work))))
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = ("  ".join([row[0].ljust(widths[0]), *(row[i].rjust(widths[i]) for i in (1, 2, 3))]) for row in rows)
    return [line.rstrip() for line in lines]


def _texts(work: WorkList) -> int:
    return sum(task.kind == "text" for task in work.editors)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _opening(work: WorkList) -> Iterator[str]:
    yield f"# Work list: {_escape(work.report)} {work.name}"
    yield ""
    yield f"Everything in `data/{work.name}/` was carried over from the edition {work.previous}."
    yield "What each record below says has to be confirmed or replaced before the report can be built for good."
    yield "`reportgen check` tells what is left, `reportgen status` who has it; `reportgen build --draft` marks it."
    yield ""
    yield "- an item: `progress: {state: reported}` with a new text, or"
    yield "  `{state: unchanged, confirmed_by: …, confirmed_on: …}`, `{state: ended}`, `{state: merged, into: …}`,"
    yield "  `{state: moved, from: […]}`"
    yield "- an item to settle: the same, and `outcome:` with what has become of it"
    yield "- a figure: give it its `value`, and delete `carried: true`"
    yield "- any other text: bring it up to date, and delete `carried: true`"
    yield ""
    counted = " (counted on from the predecessor's; change it in reportgen.yaml if it is another)"
    yield f"Date of the edition: {work.as_of}{counted if work.as_of_counted else ''}"
    if work.unconfirmed:
        yield f"Careful: {work.unconfirmed} records of the edition {work.previous} were never confirmed there."
    if work.left_out:
        yield ""
        yield f"Told of for the last time in {work.previous}, and left out: {', '.join(work.left_out)}"


def _names(work: WorkList) -> Iterator[str]:
    if not work.changes and not work.clashes:
        return
    yield from ("", "## Names that the new date changes", "")
    for change in work.changes:
        yield f"- [ ] {change.institution}: {_change(change, work)}"
        for path in change.mentions:
            yield f"  - the text `{path}` says “{_escape(change.old.abbreviation)}”"
    for abbreviation, institution in work.clashes:
        yield f"- [ ] {_escape(abbreviation)} is in abbreviations.yaml, and {institution} is called so now"


def _change(change: NameChange, work: WorkList) -> str:
    old = f"{_escape(change.old.abbreviation)} ({_escape(change.old.full)})"
    if change.new is not None:
        return f"{old} is {_escape(change.new.abbreviation)} ({_escape(change.new.full)}) now"
    if not change.successors:
        return f"{old} has no name on {work.as_of} and no successor; say in institutions.yaml who took over"
    heirs = ", ".join(f"{work.names.get(key, key)} ({key})" for key in change.successors)
    verb = "was split into" if len(change.successors) > 1 else "went up in"
    return f"{old} {verb} {heirs}; say for each of its items who answers for it now (`moved`)"


def _table(work: WorkList) -> Iterator[str]:
    yield from ("", "## Who has how much to do", "")
    yield "| | to confirm | to settle | figures |"
    yield "|---|---:|---:|---:|"
    for name, *counts in work.counts():
        yield f"| {_escape(name)} | {' | '.join(str(count) for count in counts)} |"
    yield f"| editors | {_texts(work)} | | {len(work.editors) - _texts(work)} |"


def _institutions(work: WorkList) -> Iterator[str]:
    for key, tasks in work.by.items():
        yield from ("", f"## {_escape(work.names[key])} ({key})", "")
        for task in tasks:
            yield from _lines(task, work, key)


def _lines(task: Task, work: WorkList, owner: str) -> Iterator[str]:
    what = "settle" if task.kind == "settle" else "confirm"
    others = [work.names.get(key, key) for key in task.jointly if key != owner]
    jointly = f", with {', '.join(others)}" if others else ""
    due = f", was due {_escape(task.was)}" if task.was else ""
    yield f"- [ ] {what}: {_escape(task.title)}{due}{jointly} — {task.place}"
    for figure in task.figures:
        yield f"  - [ ] {_figure(figure)}"


def _figure(task: Task) -> str:
    was = f", was {_escape(task.was)}" if task.was else ""
    return f"{_escape(task.title)}{was} — {task.place}"


def _editors(work: WorkList) -> Iterator[str]:
    yield from ("", "## Editors", "")
    for task in work.editors:
        yield f"- [ ] {_figure(task) if task.kind == 'figure' else f'text: {_escape(task.title)} — {task.place}'}"
    for name in work.tables:
        yield f"- [ ] table: give `tables/{name}` — that of {work.previous} was not carried over"
