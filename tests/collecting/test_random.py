"""Five hundred random edits and more of returned workbooks, written as XML of both kinds: each is in the data or told,
and nothing else changes.

The number and the seed can be given:
``RANDOM_EDITS=2000 RANDOM_SEED=7 pytest tests/collecting/test_random.py -s``.
"""

from __future__ import annotations

import copy
import os
import shutil
import sys
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from climate import write_fresh
from edits_kit import codes, read, values
from requests_kit import form, send, with_request
from returns_kit import form_file
from sheet_files import PlainRow, PlainSheet, read_plain, write_plain

from reportgen.collecting.model import FormField, key_of
from reportgen.collecting.workbook import layout

EDITS: Final = int(os.environ.get("RANDOM_EDITS", "500"))
SEED: Final = int(os.environ.get("RANDOM_SEED", "20261130"))
WORDS: Final = ("lane", "Baum", "Straße", "12", "new", "€", "über", "a  b", "5 %", "und\n\nmehr", "l'eau", "–", "(x)")
JUNK: Final = ("31.2.2027", "8,154", "maybe", "=1+1", "\u200b", "#REF!", "{figure}", "<b>", True, -5, 1e20)
ASKED: Final = frozenset(
    {"text", "short_title", "programme", "partners", "places", "topics", "target_groups", "budget"}
)
"""Fields whose answers hang together with no others."""


class Returned:
    """A form in somebody's hands: what they do to it, and what must become of it."""

    def __init__(self, random: Random, book: list[PlainSheet], fields: dict[str, FormField]) -> None:
        self.random, self.book, self.fields = random, copy.deepcopy(book), fields
        self.answers: dict[str, Any] = {}
        """What must be in the data, by key."""
        self.told: list[str] = []
        """What must be said, or be a proposal."""
        self.done: list[str] = []

    def edit(self, *, honest: bool) -> None:
        """Do one thing to it."""
        ways = [self.answer] * 6 + [self.sort, self.hide, self.comment, self.paste, self.add_sheet, self.delete]
        ways += [] if honest else [self.copy_row, self.sort_a_part, self.junk]
        way = self.random.choice(ways)
        self.done.append(way.__name__)
        way()

    def _tables(self) -> list[PlainSheet]:
        return [each for each in self.book if each.rows and each.rows[0].cells[:1] == [layout.ID]]

    def _row(self) -> tuple[PlainSheet, PlainRow]:
        sheet = self.random.choice(self._tables())
        return sheet, self.random.choice(_records(sheet))

    def _field(self, names: frozenset[str] | None) -> tuple[str, FormField, PlainRow, int] | None:
        sheet, row = self._row()
        found = []
        for column, name in enumerate(sheet.rows[0].cells):
            key = key_of(str(row.cells[0]), str(name))
            if key in self.fields and (names is None or name in names):
                found.append((key, self.fields[key], row, column))
        return self.random.choice(found) if found else None

    def _words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 5))).strip()

    def answer(self) -> None:
        """A cell that is asked gets an answer of its kind."""
        found = self._field(ASKED)
        if found is None:
            return
        key, field, row, column = found
        if field.kind == "number":
            value: Any = self.random.choice([self.random.randint(0, 10**6), round(self.random.random() * 1000, 2)])
            wanted: Any = int(value) if float(value).is_integer() else value
        elif field.kind == "list":
            wanted = tuple(f"{word.split()[0]} {at}" for at, word in enumerate(self.random.choices(WORDS, k=3)))
            value = "\n".join(wanted)
        else:
            value = wanted = self._words() if field.kind == "rich" else self._words().replace("\n", " ")
        _put(row, column, value)
        self.answers[key] = wanted

    def junk(self) -> None:
        """A cell that is asked gets what may be no answer."""
        found = self._field(None)
        if found is not None:
            key, _, row, column = found
            _put(row, column, self.random.choice(JUNK))
            self.answers.pop(key, None)

    def sort(self) -> None:
        """Whole rows stand in another order, as a filter's arrow does it."""
        sheet, _ = self._row()
        rows = sheet.rows[layout.HEAD_ROWS :]
        self.random.shuffle(rows)
        sheet.rows[layout.HEAD_ROWS :] = rows

    def hide(self) -> None:
        """A row is filtered away; it is still there."""
        self._row()[1].hidden = True

    def delete(self) -> None:
        """A row is taken out; nothing of it is taken."""
        if len(self.told) < 3:
            sheet, row = self._row()
            if len(_records(sheet)) > 1 and not row.comments and len(row.cells) == len(sheet.rows[0].cells):
                sheet.rows.remove(row)
                key = str(row.cells[0])
                self.answers = {each: value for each, value in self.answers.items() if not each.startswith(f"{key}.")}
                if not any(each.cells[0] == row.cells[0] for each in _records(sheet)):
                    self.told.append(f'the row of "{key}" is not there any more')

    def comment(self) -> None:
        """Somebody writes beside a cell."""
        _, row = self._row()
        text = f"Remark {self.random.randint(0, 10**9)}"
        if len(row.comments) < 4:
            row.comments[self.random.choice(sorted({1, 2, 3, 4, 5} - row.comments.keys()))] = text
            self.told.append(text)

    def paste(self) -> None:
        """Something stands below the table or beside it."""
        sheet, _ = self._row()
        text = f"pasted {self.random.randint(0, 10**9)}"
        wide = max(len(row.cells) for row in sheet.rows)
        if self.random.random() < 0.5:
            sheet.rows[layout.HEAD_ROWS].cells += [None] * (wide + 1 - len(sheet.rows[layout.HEAD_ROWS].cells))
            sheet.rows[layout.HEAD_ROWS].cells.append(text)
        else:
            sheet.rows += [PlainRow([]), PlainRow([None, None, text])]
        self.told.append(text)

    def add_sheet(self) -> None:
        """A sheet of their own."""
        name = f"notes {self.random.randint(0, 10**9)}"
        text = f"kept {self.random.randint(0, 10**9)}"
        self.book.insert(self.random.randint(0, len(self.book)), PlainSheet(name, [PlainRow([text])]))
        self.told.append(text)

    def copy_row(self) -> None:
        """A row stands there twice."""
        sheet, row = self._row()
        sheet.rows.append(copy.deepcopy(row))

    def sort_a_part(self) -> None:
        """Two rows change some of their first columns."""
        (sheet, one), (_, other) = self._row(), self._row()
        if other in sheet.rows:
            for column in range(self.random.randint(1, 4)):
                if column < min(len(one.cells), len(other.cells)):
                    one.cells[column], other.cells[column] = other.cells[column], one.cells[column]


def _records(sheet: PlainSheet) -> list[PlainRow]:
    return [row for row in sheet.rows[layout.HEAD_ROWS :] if row.cells and row.cells[0]]


def _put(row: PlainRow, column: int, value: Any) -> None:
    row.cells += [None] * (column + 1 - len(row.cells))
    row.cells[column] = value


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(" ".join(line.split()) for line in value.split("\n"))
    return value


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = with_request(write_fresh(tmp_path_factory.mktemp("random")))
    assert send(root).exit_code == 0
    shutil.copy(form_file(root, "dms"), root / "sent.xlsx")
    return root


@pytest.mark.long
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_random_edits_are_taken_or_told_and_nothing_else_changes(
    project: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    random = Random(f"{SEED} {kind}")
    sent = read_plain(project / "sent.xlsx")
    asked = form(project, "transport")
    fields = {key: field for key, _, field in asked.fields()}
    before = values(project)
    done: dict[str, int] = {}
    taken = refused = 0
    while sum(done.values()) < EDITS // 2 + 1:
        honest = random.random() < 0.6
        back = Returned(random, sent, fields)
        for _ in range(random.randint(3, 12)):
            back.edit(honest=honest)
        write_plain(project / f"back.{kind}", back.book)
        reading, after, said = read(project, project / f"back.{kind}")
        for name in back.done:
            done[name] = done.get(name, 0) + 1
        story = f"seed {SEED}, {kind}: {back.done}: {said}"
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if reading is None or reading.refused:
            refused += 1
            assert not changed, story
            assert said, story
            assert not honest, story
            continue
        taken += len(changed)
        assert "cannot-edit" not in codes(reading), story
        proposed = " ".join(str(each.proposed) for each in reading.proposals.values())
        for text in back.told:
            assert text in said or text in proposed, (text, story)
        for key, wanted in back.answers.items():
            assert _plain(after[key]) == _plain(wanted), (key, story)
        if honest:
            assert changed <= back.answers.keys(), story
    edits = sum(done.values())
    with capsys.disabled():
        sys.stdout.write(
            f"[{edits} edits of {kind}, seed {SEED}: {taken} values changed, {refused} files refused; {done}]"
        )
    assert taken > EDITS // 10
    assert refused > 3
