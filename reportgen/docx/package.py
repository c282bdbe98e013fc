"""Putting the parts together: python-docx opens the package, takes pictures and charts, and gives the parts back.

The archive itself is ours (`archive`): python-docx writes the time of day into it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from reportgen.document import nodes as n
from reportgen.docx import base
from reportgen.docx.archive import archive
from reportgen.docx.context import ExtraPart, Writer
from reportgen.docx.furniture import FOOT_RELATION, HEAD_RELATION, footer, header
from reportgen.docx.xml import HEADER, R

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = f"{_PACKAGE}/relationships/metadata/core-properties"

_TYPES: Final = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_OF_PACKAGE: Final = {
    "rId1": (f"{R}/officeDocument", "word/document.xml"),
    "rId2": (_CORE, "docProps/core.xml"),
    "rId3": (f"{R}/extended-properties", "docProps/app.xml"),
    "rId4": (f"{R}/custom-properties", "docProps/custom.xml"),
}
_OF_DOCUMENT: Final = {
    "rId1": (f"{R}/styles", "styles.xml"),
    "rId2": (f"{R}/numbering", "numbering.xml"),
    "rId3": (f"{R}/settings", "settings.xml"),
    "rId4": (f"{R}/footnotes", "footnotes.xml"),
    "rId5": (f"{R}/fontTable", "fontTable.xml"),
    "rId6": (f"{R}/theme", "theme/theme1.xml"),
    HEAD_RELATION: (f"{R}/header", "header1.xml"),
    FOOT_RELATION: (f"{R}/footer", "footer1.xml"),
}


def assemble(w: Writer, last_section: str) -> bytes:
    """The finished file from what the blocks have written."""
    import docx

    document = docx.Document(io.BytesIO(_base_package(w, last_section)))
    package = document.part.package
    _extra_parts(package, document.part, w)
    _core(document.core_properties, w.meta)
    return archive(_parts(package))


def _base_package(w: Writer, last_section: str) -> bytes:
    """The package that python-docx opens. The text is in it already: a tree that is put into another one is walked
    and rewritten by lxml, which takes longer than everything else in a long report.
    """
    texts = {
        "word/document.xml": base.document(w.out, last_section),
        "word/styles.xml": w.styles.xml(w.numbering.style_lists, w.numbering.list_styles),
        "word/numbering.xml": w.numbering.xml(),
        "word/settings.xml": base.settings(w.locale),
        "word/footnotes.xml": base.footnotes(w.notes),
        "word/fontTable.xml": base.font_table(w.theme),
        "word/theme/theme1.xml": base.colour_theme(w.theme),
        "docProps/core.xml": base.core_properties(),
        "docProps/app.xml": base.application(),
        "docProps/custom.xml": base.custom_properties(w.meta),
    }
    parts = {name: text.encode() for name, text in texts.items()}
    parts["word/header1.xml"] = header(w.meta.running_head or w.meta.title)
    parts["word/footer1.xml"] = footer(w.meta.running_foot, w.styles.character("folio"))
    parts["_rels/.rels"] = _relationships(_OF_PACKAGE)
    parts["word/_rels/document.xml.rels"] = _relationships(_OF_DOCUMENT)
    parts["[Content_Types].xml"] = _content_types(_TYPES.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, blob in parts.items():
            package.writestr(name, blob)
    return out.getvalue()


def _relationships(relations: dict[str, tuple[str, str]]) -> bytes:
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{to}"/>' for i, (kind, to) in relations.items())
    return f'{HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


def _content_types(types: Any) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types)
    return (
        f'{HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _extra_parts(package: Any, main: Any, w: Writer) -> None:
    """Pictures, charts and workbooks, and every relationship under the id that the text uses."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    made: dict[str, Any] = {}

    def part(extra: ExtraPart) -> Any:
        if extra.name not in made:
            made[extra.name] = new = Part(PackURI(extra.name), extra.content_type, extra.blob, package)
            for rel_id, kind, target in extra.relations:
                new.rels.add_relationship(kind, part(w.parts[target]), rel_id)
        return made[extra.name]

    notes = main.part_related_by(f"{R}/footnotes")
    for owner, relations in ((main, w.relations), (notes, w.note_relations)):
        for relation, rel_id in relations.known.items():
            target = relation.target if relation.external else part(w.parts[relation.target])
            owner.rels.add_relationship(relation.kind, target, rel_id, relation.external)


def _core(core: Any, meta: n.Meta) -> None:
    """Title, language and dates of the file; every date is the edition's."""
    day = datetime.fromisoformat(meta.as_of).replace(tzinfo=UTC)
    core.title, core.subject, core.author = meta.title[:255], (meta.subject or meta.subtitle)[:255], meta.author[:255]
    core.keywords = ", ".join(meta.keywords)[:255]
    core.language = meta.language
    core.last_modified_by = meta.author[:255]
    core.created = core.modified = day
    core.version = meta.edition[:255]


def _parts(package: Any) -> dict[str, bytes]:
    parts: dict[str, bytes] = {"_rels/.rels": _blob(package.rels.xml)}
    types: dict[str, str] = {}
    for part in package.iter_parts():
        name = str(part.partname).lstrip("/")
        parts[name], types[name] = _blob(part.blob), part.content_type
        if part.rels:
            parts[str(part.partname.rels_uri).lstrip("/")] = _blob(part.rels.xml)
    parts["[Content_Types].xml"] = _content_types(sorted(types.items()))
    return parts


def _blob(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
