"""A Word file as a package of XML parts and relationships (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.errors import DamagedPackageError, OversizeError, UnreadableError
from reportgen.outside.packages import Parts
from reportgen.verify.reading import load

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT: Any = {"resolve_entities": False, "no_network": True, "huge_tree": False}
_PARSER = etree.XMLParser(**_STRICT)
_CHUNK = 1 << 18
"""Bytes of XML that are read at once where children of an element are let go."""
_OLE = b"\xd0\xcf\x11\xe0"
"""Begin of an OLE container: an encrypted Word file, or one of the old binary format."""


def _child_of_root(parser: Any) -> Any:
    """The first child of the root that the parser has met, None while there is none."""
    met = (element for _, element in parser.read_events())
    return next((each for each in met if each.getparent() is not None and each.getparent().getparent() is None), None)


def _complete(holder: Any, still_open: int, look: Callable[[Any], None]) -> Iterator[Any]:
    """All children but the last `still_open`, which are let go afterwards."""
    count = 0 if holder is None else len(holder) - still_open
    if count <= 0:
        return
    look(holder.getroottree().getroot())
    each = holder[0]
    for _ in range(count):
        yield each
        each = each.getnext()
    del holder[:count]


@contextmanager
def _told() -> Iterator[None]:
    """Report faults of the package like those of any finished file."""
    try:
        yield
    except DamagedPackageError as error:
        raise UnreadableError("damaged-docx", f"is a damaged Word file: {error}") from None
    except OversizeError as error:
        raise UnreadableError("too-much-work", str(error)) from None


class DocxFile:
    """Parts by name without a leading slash, parsed when they are asked for."""

    def __init__(self, content: bytes) -> None:
        with _told():
            self._parts = Parts(content)
        self._trees: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts.names

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableError where it is missing, damaged or too much."""
        with _told():
            return self._parts.read(name)

    def tree(self, name: str) -> Any:
        """The root element of an XML part."""
        if name not in self._trees:
            with _told():
                content = self._parts.xml(name)
            try:
                self._trees[name] = etree.fromstring(content, _PARSER)
            except etree.XMLSyntaxError as error:
                raise UnreadableError("damaged-docx", f"has a part that is not XML: {name}: {error}") from None
        return self._trees[name]

    def children(self, name: str, holder: str, look: Callable[[Any], None]) -> Iterator[Any]:
        """The children of the element `holder` below the root of a part, as they are complete; `look` is shown the
        root from time to time, and once more whole.

        What was given is let go after a while, if nobody holds it: a body of a thousand pages takes ten times its own
        length as a tree. Raises UnreadableError where the part is not XML; gives nothing where there is no such
        element.
        """
        parser = etree.XMLPullParser(("start",), tag=holder, **_STRICT)
        inside: Any = None
        try:
            for piece in self._pieces(name):
                parser.feed(piece)
                inside = _child_of_root(parser) if inside is None else inside
                yield from _complete(inside, 1, look)
            parser.close()
        except etree.XMLSyntaxError as error:
            raise UnreadableError("damaged-docx", f"has a part that is not XML: {name}: {error}") from None
        if inside is not None:
            look(inside.getroottree().getroot())
            yield from _complete(inside, 0, look)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """A part as it is unpacked: one of a thousand pages is 26 MB long, and never there as a whole."""
        pieces = self._parts.pieces(name, _CHUNK)
        while True:
            with _told():
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    def optional(self, name: str | None) -> Any:
        """The root element of a part, None where the package does not have it."""
        return self.tree(name) if name is not None and name in self else None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part: id to type (its last word) and target; targets inside are part names."""
        folder, _, last = name.rpartition("/")
        rels = self.optional(posixpath.join(folder, "_rels", f"{last}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in () if rels is None else rels:
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def related(self, name: str, kind: str) -> str | None:
        """The first part that `name` is related to by a relationship of this type."""
        return next((target for type_, target in self.relations(name).values() if type_ == kind), None)


def open_package(source: Path | str | bytes) -> DocxFile:
    """The package of a Word file. Raises UnreadableError for everything that is none."""
    content = load(source)
    if content.startswith(_OLE):
        raise UnreadableError("encrypted-docx", "is protected by a password, or in the format of before 2007")
    if not content.startswith(b"PK"):
        raise UnreadableError("not-a-docx", "is not a Word file: it is no ZIP package")
    package = DocxFile(content)
    if package.related("", "officeDocument") is None:
        raise UnreadableError("not-a-docx", "is not a Word file: the package has no main document")
    return package
