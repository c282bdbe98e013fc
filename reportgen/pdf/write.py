"""From a layout to a finished file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.document.nodes import Meta
from reportgen.document.theme import Theme
from reportgen.pdf.attachments import Attached, Attachment, names, write_attachments
from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import FontResources
from reportgen.pdf.images import Images
from reportgen.pdf.labels import page_labels
from reportgen.pdf.link import Links
from reportgen.pdf.metadata import Properties, information, output_intent, xmp
from reportgen.pdf.outline import write_outline
from reportgen.pdf.page import PagePainter
from reportgen.pdf.palette import ScreenPalette
from reportgen.pdf.profiles import Profile, profile
from reportgen.pdf.rebind import identity
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import numbers, text_string
from reportgen.pdf.tags.emit import StructureWriter
from reportgen.pdf.tags.tree import Nodes
from reportgen.pdf.targets import Targets
from reportgen.typeset.boxes import PlacedPage, Typeset


def write_pdf(
    layout: Typeset,
    meta: Meta,
    theme: Theme,
    profile_or_name: Profile | str = "screen",
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The layout as a PDF file of the given profile, with files attached where the profile allows it (PDF/A-3).

    The same arguments give the same bytes. DocumentError: a font or picture that cannot be used, a character without
    a glyph, a link to nothing. StructureError and UnknownRoleError: a layout that contradicts itself. ValueError: no
    such profile.
    """
    kind = profile(profile_or_name) if isinstance(profile_or_name, str) else profile_or_name
    return _Writer(layout, meta, theme, kind).write(attachments)


class _Writer:
    """Holds what the pages of one file share."""

    def __init__(self, layout: Typeset, meta: Meta, theme: Theme, kind: Profile) -> None:
        self.layout, self.meta, self.profile = layout, meta, kind
        self.file = PdfFile(layout.width, layout.height, kind.version, packed=kind.packed)
        self.fonts = FontResources(theme)
        self.press = kind.press
        self.images = (
            Images(self.file, self.press.palette, self.press.separation)
            if self.press
            else Images(self.file, ScreenPalette())
        )
        self.nodes = Nodes(self.file, layout.root, kind.vocabulary)
        self.structure = StructureWriter(self.file, self.nodes, layout.root)
        self.targets = Targets(self.file, structured=kind.vocabulary.relations)
        self.links = Links(self.file, self.nodes, self.targets)
        self.font_resources = self.file.reserve()
        self.resources = self.press.resources if self.press else b""
        self.labels: dict[int, str] = {}
        self.heights: dict[int, float] = {}
        self.digest = hashlib.sha256(f"{kind.name}\0{replace(meta, inputs='', running_logo='')!r}".encode())

    def write(self, attachments: Sequence[Attachment]) -> bytes:
        attached = write_attachments(self.file, attachments, self.meta.as_of) if attachments else None
        if attached is not None:
            self.structure.associated = attached.blocks
        for index, page in self.layout.leaves():
            self._page(index, page)
            for element in page.ended:
                self.structure.complete(element)
        self.file.fill(self.font_resources, self.fonts.write(self.file))
        structure = self.structure.finish()
        self.links.finish(self.layout.destinations)
        properties = Properties.of(self.meta)
        catalog = self._catalog(properties, attached) | {"StructTreeRoot": structure}
        own = identity(self.digest.digest(), self.meta.inputs)
        about = information(properties, self.profile) if self.profile.informs else None
        return self.file.finish(catalog, about, own)

    def _page(self, index: int, page: PlacedPage) -> None:
        self.labels[index] = page.label or page.number
        if self.press:
            page = self.press.page(page)
        self.nodes.begin_page(index)
        width, height = page.size or (self.layout.width, self.layout.height)
        self.heights[index] = height
        content = self._content(height)
        if self.press and page.size:
            content.turn(height)
        drawn = PagePainter(content, self.images).draw(page)
        if self.press:
            drawn += self.press.marks_of(self.layout.width, self.layout.height)
        stream = drawn.encode("ascii")
        self.digest.update(stream)
        pictures = b"".join(f"{name} {number} 0 R".encode() for name, number in sorted(content.pictures.items()))
        entries = {
            "Resources": b"<</Font %s/XObject<<%s>>%s>>" % (reference(self.font_resources), pictures, self.resources),
            "Tabs": b"/S",
        }
        key = self.nodes.end_page()
        if key is not None:
            entries["StructParents"] = b"%d" % key
        links = page.links if self.profile.links else ()
        if links:
            entries["Annots"] = self.links.place(links, height)
        if page.size:
            entries["MediaBox"] = b"[0 0 %s]" % numbers(width, height).encode()
        if self.press:
            entries |= self.press.boxes(self.layout.width, self.layout.height)
        self.links.write(self.file.add_page(index, stream, entries))

    def _content(self, height: float) -> PageContent:
        if self.press:
            return self.press.content(height, self.fonts, self.nodes)
        return PageContent(height, self.fonts, self.nodes)

    def _catalog(self, properties: Properties, attached: Attached | None) -> dict[str, bytes]:
        file = self.file
        packet = xmp(self.meta, properties, self.profile)
        entries = {
            "Lang": text_string(self.meta.language),
            "MarkInfo": b"<</Marked true>>",
            "ViewerPreferences": b"<</DisplayDocTitle true>>",
            "Metadata": reference(file.add_stream(packet, b"/Type/Metadata/Subtype/XML", compress=False)),
            "OutputIntents": self.press.output_intent(file) if self.press else output_intent(file, self.profile),
            "PageLabels": page_labels(label for _, label in sorted(self.labels.items())),
        }
        if attached is not None:
            entries |= attached.catalogue
        destinations = self._destinations() if self.profile.links else None
        trees = names([("Dests", destinations), ("EmbeddedFiles", attached.tree if attached else None)])
        if trees is not None:
            entries["Names"] = trees
        outline = self._outline() if self.profile.outline else None
        if outline is not None:
            entries |= {"Outlines": outline, "PageMode": b"/UseOutlines"}
        return entries

    def _destinations(self) -> bytes | None:
        """What links and bookmarks lead to, and what can be named from outside."""
        wanted = self.structure.places | {entry.target for entry in self.layout.outline}
        places = {block: place for block, place in self.layout.destinations.items() if block in wanted}
        return self.targets.write(places, self.heights, self.structure.identifiers)

    def _outline(self) -> bytes | None:
        return write_outline(self.file, self.layout.outline, self.layout.destinations, self.targets)
