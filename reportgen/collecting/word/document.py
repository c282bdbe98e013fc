"""What stands in a Word file, whoever has saved it: its paragraphs in their order, each with where it stands, its runs
with their looks, and what was changed in them under tracking (ECMA-376 part 1, 17).

Nothing is fetched or worked out. Text in boxes, notes, running heads and feet is there, too, so that no word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from msgspec import Struct

from reportgen.collecting.package import Package, damaged, too_large
from reportgen.collecting.word.beside import W, comments, count, links, lists, notes, on, part, styles, value
from reportgen.collecting.word.content import Paragraph, State, WordCell, WordFile, WordRow, WordRun, WordTable
from reportgen.collecting.word.rich import Look, Raised
from reportgen.ooxml.package import DOCUMENT

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MOST_PARAGRAPHS: Final = 40_000
MOST_DEPTH: Final = 64
_HYPERLINK: Final = re.compile(r'\s*HYPERLINK\s+"(?P<link>[^"\\]+)"')
_COPY: Final = re.compile(r"_Copy_\d+$")
_FURNITURE: Final = re.compile(r"word/(?:header|footer)\d*\.xml")
_TEXT: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"} | {
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_PICTURES: Final = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULAS: Final = frozenset((f"{_M}oMath", f"{_M}oMathPara"))
_INSERTED: Final = frozenset((f"{W}ins", f"{W}moveTo"))
_DELETED: Final = frozenset((f"{W}del", f"{W}moveFrom"))


def read_file(package: Package) -> WordFile:
    """What stands in a Word file. Raises FindingsError where it cannot be read, or has more in it than any form."""
    reader = _Reader(package)
    body = list(reader.body())
    reader.furniture()
    return WordFile(body, reader.elsewhere, comments(package), reader.tracked)


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.tracked = False
        self.elsewhere: list[tuple[str, Paragraph]] = []
        self.count = 0
        self.styles, self.lists = styles(package), lists(package)
        self.links, self.notes = links(package, DOCUMENT), notes(package)
        self.open_fields: list[tuple[str, str]] = []
        """Numbers and names of the bookmarks of fields that are open."""
        self.in_field: list[list[str]] = []
        """The codes of fields that are open, each with whether its result has begun."""

    def furniture(self) -> None:
        """What stands in running heads and feet."""
        for name in sorted(self.package.names):
            if _FURNITURE.fullmatch(name):
                where = "the running head" if "header" in name else "the running foot"
                root = part(self.package, name)
                for paragraph in root.iter(f"{W}p") if root is not None else ():
                    self.elsewhere.append((where, self._paragraph(paragraph)))

    # -------------------------------------------------------------------------------------------------------- the text

    def body(self) -> Iterator[Paragraph | WordTable]:
        """The paragraphs and tables of the text."""
        root = part(self.package, DOCUMENT)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise damaged(self.package.name, "it has no text")
        yield from self._blocks(body, 0)

    def _blocks(self, parent: Any, depth: int) -> Iterator[Paragraph | WordTable]:
        if depth > MOST_DEPTH:
            raise too_large(self.package.name)
        names: list[str] = []
        marks: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                made = self._paragraph(child)
                made.names, names = [*names, *made.names], []
                made.marks, marks = [*marks, *made.marks], []
                yield made
            elif tag == f"{W}tbl":
                yield self._table(child, depth)
            elif tag == f"{W}sdt":
                names += _alias(child)
                content = child.find(f"{W}sdtContent")
                for block in self._blocks(content, depth + 1) if content is not None else ():
                    if isinstance(block, Paragraph):
                        block.names, names = [*names, *block.names], []
                    yield block
            elif tag == f"{W}bookmarkStart":
                marks.append(_named(child))
                self._opens(child)
            elif tag == f"{W}bookmarkEnd":
                self._closes(child)
            elif tag in _INSERTED or tag in _DELETED or tag in (f"{W}customXml", f"{W}smartTag"):
                yield from self._blocks(child, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                yield from self._blocks(choice, depth + 1) if choice is not None else ()

    def _table(self, element: Any, depth: int) -> WordTable:
        table = WordTable()
        for row in _inside(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            state: State = ""
            if properties is not None:
                state = "ins" if properties.find(f"{W}ins") is not None else ""
                state = "del" if properties.find(f"{W}del") is not None else state
            self.tracked |= bool(state)
            made = WordRow(state=state)
            for cell in _inside(row, f"{W}tc"):
                inner = WordCell()
                for block in self._blocks(cell, depth + 1):
                    if isinstance(block, Paragraph):
                        inner.paragraphs.append(block)
                    else:
                        inner.tables.append(block)
                around = cell.getparent().getparent()
                if around is not None and around.tag == f"{W}sdt" and inner.paragraphs:
                    inner.paragraphs[0].names += _alias(around)
                made.cells.append(inner)
            for mark in row.findall(f"{W}bookmarkStart"):
                for paragraph in made.cells[0].paragraphs[:1] if made.cells else ():
                    paragraph.marks.append(_named(mark))
            table.rows.append(made)
        return table

    def _paragraph(self, element: Any) -> Paragraph:
        self.count += 1
        if self.count > MOST_PARAGRAPHS:
            raise too_large(self.package.name)
        made = Paragraph()
        properties = element.find(f"{W}pPr")
        if properties is not None:
            self._properties(properties, made)
        self._content(element, made, _Around())
        return made

    def _properties(self, properties: Any, made: Paragraph) -> None:
        style = self.styles.get(value(properties.find(f"{W}pStyle")))
        made.style = style.name if style else ""
        numbered = properties.find(f"{W}numPr")
        number, level = (style.number, style.level) if style else ("", 0)
        if numbered is not None:
            number = value(numbered.find(f"{W}numId")) or number
            level = count(value(numbered.find(f"{W}ilvl")) or "0")
        kind = self.lists.get(number, {}).get(level)
        if kind is not None:
            made.listed, made.level, made.number, made.start = kind[0], level, number, kind[1]
        end = properties.find(f"{W}rPr")
        for mark in end if end is not None else ():
            if mark.tag in _INSERTED or mark.tag in _DELETED:
                made.state, made.by = "ins" if mark.tag in _INSERTED else "del", mark.get(f"{W}author", "")
                self.tracked = True

    def _content(self, parent: Any, made: Paragraph, around: _Around, depth: int = 0) -> None:
        if depth > MOST_DEPTH:
            raise too_large(self.package.name)
        for child in parent:
            tag = child.tag
            inner = around
            if tag == f"{W}r":
                self._run(child, made, around, depth)
                continue
            if tag == f"{W}bookmarkStart":
                made.marks.append(_named(child))
                self._opens(child)
                continue
            if tag == f"{W}bookmarkEnd":
                self._closes(child)
                continue
            if tag in (f"{W}commentRangeStart", f"{W}commentReference"):
                _add(made.comments, child.get(f"{W}id", ""))
                continue
            if tag in _INSERTED or tag in _DELETED:
                self.tracked = True
                inner = around.changed("ins" if tag in _INSERTED else "del", child.get(f"{W}author", ""))
            elif tag == f"{W}hyperlink":
                inner = around.linked(self.links.get(child.get(f"{_R}id", ""), ""), child.get(f"{W}anchor", ""))
            elif tag == f"{W}sdt":
                names = _alias(child)
                made.names += names
                made.controls += 1
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._content(content, made, around.named(names[0] if names else ""), depth + 1)
                continue
            elif tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                if choice is not None:
                    self._content(choice, made, around, depth + 1)
                continue
            elif tag == f"{W}pPr":
                continue
            elif tag in _FORMULAS:
                made.runs.append(WordRun("\ufffc", state=around.state, by=around.by, kind="picture"))
                continue
            self._content(child, made, inner, depth + 1)

    def _run(self, element: Any, made: Paragraph, around: _Around, depth: int) -> None:
        properties = element.find(f"{W}rPr")
        style = self.styles.get(value(properties.find(f"{W}rStyle"))) if properties is not None else None
        at = value(properties.find(f"{W}vertAlign")) if properties is not None else ""
        look = Look(
            link=around.link or self._field_link(),
            strong=on(properties, "b", style.strong if style else False),
            em=on(properties, "i", style.em if style else False),
            raised=_RAISED.get(at, ""),
        )

        def put(text: str, kind: Literal["text", "note", "picture"] = "text") -> None:
            if text and not self._hidden():
                name = style.name if style else ""
                inside = around.field or (self.open_fields[-1][1] if self.open_fields else "")
                made.runs.append(WordRun(text, look, name, around.anchor, around.state, around.by, kind, inside))

        for child in element:
            tag = child.tag
            if tag in (f"{W}t", f"{W}delText"):
                put(child.text or "")
            elif tag in _TEXT:
                if not (tag == f"{W}br" and child.get(f"{W}type") in ("page", "column")):
                    put(_TEXT[tag])
            elif tag == f"{W}sym":
                put(_symbol(child))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = tag.rpartition("}")[2].removesuffix("Reference")
                put(self.notes.get((kind, child.get(f"{W}id", "")), ""), "note")
            elif tag == f"{W}commentReference":
                _add(made.comments, child.get(f"{W}id", ""))
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText" and self.in_field:
                self.in_field[-1][0] += child.text or ""
            elif tag == f"{W}ruby":
                self._content(child, made, around, depth + 1)
            elif tag in _PICTURES or tag == f"{_MC}AlternateContent":
                self._drawn(child, put, depth)

    def _drawn(self, element: Any, put: Any, depth: int) -> None:
        """A picture, or a box with text."""
        choice = element.find(f"{_MC}Choice") if element.tag == f"{_MC}AlternateContent" else element
        boxes = list((element if choice is None else choice).iter(f"{W}txbxContent"))
        for box in boxes:
            for block in self._blocks(box, depth + 1):
                if isinstance(block, Paragraph):
                    self.elsewhere.append(("a text box", block))
        if not boxes:
            put("\ufffc", "picture")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.in_field.append(["", ""])
        elif kind == "separate" and self.in_field:
            self.in_field[-1][1] = "result"
        elif kind == "end" and self.in_field:
            self.in_field.pop()

    def _opens(self, mark: Any) -> None:
        name = _named(mark)
        if name.startswith("rf_"):
            self.open_fields.append((mark.get(f"{W}id", ""), name))

    def _closes(self, mark: Any) -> None:
        number = mark.get(f"{W}id", "")
        self.open_fields = [each for each in self.open_fields if each[0] != number]

    def _field_link(self) -> str:
        """Where the field that is open leads."""
        found = _HYPERLINK.match(self.in_field[-1][0]) if self.in_field else None
        return found["link"] if found else ""

    def _hidden(self) -> bool:
        """Whether text here is what a program counts: the number of a page."""
        return any(code.split()[:1] and code.split()[0].upper() in ("PAGE", "NUMPAGES") for code, _ in self.in_field)


class _Around(Struct, frozen=True):
    """What runs stand in."""

    link: str = ""
    anchor: str = ""
    state: State = ""
    by: str = ""
    field: str = ""

    def changed(self, state: State, by: str) -> _Around:
        """Inside of what was put in or taken out; what is both was taken out."""
        if self.state == "del":
            return self
        return _Around(self.link, self.anchor, state, by, self.field)

    def linked(self, link: str, anchor: str) -> _Around:
        """Inside of a link."""
        return _Around(link, anchor, self.state, self.by, self.field)

    def named(self, field: str) -> _Around:
        """Inside of a control."""
        return _Around(self.link, self.anchor, self.state, self.by, field or self.field)


_RAISED: Final[Mapping[str, Raised]] = {"subscript": "sub", "superscript": "sup"}


def _add(numbers: list[str], number: str) -> None:
    if number not in numbers:
        numbers.append(number)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Rows or cells, also where they stand in a control."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            yield from _inside(content, tag) if content is not None else ()
        elif child.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _inside(child, tag)


def _named(mark: Any) -> str:
    """The name of a bookmark, without what LibreOffice puts behind it."""
    return _COPY.sub("", mark.get(f"{W}name", ""))


def _alias(control: Any) -> list[str]:
    name = control.find(f"{W}sdtPr/{W}alias")
    return [value(name)] if name is not None else []


def _symbol(element: Any) -> str:
    """A character of a font of symbols, as the character that it stands for where that is known."""
    code = element.get(f"{W}char", "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
