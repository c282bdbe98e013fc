"""Building blocks from elements: the walk over children that every block's module uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol

from msgspec import Struct, field

from reportgen.compose.markup.attributes import Attributes
from reportgen.compose.markup.line import INLINES, LineBuilder
from reportgen.compose.markup.reading import ReadingState, XmlElement
from reportgen.document.inlines import Inlines, Span
from reportgen.document.nodes import Block, Paragraph
from reportgen.registry import Registry
from reportgen.tabular.model import DataTable


class Build(Protocol):
    """Makes a block of an element whose attributes were read; None where that is impossible."""

    def __call__(self, b: Builder, element: XmlElement, attributes: dict[str, Any], /) -> Block | None: ...


class BlockElement(Struct, frozen=True):
    """A block element: how it is built, the attributes it takes, those it must have, and the elements inside it.

    `parts` are the elements that only stand inside this one.
    """

    build: Build
    attributes: Attributes = field(default_factory=dict)
    required: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Builder(ReadingState, kw_only=True):
    """A reading that makes blocks of elements."""

    elements: Registry[str, BlockElement]
    tables: Mapping[str, DataTable] = field(default_factory=dict)

    def children(self, element: XmlElement) -> Iterator[XmlElement]:
        """The child elements of an element that holds no text of its own."""
        self.stray_text(element, element.text, element)
        for child in element:
            yield child
            self.stray_text(child, child.tail, element)

    def empty(self, element: XmlElement) -> None:
        """Note whatever stands in an element that holds nothing."""
        for child in self.children(element):
            self.misplaced(child, element, f"<{element.tag}> is empty")

    def block(self, element: XmlElement, parent: XmlElement) -> Block | None:
        """The block that `element` is, None where it is none."""
        tag = str(element.tag)
        if tag not in self.elements.places:
            hint = "inline elements stand in a <p>" if tag in INLINES else None
            self.misplaced(element, parent, hint)
            return None
        known = self.elements[tag]
        return known.build(self, element, self.attributes(element, known.attributes, known.required))

    def blocks(self, elements: Iterable[XmlElement], parent: XmlElement) -> tuple[Block, ...]:
        """The blocks of several elements, in their order."""
        made = (self.block(element, parent) for element in elements)
        return tuple(block for block in made if block is not None)

    def flow(self, element: XmlElement, apart: Collection[str] = ()) -> tuple[Block, ...]:
        """The content of an element that holds blocks or inlines: lines between blocks become paragraphs. Children
        whose tags are in `apart` are passed over."""
        found: list[Block] = []
        line = LineBuilder(self)
        line.add(element.text)
        for child in element:
            if child.tag in apart:
                self._close(line, found)
                line = LineBuilder(self)
                line.add(child.tail)
            elif child.tag in self.elements.places:
                self._close(line, found)
                line = LineBuilder(self)
                block = self.block(child, element)
                if block is not None:
                    found.append(block)
                line.add(child.tail)
            else:
                line.element(child, element)
        self._close(line, found)
        return tuple(found)

    def titled(self, element: XmlElement, tag: str, role: str, name: str) -> Paragraph | None:
        """The paragraph in the style `role` that the one child `tag` of an element is, None where it has none; a second
        one is noted. Its id is that of the block around it with a `name`."""
        children = [child for child in element if child.tag == tag]
        for child in children[1:]:
            self.issue(child, "misplaced-element", f"<{element.tag}> has one <{tag}>")
        if not children:
            return None
        found = self.attributes(children[0], {})
        lang = found.get("lang") or self.inherited_lang
        own, inlines = self.named(children[0], name), self.inlines(children[0])
        return Paragraph(own, inlines, role, lang) if inlines else None

    def _close(self, line: LineBuilder, found: list[Block]) -> None:
        inlines = line.finish()
        if inlines:
            found.append(Paragraph(self.made("p"), inlines, self.role, self.inherited_lang))

    def inlines(self, element: XmlElement) -> Inlines:
        """The content of an element that holds one line of text."""
        lang = element.get("lang")
        if lang is None:
            return self._line(element)
        before, self.language = self.language, lang or self.language
        found = self._line(element)
        self.language = before
        return found

    def _line(self, element: XmlElement) -> Inlines:
        line = LineBuilder(self)
        line.content(element)
        return line.finish()

    def spoken(self, element: XmlElement) -> Inlines:
        """As `inlines`, for parts without a language field: a language of their own is put round the text."""
        found = self.inlines(element)
        lang = element.get("lang") or self.inherited_lang
        return (Span(found, lang),) if lang and found else found

    def lines(self, element: XmlElement, names: Mapping[str, str]) -> dict[str, Inlines]:
        """The lines of an element that holds one for each tag in `names`, by what `names` calls them."""
        found: dict[str, Inlines] = {}
        for child in self.children(element):
            name = names.get(str(child.tag))
            if name is None:
                self.misplaced(child, element, "it holds " + ", ".join(f"<{tag}>" for tag in names))
            else:
                self.attributes(child, {})
                found[name] = self.spoken(child)
        return found
