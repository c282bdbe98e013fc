"""A form as a workbook: one sheet a table, one row a record, typed cells to be filled, all else protected.

The same form gives the same bytes: the only date in the file is the edition's own.
"""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from reportgen.collecting.model import Form, FormField, FormRow
from reportgen.collecting.values import shown
from reportgen.collecting.words import FormWords, words_of
from reportgen.collecting.workbook import layout
from reportgen.collecting.workbook.layout import HEAD_ROWS, HIDDEN, SheetColumn
from reportgen.text.tables import options, write_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = {layout.ID: 22, layout.TITLE: 34}
_WIDTHS_OF_KINDS: Final = {"rich": 60, "text": 26, "list": 30}
_WIDTH: Final = 14
_ALLOWED: Final = {
    "sort": False, "autofilter": True, "format_cells": False, "format_columns": True, "format_rows": True,
    "select_locked_cells": True, "select_unlocked_cells": True, "objects": False,
}  # fmt: skip
_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_MESSAGE = 255, 32, 255
"""Characters of a list of choices, and of the title and text that a validation shows."""
_CHUNK: Final = 30_000
_A4: Final = 9
_START, _BIG = 90, 1.4
"""The width of the first sheet, in characters, and how much larger than the text its heading is."""
_LINE, _HIGHEST = 15, 405
"""Points of a line, and of the highest row that Excel shows."""
_GREY, _ORANGE, _HEAD = "#EDEDED", "#F8D9A8", "#D5DEE8"


def as_xlsx(form: Form) -> bytes:
    """The workbook of a form."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(content, options())
    book.set_properties({"title": _heading(form), "created": datetime.fromisoformat(form.as_of)})
    _Writer(book, form).write()
    book.close()
    return content.getvalue()


def _heading(form: Form) -> str:
    words = words_of(form.language).form
    return words["heading"].format(title=form.title, edition=form.edition, name=form.name)


class _Writer:
    def __init__(self, book: Workbook, form: Form) -> None:
        self.book, self.form = book, form
        self.words: FormWords = words_of(form.language)
        self.known: dict[str, None] = {}
        base = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#C8C8C8"}
        self.formats: dict[str, Format] = {
            "head": book.add_format({**base, "bold": True, "bg_color": _HEAD}),
            "grey": book.add_format({**base, "bg_color": _GREY, "num_format": "@"}),
            "open": book.add_format({**base, "bg_color": _ORANGE, "num_format": "@"}),
            "text": book.add_format({**base, "locked": False, "num_format": "@"}),
            "number": book.add_format({**base, "locked": False}),
            "big": book.add_format({"bold": True, "font_size": 15, "text_wrap": True, "num_format": "@"}),
            "plain": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        }

    def write(self) -> None:
        start = self.book.add_worksheet(self.words.form["start"])
        self._start(start)
        for table, rows in self.form.tables.items():
            self._table(self.book.add_worksheet(table[:31]), table, rows)
        hidden = self.book.add_worksheet(HIDDEN)
        self._hidden(hidden)
        hidden.protect("", {})
        hidden.very_hidden()
        start.activate()

    def _say(self, sheet: Worksheet, row: int, column: int, text: str, form: str) -> None:
        """A text that is ours, so that another one in its place is noticed."""
        write_text(sheet, row, column, text, self.formats[form])
        self.known[layout.trace(text)] = None

    def _start(self, sheet: Worksheet) -> None:
        form, words = self.form, self.words.form
        lines = [_heading(form), words["how"], words["open"]]
        if form.request is not None:
            lines += [words["due"].format(due=form.request.due), words["contact"].format(contact=form.request.contact)]
            lines += [form.request.note] if form.request.note else []
        sheet.set_column(0, 0, _START)
        sheet.set_paper(_A4)
        for row, line in enumerate(lines):
            self._say(sheet, row, 0, line, "plain" if row else "big")
            size = 1.0 if row else _BIG
            sheet.set_row(row, _LINE * size * sum(1 + int(len(each) * size / _START) for each in line.split("\n")))
        sheet.protect("", {})

    def _table(self, sheet: Worksheet, table: str, rows: tuple[FormRow, ...]) -> None:
        columns = layout.columns(rows, self.words.form)
        for at, column in enumerate(columns):
            self._head(sheet, at, column)
        for number, row in enumerate(rows, HEAD_ROWS):
            fields = {field.name: field for field in row.fields}
            for at, column in enumerate(columns):
                field = fields.get(column.field)
                if field is not None and not layout.too_long(field):
                    self._field(sheet, number, at, field)
                else:
                    text = layout.locked_text(row, column, self.form.id) if not column.field else ""
                    is_open = row.open and column.name == layout.TITLE
                    self._say(sheet, number, at, text, "open" if is_open else "grey")
            sheet.set_row(number, _height(row, columns, self.form.id))
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, 2 * _LINE)
        sheet.freeze_panes(HEAD_ROWS, 2)
        sheet.autofilter(HEAD_ROWS - 1, 0, HEAD_ROWS + len(rows) - 1, len(columns) - 1)
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROWS - 1)
        sheet.set_header(f"&L{self.form.labels.get(table, self.words.tables.get(table, table)).replace('&', '&&')}")

    def _head(self, sheet: Worksheet, at: int, column: SheetColumn) -> None:
        options = {"hidden": True} if column.name == layout.PROOF else {}
        sheet.set_column(at, at, _width(column), None, options)
        self._say(sheet, 0, at, column.name, "grey")
        self._say(sheet, 1, at, column.label, "head")
        if column.question:
            sheet.write_comment(1, at, column.question, {"author": "reportgen", "x_scale": 2})
            self.known[layout.trace(column.question)] = None

    def _field(self, sheet: Worksheet, row: int, column: int, field: FormField) -> None:
        form = self.formats["number" if field.kind == "number" else "text"]
        value = field.value
        if value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, int | float) and not isinstance(value, bool) and _exact(value):
            sheet.write_number(row, column, value, form)
        elif isinstance(value, bool):
            write_text(sheet, row, column, self.words.choices["bool"]["yes" if value else "no"], form)
        else:
            write_text(sheet, row, column, shown(field, value), form)
        rule = self._validation(field)
        if rule:
            title, message = field.label[:_LONGEST_TITLE], field.question[:_LONGEST_MESSAGE]
            sheet.data_validation(row, column, row, column, {**rule, "input_title": title, "input_message": message})

    def _validation(self, field: FormField) -> dict[str, Any] | None:
        choices = [choice.label for choice in field.choices]
        if field.kind == "bool":
            choices = list(self.words.choices["bool"].values())
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            return {"validate": "list", "source": choices, "ignore_blank": True}
        if field.kind == "number":
            return {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        return None

    def _hidden(self, sheet: Worksheet) -> None:
        form = self.form
        head = {"reportgen": 1, "form": form.id, "report": form.report, "edition": form.edition,
                "institution": form.institution, "known": "".join(self.known)}  # fmt: skip
        lines = [("", head), *((row.id, {each.name: each.value for each in row.fields}) for row in form.rows)]
        for row, (key, value) in enumerate(lines):
            text = json.dumps(value, ensure_ascii=False)
            write_text(sheet, row, 0, key)
            for at in range(0, len(text), _CHUNK):
                write_text(sheet, row, 1 + at // _CHUNK, text[at : at + _CHUNK])


def _width(column: SheetColumn) -> float:
    return _WIDTHS.get(column.name, _WIDTHS_OF_KINDS.get(column.kind, _WIDTH))


def _height(row: FormRow, columns: tuple[SheetColumn, ...], form: str) -> float:
    """As many lines as its longest cell takes, in points: not every program works it out for itself."""
    fields = {field.name: shown(field, field.value) for field in row.fields}
    most = 1
    for column in columns:
        text = fields.get(column.field, "") if column.field else layout.locked_text(row, column, form)
        width = _width(column)
        most = max(most, sum(1 + int(len(line) * 1.1 / width) for line in text.split("\n")))
    return min(_LINE * most, _HIGHEST)


def _exact(value: int | float) -> bool:
    """Whether a spreadsheet keeps all digits of a number."""
    return float(f"{value:.15g}") == value
