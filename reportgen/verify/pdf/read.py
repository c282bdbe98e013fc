"""`read_pdf`: a tagged PDF as a Reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.document.plain import normalise
from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.pdf.attachments import attachment_flaws, attachments
from reportgen.verify.pdf.content import PageText, Resources, read_content
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.fonts import Decoder, decoder
from reportgen.verify.pdf.links import link_flaws
from reportgen.verify.pdf.places import Places
from reportgen.verify.pdf.tree import TreeReader
from reportgen.verify.pdf.values import IndirectReference, Value, text_string
from reportgen.verify.reading import Artifact, Reading

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDFD = "{http://pdfa.org/declarations/}"
_WTPDF = "http://pdfa.org/declarations/wtpdf#"
_DECLARED = {f"{_WTPDF}{level}1.0": f"wtpdf/1.0-{level}" for level in ("accessibility", "reuse")}
"""Claims by the addresses of their declarations (PDF Association, Well-Tagged PDF 1.0, clause 6)."""


def read_pdf(source: Path | str | bytes) -> Reading:
    """What a PDF says, by block id, in the order of its structure tree. Raises UnreadableError."""
    file = PdfObjects(source)
    try:
        return _read(file)
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise UnreadableError("damaged-pdf", f"is a damaged PDF: {error}") from None


def read_attachments(source: Path | str | bytes) -> dict[str, bytes]:
    """The files attached to a PDF, by path. Raises UnreadableError."""
    file = PdfObjects(source)
    try:
        return attachments(file)
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise UnreadableError("damaged-pdf", f"is a damaged PDF: {error}") from None


def _read(file: PdfObjects) -> Reading:
    pages = file.pages()
    fonts = _Fonts(file)
    contents = {ref: read_content(file.stream(page.get("Contents")), fonts.of(page)) for ref, page in pages}
    tree = TreeReader(file, contents)
    tree.read(file.dictionary(file.catalog.get("StructTreeRoot")))
    properties = _metadata(file)
    claims = _claims(properties)
    return Reading(
        format="pdf",
        blocks=tree.blocks(),
        ids=tuple(draft.id for draft in tree.drafts),
        title=properties.get("title", ""),
        language=_string(file, file.catalog.get("Lang")),
        inputs=properties.get("inputs", ""),
        headings=tree.read_headings(),
        tables=tree.read_tables(),
        rows=frozenset(tree.rows),
        flaws=tuple(_flaws(file, tree, pages, contents, structured="pdf/ua-2" in claims)),
        pages=len(pages),
        claims=claims,
        artifacts=tuple(_artifacts(pages, contents, tree)),
        repeatable=frozenset(normalise("".join(text)) for text in tree.repeatable),
        properties=properties,
    )


class _Fonts:
    """Resources of pages and forms, with one decoder for each font of the file."""

    def __init__(self, file: PdfObjects) -> None:
        self.file = file
        self.decoders: dict[Value, Decoder] = {}

    def of(self, holder: dict[str, Value]) -> Resources:
        resources = self.file.dictionary(holder.get("Resources"))
        fonts = self.file.dictionary(resources.get("Font"))
        properties = self.file.dictionary(resources.get("Properties"))
        return Resources(
            {name: self.decoder(ref) for name, ref in fonts.items()},
            {name: self.file.dictionary(ref) for name, ref in properties.items()},
            self._forms(self.file.dictionary(resources.get("XObject"))),
        )

    def decoder(self, ref: Value) -> Decoder:
        key = ref if type(ref) is IndirectReference else id(ref)
        if key not in self.decoders:
            font = self.file.dictionary(ref)
            cmap = self.file.stream(font["ToUnicode"]) if type(font.get("ToUnicode")) is IndirectReference else None
            self.decoders[key] = decoder(cmap, font.get("Subtype") == "Type0")
        return self.decoders[key]

    def _forms(self, xobjects: dict[str, Value]) -> Callable[[str], tuple[bytes, Resources] | None]:
        def form(name: str) -> tuple[bytes, Resources] | None:
            ref = xobjects.get(name)
            found = self.file.dictionary(ref)
            return (self.file.stream(ref), self.of(found)) if found.get("Subtype") == "Form" else None

        return form


def _artifacts(
    pages: list[tuple[IndirectReference, dict[str, Value]]],
    contents: Mapping[IndirectReference, PageText],
    tree: TreeReader,
) -> Iterator[Artifact]:
    for index, (ref, _) in enumerate(pages, 1):
        for kind, text in contents[ref].artifacts:
            if text.strip():
                yield Artifact(index, kind, normalise(text))
        for mcid, text in contents[ref].marked.items():
            if (ref, mcid) not in tree.claims and text.strip():
                yield Artifact(index, "unclaimed", normalise(text))


# ---------------------------------------------------------------------------------------------------- properties


def _string(file: PdfObjects, value: Value) -> str:
    found = file.resolve(value)
    return text_string(found) if isinstance(found, bytes) else ""


def _metadata(file: PdfObjects) -> dict[str, str]:
    """The XMP packet (ISO 16684-1) as far as it concerns us, with the title of the Info dictionary as `info-title`."""
    found = {"info-title": _string(file, file.info.get("Title"))}
    metadata = file.catalog.get("Metadata")
    packet = file.stream(metadata) if type(metadata) is IndirectReference else b""
    try:
        root = etree.fromstring(packet.strip() or b"<none/>", etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return found
    declared = (element.text or "" for element in root.iter(f"{_PDFD}conformsTo"))
    found["declared"] = " ".join(sorted(_DECLARED[address] for address in declared if address in _DECLARED))
    for name, text in _simple(root):
        if name == f"{_DC}title":
            found["title"] = text
        elif name.startswith(_PDFUA):
            found["pdfua-" + name.partition("}")[2]] = text
        elif name.startswith(_PDFA):
            found["pdfa-" + name.partition("}")[2]] = text
        elif name.endswith("}inputs") and "reportgen" in name:
            found["inputs"] = text
    return found


def _simple(root: Any) -> Iterator[tuple[str, str]]:
    """Every property of an XMP packet, written as an attribute or as an element, with its text."""
    for description in root.iter(f"{_RDF}Description"):
        for name, text in description.attrib.items():
            yield str(name), str(text)
        for child in description.iterchildren(tag=etree.Element):
            yield str(child.tag), "".join(child.itertext()).strip()


def _claims(properties: Mapping[str, str]) -> tuple[str, ...]:
    claims = []
    if "pdfua-part" in properties:
        claims.append(f"pdf/ua-{properties['pdfua-part']}")
    if "pdfa-part" in properties:
        claims.append(f"pdf/a-{properties['pdfa-part']}{properties.get('pdfa-conformance', '').lower()}")
    return (*claims, *properties.get("declared", "").split())


# --------------------------------------------------------------------------------------------------------- flaws


def _flaws(
    file: PdfObjects,
    tree: TreeReader,
    pages: list[tuple[IndirectReference, dict[str, Value]]],
    contents: Mapping[IndirectReference, PageText],
    *,
    structured: bool,
) -> Iterator[Difference]:
    if "StructTreeRoot" not in file.catalog:
        yield Difference("untagged-pdf", "has no structure tree: nothing says what is a heading and what is text")
        return
    if not file.dictionary(file.catalog.get("MarkInfo")).get("Marked"):
        yield Difference("not-marked", "does not say that it is a tagged PDF (MarkInfo)")
    if file.dictionary(file.catalog.get("ViewerPreferences")).get("DisplayDocTitle") is not True:
        yield Difference("title-not-shown", "shows its file name instead of its title (DisplayDocTitle)")
    yield from tree.flaws
    yield from tree.note_flaws()
    for text in tree.unowned[:5]:
        yield Difference("text-without-id", f"no block has the text {normalise(text)[:60]!r}")
    for owner, alt in tree.figures:
        if not isinstance(alt, bytes) or not text_string(alt).strip():
            yield Difference("figure-without-alt", "a figure has no text alternative", owner)
    yield from _page_flaws(pages, contents)
    parents = file.number_tree(file.dictionary(file.catalog.get("StructTreeRoot")).get("ParentTree"))
    yield from _parent_tree_flaws(file, tree, pages, contents, parents)
    places = Places(file, tree, [ref for ref, _ in pages], structured=structured)
    yield from link_flaws(file, tree, pages, parents, places)
    yield from places.flaws()
    yield from attachment_flaws(file)


def _page_flaws(
    pages: list[tuple[IndirectReference, dict[str, Value]]], contents: Mapping[IndirectReference, PageText]
) -> Iterator[Difference]:
    for index, (ref, page) in enumerate(pages, 1):
        if page.get("Tabs") != "S":
            yield Difference("tab-order", f"page {index}: the tab key does not follow the structure (Tabs /S)")
        if contents[ref].unknown:
            yield Difference("unmapped-text", f"page {index}: {contents[ref].unknown} characters cannot be copied out")


def _parent_tree_flaws(
    file: PdfObjects,
    tree: TreeReader,
    pages: list[tuple[IndirectReference, dict[str, Value]]],
    contents: Mapping[IndirectReference, PageText],
    parents: dict[int, Value],
) -> Iterator[Difference]:
    """Whether the way back from the page to the element is the way there (14.7.4.4)."""
    for index, (ref, page) in enumerate(pages, 1):
        entries = file.array(parents.get(page.get("StructParents", -1)))
        wrong = [
            mcid
            for mcid in contents[ref].marked
            if (ref, mcid) in tree.claims and (mcid >= len(entries) or entries[mcid] != tree.claims[ref, mcid])
        ]
        if wrong:
            text = f"page {index}: {len(wrong)} pieces of marked content lead to no or another element (ParentTree)"
            yield Difference("parent-tree", text)
