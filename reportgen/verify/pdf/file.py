"""A PDF file as objects, pages and streams, with damage and encryption told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import UnreadableError
from reportgen.outside.work import Work
from reportgen.verify.pdf.source import ObjectSource, open_source
from reportgen.verify.pdf.values import IndirectReference, Value
from reportgen.verify.reading import load

STEPS, STEPS_A_BYTE = 8_000_000, 4
"""Words of content streams, characters and objects that are read: each takes a tenth of a microsecond to one."""
_DEPTH = 50
"""Page trees and number trees deeper than this are taken for loops."""


class PdfObjects:
    """The objects of one PDF, each parsed once, when it is first asked for."""

    def __init__(self, source: Path | str | bytes) -> None:
        content = load(source)
        if b"%PDF-" not in content[:1024]:
            raise UnreadableError("not-a-pdf", "is not a PDF: it does not begin with %PDF-")
        self.work = Work(len(content), steps=STEPS, steps_a_byte=STEPS_A_BYTE)
        self._source: ObjectSource = open_source(content, self.work)
        self._objects: dict[IndirectReference, Value] = {}
        self.catalog: dict[str, Value] = self.dictionary(self._source.trailer.get("Root"))
        self.info: dict[str, Value] = self.dictionary(self._source.trailer.get("Info"))

    def resolve(self, value: Value) -> Value:
        """`value`, or the object it refers to. A stream gives its dictionary."""
        if type(value) is not IndirectReference:
            return value
        while type(value) is IndirectReference:
            if value not in self._objects:
                self._objects[value] = self._source.object(value)
            value = self._objects[value]
        return value

    def passing(self, value: Value) -> dict[str, Value]:
        """The same as `dictionary`, and nothing of it is kept: for what is looked at once, as elements of a structure
        are, of which a long report has a hundred thousand."""
        if type(value) is not IndirectReference or value in self._objects:
            return self.dictionary(value)
        found = self._source.object(value)
        return found if type(found) is dict else self.dictionary(found)

    def dictionary(self, value: Value) -> dict[str, Value]:
        """`value` as a dictionary, an empty one where it is none."""
        found = self.resolve(value)
        return found if type(found) is dict else {}

    def array(self, value: Value) -> list[Value]:
        """`value` as an array: one value alone is an array of one, nothing is an empty one."""
        found = self.resolve(value)
        if type(found) is list:
            return found
        return [] if found is None else [value]

    def stream(self, value: Value) -> bytes:
        """The decoded bytes of a stream, or of several in an array; empty where it is none."""
        return b"\n".join(self._source.stream(part) for part in self.array(value) if type(part) is IndirectReference)

    def content(self, value: Value) -> bytes:
        """The same of a stream that is looked at word by word, which counts."""
        return b"\n".join(
            self.work.content(self._source.stream(part))
            for part in self.array(value)
            if type(part) is IndirectReference
        )

    def pages(self) -> list[tuple[IndirectReference, dict[str, Value]]]:
        """Every page with its reference; what a page inherits is filled in (7.7.3.4)."""
        return list(self._pages(self.catalog.get("Pages"), {}, 0))

    def _pages(
        self, ref: Value, inherited: dict[str, Value], depth: int
    ) -> Iterator[tuple[IndirectReference, dict[str, Value]]]:
        self.work.do(1)
        node = self.dictionary(ref)
        kept: dict[str, Value] = {key: node[key] for key in ("Resources", "MediaBox", "Rotate") if key in node}
        if "Kids" not in node:
            if type(ref) is IndirectReference and node:
                yield ref, {**inherited, **node}
            return
        if depth < _DEPTH:
            for kid in self.array(node["Kids"]):
                yield from self._pages(kid, {**inherited, **kept}, depth + 1)

    def number_tree(self, root: Value) -> dict[int, Value]:
        """A number tree as a mapping (7.9.7)."""
        pairs = self._leaves(root, "Nums", 0)
        return dict(zip(pairs[::2], pairs[1::2], strict=False))

    def name_tree(self, root: Value) -> dict[bytes, Value]:
        """A name tree as a mapping (7.9.6)."""
        pairs = self._leaves(root, "Names", 0)
        return dict(zip(pairs[::2], pairs[1::2], strict=False))

    def _leaves(self, ref: Value, key: str, depth: int) -> list[Value]:
        node = self.dictionary(ref)
        found = list(self.array(node.get(key)))
        self.work.do(1 + len(found))
        if depth < _DEPTH:
            for kid in self.array(node.get("Kids")):
                found.extend(self._leaves(kid, key, depth + 1))
        return found
