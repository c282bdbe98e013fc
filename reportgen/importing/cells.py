"""A cell as a field of a record has it, or why it does not fit; numbers, choices and texts are read as forms are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from msgspec import Struct

from reportgen.collecting.model import Answer, Choice, FormField, Kind, Raw
from reportgen.collecting.values import Unfit, typed
from reportgen.collecting.workbook.grid import GridCell
from reportgen.importing.dates import Order, read_date
from reportgen.importing.ids import id_of
from reportgen.importing.refs import KnownRecords
from reportgen.importing.tables import text_of
from reportgen.importing.targets import Target
from reportgen.importing.words import table_words
from reportgen.numbers.typed import Typed, Unclear, is_common_unit, read

_ERROR: Final = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|BEZUG!|NV|WERT!|ZAHL!|SPILL!|CALC!)")
NO_RESULT: Final = "(nothing)"
"""What readers of sheets give for a formula that has no result."""
_PARTED: Final = re.compile(r"\s*[;\n|]\s*|(?:^|\n)\s*[•–*-]\s+")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+")
_AS_FORMS: Final[dict[str, Kind]] = {
    "text": "text", "rich": "rich", "choice": "choice", "number": "number", "bool": "bool",
}  # fmt: skip


class CellReader(Struct, frozen=True):
    """How cells of a table are read. `decimal` and `order` tell what can be read twice."""

    known: KnownRecords
    language: str
    order: Order
    decimal: str | None
    slugs: bool
    """Whether ids are slugs, as all are but those of abbreviations."""

    def read(self, target: Target, cell: GridCell, *, head: str, unit: str | None, separator: str | None) -> Any:
        """The value of a field, None for nothing, or Unfit."""
        text = text_of(cell)
        if text == NO_RESULT and cell.formula:
            return Unfit("the formula here has no result", "open the file, save it, and import it again")
        if _ERROR.match(text):
            return Unfit(f"the formula here has failed: {text}", "mend it, or take its cell out")
        if text.strip(" \u00a0\u202f").casefold() in ("", *table_words().nothing):
            return None
        raw: Raw = cell.raw
        if target.kind in _AS_FORMS:
            return self._as_form(target, cell, unit)
        if target.kind in ("date", "dates"):
            found = read_date(raw, self.language, self.order)
            label = {"label": head} if target.kind == "dates" and head else {}
            return {**label, **found} if isinstance(found, dict) else found
        return self._other(target, cell, text, unit, separator)

    def _other(self, target: Target, cell: GridCell, text: str, unit: str | None, separator: str | None) -> Any:
        if target.kind == "history":
            return self._as_form(target, cell, unit)
        if target.kind == "id":
            return id_of(text, ()) if self.slugs else text
        if target.kind == "day":
            return self._day(cell.raw)
        if target.kind == "links":
            url = f"https://{text}" if text.startswith("www.") else text
            return {"url": url} if _ADDRESS.fullmatch(url) else Unfit(f'"{text}" is no address', "https://…")
        if target.kind == "list":
            return self._list(target, cell, separator)
        assert target.ref is not None
        raw = str(cell.raw) if separator is None else str(cell.raw).replace(separator, "\n")
        if target.kind == "refs":
            return self.known.several(target.ref.kind, raw)
        return self.known.one(target.ref.kind, text)

    def _as_form(self, target: Target, cell: GridCell, unit: str | None) -> Any:
        kind: Kind = "number" if target.kind == "history" else _AS_FORMS[target.kind]
        raw = self._decided(cell.raw) if kind == "number" else cell.raw
        if kind == "choice":
            raw = self._chosen(target, str(raw))
        labels = tuple(Choice(each, each) for each in target.choices)
        asked = FormField(target.name, "", kind, "", "", None, choices=labels, unit=unit)
        found = typed(asked, Answer("", raw, "", percent=cell.percent))
        if kind == "text" and isinstance(found, str):
            return " ".join(found.split())
        return int(found) if isinstance(found, float) and found.is_integer() else found

    def _decided(self, raw: Raw) -> Raw:
        """A number that can be read twice as the table's other numbers are."""
        if not isinstance(raw, str):
            return raw
        found = read(raw)
        if isinstance(found, Unclear) and self.decimal is not None:
            behind = next(sign for sign in reversed(raw) if sign in ".,'’")
            return found.part if behind == self.decimal else found.whole
        return raw

    def _chosen(self, target: Target, said: str) -> str:
        plain = " ".join(said.split()).casefold()
        known = table_words().choices.get(target.name, {})
        return next((value for value, words in known.items() if plain in words), said.strip())

    def _list(self, target: Target, cell: GridCell, separator: str | None) -> Any:
        if isinstance(cell.raw, bool | date):
            return Unfit(f"expected texts, got {cell.raw}", "make it a cell of text")
        text = str(cell.raw).replace("_x000D_", "").replace("\r\n", "\n")
        parts = text.split(separator) if separator else _PARTED.split(text)
        asked = FormField(target.name, "", "list", "", "", None)
        return typed(asked, Answer("", "\n".join(" ".join(part.split()) for part in parts), ""))

    def _day(self, raw: Raw) -> Any:
        found = read_date(raw, self.language, self.order)
        if isinstance(found, dict):
            return found["iso"] if found["precision"] == "day" else Unfit(f'"{raw}" is no day', "write 2024-06-01")
        return found


def unit_in(cell: GridCell) -> str:
    """The unit that stands beside the number of a cell, "" where none does. What stands before it is none but a
    currency: it may be a word ("about 5")."""
    if cell.percent:
        return "%"
    found = read(cell.raw) if isinstance(cell.raw, str) else None
    if not isinstance(found, Typed) or not (is_common_unit(found.unit) or str(cell.raw).rstrip().endswith(found.unit)):
        return ""
    return found.unit
