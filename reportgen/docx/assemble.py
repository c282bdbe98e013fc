"""Putting the parts together: a package of parts with their types and relationships (ECMA-376 part 2).

Written as text: opening a package with python-docx, to add parts and take it apart again, takes longer than everything
else that writing does.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from reportgen.docx import base
from reportgen.docx.context import Writer
from reportgen.docx.controls import Fields
from reportgen.docx.fonts import font_table, relations
from reportgen.docx.package import Relations
from reportgen.docx.stylesdata import COMMENT_STYLES
from reportgen.ooxml.archive import Archive
from reportgen.ooxml.package import CONTENT_TYPES, CUSTOM, DOCUMENT, FOOTNOTES, PACKAGE, STYLES, relations_of
from reportgen.ooxml.xml import HEADER, R
from reportgen.text.xml import escape

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE: Final = f"{PACKAGE}/relationships/metadata/core-properties"

COMMENTS: Final = "word/comments.xml"
FONTS: Final = "word/fontTable.xml"
NUMBERING: Final = "word/numbering.xml"
THEME: Final = "word/theme/theme1.xml"
APPLICATION: Final = "docProps/app.xml"
_TYPES: Final = {
    DOCUMENT: f"{_WORD}.document.main+xml",
    STYLES: f"{_WORD}.styles+xml",
    NUMBERING: f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    FOOTNOTES: f"{_WORD}.footnotes+xml",
    COMMENTS: f"{_WORD}.comments+xml",
    FONTS: f"{_WORD}.fontTable+xml",
    THEME: "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    APPLICATION: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_STORIES: Final = (".header+xml", ".footer+xml")
"""How the types of extra parts with paragraphs end."""
_STYLED: Final = (NUMBERING, FOOTNOTES, COMMENTS)
"""The parts besides these and the body that name styles."""
_OF_PACKAGE: Final = (
    ("rId1", f"{R}/officeDocument", f"/{DOCUMENT}"),
    ("rId2", _CORE, "/docProps/core.xml"),
    ("rId3", f"{R}/extended-properties", f"/{APPLICATION}"),
    ("rId4", f"{R}/custom-properties", f"/{CUSTOM}"),
)
_OF_DOCUMENT: Final = (
    ("rId1", f"{R}/styles", "/word/styles.xml"),
    ("rId2", f"{R}/numbering", "/word/numbering.xml"),
    ("rId3", f"{R}/settings", "/word/settings.xml"),
    ("rId4", f"{R}/footnotes", "/word/footnotes.xml"),
    ("rId5", f"{R}/fontTable", "/word/fontTable.xml"),
    ("rId6", f"{R}/theme", "/word/theme/theme1.xml"),
)


def begin(archive: Archive) -> None:
    """Write the parts that are the same in every file. They stand before the body, so that programs which look at the
    first names of a ZIP file know a Word file by them."""
    archive.put(relations_of(""), _relationships("", _OF_PACKAGE))
    archive.put(APPLICATION, base.application().encode())


def assemble(w: Writer, last_section: str) -> None:
    """Write everything else, from what the blocks have written: the end of the body, then the parts beside it. The one
    with the digest of the inputs comes last: it can be replaced."""
    package = w.package
    table, fonts = font_table(w.theme, w.fallback.used)
    texts = _texts(w, embedded=bool(fonts)) | {FONTS: table}
    rename = None
    if w.wanted.reference is not None:
        rename = _take_over(w, w.wanted.reference, texts)
    w.body.finish(last_section, rename)
    parts = {
        name: text.encode() if rename is None or name not in _STYLED else rename(text) for name, text in texts.items()
    }
    types = {name: kind for name, kind in _TYPES.items() if name in parts or name != COMMENTS}
    given = {part.name for part in w.wanted.reference.parts} if w.wanted.reference else set()
    for extra in (*package.parts.values(), *fonts):
        name = extra.name.lstrip("/")
        own_text = extra.name not in given and extra.content_type.endswith(_STORIES)
        parts[name] = rename(extra.blob.decode()) if rename and own_text else extra.blob
        types[name] = extra.content_type
        if extra.relations:
            parts[relations_of(name)] = _relationships(name, extra.relations)
    parts[relations_of(DOCUMENT)] = _relationships(DOCUMENT, _OF_DOCUMENT, package.relations)
    if fonts:
        parts[relations_of(FONTS)] = _relationships(FONTS, relations(fonts))
    if package.note_relations.known:
        parts[relations_of(FOOTNOTES)] = _relationships(FOOTNOTES, (), package.note_relations)
    parts[CONTENT_TYPES] = _content_types(types)
    for name in sorted(parts, key=lambda name: (name == CUSTOM, name)):
        w.archive.put(name, parts[name])


def _take_over(w: Writer, reference: ReferenceDocument, texts: dict[str, str]) -> Callable[[str], bytes]:
    """Put styles and colours of a reference document into the parts; what names the styles in the others as it does."""
    from reportgen.docx.reference.look import wanted_styles
    from reportgen.docx.reference.merge import merge, renamer

    merged = merge(reference, texts[STYLES], wanted_styles(w.theme, w.styles.ids), w.locale.tag)
    texts[STYLES] = merged.styles.decode()
    if reference.theme:
        texts[THEME] = reference.theme.decode()
    return renamer(merged)


def _texts(w: Writer, *, embedded: bool) -> dict[str, str]:
    """The parts besides the body."""
    comments = w.package.comments
    texts = {
        STYLES: w.styles.xml(w.numbering.style_lists, w.numbering.list_styles, COMMENT_STYLES if comments else ""),
        NUMBERING: w.numbering.xml(),
        "word/settings.xml": base.settings(w.locale, tracked=_tracked(w), facing=_facing(w), embedded=embedded),
        THEME: base.colour_theme(w.theme),
        "docProps/core.xml": base.core_properties(w.meta),
        CUSTOM: base.custom_properties(w.meta),
        FOOTNOTES: base.footnotes(w.package.notes),
        COMMENTS: base.comments(comments),
    }
    return {name: text for name, text in texts.items() if text}


def _tracked(w: Writer) -> bool:
    """A draft tracks changes; in a form LibreOffice would destroy the fields by it."""
    return bool(w.meta.draft) and w.wanted.fields is not Fields.BOUND


def _facing(w: Writer) -> bool:
    if w.wanted.reference and w.wanted.reference.furniture:
        return w.wanted.reference.facing
    return w.theme.rules.facing_pages


def _relationships(part: str, fixed: Iterable[tuple[str, str, str]], more: Relations | None = None) -> bytes:
    """The relationships of a part ("" for the package); targets inside are written as seen from its folder."""
    folder = f"/{posixpath.dirname(part)}"
    known = more.known.items() if more else ()
    rows = [(number, kind, target, False) for number, kind, target in fixed]
    rows += [(number, relation.kind, relation.target, relation.external) for relation, number in known]
    inner = "".join(
        f'<Relationship Id="{number}" Type="{kind}" Target="{escape(target)}" TargetMode="External"/>'
        if outside
        else f'<Relationship Id="{number}" Type="{kind}" Target="{posixpath.relpath(target, folder)}"/>'
        for number, kind, target, outside in rows
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


def _content_types(types: Mapping[str, str]) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(types.items()))
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()
