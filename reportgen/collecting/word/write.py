"""A form as a Word file: for each record a table with the questions, what will be printed, and what it was last year.

The same form gives the same bytes. Lines of plain text are content controls, bound to a part that holds their text;
texts with marks fill their cell, where people may set them as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from msgspec import Struct

from reportgen.collecting.asked import CONFIRMED, STATE
from reportgen.collecting.letter import day_in_words
from reportgen.collecting.model import Form, FormField, FormRow, key_of
from reportgen.collecting.values import shown
from reportgen.collecting.word import layout, look, stored
from reportgen.collecting.word.layout import FormLine
from reportgen.collecting.word.pieces import (
    HEAD_ROW,
    WHOLE_ROW,
    cell,
    numbered,
    paragraph,
    row,
    run,
    styled,
    table,
)
from reportgen.collecting.word.rich import TextBlock, parsed_blocks
from reportgen.collecting.word.stored import StoredForm, StoredLine, trace
from reportgen.collecting.word.texts import Printed, TextWriter
from reportgen.collecting.words import FormWords, words_of
from reportgen.document.ids import field_name, numeric_id
from reportgen.ooxml.bindings import ESCAPED, OTHER_SCRIPTS, Store
from reportgen.ooxml.package import CUSTOM
from reportgen.ooxml.properties import custom_properties
from reportgen.ooxml.xml import mm_twips
from reportgen.text.xml import escape

_ITEM: Final = TextBlock((), "ul")
_SPANS: Final = {1: (3,), 2: (2, 1), 3: (1, 1, 1)}
"""How the columns for answers are divided among so many fields."""
_LONGEST: Final = 24
"""Entries of a list of choices, beyond which it is typed."""


def as_docx(form: Form, now: Printed | None = None, before: Printed | None = None) -> bytes:
    """The Word file of a form; `now` and `before` say what references are printed as, and were last year; they stand as
    Markdown without."""
    return _Writer(form, now or _as_it_is, before or _as_it_is).file()


class _RecordHeading(Struct, frozen=True):
    """The heading of a record, in which the targets of references to its parts stand: those are known at the end."""

    record: str
    number: int
    """That of its bookmark."""
    title: str

    def xml(self, targets: Mapping[str, str]) -> str:
        content = targets.get(self.record, "") + self.title
        return paragraph(_marked(self.number, layout.record_name(self.record), content), "Heading2")


def _marked(number: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


class _Writer:
    def __init__(self, form: Form, now: Printed, before: Printed) -> None:
        self.form = form
        self.words: FormWords = words_of(form.language)
        self.store = Store()
        self.texts = TextWriter(now, {row.id for row in form.rows})
        self.former = before
        self.numbers = count(1)
        self.known: dict[str, None] = {}
        self.shown: dict[str, str] = {}
        self.sources: list[str] = []
        self.controls: list[str] = []
        self.front: list[str] = []
        self.lines: list[StoredLine] = []

    def file(self) -> bytes:
        form = self.form
        tables = [piece for table, rows in form.tables.items() for piece in self._table(table, rows)]
        front = list(self._front())
        targets = {record: "".join(map(self._mark, names)) for record, names in self.texts.targets.items()}
        written = (each if isinstance(each, str) else each.xml(targets) for each in tables)
        body = "".join((*front, *written, paragraph("", "FormNote")))
        said = f"{form.title} {form.edition} · {form.abbreviation}"
        page = self.words.word["page"]
        self._knows(f"{said} {page.format(page='', pages='')}")
        texts = {
            "word/styles.xml": look.styles(form.language, self.texts.languages),
            "word/numbering.xml": self.texts.lists.xml(),
            "word/footer1.xml": look.foot(said, page),
        }
        about = {"title": layout.heading(form, self.words), "language": form.language, "day": form.as_of}
        texts[CUSTOM] = custom_properties(stored.properties(self._stored()))
        return look.package(body, texts, list(self.texts.links), self.store.parts(), about)

    def _stored(self) -> StoredForm:
        form = self.form
        return StoredForm(
            form=form.id, report=form.report, edition=form.edition, institution=form.institution, sent=form.sent,
            lines=tuple(self.lines), titles={row.id: row.title for row in form.rows}, shown=self.shown,
            rich=tuple(key for key, _, field in form.fields() if field.kind == "rich"),
            sources=tuple(self.sources), controls=tuple(self.controls), marks=self.texts.marks,
            blanks=layout.blanks(self.words.word), front=tuple(self.front), known="".join(self.known),
        )  # fmt: skip

    def _knows(self, *texts: str) -> None:
        self.known.update((trace(text), None) for text in texts if text.strip())

    def _mark(self, name: str, content: str = "") -> str:
        return _marked(next(self.numbers), name, content)

    # --------------------------------------------------------------------------------------------------------- front

    def _front(self) -> Iterator[str]:
        form, words = self.form, self.words.word
        yield self._says("FormKind", words["kind"])
        yield self._says("Title", f"{form.title} {form.edition}")
        told = form.name if form.abbreviation == form.name else f"{form.name} ({form.abbreviation})"
        yield self._says("Subtitle", told)
        if form.request is not None:
            rows = [
                (words["due"], day_in_words(form.request.due, form.language)),
                (words["to"], form.request.contact.strip()),
            ]
            rows += [(words["note"], form.request.note.strip())] if form.request.note else []
            yield self._grid([28, 146], [tuple(self._said(each) for each in row) for row in rows], bold_first=True)
        yield paragraph("", "FormNote")
        for line in words["how"].strip().split("\n"):
            yield self._says("FormNote", line, numbered(_ITEM, look.BULLETS))
        yield self._says("Heading1", words["overview"])
        rows_ = [tuple(self._said(words[each]) for each in ("record", "kind-of", "state"))]
        for record in form.rows:
            kind = self._said(layout.table_label(form, record.table, self.words))
            link = run(self._said(record.title), styled("Hyperlink"))
            title = f'<w:hyperlink w:anchor="{layout.record_name(record.id)}">{link}</w:hyperlink>'
            rows_.append((title, kind, self._state(record)))
        yield self._grid([104, 36, 34], rows_, head=True)

    def _says(self, style: str, text: str, more: str = "") -> str:
        """A paragraph that is ours."""
        self.front.append(text)
        return paragraph(run(self._said(text)), style, more)

    def _said(self, text: str) -> str:
        for line in text.split("\n"):
            self._knows(line)
        return text

    def _state(self, row: FormRow) -> str:
        return self._said(self.words.word["open" if row.open else "settled"])

    def _grid(
        self, widths: Sequence[int], rows: Sequence[tuple[str, ...]], *, head: bool = False, bold_first: bool = False
    ) -> str:
        """A table of texts, or of runs; millimetres."""
        wide = [mm_twips(each) for each in widths]
        is_open = self.words.word["open"]
        made = []
        for number, texts in enumerate(rows):
            cells = []
            for at, (text, width) in enumerate(zip(texts, wide, strict=True)):
                strong = (head and not number) or (bold_first and not at)
                style = "FormHead" if head and not number else "FormLabel" if strong else "FormBefore"
                paragraphs = (
                    [paragraph(text, style)]
                    if text.startswith("<w:hyperlink")
                    else [paragraph(run(line), style) for line in text.split("\n")]
                )
                cells.append(cell("".join(paragraphs), width, shade=look.OPEN if text == is_open else ""))
            made.append(row(cells, WHOLE_ROW, HEAD_ROW if head and not number else ""))
        return table(wide, made)

    # ------------------------------------------------------------------------------------------------------- records

    def _table(self, table: str, rows: tuple[FormRow, ...]) -> Iterator[str | _RecordHeading]:
        yield self._says("Heading1", layout.table_label(self.form, table, self.words))
        for record in rows:
            yield from self._record(record)

    def _record(self, record: FormRow) -> Iterator[str | _RecordHeading]:
        words = self.words.word
        self.front.append(record.title)
        yield _RecordHeading(record.id, next(self.numbers), run(self._said(record.title)))
        shading = f'<w:rPr><w:b/><w:color w:val="{look.OPEN_INK}"/></w:rPr>'
        state = paragraph(run(self._state(record), shading), "FormState") if record.open else ""
        head = [self._said(words[name]) for name in ("question", "answer", "before")]
        widths = (look.QUESTION, sum(look.ANSWER), look.BEFORE)
        cells = [
            cell(paragraph(run(text), "FormHead"), width, span=3 if at == 1 else 1)
            for at, (text, width) in enumerate(zip(head, widths, strict=True))
        ]
        lines = [row(cells, WHOLE_ROW, HEAD_ROW)]
        lines += [self._line(record, line) for line in layout.lines_of(record, self.words)]
        columns = (look.QUESTION, *look.ANSWER, look.BEFORE)
        yield state
        yield table(columns, lines)

    def _line(self, record: FormRow, line: FormLine) -> str:
        before = self._before(line)
        contents = [self._answer(record.id, each) for each in line.fields] or [paragraph("", "FormAnswer")]
        self.lines.append(StoredLine(line.bookmark, line.keys, line.label, bool(before)))
        question = paragraph(self._mark(line.bookmark, run(self._said(line.label))), "FormLabel")
        if line.question:
            question += paragraph(run(self._said(line.question)), "FormQuestion")
        if self.sources[-1:] == [line.keys[0]]:
            question += paragraph(run(self._said(self.words.word["source"])), "FormQuestion")
        spans = _SPANS[max(len(line.fields), 1)]
        shade = look.OPEN if record.open and any(_asks_state(each) for each in line.fields) else ""
        cells = [cell(question, look.QUESTION, shade=look.SHADE)]
        at = 0
        for content, span in zip(contents, spans, strict=True):
            cells.append(cell(content, sum(look.ANSWER[at : at + span]), span=span, shade=shade, framed=True))
            at += span
        cells.append(cell(before or paragraph("", "FormBefore"), look.BEFORE))
        long = any(len(shown(each, each.value)) > _SPLITS for each in line.fields)
        return row(cells, "" if long else WHOLE_ROW)

    def _before(self, line: FormLine) -> str:
        """What stood here last year."""
        fields = [each for each in line.fields if each.before is not None]
        if not fields:
            return ""
        if len(line.fields) > 1:
            text = " · ".join(shown(each, each.before) for each in fields)
            return paragraph(run(self._said(text)), "FormBefore")
        field = fields[0]
        blocks = parsed_blocks(str(field.before)) if field.kind == "rich" else None
        if blocks is not None:
            self._knows(*self.texts.said(blocks, self.former))
            return self.texts.paragraphs(blocks, "FormBefore", self.former)
        text = layout.printed(field, field.before, self.form.language, self.words)
        return "".join(paragraph(run(self._said(each)), "FormBefore") for each in text.split("\n"))

    # ------------------------------------------------------------------------------------------------------- answers

    def _answer(self, record: str, field: FormField) -> str:
        key = key_of(record, field.name)
        if field.kind == "rich" and field.value is not None:
            blocks = parsed_blocks(str(field.value))
            if blocks:
                return self.texts.paragraphs(blocks, "FormAnswer")
            self.sources.append(key)
            return self._plain(str(field.value))
        text = layout.printed(field, field.value, self.form.language, self.words)
        if text != field.value and field.value is not None:
            self.shown[key] = text
        if field.kind in ("list", "rich") and text:
            return self._plain(text)
        if "\n" in text:
            return self._plain(text)
        return paragraph(self._control(key, field, text), "FormAnswer")

    def _plain(self, text: str) -> str:
        return "".join(paragraph(run(line), "FormAnswer") for line in text.split("\n"))

    def _control(self, key: str, field: FormField, text: str) -> str:
        """A line of text, or one of some choices."""
        blank = layout.blank(field, self.words.word)
        content = run(text) if text else run(blank, styled(_BLANK))
        if field.kind in ("list", "rich") or _OTHER.search(text):
            return content
        self.controls.append(key)
        number = numeric_id(field.path)
        choices = layout.options(field, self.words)
        kind = "<w:text/>"
        if choices and len(choices) <= _LONGEST and (not text or text in choices):
            items = "".join(
                f'<w:listItem w:displayText="{escape(each)}" w:value="{escape(each)}"/>' for each in (blank, *choices)
            )
            kind = f"<w:dropDownList>{items}</w:dropDownList>"
        bound = "" if _UNBOUND.search(content) else self.store.bind(field.path, run(text) if text else "") or ""
        empty = "" if text else "<w:showingPlcHdr/>"
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(field_name(field.path))}"/><w:id w:val="{number}"/>'
            f'<w:lock w:val="sdtLocked"/>{empty}{bound}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )


_SPLITS: Final = 900
"""Characters from which on a line may be divided between pages."""
_BLANK: Final = look.style_id(layout.BLANK_STYLE)
_OTHER: Final = re.compile(OTHER_SCRIPTS)
_UNBOUND: Final = re.compile(f"{ESCAPED}|{OTHER_SCRIPTS}|<w:br/>|<w:tab/>")


def _as_it_is(mark: str) -> str:
    return mark


def _asks_state(field: FormField) -> bool:
    """Whether it says how its record stands to last year."""
    return field.name in (STATE, CONFIRMED)
