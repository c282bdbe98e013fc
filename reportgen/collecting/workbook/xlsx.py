"""Sheets of a workbook in Office Open XML (ECMA-376 part 1, 18), as Excel, LibreOffice and libraries write it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from reportgen.collecting.model import Raw
from reportgen.collecting.package import Package, damaged, parsed, too_large
from reportgen.collecting.workbook.grid import (
    MOST_COLUMNS,
    Comment,
    GridCell,
    GridSheet,
    events,
    forget,
    position,
    span,
)

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_THREADS: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_MOST_STRINGS: Final = 500_000
_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LEAP_1900: Final = 60
"""The number of 29 February 1900, a day that Excel counts and no calendar has (ECMA-376 part 1, 18.17.4.1)."""
_PERCENT: Final = frozenset({9, 10})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_THREADED: Final = "[Threaded comment]"


def sheets(package: Package) -> Iterator[GridSheet]:
    """The sheets in their order, hidden ones among them. Raises FindingsError."""
    book = parsed(package.read("xl/workbook.xml"), package.name)
    if not book.tag.startswith(_S):
        raise damaged(package.name, "it is saved as Strict Open XML; save it as an Excel workbook")
    about = book.find(f"{_S}workbookPr")
    since = date(1904, 1, 1) if about is not None and _true(about.get("date1904")) else date(1899, 12, 30)
    parts = _relations(package, "xl/workbook.xml")
    strings, formats = _strings(package), _formats(package)
    for entry in book.iter(f"{_S}sheet"):
        part, kind = parts.get(entry.get(f"{_R}id", ""), ("", ""))
        if kind != "worksheet":
            continue
        sheet = GridSheet(entry.get("name", ""), hidden=entry.get("state", "visible") != "visible")
        _read(package, part, sheet, _Reader(strings, formats, since))
        sheet.comments = list(_comments(package, part))
        yield sheet


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Id -> (name of the part, last word of its kind)."""
    folder, name = posixpath.split(part)
    root = parsed(package.read(f"{folder}/_rels/{name}.rels"), package.name)
    found = {}
    for each in root if root is not None else ():
        target = each.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[each.get("Id", "")] = path, each.get("Type", "").rpartition("/")[2]
    return found


def _strings(package: Package) -> list[str]:
    part = "xl/sharedStrings.xml"
    found: list[str] = []
    if part in package.names:
        with package.open(part) as stream:
            for _, element in events(stream, package.name, (f"{_S}si",)):
                found.append(_text(element))
                forget(element)
                if len(found) > _MOST_STRINGS:
                    raise too_large(package.name)
    return found


def _text(element: Any) -> str:
    """The text of a string with its runs, without how it is pronounced."""
    parts = (each.text or "" for each in element.iter(f"{_S}t") if each.getparent().tag != f"{_S}rPh")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(parts))


def _formats(package: Package) -> list[str]:
    """What the numbers of each style are: "date", "percent" or ""."""
    root = parsed(package.read("xl/styles.xml"), package.name)
    if root is None:
        return []
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter(f"{_S}numFmt")}
    styles = root.find(f"{_S}cellXfs")
    return [_kind(each.get("numFmtId", "0"), own) for each in (styles if styles is not None else ())]


def _kind(number: str, own: dict[str | None, str]) -> str:
    code = _QUOTED.sub("", own.get(number, "")).casefold()
    if number not in own and number.isdigit():
        return "date" if int(number) in _DATES else "percent" if int(number) in _PERCENT else ""
    if "%" in code:
        return "percent"
    return "date" if any(letter in code for letter in "ymdhs") and "general" not in code else ""


class _Reader:
    def __init__(self, strings: list[str], formats: list[str], since: date) -> None:
        self.strings, self.formats, self.since = strings, formats, since

    def cell(self, element: Any) -> GridCell:
        """What a cell element holds."""
        kind = element.get("t", "n")
        formula = element.find(f"{_S}f") is not None
        inline = element.find(f"{_S}is")
        value = element.findtext(f"{_S}v")
        if kind == "inlineStr":
            return GridCell(_text(inline) if inline is not None else None, formula)
        if not value:
            return GridCell("" if not formula else "(nothing)", formula)
        if kind == "s":
            at = int(value)
            return GridCell(self.strings[at] if 0 <= at < len(self.strings) else None, formula)
        if kind == "b":
            return GridCell(value.strip() in ("1", "true"), formula)
        if kind == "n":
            return self._number(float(value), element.get("s", "0"), formula=formula)
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        return GridCell(text, formula or kind == "e")

    def _number(self, number: float, style: str, *, formula: bool) -> GridCell:
        at = int(style)
        kind = self.formats[at] if at < len(self.formats) else ""
        then = self._day(number) if kind == "date" else None
        raw: Raw = then or (int(number) if number.is_integer() else number)
        return GridCell(raw, formula, kind == "percent")

    def _day(self, number: float) -> date | None:
        """The day, with its time where it has one, that is shown for a number; None where no calendar has it."""
        old = self.since.year < 1900 and number < _LEAP_1900 + 1
        if not 0 < number < 2_958_466 or (old and number >= _LEAP_1900):
            return None
        then = datetime.combine(self.since, datetime.min.time()) + timedelta(days=number + old)
        return then.date() if number == int(number) else then


def _read(package: Package, part: str, sheet: GridSheet, reader: _Reader) -> None:
    row = -1
    with package.open(part) as stream:
        for _, element in events(stream, package.name, (f"{_S}row", f"{_S}col", f"{_S}mergeCell")):
            if element.tag != f"{_S}row":
                _layout(sheet, element, package.name)
                continue
            row = _whole(element, "r", row + 2, package.name) - 1
            column = -1
            for each in element.iter(f"{_S}c"):
                found = position(each.get("r", ""))
                column = found[1] if found else column + 1
                try:
                    sheet.put(row, column, reader.cell(each), package.name)
                except (ValueError, OverflowError):
                    raise damaged(package.name, f"{sheet.place(row, column)} cannot be read") from None
            if row >= 0:
                sheet.put(row, 0, GridCell(None), package.name)
            if _true(element.get("hidden")):
                sheet.hidden_rows.add(row)
            forget(element)


def _layout(sheet: GridSheet, element: Any, file: str) -> None:
    """Columns that are hidden, and cells that show as one."""
    if element.tag == f"{_S}mergeCell":
        merged = span(element.get("ref", ""))
        sheet.merged += [merged] if merged else []
    elif _true(element.get("hidden")):
        first, last = (_whole(element, name, 0, file) for name in ("min", "max"))
        sheet.hidden_columns.update(range(max(first - 1, 0), min(last, MOST_COLUMNS)))


def _whole(element: Any, name: str, default: int, file: str) -> int:
    text = element.get(name)
    if text is not None and not (text.isdecimal() and len(text) <= 8):
        raise damaged(file, f"{name} is {text[:20]}")
    return default if text is None else int(text)


def _true(value: str | None) -> bool:
    return value in ("1", "true")


def _comments(package: Package, part: str) -> Iterator[Comment]:
    relations = _relations(package, part).values()
    threads = [each for path, kind in relations if kind == "threadedComment" for each in _threads(package, path)]
    answered = {(each.row, each.column) for each in threads}
    for path, kind in relations:
        if kind == "comments":
            for each in _notes(package, path):
                if not (each.text.startswith(_THREADED) and (each.row, each.column) in answered):
                    yield each
    yield from threads


def _notes(package: Package, part: str) -> Iterator[Comment]:
    root = parsed(package.read(part), package.name)
    if root is None:
        return
    authors = [each.text or "" for each in root.iter(f"{_S}author")]
    for each in root.iter(f"{_S}comment"):
        place, number = position(each.get("ref", "")), each.get("authorId", "0")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        if place is not None:
            yield Comment(*place, author, _text(each))


def _threads(package: Package, part: str) -> Iterator[Comment]:
    people: dict[str | None, str] = {}
    for name in sorted(package.names):
        if name.startswith("xl/persons/"):
            root = parsed(package.read(name), package.name)
            people |= {each.get("id"): each.get("displayName", "") for each in root}
    root = parsed(package.read(part), package.name)
    for each in root.iter(f"{_THREADS}threadedComment") if root is not None else ():
        place = position(each.get("ref", ""))
        if place is not None:
            yield Comment(*place, people.get(each.get("personId"), ""), each.findtext(f"{_THREADS}text") or "")
