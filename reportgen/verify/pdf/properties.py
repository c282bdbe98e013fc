"""What a PDF says of itself beside its pages: the XMP packet and the Info dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.errors import UnreadableError
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.values import IndirectReference, Value, text_string

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDFD = "{http://pdfa.org/declarations/}"
_WTPDF = "http://pdfa.org/declarations/wtpdf#"
_DECLARED = {f"{_WTPDF}{level}1.0": f"wtpdf/1.0-{level}" for level in ("accessibility", "reuse")}
"""Claims by the addresses of their declarations (Well-Tagged PDF 1.0, 6.1.2 and 6.1.3)."""


def read_inputs(source: Path | str | bytes) -> str:
    """The digest of the inputs that a PDF says it was made from. Raises UnreadableError."""
    file = PdfObjects(source)
    try:
        return metadata(file).get("inputs", "")
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise UnreadableError("damaged-pdf", f"is a damaged PDF: {error}") from None


def metadata(file: PdfObjects) -> dict[str, str]:
    """The XMP packet (ISO 16684-1) as far as it concerns us, with the title of the Info dictionary as `info-title`."""
    found = {"info-title": string(file, file.info.get("Title"))}
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


def string(file: PdfObjects, value: Value) -> str:
    """A text string, "" for what is none."""
    found = file.resolve(value)
    return text_string(found) if isinstance(found, bytes) else ""
