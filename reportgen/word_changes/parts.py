"""A Word package taken apart: bytes by part, trees where somebody asks for them, content types and relationships."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from reportgen.ooxml.archive import archive
from reportgen.ooxml.package import CONTENT_TYPES, DOCUMENT, PACKAGE, relations_of

_NO_RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships"/>'


class EditablePackage:
    """The parts of a file. Trees that were asked for are written back by `to_bytes`."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self._trees: dict[str, Any] = {}
        types = etree.fromstring(self.parts[CONTENT_TYPES])
        self.types = {
            str(each.get("PartName")).lstrip("/"): str(each.get("ContentType"))
            for each in types
            if each.get("PartName")
        }

    def tree(self, name: str) -> Any:
        """The root of an XML part; what is done to it lasts."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]

    @property
    def body(self) -> Any:
        """w:body."""
        return self.tree(DOCUMENT)[0]

    def relations(self, part: str) -> Any:
        """The relationships of a part; an empty list that lasts where it has none."""
        name = relations_of(part)
        if name not in self._trees and name not in self.parts:
            self._trees[name] = etree.fromstring(_NO_RELATIONS)
        return self.tree(name)

    def remove(self, name: str) -> None:
        """Take a part away, and its relationships."""
        for each in (name, relations_of(name)):
            self.parts.pop(each, None)
            self._trees.pop(each, None)
        self.types.pop(name, None)

    def target(self, part: str, relation: Any) -> str:
        """The name of the part that a relationship of `part` leads to."""
        target = str(relation.get("Target"))
        return (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
        )

    def to_bytes(self) -> bytes:
        """The file; the same bytes for the same parts."""
        for name, tree in self._trees.items():
            if len(tree) or name in self.parts:
                self.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        types = etree.fromstring(self.parts[CONTENT_TYPES])
        for each in list(types):
            named = each.get("PartName")
            if named and named.lstrip("/") not in self.parts:
                types.remove(each)
        known = {each.get("PartName") for each in types}
        for name, kind in sorted(self.types.items()):
            if f"/{name}" not in known and kind:
                etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=kind)
        self.parts[CONTENT_TYPES] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
        return archive(self.parts)
