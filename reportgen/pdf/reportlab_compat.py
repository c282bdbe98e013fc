"""The only module that knows ReportLab's private names: a file of numbered objects and pages on its canvas.

ReportLab numbers the objects, assembles the pages and the page tree, and writes its own objects. What PDF/UA
and PDF/A need and its public interface cannot say (structure, own metadata, an end of line before ``endstream``,
no font that is not embedded) goes into the same file as raw objects. At import the module proves that the ReportLab
at hand does what is relied on here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from operator import itemgetter
from struct import error
from typing import Any

import reportlab
from reportlab.pdfbase.pdfdoc import PDFFile, PDFObject
from reportlab.pdfbase.pdfdoc import format as write_object
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace
from reportlab.pdfgen.canvas import Canvas

from reportgen.errors import ReportgenError
from reportgen.pdf.objects import Objects, stream_object

__all__ = ["BROKEN_FONT", "PdfFile", "TTFontFace", "UnsupportedReportLabError", "reference"]

SUPPORTED = ">=5.0,<6"
BROKEN_FONT = (
    TTFError,
    OSError,
    error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
)
"""What ReportLab raises for fonts that are damaged."""


class UnsupportedReportLabError(ReportgenError, ImportError):
    """The installed ReportLab is of another make than the one this package was written for."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"ReportLab {reportlab.Version} cannot be used: {what}. "
            f"Supported are versions {SUPPORTED}: pip install 'reportlab{SUPPORTED}'"
        )


def reference(number: int) -> bytes:
    """An indirect reference to object `number` (ISO 32000-1, 7.3.10)."""
    return b"%d 0 R" % number


class _Outlines:
    """Stands in for ReportLab's own outline, which would remove the catalogue's entry when it is empty."""

    ready = 1

    def prepare(self, document: Any, canvas: Any) -> None:
        """Nothing is left to prepare: the outline's objects are raw."""


class _Raw(PDFObject):  # type: ignore[misc]
    """Bytes where ReportLab wants one of its own objects."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def format(self, document: Any) -> bytes:  # noqa: ARG002
        """The object as given."""
        return self.body


class _Info(_Raw):
    """Stands in for ReportLab's information dictionary, which writes the clock and place holders."""

    invariant = 1

    def digest(self, signature: Any) -> None:
        """The file's identity is set by its own content."""


class _PageCanvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas with pages whose entries are given, and without a font set in advance."""

    entries: Mapping[str, bytes] = {}

    def _make_preamble(self) -> None:
        self._preamble = ""

    # Annotations are the one entry that ReportLab takes apart; it leaves objects of its own kind alone.
    def _setAnnotations(self, page: Any) -> None:
        page.Trans = None
        page.__NoDefault__ = [*page.__NoDefault__, *(key for key in self.entries if key not in page.__NoDefault__)]
        for key, value in self.entries.items():
            setattr(page, key, _Raw(value) if key == "Annots" else value)


def _refuse_font(name: str) -> str:
    raise RuntimeError(f"font {name} would not be embedded")


class PdfFile:
    """A PDF file under construction. Object numbers are handed out in the order of asking; generation is always 0.

    Objects are written when their content is given, so that the file is all that is held of them; with `packed`, into
    compressed streams.
    """

    def __init__(self, width: float, height: float, version: tuple[int, int] = (1, 7), *, packed: bool = False) -> None:
        self._canvas = _PageCanvas(
            io.BytesIO(), pagesize=(width, height), pageCompression=0, invariant=1, pdfVersion=version
        )
        self._doc = self._canvas._doc
        self._doc.getInternalFontName = _refuse_font
        self._doc.Outlines = self._doc.outline = _Outlines()
        self._doc.Catalog.Outlines = None
        self._objects = Objects(b"".join(PDFFile(version).strings), self.reserve, packed=packed)
        self.pages: dict[int, int] = {}
        """Object numbers of the pages so far, by index."""

    def reserve(self) -> int:
        """A new object number, to be filled later."""
        doc = self._doc
        doc.objectcounter += 1
        number: int = doc.objectcounter
        return number

    def fill(self, number: int, body: bytes) -> None:
        """The content of a reserved object."""
        self._objects.write(number, body)

    def add(self, body: bytes) -> int:
        """A new object with this content."""
        number = self.reserve()
        self.fill(number, body)
        return number

    def add_stream(self, data: bytes, entries: bytes = b"", *, compress: bool = True) -> int:
        """A new stream object."""
        return self.add(stream_object(entries, data, compress=compress))

    def add_page(self, index: int, content: bytes, entries: Mapping[str, bytes]) -> int:
        """A new page with its content stream and the given entries of its dictionary; in any order."""
        name = self._doc.thisPageName()
        stream = self.add_stream(content)
        self._canvas.entries = {"Contents": reference(stream), **entries}
        self._canvas.showPage()
        number: int = self._doc.idToObjectNumberAndVersion[name][0]
        self.pages[index] = number
        return number

    def finish(self, catalog: Mapping[str, bytes], info: bytes | None, identity: tuple[bytes, bytes]) -> bytes:
        """The whole file; without `info` it has no information dictionary. `identity` (16 bytes each) is the trailer's
        ID (ISO 32000-1, 14.4)."""
        doc = self._doc
        entry = doc.Catalog
        entry.__NoDefault__ = [*entry.__NoDefault__, *(key for key in catalog if key not in entry.__NoDefault__)]
        for key, value in catalog.items():
            setattr(entry, key, value)
        drawn = doc.Pages.pages
        doc.Pages.pages = [page for _, page in sorted(zip(self.pages, drawn, strict=True), key=itemgetter(0))]
        doc._ID = b"[<%s><%s>]" % tuple(part.hex().encode() for part in identity)
        doc.idToObject["BasicFonts"] = b"<<>>"
        doc.info = _Info(info or b"")
        doc.format = self._assembled
        data: bytes = self._canvas.getpdfdata()
        return data

    def _assembled(self) -> bytes:
        """The file of all objects: to those written already come ReportLab's own."""
        doc = self._doc
        roots = [doc.Reference(entry).format(doc) for entry in (doc.Catalog, doc.info)]
        if not doc.info.body:
            del doc.idToObject[doc.numberToId.pop(int(roots.pop().split()[0]))]
        number = 1
        while (name := doc.numberToId.get(number)) is not None or number <= doc.objectcounter:
            if name is not None and not self._objects.written(number):
                self.fill(number, write_object(doc.idToObject[name], doc, toplevel=1).rstrip(b"\n"))
            number += 1
        entries = [b"%s %s" % entry for entry in zip((b"/Root", b"/Info"), roots, strict=False)]
        return self._objects.finish(b"".join(entries) + b"/ID" + doc._ID)


def _self_test() -> None:
    """Write a file of one empty page and look at it; UnsupportedReportLabError says what is amiss."""
    major = str(reportlab.Version).split(".")[0]
    if major != "5":
        raise UnsupportedReportLabError("it is of another major version")
    try:
        file = PdfFile(100, 100)
        file.add_page(0, b"", {"Tabs": b"/S", "Resources": b"<<>>", "Annots": b"[4 0 R]"})
        data = file.finish({"MarkInfo": b"<</Marked true>>"}, b"<</Title(x)>>", (bytes(16), bytes(16)))
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise UnsupportedReportLabError(f"writing an empty page failed ({error})") from error
    for what, right in {
        "pages lose their entries": b"/Tabs /S" in data and b"/Annots [4 0 R]" in data,
        "the catalogue loses its entries": b"/MarkInfo <</Marked true>>" in data,
        "properties are written by itself": b"<</Title(x)>>" in data and b"CreationDate" not in data,
        "pages get a transition": b"/Trans" not in data,
        "it refers to Helvetica": b"Helvetica" not in data,
        "streams end without an end of line": data.count(b"\r\nendstream") == data.count(b"endstream") == 1,
        "the file has no identity of its own": b"[<" + b"0" * 32 in data,
    }.items():
        if not right:
            raise UnsupportedReportLabError(what)


_self_test()
