"""The structure tree in reading order: who says what (ISO 32000-1, 14.7.2 and 14.8.4).

Text belongs to the innermost element with an /ID. Left out are what the writers add by themselves: page numbers of
references (elements with the title "page-number"), bullets and numbers of list items, marks of notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from reportgen.document.plain import normalise
from reportgen.findings.difference import Difference
from reportgen.verify.pdf.content import PageText
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.types import BLOCK_LEVEL, CHILDREN, PARENTS, StructureTypes
from reportgen.verify.pdf.values import IndirectReference, Value, text_string
from reportgen.verify.reading import ReadBlock, ReadCell, ReadHeading, ReadTable

PAGE_NUMBER = "page-number"
"""The title (/T) of elements that show the page of a reference."""
TERM = "term"
"""The title of labels that are words of the text, not bullets and numbers of list items."""

_HEADING = re.compile(r"H[1-6]$")
_NOTE_MARK = re.compile(r"[\s\d*†‡§()\[\]]{1,8}$")


class TaggedBlock(Struct):
    """A block while it is read. `order` is when it first said something, None while it has not."""

    id: str
    kind: str
    order: int | None = None
    alt: str | None = None
    text: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    figure: list[str] = field(default_factory=list)

    def finished(self) -> ReadBlock:
        return ReadBlock(
            self.id,
            self.kind,
            normalise("".join(self.text)),
            number=normalise("".join(self.number)) or None,
            alt=None if self.alt is None else normalise(self.alt),
            figure_text=normalise("".join(self.figure)),
        )


class LinkAnnotation(Struct):
    """An annotation that an element claims, and the text of that element."""

    annotation: IndirectReference
    owner: IndirectReference | None
    text: list[str]


class Referring(Struct, frozen=True):
    """An element that has to refer to others: an entry of the contents to its heading, a mark to its note, a note to
    its marks."""

    kind: str
    """"TOCI", "mark" or "Note"."""
    owner: IndirectReference | None
    to: tuple[Value, ...]
    """What its /Ref names."""
    links: tuple[LinkAnnotation, ...]
    """The links in it."""


class TreePosition(NamedTuple):
    """Where an element stands: what surrounds it decides what its text means."""

    parent: str = ""
    page: IndirectReference | None = None
    draft: TaggedBlock | None = None
    sink: list[str] | None = None
    in_contents: bool = False
    heard: tuple[list[str], ...] = ()
    """Lists that get a copy of all text: of headings, links and repeatable texts around."""


class TreeReader:
    """Reads the whole tree once; its attributes are the result."""

    def __init__(self, file: PdfObjects, contents: Mapping[IndirectReference, PageText]) -> None:
        self.file, self.contents = file, contents
        self._types = StructureTypes(file)
        self.drafts: list[TaggedBlock] = []
        self.seen: set[str] = set()
        self.claims: dict[tuple[IndirectReference, int], IndirectReference | None] = {}
        self.links: list[LinkAnnotation] = []
        self.referring: list[Referring] = []
        self.elements: dict[IndirectReference, str | None] = {}
        """Every element by its reference, with its /ID."""
        self.begins: dict[str, IndirectReference] = {}
        """The page on which a block begins, by its id."""
        self.headings: list[tuple[str | None, int, list[str]]] = []
        self.figures: list[tuple[str | None, Value]] = []
        self.tables: list[tuple[str | None, list[list[ReadCell]]]] = []
        self.rows: set[str] = set()
        """Ids of rows of tables."""
        self.marks: list[str] = []
        """What the marks of notes say, in reading order."""
        self.repeatable: list[list[str]] = []
        self.unowned: list[str] = []
        self.flaws: list[Difference] = []
        self._clock = 0
        self._pages: list[IndirectReference] = []
        """The pages of all content, in reading order."""

    def read(self, root: dict[str, Value]) -> None:
        """Walk everything below the structure tree root."""
        self._types.begin(root)
        for kid in self.file.array(root.get("K")):
            self._kid(kid, None, TreePosition())

    def blocks(self) -> tuple[ReadBlock, ...]:
        """The blocks that say something, in the order in which they begin to."""
        begun = sorted((draft.order, draft) for draft in self.drafts if draft.order is not None)
        return tuple(block for block in (draft.finished() for _, draft in begun) if block.says_something)

    def read_headings(self) -> tuple[ReadHeading, ...]:
        return tuple(ReadHeading(owner, level, normalise("".join(text))) for owner, level, text in self.headings)

    def read_tables(self) -> tuple[ReadTable, ...]:
        return tuple(ReadTable(owner, tuple(tuple(row) for row in rows)) for owner, rows in self.tables)

    # ------------------------------------------------------------------------------------------------- walking

    def _kid(self, kid: Value, owner: IndirectReference | None, place: TreePosition) -> None:
        if type(kid) is int:
            self._marked(place.page, kid, owner, place)
            return
        item = self.file.passing(kid)
        kind = item.get("Type")
        if kind == "MCR":
            self._marked(item.get("Pg", place.page), item.get("MCID", -1), owner, place)
        elif kind == "OBJR":
            if type(item.get("Obj")) is IndirectReference:
                self.links.append(LinkAnnotation(item["Obj"], owner, place.heard[-1] if place.heard else []))
        elif "S" in item:
            if type(kid) is IndirectReference and kid in self.elements:
                self.flaws.append(Difference("element-twice", f"the structure tree has object {kid.number} twice"))
                return
            if type(kid) is IndirectReference:
                self.elements[kid] = self._id(item)
            self._element(kid if type(kid) is IndirectReference else None, item, place)

    def _element(self, ref: IndirectReference | None, item: dict[str, Value], place: TreePosition) -> None:
        tag = self._types.of(item)
        self._content_model(tag, item, place)
        draft = self._draft(tag, item, place)
        self._note_down(tag, item, draft, place)
        is_mark = not place.in_contents and (tag == "Reference" or (tag == "Lbl" and "Ref" in item))
        sink = place.sink if is_mark else self._sink(tag, item, draft, place)
        block_level = tag in BLOCK_LEVEL or (tag == "Lbl" and (place.in_contents or place.parent == "LI"))
        heard = place.heard + self._listeners(tag, draft, place)
        inside = TreePosition(
            parent=tag if tag not in ("NonStruct", "Span") else place.parent or tag,
            page=item.get("Pg", place.page),
            draft=draft,
            sink=sink,
            in_contents=place.in_contents or tag == "TOCI",
            heard=heard,
        )
        mark: list[str] | None = None
        pages, links = len(self._pages), len(self.links)
        if is_mark and sink is not None:
            inside = inside._replace(sink=(mark := []))
        if block_level:
            self._separate(inside.sink, heard)
        actual = item.get("ActualText")
        if isinstance(actual, bytes):
            self._say(text_string(actual), inside)
            inside = TreePosition(tag, inside.page, draft, None, inside.in_contents)
        for kid in self.file.array(item.get("K")):
            self._kid(kid, ref, inside)
        if draft is not None and draft is not place.draft and pages < len(self._pages):
            self.begins[draft.id] = self._pages[pages]
        if is_mark or tag in ("TOCI", "Note"):
            to = tuple(self.file.array(item.get("Ref")))
            self.referring.append(Referring("mark" if is_mark else tag, ref, to, tuple(self.links[links:])))
        if tag in ("Figure", "Formula") and draft is not None and draft.alt is not None:
            self._tick(draft)  # behind the blocks of its caption
        if mark is not None and sink is not None:
            self._mark("".join(mark), sink)
        if block_level:
            self._separate(sink, heard)

    def _mark(self, said: str, sink: list[str]) -> None:
        """What a reference says: the mark of a note, or words of the text."""
        if _NOTE_MARK.match(said):
            self.marks.append(normalise(said))
        else:
            sink.append(said)

    def note_flaws(self) -> Iterator[Difference]:
        """Marks of notes that are not the numbers of the notes, in their order."""
        numbers = [normalise("".join(draft.number)) for draft in self.drafts if draft.kind == "Note"]
        if self.marks != numbers:
            text = f"the marks of notes say {', '.join(self.marks)}, the notes have {', '.join(numbers)}"
            yield Difference("note-marks", text)

    def _content_model(self, tag: str, item: dict[str, Value], place: TreePosition) -> None:
        parents, children = PARENTS.get(tag), CHILDREN.get(place.parent)
        if (parents and place.parent not in parents) or (children and tag not in children):
            owner = self._id(item) or (place.draft.id if place.draft else None)
            text = f"a {tag} stands in a {place.parent or 'root'}, where the structure has no place for it"
            self.flaws.append(Difference("structure-nesting", text, owner))

    def _id(self, item: dict[str, Value]) -> str | None:
        if "ID" not in item:
            return None
        raw = self.file.resolve(item.get("ID"))
        return text_string(raw) if isinstance(raw, bytes) else None

    def _draft(self, tag: str, item: dict[str, Value], place: TreePosition) -> TaggedBlock | None:
        block_id = self._id(item)
        if block_id is None:
            if tag == "Note":
                owner = place.draft.id if place.draft else None
                self.flaws.append(Difference("note-without-id", "a note has no /ID", owner))
            return place.draft
        if block_id in self.seen:
            self.flaws.append(Difference("duplicate-id", "two structure elements have this id", block_id))
        self.seen.add(block_id)
        draft = TaggedBlock(block_id, tag)
        self.drafts.append(draft)
        if tag == "TR":
            self.rows.add(block_id)
        return draft

    def _sink(
        self, tag: str, item: dict[str, Value], draft: TaggedBlock | None, place: TreePosition
    ) -> list[str] | None:
        title = self.file.resolve(item["T"]) if "T" in item else None
        if isinstance(title, bytes) and text_string(title) == PAGE_NUMBER:
            return None
        own = draft is not place.draft
        if tag == "Lbl" and not place.in_contents:
            if _HEADING.match(place.parent) or place.parent == "Note":
                return draft.number if draft else None
            named = isinstance(title, bytes) and text_string(title) == TERM
            return None if place.parent in ("LI", "Reference", "Link") and not named else place.sink
        if tag == "Figure" and draft:
            return draft.figure
        if tag == "Caption" and draft:
            return draft.text
        if own:
            return draft.text if draft else place.sink
        return place.sink

    def _listeners(self, tag: str, draft: TaggedBlock | None, place: TreePosition) -> tuple[list[str], ...]:
        heard: list[str] = []
        if _HEADING.match(tag):
            self.headings.append((draft.id if draft else None, int(tag[1]), heard))
        elif tag in ("TH", "THead", "Caption") or (tag == "TR" and place.parent == "THead"):
            self.repeatable.append(heard)
        elif tag != "Link":
            return ()
        return (heard,)

    def _note_down(self, tag: str, item: dict[str, Value], draft: TaggedBlock | None, place: TreePosition) -> None:
        owner = draft.id if draft else None
        if tag in ("Figure", "Formula"):
            alt = self.file.resolve(item.get("Alt"))
            self.figures.append((owner, alt))
            if draft and isinstance(alt, bytes):
                draft.alt = text_string(alt)
        elif tag == "Table":
            self.tables.append((owner, []))
            summary = self._attribute(item, "Summary")
            if draft and isinstance(summary, bytes):
                draft.alt = text_string(summary)
                self._tick(draft)
        elif tag == "TR" and self.tables:
            self.tables[-1][1].append([])
        elif tag in ("TH", "TD") and self.tables and self.tables[-1][1] and place.parent == "TR":
            self.tables[-1][1][-1].append(self._cell(tag, item))

    def _cell(self, tag: str, item: dict[str, Value]) -> ReadCell:
        spans = [self._attribute(item, name) for name in ("ColSpan", "RowSpan")]
        colspan, rowspan = (span if type(span) is int and span > 0 else 1 for span in spans)
        return ReadCell(colspan, rowspan, str(self._attribute(item, "Scope") or "") if tag == "TH" else None)

    def _attribute(self, item: dict[str, Value], name: str) -> Value:
        for part in self.file.array(item.get("A")):
            found = self.file.dictionary(part).get(name)
            if found is not None:
                return self.file.resolve(found)
        return None

    # -------------------------------------------------------------------------------------------------- saying

    def _marked(
        self, page: IndirectReference | None, mcid: int, owner: IndirectReference | None, place: TreePosition
    ) -> None:
        content = self.contents.get(page) if page else None
        name = place.draft.id if place.draft else None
        if page is None or content is None or mcid not in content.marked:
            self.flaws.append(Difference("dead-mcid", f"marked content {mcid} is on no page", name))
            return
        if (page, mcid) in self.claims:
            self.flaws.append(Difference("content-twice", f"marked content {mcid} belongs to two elements", name))
        self.claims[page, mcid] = owner
        self._pages.append(page)
        self._say(content.marked[mcid], place)

    def _say(self, text: str, place: TreePosition) -> None:
        self.file.work.do(1 + len(text) * (1 + len(place.heard)))
        if place.draft is not None:
            self._tick(place.draft)
            if place.sink is not None:
                place.sink.append(text)
        elif text.strip():
            self.unowned.append(text)
        for heard in place.heard:
            heard.append(text)

    def _tick(self, draft: TaggedBlock) -> None:
        if draft.order is None:
            self._clock += 1
            draft.order = self._clock

    def _separate(self, sink: list[str] | None, heard: tuple[list[str], ...]) -> None:
        for part in (sink, *heard):
            if part:
                part.append("\n")
