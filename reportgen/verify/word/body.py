"""The body of a Word file in reading order: text by bookmark, with numbers worked out and fields understood.

Text belongs to the innermost bookmark that names a block. Deleted text is left out and inserted text kept, so that
what is read is what stands there once all changes are accepted. Results of PAGE and PAGEREF fields are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from msgspec import Struct, field

from reportgen.document.plain import normalise
from reportgen.findings.difference import Difference
from reportgen.verify.reading import ReadBlock, ReadCell, ReadHeading, ReadTable
from reportgen.verify.word.charts import read_chart
from reportgen.verify.word.notes import NoteMarks
from reportgen.verify.word.numbering import NumberCounter, child, value
from reportgen.verify.word.package import DocxFile, R, W

PREFIX = "rg_"
"""Bookmarks with another beginning are Word's own or a person's."""

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PROPERTIES, _RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
_DELETED, _NAME, _NUMBER, _VALUE = f"{W}del", f"{W}name", f"{W}id", f"{W}val"
_ALIAS, _CONTENTS, _FIELD_CHAR_TYPE = f"{W}alias", f"{W}docPartObj", f"{W}fldCharType"
_DELETED_ROW = f"{W}trPr/{_DELETED}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_PAGE_FIELD = re.compile(r"\s*(PAGEREF|PAGE|NUMPAGES|SECTIONPAGES)\b")
_SHOWN_FIELD = re.compile(r"\s*(PAGEREF|PAGE|NUMPAGES|SECTIONPAGES|REF|NOTEREF|SEQ|STYLEREF|TOC)\b")
_TARGET = re.compile(r"\s*(?:PAGEREF|NOTEREF|REF)\s+(\S+)")


class BookmarkedBlock(Struct):
    """A block while it is read. `order` is when it first said something."""

    id: str
    kind: str = ""
    order: int | None = None
    number: str | None = None
    alt: str | None = None
    text: list[str] = field(default_factory=list)
    values: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def finished(self) -> ReadBlock:
        alt = None if self.alt is None else normalise(self.alt)
        return ReadBlock(self.id, self.kind, normalise("".join(self.text)), self.number, alt, self.values, self.formats)


class _Field(Struct):
    """A complex field. It is silent until its result begins, and then if the result is a page number."""

    code: list[str] = field(default_factory=list)
    silent: bool = True
    filled: bool = False
    """Whether the result says anything."""

    def begin_result(self) -> None:
        self.silent = _PAGE_FIELD.match("".join(self.code)) is not None


def _is_gone(paragraph: Any, mark: Any) -> bool:
    """Whether accepting all changes takes a paragraph away: its `mark` (properties of its end) and all of its runs."""
    if not any(change.tag in _GONE for change in mark):
        return False
    return all(any(each.tag in _GONE for each in run.iterancestors()) for run in paragraph.iter(f"{W}r"))


class BodyReader:
    """Walks a document once; its attributes are the result."""

    def __init__(self, package: DocxFile, document: str, numbering: NumberCounter, notes: dict[str, Any]) -> None:
        self.package, self.document, self.numbering, self.notes = package, document, numbering, notes
        self.relations = package.relations(document)
        self.drafts: list[BookmarkedBlock] = []
        self.headings: list[ReadHeading] = []
        self.tables: list[ReadTable] = []
        self.rows: set[str] = set()
        """Bookmarks that begin in a row of a table."""
        self.anchors: list[str] = []
        self.unowned: list[str] = []
        self.controls: list[tuple[str | None, str | None]] = []
        """Number and name of every content control but that of the contents."""
        self.flaws: list[Difference] = []
        self.fields: list[_Field] = []
        self._open: dict[str, BookmarkedBlock] = {}
        self._spoke: dict[str, tuple[BookmarkedBlock, int]] = {}
        self._tables: list[list[list[ReadCell]]] = []
        self._later: list[tuple[Any, str]] = []
        """Notes of the table around, with their numbers, which are read behind it."""
        self._clock = 0
        self._read_notes: set[str] = set()
        self._marks = NoteMarks()

    def read(self, body: Any) -> None:
        """Walk everything in a w:body."""
        self._children(body)
        if self.fields:
            self.flaws.append(Difference("field-open", f"{len(self.fields)} fields begin and do not end"))

    def blocks(self) -> tuple[ReadBlock, ...]:
        """The blocks that say something, in the order in which they begin to."""
        begun = sorted((draft.order, draft) for draft in self.drafts if draft.order is not None)
        return tuple(block for block in (draft.finished() for _, draft in begun) if block.says_something)

    @property
    def _owner(self) -> BookmarkedBlock | None:
        return next(reversed(self._open.values()), None)

    @property
    def _owner_id(self) -> str | None:
        return self._owner.id if self._owner else None

    # ------------------------------------------------------------------------------------------------- walking

    def _children(self, element: Any) -> None:
        handlers = self._HANDLERS
        for each in element:
            handler = handlers.get(each.tag, BodyReader._children)
            if handler is not None:
                handler(self, each)

    def _paragraph(self, element: Any) -> None:
        properties = child(element, _PROPERTIES)
        mark = child(properties, _RUN_PROPERTIES)
        if mark is not None and _is_gone(element, mark):
            return
        style, number = self.numbering.of(properties)
        outer, self._spoke = self._spoke, {}
        self._children(element)
        for draft, _ in self._spoke.values():
            draft.kind = draft.kind or style.name
        if style.level is not None:
            self._heading(style.level, number)
        self._spoke = outer
        if child(mark, _DELETED) is None:
            self._separate()

    def _heading(self, level: int, number: str | None) -> None:
        if not self._spoke:
            return
        owner, start = next(iter(self._spoke.values()))
        self.headings.append(ReadHeading(owner.id, level, normalise("".join(owner.text[start:]))))
        owner.number = number or None

    # ---------------------------------------------------------------------------------------------------- text

    def _say(self, text: str) -> None:
        if self.fields and self._in_silence(text):
            return
        owner = self._owner
        if owner is None:
            self.unowned.append(text)
            return
        self._tick(owner)
        self._spoke.setdefault(owner.id, (owner, len(owner.text)))
        owner.text.append(text)

    def _in_silence(self, text: str) -> bool:
        """Whether a field keeps what is said to itself; all fields that are open have a result by it."""
        said = bool(text.strip())
        for each in self.fields:
            each.filled = each.filled or said
        return any(each.silent for each in self.fields)

    def _separate(self) -> None:
        owner = self._owner
        (self.unowned if owner is None else owner.text).append("\n")

    def _tick(self, draft: BookmarkedBlock) -> None:
        if draft.order is None:
            self._clock += 1
            draft.order = self._clock

    def _text(self, element: Any) -> None:
        if self._marks.words and element in self._marks.words:
            return
        self._say(element.text or "")

    def _symbol(self, element: Any) -> None:
        code = element.get(f"{W}char") or ""
        self._say(chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else "")

    # ---------------------------------------------------------------------------------------- bookmarks, fields

    def _bookmark_start(self, element: Any) -> None:
        name = element.get(_NAME) or ""
        if not name.startswith(PREFIX):
            return
        draft = BookmarkedBlock(name)
        self.drafts.append(draft)
        if self._tables:
            self.rows.add(name)
        self._open[element.get(_NUMBER) or name] = draft

    def _bookmark_end(self, element: Any) -> None:
        self._open.pop(element.get(_NUMBER) or "", None)

    def _control(self, properties: Any) -> None:
        if child(properties, _CONTENTS) is not None:
            return
        found: dict[Any, str | None] = {}
        for each in properties.iterchildren(_NUMBER, _ALIAS):
            found.setdefault(each.tag, each.get(_VALUE))
        self.controls.append((found.get(_NUMBER), found.get(_ALIAS)))

    def _field_char(self, element: Any) -> None:
        kind = element.get(_FIELD_CHAR_TYPE)
        if kind == "begin":
            self.fields.append(_Field())
        elif not self.fields:
            self.flaws.append(Difference("field-open", f"a field has a {kind} without a begin", self._owner_id))
        elif kind == "separate":
            self.fields[-1].begin_result()
        else:
            self._end_field(self.fields.pop())

    def _end_field(self, ended: _Field) -> None:
        code = "".join(ended.code)
        if not ended.filled and _SHOWN_FIELD.match(code):
            text = f"the field {code.strip()} shows nothing, so Word offers a repair"
            self.flaws.append(Difference("field-empty", text, self._owner_id))
        self._target(code)

    def _field_code(self, element: Any) -> None:
        if self.fields:
            self.fields[-1].code.append(element.text or "")

    def _simple_field(self, element: Any) -> None:
        code = element.get(f"{W}instr") or ""
        self.fields.append(_Field([code]))
        self.fields[-1].begin_result()
        self._children(element)
        self.fields.pop()
        self._target(code)

    def _target(self, code: str) -> None:
        match = _TARGET.match(code)
        if match:
            self.anchors.append(match[1])

    def _hyperlink(self, element: Any) -> None:
        anchor, relation = element.get(f"{W}anchor"), element.get(f"{R}id")
        if anchor:
            self.anchors.append(anchor)
        elif relation is None:
            self.flaws.append(Difference("link-without-target", "a link leads nowhere", self._owner_id))
        self._children(element)

    # -------------------------------------------------------------------------------------- tables and drawings

    def _table(self, element: Any) -> None:
        rows_left = [row for row in element.iterchildren(f"{W}tr") if row.find(_DELETED_ROW) is None]
        if not rows_left and element.find(f"{W}tr") is not None:
            return
        summary = value(element, "tblPr/tblDescription")
        if summary and self._owner is not None and not self._tables:
            self._owner.alt = summary
            self._tick(self._owner)
        self._tables.append([])
        self._children(element)
        rows = tuple(tuple(row) for row in self._tables.pop())
        grid = len(element.findall(f"{W}tblGrid/{W}gridCol"))
        self.tables.append(ReadTable(self._owner_id, rows, grid))
        if not self._tables:
            later, self._later = self._later, []
            for each in later:
                self._read_note(*each)

    def _row(self, element: Any) -> None:
        if element.find(_DELETED_ROW) is not None:
            return
        gaps = [value(element, path) for path in ("trPr/gridBefore", "trPr/gridAfter")]
        self._tables[-1].append([ReadCell(int(gap)) for gap in gaps if gap])
        self._children(element)

    def _cell(self, element: Any) -> None:
        span = value(element, "tcPr/gridSpan")
        self._tables[-1][-1].append(ReadCell(int(span) if span else 1))
        last = element[-1].tag if len(element) else None
        if last != f"{W}p":
            self.flaws.append(Difference("cell-end", "a table cell does not end with a paragraph", self._owner_id))
        self._children(element)
        self._separate()

    def _drawing(self, element: Any) -> None:
        for properties in element.iter(f"{_WP}docPr"):
            self._alternative(properties)
        for chart in element.iter(_CHART):
            self._chart(chart.get(f"{R}id") or "")
        for box in element.iter(f"{W}txbxContent"):
            self._children(box)

    def _alternative(self, properties: Any) -> None:
        decorative = next(properties.iter(_DECORATIVE), None)
        alt = properties.get("descr") or ""
        if decorative is not None and decorative.get("val") in ("1", "true"):
            return
        if not alt.strip():
            self.flaws.append(Difference("figure-without-alt", "a drawing has no text alternative", self._owner_id))
        elif self._owner is not None:
            self._owner.alt = alt
            self._tick(self._owner)

    def _chart(self, relation: str) -> None:
        _, part = self.relations.get(relation, ("", ""))
        if part not in self.package:
            self.flaws.append(Difference("chart-missing", "a chart's part is missing from the package", self._owner_id))
            return
        chart = read_chart(self.package, part, self._owner_id)
        self.flaws += chart.flaws
        if self._owner is not None:
            self._owner.values += tuple(map(normalise, chart.values))
            self._owner.formats += chart.formats

    def _alternate(self, element: Any) -> None:
        choice = element.find(f"{_MC}Choice")
        self._children(choice if choice is not None else element)
        alts = {
            tuple(each.get("descr") for each in way.iter(f"{_WP}docPr"))
            for way in element
            if next(way.iter(_CHART, _PICTURE), None) is not None
        }
        if len(alts) > 1:
            text = "the picture in place of a chart has another text alternative"
            self.flaws.append(Difference("figure-without-alt", text, self._owner_id))

    def _note(self, element: Any) -> None:
        number = element.get(f"{W}id") or ""
        if self._owner is not None:
            self._tick(self._owner)
        note = self.notes.get(number)
        if note is None:
            self.flaws.append(Difference("note-missing", f"footnote {number} is not in the file", self._owner_id))
        elif number not in self._read_notes:
            self._read_notes.add(number)
            said, flaws = self._marks.number(element, note, self._owner_id)
            self.flaws += flaws
            if self._tables:
                self._later.append((note, said))
            else:
                self._read_note(note, said)

    def _read_note(self, note: Any, number: str) -> None:
        outside, known = (self._open, self.fields), len(self.drafts)
        self._open, self.fields = {}, []
        self._children(note)
        self._open, self.fields = outside
        for draft in self.drafts[known:]:
            draft.number = number

    def _space(self, element: Any) -> None:  # noqa: ARG002
        self._say("\n")

    def _break(self, element: Any) -> None:
        if element.get(f"{W}type", "textWrapping") == "textWrapping":
            self._say("\n")

    def _soft_hyphen(self, element: Any) -> None:  # noqa: ARG002
        self._say("\u00ad")

    def _hard_hyphen(self, element: Any) -> None:  # noqa: ARG002
        self._say("\u2011")

    _HANDLERS: ClassVar[dict[Any, Callable[[BodyReader, Any], None] | None]] = {
        f"{W}p": _paragraph,
        f"{W}t": _text,
        f"{W}tab": _space,
        f"{W}br": _break,
        f"{W}cr": _space,
        f"{W}ptab": _space,
        f"{W}softHyphen": _soft_hyphen,
        f"{W}noBreakHyphen": _hard_hyphen,
        f"{W}sym": _symbol,
        f"{W}bookmarkStart": _bookmark_start,
        f"{W}bookmarkEnd": _bookmark_end,
        f"{W}fldChar": _field_char,
        f"{W}instrText": _field_code,
        f"{W}fldSimple": _simple_field,
        f"{W}hyperlink": _hyperlink,
        f"{W}tbl": _table,
        f"{W}tr": _row,
        f"{W}tc": _cell,
        f"{W}drawing": _drawing,
        f"{_MC}AlternateContent": _alternate,
        f"{W}footnoteReference": _note,
        f"{W}del": None,
        f"{W}moveFrom": None,
        f"{W}pPr": None,
        f"{W}rPr": None,
        f"{W}sdtPr": _control,
        f"{W}sdtEndPr": None,
        f"{W}tblPr": None,
        f"{W}tblGrid": None,
        f"{W}trPr": None,
        f"{W}tcPr": None,
        f"{W}sectPr": None,
        f"{W}pict": None,
    }
