"""Document properties: XMP and the information dictionary in step, and the output intent.

Every date is the edition's `as_of`, so a file says the same whenever it is built (ISO 19005-2, 6.6.2 and 6.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from msgspec import Struct

import reportgen
from reportgen.document.nodes import Meta
from reportgen.pdf.profiles import Profile
from reportgen.pdf.rebind import inputs_element
from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import text_string
from reportgen.text.xml import escape, legal

PRODUCER = "ReportLab PDF Library"
NAMESPACE = "https://reportgen.example/ns/1.0/"


class Properties(Struct, frozen=True):
    """What both kinds of metadata say."""

    title: str
    author: str
    subject: str
    keywords: str
    creator: str
    day: str

    @classmethod
    def of(cls, meta: Meta) -> Properties:
        """The properties of a document, without the characters that only one of the two could say."""
        return cls(
            title=legal(meta.title),
            author=legal(meta.author),
            subject=legal(meta.subject or meta.subtitle),
            keywords=legal(", ".join(meta.keywords)),
            creator=f"reportgen {reportgen.__version__}",
            day=meta.as_of,
        )


def information(properties: Properties, profile: Profile) -> bytes:
    """The document information dictionary (ISO 32000-1, 14.3.3); what is empty stays out."""
    date = f"D:{properties.day.replace('-', '')}000000Z"
    entries = {
        b"/Title": properties.title,
        b"/Author": properties.author,
        b"/Subject": properties.subject,
        b"/Keywords": properties.keywords,
        b"/Creator": properties.creator,
        b"/Producer": PRODUCER,
        b"/CreationDate": date,
        b"/ModDate": date,
        b"/GTS_PDFXVersion": profile.press.standard if profile.press else "",
    }
    written = b"".join(key + text_string(value) for key, value in entries.items() if value)
    return b"<<" + written + b"/Trapped/False>>"


def output_intent(file: PdfFile, profile: Profile) -> bytes:
    """The array of output intents: what the colours of the file mean."""
    icc = files("reportgen.pdf").joinpath("data/sRGB.icc").read_bytes()
    condition = text_string(profile.output_condition)
    return b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %s>>]" % (
        condition,
        condition,
        reference(file.add_stream(icc, b"/N 3")),
    )


def xmp(meta: Meta, properties: Properties, profile: Profile) -> bytes:
    """The XMP packet, not compressed, as readers without PDF expect it (ISO 19005-2, 6.6.2.1)."""
    when = f"{properties.day}T00:00:00Z"
    simple = {
        "pdf:Producer": PRODUCER,
        "pdf:Keywords": properties.keywords,
        "xmp:CreatorTool": properties.creator,
        "xmp:CreateDate": when,
        "xmp:ModifyDate": when,
        "xmp:MetadataDate": when,
        "pdfaid:part": str(profile.pdfa[0]) if profile.pdfa else "",
        "pdfaid:rev": _REVISIONS.get(("pdfaid", profile.pdfa[0]), "") if profile.pdfa else "",
        "pdfaid:conformance": profile.pdfa[1] if profile.pdfa else "",
        "pdfuaid:part": str(profile.pdfua) if profile.pdfua else "",
        "pdfuaid:rev": _REVISIONS.get(("pdfuaid", profile.pdfua), "") if profile.pdfua else "",
        **(profile.press.properties(meta) if profile.press else {}),
        "reportgen:edition": meta.edition,
    }
    parts = [
        _alternatives("dc:title", properties.title),
        _list("dc:creator", "Seq", properties.author),
        _alternatives("dc:description", properties.subject),
        _list("dc:language", "Bag", meta.language),
        *(f"<{key}>{escape(value)}</{key}>" for key, value in simple.items() if value),
        inputs_element(meta.inputs).decode() if meta.inputs else "",
    ]
    namespaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{namespaces}>\n' + "\n".join(filter(None, parts)) + "\n</rdf:Description>\n"
        f"{_extensions() if profile.pdfa and profile.pdfa[0] < _WITHOUT_EXTENSIONS else ''}"
        f"{_declarations(profile.declared)}\n</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "reportgen": NAMESPACE,
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


_REVISIONS = {("pdfaid", 4): "2020", ("pdfuaid", 2): "2024"}
"""The year of those parts of ISO 19005 and ISO 14289 that say it (ISO 19005-4, 6.7.3; ISO 14289-2, clause 5)."""
_WITHOUT_EXTENSIONS = 4
"""The first part of ISO 19005 that lets properties be undescribed."""


def _declarations(addresses: Iterable[str]) -> str:
    """What else the file declares to conform to (PDF Declarations, PDF Association 2023)."""
    found = "".join(_resource(f"<pdfd:conformsTo>{escape(address)}</pdfd:conformsTo>") for address in addresses)
    if not found:
        return ""
    bag = f"<pdfd:declarations><rdf:Bag>{found}</rdf:Bag></pdfd:declarations>"
    return f'<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/">{bag}</rdf:Description>'


def _alternatives(name: str, text: str) -> str:
    return _list(name, "Alt", text, ' xml:lang="x-default"')


def _list(name: str, kind: str, text: str, attribute: str = "") -> str:
    if not text:
        return ""
    return f"<{name}><rdf:{kind}><rdf:li{attribute}>{escape(text)}</rdf:li></rdf:{kind}></{name}>"


class _Schema(Struct, frozen=True):
    """A schema that PDF/A does not predefine, with (name, type, category, description) of its properties."""

    name: str
    prefix: str
    properties: tuple[tuple[str, str, str, str], ...]


_SCHEMAS = (
    _Schema("PDF/UA identification", "pdfuaid", (("part", "Integer", "internal", "Part of ISO 14289"),)),
    _Schema(
        "Report generation",
        "reportgen",
        (
            ("edition", "Text", "external", "Edition of the report"),
            ("inputs", "Text", "internal", "SHA-256 over all inputs of the build, hexadecimal"),
        ),
    ),
)


def _extensions() -> str:
    """Descriptions of the schemas that PDF/A does not predefine (ISO 19005-2, 6.6.2.3.3)."""
    schemas = "".join(_resource(_schema(schema)) for schema in _SCHEMAS)
    names = "".join(
        f' xmlns:pdfa{kind.capitalize()}="http://www.aiim.org/pdfa/ns/{kind}{end}"'
        for kind, end in (("extension", "/"), ("schema", "#"), ("property", "#"))
    )
    bag = f"<rdf:Bag>{schemas}</rdf:Bag>"
    return (
        f'<rdf:Description rdf:about=""{names}><pdfaExtension:schemas>{bag}</pdfaExtension:schemas></rdf:Description>'
    )


def _resource(entries: str) -> str:
    return f'<rdf:li rdf:parseType="Resource">{entries}</rdf:li>\n'


def _schema(schema: _Schema) -> str:
    described = {"schema": schema.name, "namespaceURI": _NAMESPACES[schema.prefix], "prefix": schema.prefix}
    properties = "".join(
        _resource(_tags("pdfaProperty", zip(("name", "valueType", "category", "description"), entry, strict=True)))
        for entry in schema.properties
    )
    inner = f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
    return _tags("pdfaSchema", described.items()) + inner


def _tags(prefix: str, entries: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<{prefix}:{key}>{escape(value)}</{prefix}:{key}>" for key, value in entries)
