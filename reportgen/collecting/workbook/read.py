"""A returned workbook as answers: each with its cell, and everything else that stands in it and is not ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from reportgen.collecting.model import Answer, Notice, Returned, ReturnedRemark, form_id, key_of
from reportgen.collecting.package import Kind, Package
from reportgen.collecting.returns import refused
from reportgen.collecting.workbook import layout
from reportgen.collecting.workbook.grid import GridCell, GridSheet
from reportgen.collecting.workbook.layout import HEAD_ROWS, HIDDEN

_SHOWN = 60
_TRACE = 8


def read(kind: Kind, package: Package) -> Returned:
    """The form in a workbook. Raises FindingsError where it is none of reportgen's, or not whole any more."""
    from reportgen.collecting.workbook import ods, xlsx

    found = {sheet.name: sheet for sheet in (xlsx if kind == "xlsx" else ods).sheets(package)}
    hidden = found.pop(HIDDEN, None)
    if hidden is None:
        text = "this workbook is no form, or has lost the hidden sheet that says which one"
        raise refused("no-form", text, "fill the form that `reportgen send` has made", package.name)
    head, sent = _stored(hidden, package.name)
    reading = _Reading(package.name, head, sent)
    for sheet in found.values():
        reading.sheet(sheet)
    reading.missing()
    return Returned(
        form=str(head["form"]), report=str(head["report"]), edition=str(head["edition"]),
        institution=str(head["institution"]), sent=sent, answers=tuple(reading.answers),
        remarks=tuple(reading.remarks), notices=tuple(reading.notices),
    )  # fmt: skip


def _stored(hidden: GridSheet, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the hidden sheet says of the form, and the values that it was made from."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in hidden.cells.items():
        rows.setdefault(row, []).append((column, str(cell.raw)))
    try:
        lines = {row: json.loads("".join(text for at, text in sorted(cells) if at)) for row, cells in rows.items()}
        head = lines.pop(0)
        sent = {
            key_of(hidden.text(row, 0), name): value for row, values in lines.items() for name, value in values.items()
        }
        whole = head["form"] == form_id(head["report"], head["edition"], head["institution"], sent)
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole:
        text = "the hidden sheet with the values that were sent has been changed"
        raise refused("damaged-form", text, "copy the answers into the form as it was sent", name)
    return head, {key: tuple(value) if isinstance(value, list) else value for key, value in sent.items()}


class _Reading(Struct, dict=True):
    file: str
    head: Mapping[str, Any]
    sent: Mapping[str, Any]
    answers: list[Answer] = field(default_factory=list)
    remarks: list[ReturnedRemark] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    """The place of each record's row."""

    @cached_property
    def known(self) -> frozenset[str]:
        text = str(self.head.get("known", ""))
        return frozenset(text[at : at + _TRACE] for at in range(0, len(text), _TRACE))

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """The names of the fields of each record, as they were sent."""
        found: dict[str, list[str]] = {}
        for key in self.sent:
            record, _, name = key.partition(".")
            found.setdefault(record, []).append(name)
        return found

    def sheet(self, sheet: GridSheet) -> None:
        """Take what stands in a sheet."""
        names = self._columns(sheet)
        taken: dict[tuple[int, int], str] = {}
        if layout.ID in names:
            for row in sorted({row for row, _ in sheet.cells if row >= HEAD_ROWS}):
                taken |= self._row(sheet, row, names)
        known = self.known
        for (row, column), cell in sheet.cells.items():
            if (row, column) not in taken and layout.trace(str(cell.raw)) not in known:
                self._outside(sheet, row, column, cell)
        for each in sheet.comments:
            if layout.trace(each.text) not in known and each.text.strip():
                key = taken.get((each.row, each.column)) or sheet.text(each.row, names.get(layout.ID, 0))
                place = sheet.place(each.row, each.column)
                self.remarks.append(ReturnedRemark(key, each.author, each.text.strip(), place))

    def _columns(self, sheet: GridSheet) -> dict[str, int]:
        names: dict[str, int] = {}
        for (row, column), cell in sorted(sheet.cells.items(), key=lambda pair: pair[0]):
            if row == 0 and isinstance(cell.raw, str):
                if cell.raw in names and layout.ID in names:
                    self._error("rows-parted", f'the column "{cell.raw}" is there twice', sheet.place(row, column))
                names[cell.raw] = column
        return names

    def _row(self, sheet: GridSheet, row: int, names: Mapping[str, int]) -> dict[tuple[int, int], str]:
        """The answers of a row: its cells by place with the keys of their fields."""
        key = sheet.text(row, names[layout.ID]).strip()
        place = sheet.place(row, names[layout.ID])
        if not key:
            return {}
        asked = self.names.get(key)
        if asked is None:
            self._error("not-theirs", f'"{key[:_SHOWN]}" is no record of this form', place)
            return {}
        if key in self.rows:
            self._error("row-twice", f'"{key}" stands in {self.rows[key]} already', place, "take one of them away")
            return {}
        self.rows[key] = place
        title = sheet.text(row, names.get(layout.TITLE, -1))
        if sheet.text(row, names.get(layout.PROOF, -1)) != layout.proof(str(self.head["form"]), key, title):
            text = f'"{key}" does not belong to the title beside it: rows were sorted, moved or copied in parts'
            self._error("rows-parted", text, place, "fill the form anew as it was sent; nothing of this can be trusted")
            return {}
        taken = {}
        for name in asked:
            if name in names and not _too_long(self.sent[key_of(key, name)]):
                at = row, names[name]
                cell = sheet.cells.get(at, GridCell(None))
                full = key_of(key, name)
                taken[at] = full
                self.answers.append(Answer(full, cell.raw, sheet.place(*at), cell.formula, cell.percent))
        return taken

    def missing(self) -> None:
        """Say which records and fields of the form are not in it any more; nothing of them is taken."""
        answered = {answer.key for answer in self.answers}
        failed = any(notice.error for notice in self.notices)
        for key, asked in self.names.items():
            if key not in self.rows:
                self._note("row-missing", f'the row of "{key}" is not there any more, so nothing of it is taken')
            elif not failed:
                gone = [n for n in asked if key_of(key, n) not in answered and not _too_long(self.sent[key_of(key, n)])]
                if gone:
                    self._note("column-missing", f'"{key}" has no cell for {", ".join(gone)}', self.rows[key])

    def _outside(self, sheet: GridSheet, row: int, column: int, cell: GridCell) -> None:
        text = " ".join(str(cell.raw).split())
        shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
        self._note(
            "outside-field", f'"{shown}" stands where nothing is asked, and is not taken', sheet.place(row, column)
        )

    def _error(self, code: str, text: str, place: str, hint: str | None = None) -> None:
        self.notices.append(Notice(code, text, place, hint, error=True))

    def _note(self, code: str, text: str, place: str = "") -> None:
        self.notices.append(Notice(code, text, place))


def _too_long(value: Any) -> bool:
    """Whether a workbook does not ask for a field with this value."""
    lines: Iterable[str] = value if isinstance(value, tuple) else (str(value),)
    return sum(len(line) + 1 for line in lines) - 1 > layout.LONGEST
