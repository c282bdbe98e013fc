"""Native charts: what they draw, and whether the workbook behind them says the same (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.word.package import DocxFile, R

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet."""
_FORMULA = re.compile(
    r"(?:'?(?P<sheet>[^'!]+)'?!)?\$?(?P<c1>[A-Z]+)\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]+)\$?(?P<r2>\d+))?$"
)


class ReadChart(Struct, frozen=True):
    """A native chart: its labels and numbers in turn, series by series, the number formats in which it prints these,
    and what its workbook says otherwise."""

    values: tuple[str, ...]
    formats: tuple[str, ...]
    flaws: tuple[Difference, ...]


def read_chart(package: DocxFile, part: str, owner: str | None) -> ReadChart:
    """The chart of a part; `owner` is the block that it stands in."""
    root = package.tree(part)
    values: list[str] = []
    formats: list[str] = []
    caches: list[tuple[str, list[str]]] = []
    for series in _series(root, caches):
        for row in sorted(series):
            label, value, code = series[row]
            values += label, value
            formats.append(code)
    return ReadChart(tuple(values), tuple(formats), tuple(_workbook_flaws(package, part, root, caches, owner)))


_Rows = dict[int, tuple[str, str, str]]
"""Label, number and number format by row; rows that have neither a label nor a number are left out."""


def _series(root: Any, caches: list[tuple[str, list[str]]]) -> Iterator[_Rows]:
    """Each series of a chart; parts of one name that follow each other, with numbers in rows of their own, are one
    line that breaks."""
    name, joined = "", dict[int, tuple[str, str, str]]()
    for series in root.iter(f"{_C}ser"):
        labels = _cache(series.find(f"{_C}cat"), caches)
        numbers = _cache(series.find(f"{_C}val"), caches)
        own = "".join(_cache(series.find(f"{_C}tx"), caches))
        if _unlabelled(series.find(f"{_C}dLbls")) and len(set(numbers)) == 1:
            if joined:
                yield joined
            name, joined = "", {}
            yield {0: _of_a_target(own, numbers[0])}
            continue
        if series.getparent().tag == f"{_C}doughnutChart":
            yield dict(enumerate(map(_of_a_ring, labels, numbers)))
            continue
        count = max(len(labels), len(numbers))
        padded = [[*texts, *[""] * (count - len(texts))] for texts in (labels, numbers)]
        codes = _formats(series.find(f"{_C}dLbls"), count)
        rows = {i: each for i, each in enumerate(zip(*padded, codes, strict=True)) if each[0] or each[1]}
        taken = {i for i, each in joined.items() if each[1]}
        if joined and own == name and not any(each[1] for i, each in rows.items() if i in taken):
            joined |= {i: each for i, each in rows.items() if each[1]}
            continue
        if joined:
            yield joined
        name, joined = own, rows
    if joined:
        yield joined


def _of_a_ring(label: str, number: str) -> tuple[str, str, str]:
    """A part of a ring, whose label says its number behind an en space."""
    name, _, said = label.rpartition("\N{EN SPACE}")
    quoted = said.replace('"', "")
    return name, number, f'"{quoted}"'


def _of_a_target(name: str, number: str) -> tuple[str, str, str]:
    """A level line, whose name ends in its number as it is printed, below zero too."""
    quoted = name.replace('"', "")
    return name.rpartition(": ")[0], number, f'"{quoted}";"{quoted}"'


def _unlabelled(labels: Any) -> bool:
    """Whether a series shows none of its numbers: a level line, which its name tells."""
    value = None if labels is None else labels.find(f"{_C}showVal")
    return value is not None and value.get("val") == "0" and labels.find(f"{_C}dLbl") is None


def _formats(labels: Any, count: int) -> list[str]:
    """The number format of each point's label: its own, or the one of the series; "" where it is the data's."""
    if labels is None:
        return [""] * count
    own = {one.find(f"{_C}idx").get("val"): _code(one) for one in labels.findall(f"{_C}dLbl")}
    return [own.get(str(index), _code(labels)) for index in range(count)]


def _code(holder: Any) -> str:
    found = holder.find(f"{_C}numFmt")
    return "" if found is None or found.get("sourceLinked") in ("1", "true") else found.get("formatCode") or ""


def _cache(holder: Any, caches: list[tuple[str, list[str]]]) -> list[str]:
    """The cached points of c:cat, c:val or c:tx; formula and points are noted for the workbook."""
    if holder is None:
        return []
    points = {int(p.get("idx", 0)): p.findtext(f"{_C}v") or "" for p in holder.iter(f"{_C}pt")}
    found = [points.get(index, "") for index in range(min(max(points, default=-1) + 1, _LAST_ROW))]
    formula = next(holder.iter(f"{_C}f"), None)
    if formula is not None:
        caches.append((formula.text or "", found))
    return found


def _workbook_flaws(
    package: DocxFile, part: str, root: Any, caches: list[tuple[str, list[str]]], owner: str | None
) -> Iterator[Difference]:
    external = root.find(f"{_C}externalData")
    if external is None:
        yield Difference("chart-without-workbook", "a chart has no workbook, so nobody can edit it", owner)
        return
    _, target = package.relations(part).get(external.get(f"{R}id", ""), ("", ""))
    try:
        sheets = _Workbook(package.read(target))
    except UnreadableError:
        yield Difference("chart-workbook", "the workbook of a chart is missing or damaged", owner)
        return
    for formula, points in caches:
        cells = sheets.cells(formula)
        if cells is None or not _same(cells, points):
            text = f"the workbook of a chart has other values than the chart in {formula}: {cells} instead of {points}"
            yield Difference("chart-workbook", text, owner)


def _same(cells: list[str], points: list[str]) -> bool:
    if len(cells) < len(points):
        return False
    return all(a == b or _number(a) == _number(b) is not None for a, b in zip(cells, points, strict=False))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class _Workbook:
    """The cells of an embedded workbook, as text."""

    def __init__(self, content: bytes) -> None:
        book = DocxFile(content)
        shared = book.optional("xl/sharedStrings.xml")
        self._shared = ["".join(map(str, item.itertext())) for item in (() if shared is None else shared)]
        relations = {rel.get("Id"): rel.get("Target", "") for rel in book.tree("xl/_rels/workbook.xml.rels")}
        self._sheets: dict[str, dict[str, str]] = {}
        for sheet in book.tree("xl/workbook.xml").iter(f"{_S}sheet"):
            target = relations.get(sheet.get(f"{R}id"), "").removeprefix("/xl/").lstrip("/")
            rows = book.tree(f"xl/{target}")
            self._sheets[sheet.get("name", "")] = {c.get("r", ""): self._text(c) for c in rows.iter(f"{_S}c")}

    def _text(self, cell: Any) -> str:
        raw = cell.findtext(f"{_S}v") or ""
        if cell.get("t") == "s":
            return self._shared[int(raw)] if raw.isdigit() and int(raw) < len(self._shared) else ""
        inline = cell.find(f"{_S}is")
        return "".join(inline.itertext()) if inline is not None else raw

    def cells(self, formula: str) -> list[str] | None:
        """The texts of a range of one row or column; None for a range that is not there."""
        match = _FORMULA.match(formula)
        sheet = self._sheets.get(match["sheet"] or next(iter(self._sheets), "")) if match else None
        if match is None or sheet is None:
            return None
        rows = range(int(match["r1"]), min(int(match["r2"] or match["r1"]), _LAST_ROW) + 1)
        columns = range(_column(match["c1"]), min(_column(match["c2"] or match["c1"]), _LAST_COLUMN) + 1)
        if min(len(rows), len(columns)) > 1:
            return None
        return [sheet.get(f"{_letters(column)}{row}", "") for row in rows for column in columns]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
