"""A returned Word form as answers: each with its place, and everything else that stands in it and is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct, field

from reportgen.collecting.model import Answer, Notice, Raw, Returned, ReturnedRemark
from reportgen.collecting.package import Package
from reportgen.collecting.returns import refused
from reportgen.collecting.word import layout
from reportgen.collecting.word.answers import PICTURE, plain_text, rich_text
from reportgen.collecting.word.beside import program
from reportgen.collecting.word.content import (
    Paragraph,
    WordCell,
    WordFile,
    WordLine,
    WordRow,
    WordTable,
    accepted,
    changed_by,
)  # fmt: skip
from reportgen.collecting.word.document import read_file
from reportgen.collecting.word.draft import Draft, draft_in, edition_of
from reportgen.collecting.word.stored import StoredForm, StoredLine, no_form, stored_in, trace
from reportgen.errors import FindingsError

_SHOWN: Final = 60
_TOLD: Final = 40
"""Texts outside of fields that are reported one by one."""
_ALIAS: Final = re.compile(r"^[^\[\]]+\[(?P<id>[^\]]+)\]\.(?P<name>.+)$")


def read_word(package: Package) -> Returned | Draft:
    """The form or draft in a Word file. Raises FindingsError where it is none of reportgen's, or cannot be trusted."""
    stored = stored_in(package)
    if stored is not None:
        return _read_form(package, stored)
    edition = edition_of(package)
    if edition is None:
        raise no_form(package.name)
    return draft_in(_read(package), edition)


def _read_form(package: Package, stored: StoredForm) -> Returned:
    file = _read(package)
    reading = _Reading(package.name, stored, file)
    reading.all()
    return Returned(
        form=stored.form, report=stored.report, edition=stored.edition, institution=stored.institution,
        sent=stored.sent, answers=tuple(reading.answers), remarks=tuple(reading.remarks),
        notices=tuple(reading.notices),
    )  # fmt: skip


def _read(package: Package) -> WordFile:
    """What stands in the file. Raises FindingsError where LibreOffice has tracked changes in it."""
    office = "libreoffice" in program(package).casefold()
    try:
        file = read_file(package)
    except FindingsError as error:
        if office and error.findings[0].code == "damaged-form":
            raise _tracked(package.name) from None
        raise
    if file.tracked and office:
        raise _tracked(package.name)
    return file


def _tracked(name: str) -> FindingsError:
    text = "changes were tracked in LibreOffice, which saves fields twice or broken then: nobody can say what was meant"
    hint = "start from the file as it was sent, with tracking off (Edit, Track Changes, Record), or use Word"
    return refused("tracked-by-libreoffice", text, hint, name)


class _Reading(Struct, dict=True):
    file: str
    stored: StoredForm
    content: WordFile
    answers: list[Answer] = field(default_factory=list)
    remarks: list[ReturnedRemark] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    found: dict[str, StoredLine] = field(default_factory=dict)
    """The lines that are there, by bookmark."""
    seen: set[str] = field(default_factory=set)
    """Traces of what stands outside of answers."""
    reported_comments: set[str] = field(default_factory=set)
    where: str = ""
    """The heading above."""
    record: str = ""
    """The record whose heading stands above."""
    outside: int = 0

    @cached_property
    def lines(self) -> Mapping[str, StoredLine]:
        """The lines by bookmark."""
        return {line.bookmark: line for line in self.stored.lines}

    @cached_property
    def by_key(self) -> Mapping[str, StoredLine]:
        """The lines by the keys of their answers."""
        return {key: line for line in self.stored.lines for key in line.keys}

    @cached_property
    def marks(self) -> Mapping[str, tuple[str, str]]:
        """Markdown and printed words of references, by the place that they lead to."""
        return {layout.mark_name(markdown): (markdown, words) for markdown, words in self.stored.marks.items()}

    @cached_property
    def records(self) -> Mapping[str, str]:
        """Records by the bookmark of their heading."""
        return {layout.record_name(record): record for record in self.stored.titles}

    @cached_property
    def known(self) -> frozenset[str]:
        """Traces of all that is ours."""
        return self.stored.traces()

    def all(self) -> None:
        """Take what stands in the file."""
        for block in self.content.body:
            if isinstance(block, Paragraph):
                self._paragraph([block])
            else:
                self._table(block)
        for where, paragraph in self.content.elsewhere:
            self._ours([paragraph], where)
        self._missing()
        self._loose_comments()
        if self.outside > _TOLD:
            text = f"{self.outside - _TOLD} more texts stand where nothing is asked, and are not taken"
            self._note("outside-field", text)

    # ---------------------------------------------------------------------------------------------------- not answers

    def _paragraph(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            named = next((self.records[mark] for mark in paragraph.marks if mark in self.records), None)
            if named is not None:
                self.record = named
            if paragraph.style.casefold().startswith("heading") or named is not None:
                self.where = " ".join("".join(run.text for run in paragraph.runs).split())[:_SHOWN]
        self._ours(paragraphs, f'below "{self.where}"' if self.where else "at the beginning")
        self._comments(paragraphs, self.record)

    def _ours(self, paragraphs: Sequence[Paragraph], where: str) -> None:
        """Check whether all of it belongs to the form, and report what does not."""
        for line in accepted(paragraphs):
            mark = trace(line.text)
            self.seen.add(mark)
            if line.text.strip() and mark not in self.known:
                self._outside(line.text, where)
            self._notes(line, where)
            self._pictures(line, where)

    def _outside(self, text: str, where: str) -> None:
        self.outside += 1
        if self.outside <= _TOLD:
            self._note("outside-field", f'"{_short(text)}" stands where nothing is asked, and is not taken', where)

    def _notes(self, line: WordLine, where: str) -> None:
        for note in line.runs:
            if note.kind == "note":
                self._outside(note.text, f"{where}, in a note")

    def _pictures(self, line: WordLine, where: str) -> None:
        if any(run.kind == PICTURE for run in line.runs):
            hint = "send it to the editors as a file"
            self._note("picture-in-form", "a picture or formula stands here; a form takes none", where, hint)

    def _table(self, table: WordTable) -> None:
        lines = [self._line(row) for row in table.rows]
        records = {_record(line) for line in lines if line is not None}
        for row, known in zip(table.rows, lines, strict=True):
            line = known or (self._labelled(row, next(iter(records))) if len(records) == 1 else None)
            if line is not None:
                self._answered(line, row)
                continue
            for cell in row.cells:
                self._paragraph(cell.paragraphs)
                for inner in cell.tables:
                    self._table(inner)

    def _line(self, row: WordRow) -> StoredLine | None:
        """The line of the form that a row is."""
        for paragraph in row.cells[0].paragraphs if row.cells else ():
            for mark in paragraph.marks:
                if mark in self.lines:
                    return self.lines[mark]
        keys = {key for cell in row.cells for key in _keys(cell) if key in self.by_key}
        found = {self.by_key[key].bookmark for key in keys}
        return self.lines[found.pop()] if len(found) == 1 else None

    def _labelled(self, row: WordRow, record: str) -> StoredLine | None:
        """The line that a row without any name is by its label, in the table of a record that has lost this line."""
        said = {" ".join(line.text.split()) for line in accepted(row.cells[0].paragraphs)} if row.cells else set()
        lost = (each for each in self.stored.lines if _record(each) == record and each.bookmark not in self.named)
        found = [each for each in lost if each.label in said]
        return found[0] if len(found) == 1 else None

    @cached_property
    def named(self) -> frozenset[str]:
        """The bookmarks of lines that are in the file."""
        return frozenset(mark for paragraph in _all(self.content.body) for mark in paragraph.marks)

    # -------------------------------------------------------------------------------------------------------- answers

    def _answered(self, line: StoredLine, row: WordRow) -> None:
        place = self._place(line)
        if row.state == "del":
            self._note("row-missing", "the line was struck out under tracking; nothing of it is taken", place)
            self.found[line.bookmark] = line
            return
        if line.bookmark in self.found:
            self._error("row-twice", "the line is there twice", place, "take one of them away")
            return
        self.found[line.bookmark] = line
        question, *cells = row.cells
        record = line.keys[0].partition(".")[0].removesuffix(layout.REMARK)
        if len(cells) != len(line.keys) + 1:
            text = "cells of the line were joined, divided or deleted, so that nobody can say what belongs to what"
            self._error("row-damaged", text, place, "copy the answers into the form as it was sent")
            return
        self._question(line, question, place)
        *answers, before = cells
        for key, cell in zip(line.keys, answers, strict=True):
            others = [each for each in _keys(cell) if each in self.by_key and each != key]
            if others:
                text = f"the field of {self._place(self.by_key[others[0]])} stands here: lines were moved in parts"
                self._error("rows-parted", text, place, "copy the answers into the form as it was sent")
            elif key.endswith(layout.REMARK):
                self._remark(record, cell, place)
            else:
                self._answer(key, cell, place)
            self._comments(cell.paragraphs, key if "." in key else record)
        self._last_year(line, before, place)
        self._comments((*question.paragraphs, *before.paragraphs), record)

    def _question(self, line: StoredLine, cell: WordCell, place: str) -> None:
        self._ours(cell.paragraphs, f"{place}, in the question")
        if line.label and not any(trace(each.text) == trace(line.label) for each in accepted(cell.paragraphs)):
            self._note("outside-field", "the words of the question were changed; nothing of that is taken", place)
        for table in cell.tables:
            self._table(table)

    def _last_year(self, line: StoredLine, cell: WordCell, place: str) -> None:
        self._ours(cell.paragraphs, f"{place}, in the column of last year")
        if line.before and not any(each.text.strip() for each in accepted(cell.paragraphs)):
            self._note("outside-field", "the text of last year was emptied; it stays what it was", place)
        for table in cell.tables:
            self._table(table)

    def _answer(self, key: str, cell: WordCell, place: str) -> None:
        lines = list(accepted(cell.paragraphs))
        sent, by = self.stored.sent[key], changed_by(cell.paragraphs)
        self._tables(key, cell, place)
        if key in self.stored.rich and key not in self.stored.sources:
            self._rich(key, lines, place, by)
            return
        for line in lines:
            self._pictures(line, place)
        text = plain_text(lines, self.stored.blanks)
        gone = key in self.stored.controls and not any(each.controls for each in cell.paragraphs)
        if gone and not text.strip() and sent is not None:  # programs leave out fields that hold nothing
            hint = "leave the field where it is and delete its text to take the value away"
            self._note("field-missing", "the field is not there any more, so nothing of it is taken", place, hint)
            return
        if key in self.stored.sources and any(run.look.strong or run.look.em for line in lines for run in line.runs):
            self._note(
                "format-lost", "this text is typed with its marks; what is set bold or italic is not taken", place
            )
        raw: Raw = text or None
        if isinstance(sent, int | float) and text.strip() == self.stored.shown.get(key):
            raw = sent
        self.answers.append(Answer(key, raw, place, by=by))
        for line in lines:
            self._notes(line, place)

    def _rich(self, key: str, lines: Sequence[WordLine], place: str, by: str | None) -> None:
        sent = self.stored.sent[key]
        found = rich_text(lines, sent if isinstance(sent, str) else "", self.marks, self.stored.blanks)
        self.answers.append(Answer(key, found.spelling.text or None, place, by=by))
        if not found.spelling.whole:
            self._note("format-lost", "not all of its marks can be said in Markdown; its words are taken", place)
        for markdown, text in found.overwritten:
            printed = self.stored.marks[markdown]
            told = f'"{_short(text)}" stands for "{printed}", which comes from {markdown} and is changed there'
            self._note("reference-overwritten", f"{told}; the text keeps it", place)
            self.remarks.append(ReturnedRemark(key, by or "", f'{markdown}: "{text}" for "{printed}"', place))
        if found.pictures:
            hint = "send it to the editors as a file"
            self._note("picture-in-form", "a picture or formula stands here; a form takes none", place, hint)

    def _tables(self, key: str, cell: WordCell, place: str) -> None:
        """A table in an answer is a remark: it is no text, and must not be lost."""
        for table in cell.tables:
            rows = (" | ".join(_said(inner) for inner in row.cells) for row in table.rows)
            text = "\n".join(row for row in rows if row.strip(" |"))
            if text:
                self._note("table-in-answer", "a table stands here; it becomes a remark", place)
                self.remarks.append(ReturnedRemark(key, "", text, place))

    def _remark(self, record: str, cell: WordCell, place: str) -> None:
        lines = list(accepted(cell.paragraphs))
        text = "\n".join(line.text for line in lines).strip()
        if text:
            self.remarks.append(ReturnedRemark(record, changed_by(cell.paragraphs) or "", text, place))
        for line in lines:
            self._notes(line, place)
            self._pictures(line, place)
        self._tables(record, cell, place)

    # ------------------------------------------------------------------------------------------------------- comments

    def _comments(self, paragraphs: Sequence[Paragraph], key: str) -> None:
        for number in (number for each in paragraphs for number in each.comments):
            self._comment(number, key)

    def _comment(self, number: str, key: str) -> None:
        comment = self.content.comments.get(number)
        if comment is not None and number not in self.reported_comments and comment.text:
            self.reported_comments.add(number)
            line = self.by_key.get(key)
            place = self._place(line) if line else self.stored.titles.get(key, "")
            self.remarks.append(ReturnedRemark(key, comment.author, comment.text, place))

    def _loose_comments(self) -> None:
        for number in self.content.comments:
            self._comment(number, "")

    # -------------------------------------------------------------------------------------------------------- missing

    def _missing(self) -> None:
        """Say which lines and texts of the form are not in it any more; nothing of them is taken."""
        gone: dict[str, list[StoredLine]] = {}
        for line in self.stored.lines:
            if line.bookmark not in self.found:
                gone.setdefault(_record(line), []).append(line)
        for record, lines in gone.items():
            title = self.stored.titles[record]
            if len(lines) == sum(_record(line) == record for line in self.stored.lines):
                text = f'the table of "{title}" is not there any more, so nothing of it is taken'
                self._note("row-missing", text)
                continue
            for line in lines:
                self._note(
                    "row-missing", "the line is not there any more, so nothing of it is taken", self._place(line)
                )
        for text in dict.fromkeys(self.stored.front):
            if text.strip() and not {trace(each) for each in text.split("\n")} & self.seen:
                self._note("outside-field", f'"{_short(text)}" is not there any more; nothing changes by it')

    def _place(self, line: StoredLine) -> str:
        return f'"{_short(self.stored.titles.get(_record(line), ""))}", {line.label}'

    def _error(self, code: str, text: str, place: str, hint: str | None = None) -> None:
        self.notices.append(Notice(code, text, place, hint, error=True))

    def _note(self, code: str, text: str, place: str = "", hint: str | None = None) -> None:
        self.notices.append(Notice(code, text, place, hint))


def _record(line: StoredLine) -> str:
    return line.keys[0].partition(".")[0].removesuffix(layout.REMARK)


def _keys(cell: WordCell) -> Iterator[str]:
    """The keys that the names of the controls in a cell say."""
    for paragraph in cell.paragraphs:
        for name in paragraph.names:
            found = _ALIAS.match(name)
            if found is not None:
                yield f"{found['id']}.{found['name']}"


def _all(blocks: Sequence[Paragraph | WordTable]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (paragraph for row in block.rows for cell in row.cells for paragraph in _all(cell.paragraphs))


def _said(cell: WordCell) -> str:
    return " ".join(line.text for line in accepted(cell.paragraphs)).strip()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
