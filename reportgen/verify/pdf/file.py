"""A PDF file as objects, pages and streams, with damage and encryption told apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from reportgen.verify.pdf.values import Ref, Value, parse
from reportgen.verify.reading import UnreadableError, load

_DEPTH = 50
"""Page trees and number trees deeper than this are taken for loops."""


class PdfFile:
    """The objects of one PDF, each parsed once, when it is first asked for."""

    def __init__(self, source: Path | str | bytes) -> None:
        content = load(source)
        if b"%PDF-" not in content[:1024]:
            raise UnreadableError("not-a-pdf", "is not a PDF: it does not begin with %PDF-")
        try:
            self._pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
        except pikepdf.PasswordError:
            raise UnreadableError("encrypted-pdf", "is protected by a password; verify needs an open file") from None
        except pikepdf.PdfError as error:
            raise UnreadableError("damaged-pdf", f"is a damaged PDF: {_first_line(error)}") from None
        self._objects: dict[Ref, Value] = {}
        self.catalog: dict[str, Value] = parse(self._pdf.Root.unparse(resolved=True))
        self.info: dict[str, Value] = self.dictionary(parse(self._pdf.trailer.unparse(resolved=True)).get("Info"))

    def resolve(self, value: Value) -> Value:
        """`value`, or the object it refers to. A stream gives its dictionary."""
        while type(value) is Ref:
            if value not in self._objects:
                self._objects[value] = self._read(value)
            value = self._objects[value]
        return value

    def _read(self, ref: Ref) -> Value:
        found = self._pdf.get_object(ref)
        if isinstance(found, pikepdf.Stream):
            return parse(found.stream_dict.unparse(resolved=True))
        return parse(found.unparse(resolved=True))

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
        """The decoded bytes of a stream, or of several in an array; empty where it cannot be decoded."""
        return b"\n".join(self._decoded(part) for part in self.array(value) if type(part) is Ref)

    def _decoded(self, ref: Ref) -> bytes:
        found = self._pdf.get_object(ref)
        try:
            return found.read_bytes() if isinstance(found, pikepdf.Stream) else b""
        except pikepdf.PdfError as error:
            raise UnreadableError("damaged-pdf", f"has a stream that cannot be decoded: {_first_line(error)}") from None

    def pages(self) -> list[tuple[Ref, dict[str, Value]]]:
        """Every page with its reference; what a page inherits is filled in (7.7.3.4)."""
        return list(self._pages(self.catalog.get("Pages"), {}, 0))

    def _pages(self, ref: Value, inherited: dict[str, Value], depth: int) -> Iterator[tuple[Ref, dict[str, Value]]]:
        node = self.dictionary(ref)
        kept: dict[str, Value] = {key: node[key] for key in ("Resources", "MediaBox", "Rotate") if key in node}
        if "Kids" not in node:
            if type(ref) is Ref and node:
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
        if depth < _DEPTH:
            for kid in self.array(node.get("Kids")):
                found.extend(self._leaves(kid, key, depth + 1))
        return found


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else "unknown reason"
