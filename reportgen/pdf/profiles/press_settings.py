"""What a file for the printing press has more than one for the screen, and how its pages are drawn for it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from reportgen.document.inks import Ink
from reportgen.document.nodes import Meta
from reportgen.document.print_settings import MarkSettings
from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import FontResources
from reportgen.pdf.inkwork import STATES, InkContent, Inkwork
from reportgen.pdf.marks import ALL, SLUG, page_marks
from reportgen.pdf.palette import PressPalette
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.separation import Separation
from reportgen.pdf.smalltype import solid_type
from reportgen.pdf.syntax import numbers, text_string
from reportgen.pdf.tags.tree import Nodes
from reportgen.typeset.boxes import PlacedPage

_REGISTRY = "http://www.color.org"


class PressSettings(Struct, frozen=True, dict=True):
    """What a file has more than one for the screen. Lengths in points."""

    standard: str
    condition: str
    profile: bytes
    bleed: float
    marks: MarkSettings
    recipes: Mapping[str, Ink]
    separation: Separation
    identity: str
    """Tells apart files that are made of the same inputs: "print", "cover" …"""
    stand_in: bool = False
    """Whether the profile stands in for that of the printing house."""
    folds: tuple[float, ...] = ()
    """Where pages are folded, from their left edge."""

    @cached_property
    def inkwork(self) -> Inkwork:
        """The recipes as operators."""
        return Inkwork(self.recipes)

    @cached_property
    def palette(self) -> PressPalette:
        """The colours of drawings."""
        return PressPalette(self.recipes, self.separation)

    @property
    def slug(self) -> float:
        """From the trimmed page to the edge of the sheet."""
        return max(SLUG, self.bleed + SLUG * 0.75) if self._marked else self.bleed

    @property
    def _marked(self) -> bool:
        return self.marks.crop or self.marks.registration or self.marks.colour_bar

    @property
    def resources(self) -> bytes:
        """What every page has among its resources besides fonts and pictures."""
        return b"/ExtGState%s/ColorSpace<</All%s%s>>" % (STATES, ALL, self.inkwork.spaces)

    def page(self, page: PlacedPage) -> PlacedPage:
        """A page as the press can print it."""
        return solid_type(page, self.recipes)

    def content(self, height: float, fonts: FontResources, nodes: Nodes) -> PageContent:
        """The content of a page that is about to be drawn."""
        return InkContent(height, fonts, nodes, self.inkwork)

    def boxes(self, width: float, height: float) -> dict[str, bytes]:
        """The page boxes; the trimmed page keeps its coordinates (ISO 32000-1, 14.11.2)."""

        def box(out: float) -> bytes:
            return b"[%s]" % numbers(-out, -out, width + out, height + out).encode()

        return {"MediaBox": box(self.slug), "BleedBox": box(self.bleed), "TrimBox": box(0)}

    def marks_of(self, width: float, height: float) -> str:
        """Operators for the marks around a page, as an artifact."""
        marks = page_marks((0, 0, width, height), self.bleed, self.marks, grey=self.separation.grey, folds=self.folds)
        return f"\n/Artifact BMC\n{marks}\nEMC" if marks else ""

    def output_intent(self, file: PdfFile) -> bytes:
        """The array with the printing condition and its profile (ISO 15930-7, 6.2.3)."""
        condition = text_string(self.condition)
        return b"[<<%s/OutputConditionIdentifier%s/OutputCondition%s/Info%s/RegistryName%s/DestOutputProfile %s>>]" % (
            b"/Type/OutputIntent/S/GTS_PDFX",
            condition,
            condition,
            text_string(f"{self.condition}, stand-in profile" if self.stand_in else self.condition),
            text_string(_REGISTRY),
            reference(file.add_stream(self.profile, b"/N 4")),
        )

    def properties(self, meta: Meta) -> dict[str, str]:
        """Properties for the XMP packet (ISO 15930-7, 6.9)."""
        document = uuid.uuid5(uuid.NAMESPACE_URL, f"{meta.inputs}/{self.identity}/{meta.title}")
        return {
            "pdfxid:GTS_PDFXVersion": self.standard,
            "pdf:Trapped": "False",
            "xmpMM:DocumentID": f"uuid:{document}",
            "xmpMM:VersionID": "1",
            "xmpMM:RenditionClass": "default",
        }
