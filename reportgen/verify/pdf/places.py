"""Where links and bookmarks lead: to a page, and in PDF 2.0 to an element of the structure as well, which must be the
same place (ISO 32000-1, 12.3.2; ISO 32000-2, 12.3.2.3; ISO 14289-2, 8.8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportgen.findings.difference import Difference
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.tree import TreeReader
from reportgen.verify.pdf.values import IndirectReference, Value, text_string


class _Lead(NamedTuple):
    """What an annotation or a bookmark says of its target: a name or an array, and an array of the structure."""

    page: Value
    element: Value


class Places:
    """The named destinations of a file and the elements of its structure.

    `structured`: the file claims a standard that wants structure destinations.
    """

    def __init__(
        self, file: PdfObjects, tree: TreeReader, pages: Iterable[IndirectReference], *, structured: bool
    ) -> None:
        self._file, self._tree, self._structured = file, tree, structured
        self._pages = frozenset(pages)
        old = file.dictionary(file.catalog.get("Dests"))
        self._named = {name.encode("latin-1"): value for name, value in old.items()}
        self._named |= file.name_tree(file.dictionary(file.catalog.get("Names")).get("Dests"))

    def flaws(self) -> Iterator[Difference]:
        """Faults of the named destinations, of the bookmarks, and of what elements refer to."""
        for name, value in self._named.items():
            block = text_string(name)
            for code, text in self._contradictions(block, self._destination(value)):
                yield Difference(code, f"a name {text}", block)
        for bookmark in self._bookmarks():
            title = self._file.resolve(bookmark.get("Title"))
            said = text_string(title) if isinstance(title, bytes) else ""
            for code, text in self.faults(bookmark):
                yield Difference(code, f"the bookmark {said!r} {text}")
        if self._structured:
            yield from self._references()

    def faults(self, holder: dict[str, Value]) -> Iterator[tuple[str, str]]:
        """Codes and texts, to stand behind who leads there, of the faults of a link annotation or bookmark."""
        lead = self._lead(holder)
        if lead is None:
            return
        if not self._alive(lead.page):
            yield "dead-link", f"leads to {_printed(lead.page)}, which does not exist"
            return
        named = isinstance(lead.page, str | bytes)
        block = _printed(lead.page) if named else ""
        if named:
            inside = self._destination(self._named[_name(lead.page)])
            lead = _Lead(inside.page, lead.element if lead.element is not None else inside.element)
        if self._structured and self._element(lead.element) is None:
            yield "no-structure-destination", "leads to a page, but to no element of the structure"
            return
        yield from self._contradictions(block, lead)

    def targets(self) -> Iterator[str]:
        """The block that each link element leads to, by the element of the structure, or else by its name."""
        for link in {link.owner: link for link in self._tree.links}.values():
            lead = self._lead(self._file.dictionary(link.annotation))
            if lead is not None:
                yield self._id(self._element(lead.element)) or _printed(lead.page)

    def block_of(self, annotation: IndirectReference) -> IndirectReference | None:
        """The element that a link leads to, None for none."""
        lead = self._lead(self._file.dictionary(annotation))
        return self._element(lead.element) if lead is not None else None

    def _contradictions(self, block: str, lead: _Lead) -> Iterator[tuple[str, str]]:
        """Whether page, element and name (that of a block, "" for none) are one place."""
        element = self._element(lead.element)
        led = self._tree.elements.get(element) if element is not None else None
        if element is not None and block in self._tree.seen and led != block:
            yield "other-destination", f"leads to {block!r} by its name, but to {led!r} in the structure"
            return
        begins = self._tree.begins.get(led or block)
        page = lead.page[0] if isinstance(lead.page, list) and lead.page else None
        if begins is not None and page is not None and page != begins:
            yield "other-destination", f"leads to another page than that on which {led or block!r} begins"

    def _references(self) -> Iterator[Difference]:
        """Entries of the contents name the element that their link leads to, marks and notes each other
        (ISO 14289-2, 8.2.5.8 and 8.2.5.14)."""
        notes = {each.owner: each.to for each in self._tree.referring if each.kind == "Note"}
        marks = {each.owner: each.to for each in self._tree.referring if each.kind == "mark"}
        for owner, named in notes.items():
            if not named or any(owner not in marks.get(mark, ()) for mark in named):
                text = "a note and its mark do not name each other (Ref)"
                yield Difference("other-reference", text, self._id(owner))
        for each in self._tree.referring:
            if each.kind == "TOCI":
                wanted = {self.block_of(link.annotation) for link in each.links}
                if not each.to or set(each.to) != wanted:
                    said = ", ".join(repr(self._id(to)) for to in each.to) or "none"
                    text = f"an entry of the contents names another element than its link leads to (Ref): {said}"
                    yield Difference("other-reference", text, self._id(each.owner))
            elif each.kind == "mark" and any(to in notes and each.owner not in notes[to] for to in each.to):
                yield Difference("other-reference", "a mark names a note that does not name it (Ref)")

    def _id(self, element: Value) -> str | None:
        return self._tree.elements.get(element) if type(element) is IndirectReference else None

    def _bookmarks(self) -> Iterator[dict[str, Value]]:
        """Every bookmark, in the order of the outline."""
        waiting = [self._file.dictionary(self._file.catalog.get("Outlines")).get("First")]
        seen: set[IndirectReference] = set()
        while waiting:
            ref = waiting.pop()
            if type(ref) is IndirectReference and ref not in seen:
                seen.add(ref)
                item = self._file.dictionary(ref)
                yield item
                waiting += [item.get("Next"), item.get("First")]

    def _lead(self, holder: dict[str, Value]) -> _Lead | None:
        """Where an annotation or a bookmark leads inside the document, None for out of it."""
        if "Dest" in holder:
            return _Lead(self._file.resolve(holder["Dest"]), None)
        action = self._file.dictionary(holder.get("A"))
        if action.get("S") != "GoTo":
            return None
        return _Lead(self._file.resolve(action.get("D")), self._file.resolve(action.get("SD")))

    def _destination(self, value: Value) -> _Lead:
        """What a name stands for: an array, or a dictionary with arrays."""
        found = self._file.resolve(value)
        if not isinstance(found, dict):
            return _Lead(found, None)
        return _Lead(self._file.resolve(found.get("D")), self._file.resolve(found.get("SD")))

    def _element(self, destination: Value) -> IndirectReference | None:
        """The element of a structure destination, None where there is none in the tree."""
        first = destination[0] if isinstance(destination, list) and destination else None
        return first if type(first) is IndirectReference and first in self._tree.elements else None

    def _alive(self, target: Value) -> bool:
        if isinstance(target, list):
            return bool(target) and target[0] in self._pages
        return isinstance(target, str | bytes) and _name(target) in self._named


def _name(target: str | bytes) -> bytes:
    return target.encode("latin-1") if isinstance(target, str) else target


def _printed(target: Value) -> str:
    return text_string(target) if isinstance(target, bytes) else str(target)
