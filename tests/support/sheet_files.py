"""Workbooks as other programs may write them: plain rows as Office Open XML and as OpenDocument."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from reportgen.collecting.package import opened
from reportgen.collecting.workbook.grid import letters
from reportgen.collecting.workbook.xlsx import sheets

Content = str | int | float | bool | None

_XLSX = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_AWAY = " state='veryHidden'"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass
class PlainRow:
    """Cells from the first column on, and comments by column."""

    cells: list[Content]
    hidden: bool = False
    comments: dict[int, str] = field(default_factory=dict)


@dataclass
class PlainSheet:
    """A sheet with its rows."""

    name: str
    rows: list[PlainRow]
    hidden: bool = False


def read_plain(path: Path) -> list[PlainSheet]:
    """The sheets of a workbook without their looks and comments."""
    with opened(path, path.read_bytes()) as (_, package):
        found = list(sheets(package))
    made = []
    for sheet in found:
        height = 1 + max((row for row, _ in sheet.cells), default=-1)
        rows: list[PlainRow] = [PlainRow([]) for _ in range(height)]
        for (row, column), cell in sorted(sheet.cells.items(), key=lambda pair: pair[0]):
            cells = rows[row].cells
            cells += [None] * (column + 1 - len(cells))
            assert not hasattr(cell.raw, "isoformat")
            cells[column] = cell.raw  # type: ignore[assignment]
        made.append(PlainSheet(sheet.name, rows, sheet.hidden))
    return made


def write_plain(path: Path, book: list[PlainSheet]) -> None:
    """The sheets as a workbook of the kind that the name ends in."""
    parts = _ods(book) if path.suffix == ".ods" else _xlsx(book)
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)


def _xlsx(book: list[PlainSheet]) -> dict[str, str]:
    names = [
        f"<sheet name={quoteattr(each.name)} sheetId='{at}' r:id='r{at}'{_AWAY * each.hidden}/>"
        for at, each in enumerate(book, 1)
    ]
    relations = [_relation(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(book) + 1)]
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "xl/workbook.xml": f"<workbook xmlns='{_XLSX}' xmlns:r='{_DOC}'><sheets>{''.join(names)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{_PACKAGE}'>{''.join(relations)}</Relationships>",
    }
    for at, sheet in enumerate(book, 1):
        rows = "".join(_xlsx_row(number, row) for number, row in enumerate(sheet.rows, 1))
        parts[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet xmlns='{_XLSX}'><sheetData>{rows}</sheetData></worksheet>"
        notes = [
            (number, column, text) for number, row in enumerate(sheet.rows, 1) for column, text in row.comments.items()
        ]
        if notes:
            told = "".join(
                f"<comment ref='{letters(column)}{number}' authorId='0'><text><t>{escape(text)}</t></text></comment>"
                for number, column, text in notes
            )
            authors = "<authors><author>B. Cole</author></authors>"
            parts[f"xl/comments{at}.xml"] = (
                f"<comments xmlns='{_XLSX}'>{authors}<commentList>{told}</commentList></comments>"
            )
            relation = _relation("c", "comments", f"../comments{at}.xml")
            relations_of = f"xl/worksheets/_rels/sheet{at}.xml.rels"
            parts[relations_of] = f"<Relationships xmlns='{_PACKAGE}'>{relation}</Relationships>"
    return parts


def _relation(key: str, kind: str, target: str) -> str:
    return f"<Relationship Id='{key}' Type='{_DOC}/{kind}' Target='{target}'/>"


def _xlsx_row(number: int, row: PlainRow) -> str:
    cells = "".join(_xlsx_cell(f"{letters(at)}{number}", each) for at, each in enumerate(row.cells) if each is not None)
    hidden = " hidden='1'" * row.hidden
    return f"<row r='{number}'{hidden}>{cells}</row>"


def _xlsx_cell(place: str, value: Content) -> str:
    if isinstance(value, bool):
        return f"<c r='{place}' t='b'><v>{int(value)}</v></c>"
    if isinstance(value, int | float):
        return f"<c r='{place}'><v>{value!r}</v></c>"
    return f"<c r='{place}' t='inlineStr'><is><t xml:space='preserve'>{escape(str(value))}</t></is></c>"


def _ods(book: list[PlainSheet]) -> dict[str, str]:
    spaces = " ".join(f"xmlns:{name}='{_ODF}:{name}:1.0'" for name in ("office", "table", "text", "style"))
    away = "<style:style style:name='away' style:family='table'><style:table-properties table:display='false'/>"
    tables = "".join(map(_ods_table, book))
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": (
            f"<office:document-content {spaces} xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            f"<office:automatic-styles>{away}</style:style></office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        ),
    }


def _ods_table(sheet: PlainSheet) -> str:
    style = " table:style-name='away'" * sheet.hidden
    rows = "".join(map(_ods_row, sheet.rows))
    cell = "<table:table-cell table:number-columns-repeated='1024'/>"
    end = f"<table:table-row table:number-rows-repeated='1000000'>{cell}</table:table-row>"
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{rows}{end}</table:table>"


def _ods_row(row: PlainRow) -> str:
    wide = max([len(row.cells), *(column + 1 for column in row.comments)])
    cells = [*row.cells, *[None] * (wide - len(row.cells))]
    made = "".join(_ods_cell(each, row.comments.get(at)) for at, each in enumerate(cells))
    hidden = " table:visibility='filter'" * row.hidden
    return f"<table:table-row{hidden}>{made}</table:table-row>"


def _ods_cell(value: Content, comment: str | None) -> str:
    note = ""
    if comment is not None:
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in comment.split("\n"))
        note = f"<office:annotation><dc:creator>B. Cole</dc:creator>{lines}</office:annotation>"
    if value is None:
        return f"<table:table-cell>{note}</table:table-cell>"
    if isinstance(value, bool):
        kind = f"office:value-type='boolean' office:boolean-value='{str(value).lower()}'"
    elif isinstance(value, int | float):
        kind = f"office:value-type='float' office:value='{value!r}'"
    else:
        kind = "office:value-type='string'"
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {kind}>{note}{lines}</table:table-cell>"


def _spaced(line: str) -> str:
    return escape(line).replace("  ", " <text:s/>")
