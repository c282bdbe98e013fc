"""What every builder of an element shares: ids, attributes, findings, and the walk over children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from lxml.etree import _Element
from msgspec import Struct, field

from reportgen.compose.markup.attributes import COMMON, Attributes
from reportgen.compose.markup.line import Line
from reportgen.document.inlines import Inlines, Span
from reportgen.document.nodes import Block, Paragraph
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem


class Build(Protocol):
    """Makes a block of an element whose attributes were read; None where that is impossible."""

    def __call__(self, b: Builder, element: _Element, attributes: dict[str, Any], /) -> Block | None: ...


class Element(Struct, frozen=True):
    """A block element: how it is built, the attributes it takes, and those it must have."""

    build: Build
    attributes: Attributes = field(default_factory=dict)
    required: tuple[str, ...] = ()


class Builder(Struct):
    """The state of one reading: where it stands, which ids it has given, what it found wrong."""

    language: str
    words: Mapping[str, str]
    folders: tuple[Path, ...]
    roles: frozenset[str] | None
    blocks_table: Mapping[str, Element]
    parts: frozenset[str]
    scope: str = "report"
    role: str = "body"
    inherited_lang: str | None = None
    level: int = 0
    """That of the last heading; 0 before the first one."""
    problems: list[tuple[_Element, Problem]] = field(default_factory=list)
    """What is wrong, each with its element; the place is worked out once all of the markup was read."""
    ids: dict[str, _Element] = field(default_factory=dict)
    counters: dict[tuple[str, str], int] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------------- findings

    def issue(self, element: _Element, code: str, text: str, hint: str | None = None) -> None:
        """Note that something is wrong with `element`."""
        self.problems.append((element, Problem(code, text, hint=hint)))

    def misplaced(self, element: _Element, parent: _Element, hint: str | None = None) -> None:
        """Note that `element` is unknown, or cannot stand in `parent`."""
        tag = str(element.tag)
        if tag in self.blocks_table or tag in Line.ELEMENTS or tag in self.parts:
            self.issue(element, "misplaced-element", f"<{tag}> cannot stand inside <{parent.tag}>", hint)
            return
        known = [*self.blocks_table, *Line.ELEMENTS, *self.parts]
        self.issue(element, "unknown-element", f"<{tag}> is not an element of report markup", did_you_mean(tag, known))

    def stray_text(self, element: _Element, text: str | None, where: _Element) -> None:
        """Note text that stands where only elements can."""
        if text and not text.isspace():
            words = " ".join(text.split())
            shown = words if len(words) <= 40 else words[:39] + "…"
            hint = "put it into a <p>" if where.tag in ("section", "callout", "card", "report") else None
            self.issue(element, "stray-text", f'text cannot stand directly inside <{where.tag}>: "{shown}"', hint)

    # ----------------------------------------------------------------------------------------------- attributes

    def attributes(self, element: _Element, known: Attributes, required: Iterable[str] = ()) -> dict[str, Any]:
        """The attributes of `element` as values; what is unknown, wrong or missing is noted and left out."""
        found: dict[str, Any] = {}
        for key, raw in element.attrib.items():
            name = str(key)
            convert = known.get(name) or COMMON.get(name)
            if convert is None:
                hint = did_you_mean(name, [*known, *COMMON])
                self.issue(element, "unknown-attribute", f'<{element.tag}> has no attribute "{name}"', hint)
                continue
            try:
                found[name] = convert(str(raw))
            except ValueError as error:
                text = f'attribute "{name}" of <{element.tag}>: expected {error}, got "{raw!s}"'
                self.issue(element, "bad-attribute", text)
        for name in required:
            if name not in element.attrib:
                self.issue(element, "missing-attribute", f'<{element.tag}> needs the attribute "{name}"')
        return found

    def style(self, element: _Element, role: str | None, default: str) -> str:
        """`role` where it is given and a style of the theme, else `default`."""
        if not role:
            return default
        if self.roles is not None and role not in self.roles:
            self.issue(element, "unknown-role", f'the theme has no style "{role}"', did_you_mean(role, self.roles))
            return default
        return role

    # ------------------------------------------------------------------------------------------------------ ids

    def id(self, element: _Element, kind: str) -> str:
        """The id of a block: its own, or the scope's with `kind` and a number."""
        own = element.get("id")
        if own is None or " " in own:
            return self.made(kind)
        if own in self.ids:
            self.issue(element, "duplicate-id", f'two blocks have the id "{own}"')
            return self.made(kind)
        self.ids[own] = element
        return str(own)

    def made(self, kind: str) -> str:
        """A new id in the present scope: ``<scope>.<kind><number>``."""
        key = (self.scope, kind)
        number = self.counters[key] = self.counters.get(key, 0) + 1
        return f"{self.scope}.{kind}{number}"

    def named(self, element: _Element, name: str) -> str:
        """The id of a part that its block has once: ``<scope>.<name>``, numbered from the second on."""
        if element.get("id") is not None:
            return self.id(element, name)
        key = (self.scope, name)
        number = self.counters[key] = self.counters.get(key, 0) + 1
        return f"{self.scope}.{name}" if number == 1 else f"{self.scope}.{name}{number}"

    @contextmanager
    def inside(self, scope: str | None, attributes: Mapping[str, Any], role: str | None = None) -> Iterator[None]:
        """Read children in the scope of a container, in its language, with `role` as that of plain paragraphs."""
        before = (self.scope, self.role, self.language, self.inherited_lang)
        self.scope = scope or self.scope
        self.role = role or self.role
        lang = attributes.get("lang")
        if lang:
            self.language = self.inherited_lang = lang
        yield
        self.scope, self.role, self.language, self.inherited_lang = before

    # ------------------------------------------------------------------------------------------------- children

    def children(self, element: _Element) -> Iterator[_Element]:
        """The child elements of an element that holds no text of its own."""
        self.stray_text(element, element.text, element)
        for child in element:
            yield child
            self.stray_text(child, child.tail, element)

    def block(self, element: _Element, parent: _Element) -> Block | None:
        """The block that `element` is, None where it is none."""
        known = self.blocks_table.get(str(element.tag))
        if known is None:
            hint = "inline elements stand in a <p>" if element.tag in Line.ELEMENTS else None
            self.misplaced(element, parent, hint)
            return None
        return known.build(self, element, self.attributes(element, known.attributes, known.required))

    def blocks(self, elements: Iterable[_Element], parent: _Element) -> tuple[Block, ...]:
        """The blocks of several elements, in their order."""
        made = (self.block(element, parent) for element in elements)
        return tuple(block for block in made if block is not None)

    def flow(self, element: _Element) -> tuple[Block, ...]:
        """The content of an element that holds blocks or inlines: lines between blocks become paragraphs."""
        found: list[Block] = []
        line = Line(self)
        line.add(element.text)
        for child in element:
            if child.tag in self.blocks_table:
                self._close(line, found)
                line = Line(self)
                block = self.block(child, element)
                if block is not None:
                    found.append(block)
                line.add(child.tail)
            else:
                line.element(child, element)
        self._close(line, found)
        return tuple(found)

    def _close(self, line: Line, found: list[Block]) -> None:
        inlines = line.finish()
        if inlines:
            found.append(Paragraph(self.made("p"), inlines, self.role, self.inherited_lang))

    def inlines(self, element: _Element) -> Inlines:
        """The content of an element that holds one line of text."""
        lang = element.get("lang")
        if lang is None:
            return self._line(element)
        before, self.language = self.language, lang or self.language
        found = self._line(element)
        self.language = before
        return found

    def _line(self, element: _Element) -> Inlines:
        line = Line(self)
        line.content(element)
        return line.finish()

    def spoken(self, element: _Element) -> Inlines:
        """As `inlines`, for parts without a language field: a language of their own is put round the text."""
        found = self.inlines(element)
        lang = element.get("lang") or self.inherited_lang
        return (Span(found, lang),) if lang and found else found
