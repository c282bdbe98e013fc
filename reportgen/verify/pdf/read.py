"""`read_pdf`: a tagged PDF as a Reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportgen.document.plain import normalise
from reportgen.errors import OversizeError, UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.pdf.attachments import attachment_flaws, attachments
from reportgen.verify.pdf.content import PageText, Resources, read_content
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.fonts import Decoder, decoder
from reportgen.verify.pdf.links import link_flaws
from reportgen.verify.pdf.places import Places
from reportgen.verify.pdf.properties import metadata, string
from reportgen.verify.pdf.tree import TreeReader
from reportgen.verify.pdf.values import IndirectReference, Value, text_string
from reportgen.verify.reading import Artifact, Reading


def read_pdf(source: Path | str | bytes) -> Reading:
    """What a PDF says, by block id, in the order of its structure tree. Raises UnreadableError."""
    with _damage_told():
        return _read(PdfObjects(source))


def read_attachments(source: Path | str | bytes) -> dict[str, bytes]:
    """The files attached to a PDF, by path. Raises UnreadableError."""
    with _damage_told():
        return attachments(PdfObjects(source))


@contextmanager
def _damage_told() -> Iterator[None]:
    """Report errors from malformed objects as one sentence."""
    try:
        yield
    except OversizeError as error:
        raise UnreadableError("too-much-work", str(error)) from None
    except (ValueError, RecursionError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise UnreadableError("damaged-pdf", f"is a damaged PDF: {error}") from None


def _read(file: PdfObjects) -> Reading:
    pages = file.pages()
    fonts = _Fonts(file)
    contents = {ref: read_content(file.content(page.get("Contents")), fonts.of(page), file.work) for ref, page in pages}
    tree = TreeReader(file, contents)
    tree.read(file.dictionary(file.catalog.get("StructTreeRoot")))
    properties = metadata(file)
    claims = _claims(properties)
    places = Places(file, tree, [ref for ref, _ in pages], structured="pdf/ua-2" in claims)
    return Reading(
        format="pdf",
        blocks=tree.blocks(),
        ids=tuple(draft.id for draft in tree.drafts),
        title=properties.get("title", ""),
        language=string(file, file.catalog.get("Lang")),
        inputs=properties.get("inputs", ""),
        headings=tree.read_headings(),
        tables=tree.read_tables(),
        rows=frozenset(tree.rows),
        targets=tuple(places.targets()),
        flaws=tuple(_flaws(file, tree, pages, contents, places)),
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
            return (self.file.content(ref), self.of(found)) if found.get("Subtype") == "Form" else None

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
    places: Places,
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
