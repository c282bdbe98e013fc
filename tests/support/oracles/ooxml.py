"""An independent look at Word files: parts, styles, and a lint of what no schema says.

Knows ECMA-376 and nothing of the product.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STORY = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
BOOKMARK_LIMIT, TAG_LIMIT = 40, 64


class Package:
    """A file taken apart."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name))

    @cached_property
    def document(self) -> etree._Element:
        return self.xml("word/document.xml")

    @cached_property
    def stories(self) -> dict[str, etree._Element]:
        return {name: self.xml(name) for name in self.names if STORY.fullmatch(name)}

    @cached_property
    def styles(self) -> dict[str, etree._Element]:
        return {style.get(f"{W}styleId"): style for style in self.xml("word/styles.xml").iter(f"{W}style")}

    @cached_property
    def default_style(self) -> str | None:
        """The style of paragraphs that name none."""
        found = (key for key, style in self.styles.items() if style.get(f"{W}default") == "1")
        return next((key for key in found if self.styles[key].get(f"{W}type") == "paragraph"), None)

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Type, target (a part's name or an address) and whether it is outside, by id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.names:
            return {}
        found = {}
        for rel in self.xml(rels):
            outside = rel.get("TargetMode") == "External"
            target = rel.get("Target")
            if not outside:
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[rel.get("Id")] = (rel.get("Type").rsplit("/", 1)[1], target, outside)
        return found

    def inherited(self, paragraph: etree._Element, path: str) -> etree._Element | None:
        """A property of a paragraph: its own, or that of its style or of what the style builds on."""
        own = paragraph.find(f"{W}pPr/{path}")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        style_id = style.get(f"{W}val") if style is not None else self.default_style
        while own is None and style_id is not None:
            own = self.styles[style_id].find(f"{W}pPr/{path}")
            based = self.styles[style_id].find(f"{W}basedOn")
            style_id = based.get(f"{W}val") if based is not None else None
        return own


def val(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{W}val", default)


def lint(data: bytes) -> list[str]:
    """What is wrong with a file though every schema validator lets it pass."""
    package = Package(data)
    checks = (
        _ids,
        _marks,
        _controls,
        _fields,
        _anchors,
        _references,
        _types,
        _cells,
        _grids,
        _paragraphs,
        _relations,
        _workbooks,
        _comments,
        _ask,
    )
    return [problem for check in checks for problem in check(package)]


def _twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _ids(package: Package) -> Iterator[str]:
    stories = package.stories.values()
    kinds = {
        "drawing id": [e.get("id") for s in stories for e in s.iter(f"{WP}docPr")],
        "control id": [val(e) for s in stories for e in s.iterfind(f".//{W}sdtPr/{W}id")],
        "bookmark id": [e.get(f"{W}id") for s in stories for e in s.iter(f"{W}bookmarkStart")],
        "bookmark name": [e.get(f"{W}name").lower() for s in stories for e in s.iter(f"{W}bookmarkStart")],
        "part": package.names,
        "footnote": [e.get(f"{W}id") for e in package.xml("word/footnotes.xml")],
        "style": [val(e.find(f"{W}name")).lower() for e in package.styles.values()],
    }
    for kind, values in kinds.items():
        yield from (f"duplicate {kind}: {value}" for value in _twice(values))


def _marks(package: Package) -> Iterator[str]:
    for name, story in package.stories.items():
        opened: set[str] = set()
        for mark in story.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            number = mark.get(f"{W}id")
            if mark.tag == f"{W}bookmarkStart":
                opened.add(number)
                if len(mark.get(f"{W}name")) > BOOKMARK_LIMIT:
                    yield f"{name}: bookmark name too long: {mark.get(f'{W}name')}"
            elif number in opened:
                opened.remove(number)
            else:
                yield f"{name}: bookmark {number} ends without a start"
        yield from (f"{name}: bookmark {number} does not end" for number in opened)
        for label in story.iter(f"{W}tag", f"{W}alias"):
            if len(val(label)) > TAG_LIMIT:
                yield f"{name}: label of a control too long"


_CONTROL = (
    "rPr",
    "alias",
    "tag",
    "id",
    "lock",
    "placeholder",
    "temporary",
    "showingPlcHdr",
    "dataBinding",
    "docPartObj",
    "text",
)


def _controls(package: Package) -> Iterator[str]:
    """The order of the properties of a control (CT_SdtPr), and a number for each."""
    for name, story in package.stories.items():
        for properties in story.iter(f"{W}sdtPr"):
            found = [etree.QName(child).localname for child in properties if child.tag.startswith(W)]
            ranks = [_CONTROL.index(each) for each in found if each in _CONTROL]
            if ranks != sorted(ranks):
                yield f"{name}: properties of a control in the wrong order: {found}"
            if "id" not in found:
                yield f"{name}: a control without a number"
            content = properties.getparent().find(f"{W}sdtContent")
            if content is None or len(content) == 0:
                yield f"{name}: a control without content"


def _fields(package: Package) -> Iterator[str]:
    for name, story in package.stories.items():
        open_fields: list[list[str]] = []
        for element in story.iter(f"{W}fldChar", f"{W}t", f"{W}instrText", f"{W}fldSimple"):
            kind = element.get(f"{W}fldCharType")
            if element.get(f"{W}dirty") or element.tag == f"{W}fldSimple":
                yield f"{name}: a field without a cached result"
            if kind == "begin":
                open_fields.append([])
            elif element.tag == f"{W}t":
                for field in open_fields:
                    field.append("t" if (element.text or "").strip() else "")
            elif element.tag == f"{W}instrText":
                open_fields[-1].append("i")
            elif kind == "separate":
                open_fields[-1].append("s")
            elif not open_fields:
                yield f"{name}: a field ends that has not begun"
            else:
                seen = open_fields.pop()
                if "i" not in seen or "s" not in seen or "t" not in seen[seen.index("s") :]:
                    yield f"{name}: a field without a cached result"
        if open_fields:
            yield f"{name}: a field does not end"


def _anchors(package: Package) -> Iterator[str]:
    names = {e.get(f"{W}name") for s in package.stories.values() for e in s.iter(f"{W}bookmarkStart")}
    for name, story in package.stories.items():
        for link in story.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor is not None and anchor not in names:
                yield f"{name}: link to a missing bookmark {anchor}"
        for code in story.iter(f"{W}instrText"):
            match = re.match(r"\s*(?:PAGE|NOTE)?REF (\S+)", code.text or "")
            if match and match[1] not in names:
                yield f"{name}: field names a missing bookmark {match[1]}"


def _references(package: Package) -> Iterator[str]:
    numbering = package.xml("word/numbering.xml")
    nums = {num.get(f"{W}numId"): val(num.find(f"{W}abstractNumId")) for num in numbering.iter(f"{W}num")}
    abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    styled = {**package.stories, "word/styles.xml": package.xml("word/styles.xml"), "word/numbering.xml": numbering}
    for name, story in styled.items():
        for used in story.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next", f"{W}link"):
            if val(used) not in package.styles:
                yield f"{name}: no style {val(used)}"
        for used in story.iter(f"{W}numId"):
            if val(used) not in nums and val(used) != "0":
                yield f"{name}: no list {val(used)}"
    yield from (f"list {num} is made of nothing" for num, one in nums.items() if one not in abstract)
    for pair in abstract.values():
        for level in pair.iter(f"{W}lvl"):
            style = level.find(f"{W}pStyle")
            linked = package.styles.get(val(style)) if style is not None else None
            if style is not None and (linked is None or linked.find(f"{W}pPr/{W}numPr") is None):
                yield f"list level of {val(style)}, which is in no list"
    notes = {note.get(f"{W}id") for note in package.xml("word/footnotes.xml")}
    used_notes = [e.get(f"{W}id") for e in package.document.iter(f"{W}footnoteReference")]
    yield from (f"no footnote {number}" for number in used_notes if number not in notes)
    yield from (f"footnote {number} is named twice" for number in _twice(used_notes))


def _types(package: Package) -> Iterator[str]:
    """Every part has a content type, and every content type a part."""
    types = package.xml("[Content_Types].xml")
    named = {each.get("PartName").lstrip("/") for each in types if each.get("PartName")}
    endings = {each.get("Extension").lower() for each in types if each.get("Extension")}
    yield from (f"a content type for a missing part {name}" for name in named - set(package.names))
    for name in package.names:
        if name not in named and name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: no content type"


def _cells(package: Package) -> Iterator[str]:
    for name, story in package.stories.items():
        for cell in story.iter(f"{W}tc"):
            if len(cell) == 0 or cell[-1].tag != f"{W}p":
                yield f"{name}: a table cell does not end in a paragraph"
        for table in story.iter(f"{W}tbl"):
            following = next(table.itersiblings(f"{W}p", f"{W}tbl", f"{W}sectPr", f"{W}sdt"), None)
            if following is not None and following.tag in (f"{W}tbl", f"{W}sectPr"):
                yield f"{name}: no paragraph after a table"


def _grids(package: Package) -> Iterator[str]:
    for table in package.document.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        spans_above: dict[int, int] = {}
        for row in table.findall(f"{W}tr"):
            column, spans = 0, {}
            for cell in row.findall(f"{W}tc"):
                width = int(val(cell.find(f"{W}tcPr/{W}gridSpan"), "1"))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if val(merge, "continue") == "continue" and spans_above.get(column) != width:
                        yield "a cell continues what is not above it"
                    spans[column] = width
                column += width
            spans_above = spans
            if column != columns:
                yield f"a row of {column} columns in a grid of {columns}"


def _paragraphs(package: Package) -> Iterator[str]:
    body = package.document[0]
    holds = (f"{W}t", f"{W}drawing", f"{W}footnoteReference", f"{W}instrText", f"{W}noBreakHyphen", f"{W}softHyphen")
    for paragraph in body.iter(f"{W}p"):
        if any(True for _ in paragraph.iter(*holds)) or paragraph.getparent().tag == f"{W}tc":
            continue
        if val(paragraph.find(f"{W}pPr/{W}pStyle")) != "TableSpacer":
            yield "an empty paragraph"
    levels = [int(val(package.inherited(p, f"{W}outlineLvl"), "9")) for p in body.iter(f"{W}p")]
    if any(level > 9 for level in levels):
        yield "an outline level beyond 9"


def _relations(package: Package) -> Iterator[str]:
    for name in package.names:
        if not name.endswith(".xml") or name.startswith("["):
            continue
        relations = package.relations(name)
        for _, target, outside in relations.values():
            if not outside and target not in package.names:
                yield f"{name}: relation to a missing part {target}"
        used = {
            value for element in package.xml(name).iter() for key, value in element.attrib.items() if key.startswith(R)
        }
        yield from (f"{name}: no relation {number}" for number in used - set(relations))


def _workbooks(package: Package) -> Iterator[str]:
    for name in package.names:
        if re.fullmatch(r"word/charts/[^/]+\.xml", name):
            books = [target for kind, target, _ in package.relations(name).values() if kind == "package"]
            if len(books) != 1:
                yield f"{name}: no workbook"
                continue
            yield from _chart_cells(package, name, books[0])


def _chart_cells(package: Package, name: str, book: str) -> Iterator[str]:
    try:
        workbook = zipfile.ZipFile(io.BytesIO(package.zip.read(book)))
        sheets = etree.fromstring(workbook.read("xl/workbook.xml"))
        cells = etree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        yield f"{book}: {error}"
        return
    sheet = sheets[0][0].get("name")
    values = {cell.get("r"): "".join(cell.itertext()) for cell in cells.iter("{*}c")}
    for reference in package.xml(name).iter(f"{C}f"):
        match = re.fullmatch(r"'([^']+)'!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?", reference.text or "")
        if not match or match[1] != sheet:
            yield f"{name}: {reference.text} is not in the workbook"
            continue
        rows = range(int(match[3]), int(match[4] or match[3]) + 1)
        there = [values.get(f"{match[2]}{row}", "") for row in rows]
        cache = {int(pt.get("idx")): pt[0].text or "" for pt in reference.getparent().iter(f"{C}pt")}
        if there != [cache.get(i, "") for i in range(len(rows))]:
            yield f"{name}: {reference.text} is not what the chart shows"


def _comments(package: Package) -> Iterator[str]:
    """Each comment has an author and a text, begins, ends and is referred to once, in this order."""
    if "word/comments.xml" not in package.names:
        if any(True for _ in package.document.iter(f"{W}commentReference", f"{W}commentRangeStart")):
            yield "marks of comments without comments"
        return
    comments = package.xml("word/comments.xml")
    ids = [comment.get(f"{W}id") for comment in comments]
    if not ids:
        yield "a part for comments without comments"
    yield from (f"duplicate comment {number}" for number in _twice(ids))
    for comment in comments:
        if not comment.get(f"{W}author") or not any((t.text or "").strip() for t in comment.iter(f"{W}t")):
            yield f"comment {comment.get(f'{W}id')} says nothing, or nobody says it"
    marks: dict[str, list[str]] = {number: [] for number in ids}
    for mark in package.document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
        marks.setdefault(mark.get(f"{W}id"), []).append(etree.QName(mark).localname)
    for number, found in marks.items():
        if number not in ids or found != ["commentRangeStart", "commentRangeEnd", "commentReference"]:
            yield f"comment {number} is not tied to the text: {found}"


def _ask(package: Package) -> Iterator[str]:
    settings = package.xml("word/settings.xml")
    if settings.find(f"{W}updateFields") is not None:
        yield "Word asks whether to update fields"
    mode = [e.get(f"{W}val") for e in settings.iter(f"{W}compatSetting") if e.get(f"{W}name") == "compatibilityMode"]
    if mode != ["15"]:
        yield "Word opens in compatibility mode"
