"""The tables of a Word file as sheets (ECMA-376 part 1, 17.4): cells that show as one, and what tracking took away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from reportgen.collecting.package import Package
from reportgen.collecting.workbook.grid import GridCell, GridSheet, Merged, events, forget

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})


def sheets(package: Package) -> Iterator[GridSheet]:
    """The tables in their order, those inside a cell as its text. Raises FindingsError."""
    number = depth = 0
    with package.open("word/document.xml") as stream:
        for event, element in events(stream, package.name, (f"{_W}tbl",), (f"{_W}tbl",)):
            depth += 1 if event == "start" else -1
            if event == "end" and not depth:
                number += 1
                yield _sheet(element, f"table {number}", package.name)
                forget(element)


def _sheet(table: Any, name: str, file: str) -> GridSheet:
    sheet = GridSheet(name)
    for at, row in enumerate(_children(table, "tr")):
        if row.find(f"{_W}trPr/{_W}del") is None:
            _row(sheet, at, row, file)
    return sheet


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Rows or cells, those in content controls and insertions among them."""
    for each in element:
        if each.tag == f"{_W}{tag}":
            yield each
        elif each.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(each, tag)


def _row(sheet: GridSheet, at: int, row: Any, file: str) -> None:
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _children(row, "tc"):
        wide = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        joined = cell.find(f"{_W}tcPr/{_W}vMerge")
        if joined is not None and joined.get(f"{_W}val", "continue") == "continue":
            _longer(sheet, at, column)
        else:
            text = "\n".join(_text(each) for each in cell.iter(f"{_W}p"))
            sheet.put(at, column, GridCell(text.strip("\n")), file)
            if wide > 1 or joined is not None:
                sheet.merged.append(Merged(at, column, at, column + wide - 1))
        column += wide


def _longer(sheet: GridSheet, row: int, column: int) -> None:
    """The cell above goes on in this row."""
    for at, each in enumerate(sheet.merged):
        if each.left == column and each.bottom == row - 1:
            sheet.merged[at] = Merged(each.top, each.left, row, each.right)


def _number(element: Any, default: int) -> int:
    text = element.get(f"{_W}val", "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 4 else default


def _text(paragraph: Any) -> str:
    """What a paragraph says when its tracked changes are accepted."""
    parts: list[str] = []
    for each in paragraph:
        if each.tag == f"{_W}t":
            parts.append(each.text or "")
        elif each.tag in _BREAKS:
            parts.append(_BREAKS[each.tag])
        elif isinstance(each.tag, str) and each.tag not in _GONE and each.tag != f"{_W}p":
            parts.append(_text(each))
    return "".join(parts)
