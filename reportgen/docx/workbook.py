"""A small workbook for the numbers of a chart (ECMA-376 part 1, 18), the same bytes for the same numbers.

Column A has the labels, each further column a series; row 1 has the names. Excel opens it when somebody edits the
chart in Word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from reportgen.numbers.exact import plain
from reportgen.ooxml.archive import archive
from reportgen.ooxml.package import CONTENT_TYPES, PACKAGE, relations_of
from reportgen.ooxml.xml import HEADER, R
from reportgen.text.xml import escape

S: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_FORMAT: Final = 164
"""The first number of formats that a workbook defines itself."""
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def column_name(index: int) -> str:
    """The letters of a column that counts from 0: A, B, …, Z, AA."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(value: float) -> str:
    """A number as XML writes it, without an exponent of Python's own and without a needless fraction."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else plain(value)


def workbook(
    sheet: str,
    font: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    places: Sequence[int | None] = (),
) -> bytes:
    """An .xlsx file with one sheet. `places` are the decimals that the numbers of each series are shown with."""
    shown = tuple(dict.fromkeys(each for each in places if each is not None))
    styles = [f' s="{shown.index(each) + 1}"' if each is not None else "" for each in places or [None] * len(series)]
    heads = "".join(_text(column, 1, name) for column, name in enumerate(("", *(name for name, _ in series))) if name)
    rows = [f'<row r="1">{heads}</row>']
    for line, label in enumerate(labels, 2):
        numbers = "".join(
            f'<c r="{column_name(column)}{line}"{styles[column - 1]}><v>{number(value)}</v></c>'
            for column, (_, values) in enumerate(series, 1)
            if (value := values[line - 2]) is not None
        )
        rows.append(f'<row r="{line}">{_text(0, line, label) if label else ""}{numbers}</row>')
    body = f'<worksheet xmlns="{S}"><cols><col min="1" max="1" width="32" customWidth="1"/></cols>'
    return archive(
        {
            **_fixed(sheet, font, shown),
            "xl/worksheets/sheet1.xml": f"{HEADER}{body}<sheetData>{''.join(rows)}</sheetData></worksheet>".encode(),
        }
    )


def _text(column: int, row: int, text: str) -> str:
    where = f"{column_name(column)}{row}"
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


@lru_cache(maxsize=8)
def _fixed(sheet: str, font: str, places: tuple[int, ...]) -> Mapping[str, bytes]:
    """What all workbooks of a report have in common that show numbers with the same decimals."""
    codes = "".join(
        f'<numFmt numFmtId="{_FIRST_FORMAT + i}" formatCode="0.{"0" * each}"/>' for i, each in enumerate(places)
    )
    formats = f'<numFmts count="{len(places)}">{codes}</numFmts>' if places else ""
    cells = "".join(
        f'<xf numFmtId="{_FIRST_FORMAT + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for i in range(len(places))
    )
    parts = {
        CONTENT_TYPES: f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/></Types>',
        relations_of(""): _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="{escape(sheet)}" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        relations_of("xl/workbook.xml"): _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{formats}'
        f'<fonts count="1"><font><sz val="10"/><name val="{escape(font)}"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
        '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
        '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{1 + len(places)}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
        f'xfId="0"/>{cells}</cellXfs>'
        "</styleSheet>",
    }
    return {name: f"{HEADER}{xml}".encode() for name, xml in parts.items()}


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{i}" Type="{R}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'
