"""What a save in another program left of a Word file: its text in order, the names of its fields, its bookmarks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from oracles.ooxml import MC, W, val

_SPACE = (f"{W}tab", f"{W}br", f"{W}cr")
_COPY = re.compile(r"_Copy_\d+$")
"""What LibreOffice appends to names of bookmarks in notes."""
_OWN = {f"{W}noBreakHyphen": "-", f"{W}softHyphen": "", f"{W}footnoteReference": ""}
_PAGE = re.compile(r"[–\d]*")
"""The number of a page, or what stands for one that nobody has counted: it is for each program to find."""
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "\ufeff": None})


class SavedFile:
    """A Word file of whatever program; every part that is XML is well-formed, or it cannot be made."""

    def __init__(self, data: bytes) -> None:
        package = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }
        self.body = self.parts["word/document.xml"]
        for fallback in list(self.body.iter(f"{MC}Fallback")):
            fallback.getparent().remove(fallback)

    def paragraphs(self) -> list[str]:
        """The text of the body, paragraph by paragraph, without what stands in frames and the numbers of pages."""
        return [text for text in (_text(each) for each in self._body() if not _framed(each)) if text]

    def frames(self) -> list[str]:
        """The text of frames; other programs make text boxes of them."""
        return [text for text in (_text(each) for each in self._body() if _framed(each)) if text]

    def _body(self) -> Iterator[etree._Element]:
        return self.body.iter(f"{W}p")

    def notes(self) -> list[str]:
        notes = self.parts.get("word/footnotes.xml")
        found = [] if notes is None else [" ".join(map(_text, note.iter(f"{W}p"))).strip() for note in notes]
        return [text for text in found if text]

    def names(self) -> list[str]:
        """Names of controls, in order."""
        return [val(each) for each in self.body.iter(f"{W}alias")]

    def marks(self) -> set[str]:
        stories = [self.body, *(part for name, part in self.parts.items() if name == "word/footnotes.xml")]
        names = (each.get(f"{W}name", "") for story in stories for each in story.iter(f"{W}bookmarkStart"))
        return {_COPY.sub("", name) for name in names}

    def kept(self) -> dict[str, str]:
        """Paths and texts of bound fields that lie in parts of their own, by the number of the field."""
        stores = [part for name, part in self.parts.items() if name.startswith("customXml/item")]
        fields = (field for store in stores for field in store if field.tag.startswith("{urn:reportgen:fields}"))
        return {etree.QName(field).localname: "".join(field.itertext()) for field in fields}


def _framed(paragraph: etree._Element) -> bool:
    framed = paragraph.find(f"{W}pPr/{W}framePr") is not None
    return framed or next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None


def _text(paragraph: etree._Element) -> str:
    """One paragraph without those in text boxes in it."""
    said: list[str] = []
    fields: list[tuple[int, str]] = []
    for each in paragraph.iter():
        if next(each.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        parent = each.getparent()
        if parent is None or parent.tag != f"{W}r":
            continue
        if each.tag == f"{W}fldChar":
            _field(each.get(f"{W}fldCharType", ""), said, fields)
        elif each.tag == f"{W}instrText" and fields:
            fields[-1] = (len(said), fields[-1][1] + (each.text or ""))
        elif each.tag == f"{W}t":
            said.append(each.text or "")
        elif each.tag in _SPACE:
            said.append(" ")
        else:
            said.append(_OWN.get(str(each.tag), ""))
    words = "".join(said).translate(_HYPHENS).split()
    return " ".join(words[:-1] if words[-1:] == ["–"] else words)


def _field(kind: str, said: list[str], fields: list[tuple[int, str]]) -> None:
    """Follow a field; one that shows nothing but the number of a page says nothing."""
    if kind == "begin":
        fields.append((len(said), ""))
    elif kind == "end" and fields:
        start, code = fields.pop()
        if code.split()[:1] == ["PAGEREF"] and _PAGE.fullmatch("".join(said[start:])):
            del said[start:]
