"""Runs inside a Python that knows LibreOffice (`uno`): open forms, edit them as people do, save them.

    python libreoffice_forms.py PIPE JOBS

JOBS is a JSON file: a list of [from, to, edits], done in turn; the format of a file follows from the end of its name.
An edit is [name, …]: in Word forms the first argument is the bookmark of a line, the second the number of its answer;
in workbooks the first is the name of a sheet.
"""

import json
import os
import sys

import uno
from com.sun.star.table import CellRangeAddress
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from libreoffice_changes import desktop, setting

FILTERS = {
    "docx": "MS Word 2007 XML",
    "odt": "writer8",
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
}


def job(loader, source, target, edits):
    document = loader.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (setting("Hidden", True),))
    for name, *arguments in edits:
        EDITS[name](document, *arguments)
    document.storeToURL(uno.systemPathToFileUrl(target), (setting("FilterName", FILTERS[target.rpartition(".")[2]]),))
    document.close(True)


# ---------------------------------------------------------------------------------------------------------------- Word


def cells(document, mark):
    """The cells of the row in which a bookmark stands."""
    anchor = document.getBookmarks().getByName(mark).getAnchor()
    table, number = anchor.TextTable, "".join(filter(str.isdigit, anchor.Cell.CellName))
    names = [name for name in table.getCellNames() if "".join(filter(str.isdigit, name)) == number]
    return [table.getCellByName(name) for name in sorted(names)]


def portions(cell):
    paragraphs = cell.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if paragraph.supportsService("com.sun.star.text.Paragraph"):
            inner = paragraph.createEnumeration()
            while inner.hasMoreElements():
                yield inner.nextElement()


def type_in(document, mark, at, text):
    """Type into the field of a cell; where it has none, in the place of all that stands there."""
    cell = cells(document, mark)[1 + at]
    for portion in portions(cell):
        if portion.TextPortionType == "TextField":
            portion.TextField.Content = text
            return
        if portion.TextPortionType == "ContentControl":
            control = portion.ContentControl
            cursor = control.createTextCursor()
            cursor.gotoStart(False)
            control.insertString(cursor, text, False)
            cursor.gotoEnd(True)
            cursor.setString("")
            return
    cell.setString(text)


def overwrite(document, mark, at, text):
    """Mark all that stands in a cell, field and all, and type."""
    cells(document, mark)[1 + at].setString(text)


def add_words(document, mark, at, text):
    """Type at the end of what stands in a cell."""
    cell = cells(document, mark)[1 + at]
    cursor = cell.createTextCursor()
    cursor.gotoEnd(False)
    cell.insertString(cursor, text, False)


def add_paragraph(document, mark, at, text):
    """Type a paragraph below what stands in a cell."""
    cell = cells(document, mark)[1 + at]
    cursor = cell.createTextCursor()
    cursor.gotoEnd(False)
    cell.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    cell.insertString(cursor, text, False)


def make_bold(document, mark, at):
    """Set the first word of a cell bold."""
    cursor = cells(document, mark)[1 + at].createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEndOfWord(True)
    cursor.CharWeight = 150.0


def paste_table(document, mark, at, rows):
    cell = cells(document, mark)[1 + at]
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(len(rows), len(rows[0]))
    cursor = cell.createTextCursor()
    cursor.gotoEnd(False)
    cell.insertTextContent(cursor, table, False)
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            table.getCellByPosition(column, row).setString(text)


def paste_picture(document, mark, at, path):
    cell = cells(document, mark)[1 + at]
    picture = document.createInstance("com.sun.star.text.TextGraphicObject")
    picture.GraphicURL = uno.systemPathToFileUrl(path)
    cursor = cell.createTextCursor()
    cursor.gotoEnd(False)
    cell.insertTextContent(cursor, picture, False)


def delete_paragraph(document, text):
    """Delete the first paragraph that says so."""
    search = document.createSearchDescriptor()
    search.SearchString = text
    found = document.findFirst(search)
    cursor = found.getText().createTextCursorByRange(found.getStart())
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.setString("")


def write_at_the_end(document, text):
    whole = document.getText()
    cursor = whole.createTextCursor()
    cursor.gotoEnd(False)
    whole.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    whole.insertString(cursor, text, False)


def delete_row(document, mark):
    anchor = document.getBookmarks().getByName(mark).getAnchor()
    number = int("".join(filter(str.isdigit, anchor.Cell.CellName)))
    anchor.TextTable.getRows().removeByIndex(number - 1, 1)


def track(document, on):
    document.RecordChanges = on


# ----------------------------------------------------------------------------------------------------------- workbooks


def place(sheet, key, name):
    """Column and row of a field: the names of fields stand in the first row, ids in the first column."""
    column = next(at for at in range(400) if sheet.getCellByPosition(at, 0).getString() == name)
    row = next(at for at in range(2, 20000) if sheet.getCellByPosition(0, at).getString() == key)
    return column, row


def put(document, name, key, field, text):
    sheet = document.getSheets().getByName(name)
    sheet.getCellByPosition(*place(sheet, key, field)).setString(text)


def put_number(document, name, key, field, number):
    sheet = document.getSheets().getByName(name)
    sheet.getCellByPosition(*place(sheet, key, field)).setValue(number)


def note(document, name, key, field, text):
    sheet = document.getSheets().getByName(name)
    sheet.getAnnotations().insertNew(sheet.getCellByPosition(*place(sheet, key, field)).getCellAddress(), text)


def write_below(document, name, text):
    sheet = document.getSheets().getByName(name)
    sheet.unprotect("")
    sheet.getCellByPosition(3, 60).setString(text)


def extent(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.getRangeAddress().EndColumn, cursor.getRangeAddress().EndRow


def sort(document, name, first_column, by, descending=True):
    """Sort the rows of a sheet from a column on, protection taken away."""
    sheet = document.getSheets().getByName(name)
    sheet.unprotect("")
    column, row = extent(sheet)
    found = sheet.getCellRangeByPosition(first_column, 2, column, row)
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = by - first_column, not descending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    found.sort((setting("SortFields", fields), setting("ContainsHeader", False)))


def filter_rows(document, name, column, text):
    """Show those rows alone whose cell in a column says so."""
    sheet = document.getSheets().getByName(name)
    last, row = extent(sheet)
    found = sheet.getCellRangeByPosition(0, 1, last, row)
    condition = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    condition.Field, condition.IsNumeric, condition.StringValue = column, False, text
    condition.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    description = found.createFilterDescriptor(True)
    description.ContainsHeader = True
    description.setFilterFields((condition,))
    found.filter(description)


def copy_row(document, name, key):
    sheet = document.getSheets().getByName(name)
    sheet.unprotect("")
    last, end = extent(sheet)
    row = place(sheet, key, "#id")[1]
    source = sheet.getCellRangeByPosition(0, row, last, row).getRangeAddress()
    sheet.copyRange(
        sheet.getCellByPosition(0, end + 1).getCellAddress(),
        CellRangeAddress(
            *(getattr(source, each) for each in ("Sheet", "StartColumn", "StartRow", "EndColumn", "EndRow"))
        ),
    )


EDITS = {
    each.__name__: each
    for each in (
        *(type_in, overwrite, add_words, add_paragraph, make_bold, paste_table, paste_picture, delete_paragraph),
        *(write_at_the_end, delete_row, track, put, put_number, note, write_below, sort, filter_rows, copy_row),
    )
}

if __name__ == "__main__":
    context = desktop(sys.argv[1])
    loader = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    with open(sys.argv[2], encoding="utf-8") as file:
        jobs = json.load(file)
    try:
        for each in jobs:
            job(loader, *each)
    finally:
        loader.terminate()
    sys.stdout.flush()
    os._exit(0)  # the bridge cannot take itself apart
