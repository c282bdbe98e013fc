"""Text parted by signs (RFC 4180 and what Excel makes of it): which encoding it has, and which sign parts it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Final

from reportgen.collecting.returns import refused
from reportgen.collecting.workbook.grid import GridCell, GridSheet

_SIGNS: Final = (";", "\t", ",", "|")
_TRIED: Final = 200
"""Lines from which the sign is told."""
_SEP: Final = re.compile(r"sep=(?P<sign>.)(?:\r\n|\n|\r)")
_KEPT: Final = re.compile(r'="(?P<text>[^"]*)"')
"""How a text is kept from becoming a number when Excel opens it."""
_TWICE_ENCODED: Final = re.compile("Ã[\u0080-\u00bf„–œŸŒž¤¶¼]|â€[\u0080-\u00bf“”œ™\u009d]")


def sheet_of(name: str, content: bytes) -> GridSheet:
    """The rows as a sheet. Raises FindingsError where it is no text, or parted by nothing."""
    text = _decoded(name, content)
    if _TWICE_ENCODED.search(text):
        hint = "save it anew from where it comes, as CSV UTF-8"
        raise refused("mixed-encoding", "letters were decoded wrongly before: Ã¤ stands for ä", hint, name)
    said = _SEP.match(text)
    sign = said["sign"] if said else _sign(text)
    sheet = GridSheet(re.sub(r"\.\w+$", "", name))
    reader = csv.reader(_lines(text[said.end() :] if said else text), delimiter=sign, strict=True)
    try:
        for row, cells in enumerate(reader):
            for column, each in enumerate(cells):
                kept = _KEPT.fullmatch(each)
                sheet.put(row, column, GridCell(kept["text"] if kept else each), name)
    except csv.Error as error:
        text = f"line {reader.line_num} cannot be read: {error}"
        hint = "a quotation mark that is not closed? Save it anew as CSV, or as a workbook"
        raise refused("damaged-table", text, hint, name) from None
    return sheet


def _decoded(name: str, content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _as(name, content, encoding)
    if b"\0" in content[:2000]:
        return _as(name, content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as(name, content, "cp1252")


def _as(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        text = f"the byte {error.start + 1} is no character of {encoding}"
        raise refused("damaged-table", text, "save it as CSV UTF-8, or as a workbook (.xlsx)", name) from None


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, parted at line breaks alone: other signs that end lines may stand in cells."""
    yield from re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", text)


def _sign(text: str) -> str:
    """The sign that parts most lines into the same number of cells; a comma may be of decimals."""
    best, found = (0.0, 0), ";"
    for sign in _SIGNS:
        rows = list(_widths(text[:500_000], sign))
        wide = [count for count in rows if count > 1]
        if wide:
            usual = max(set(wide), key=wide.count)
            score = (wide.count(usual) / len(rows), usual)
            if score > best:
                best, found = score, sign
    return found


def _widths(text: str, sign: str) -> Iterator[int]:
    """The number of cells of each line that has any, up to one that cannot be read."""
    with suppress(csv.Error):
        yield from (len(row) for row in islice(csv.reader(_lines(text), delimiter=sign, strict=True), _TRIED) if row)
