"""Inlines become pieces: characters with their look, and the elements they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Style
from reportgen.document.walk import plain_text
from reportgen.grid.measure import PAGE_PLACE as PAGE_PLACE
from reportgen.grid.measure import SMALL
from reportgen.typeset.inline.look import Look
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

SUPERSCRIPT_RISE = 0.35
SUBSCRIPT_DROP = 0.15
"""How far they stand above and below the line, as shares of the text's size."""

_WHITE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_STRONG = {"regular": "bold", "italic": "bold_italic", "light": "bold"}
_SLANTED = {"regular": "italic", "bold": "bold_italic", "light": "italic"}


class TextPiece(Struct, frozen=True):
    """Characters of one look. `note` is the note whose mark they are, `target` the block whose page they name."""

    text: str
    look: Look
    note: tuple[n.Note, Element] | None = None
    target: str | None = None
    line_end: bool = False
    base: Look | None = None
    """The look of the text around it, where these characters are in a fall-back face; spaces beside them are of it."""
    tied: bool = False
    """No division at the hyphens in it."""


def base_look(setting: Setting, style: Style, owner: Element | None, lang: str) -> Look:
    """The look of plain text in a paragraph of `style`."""
    face = setting.face(style)
    return Look(
        face, style.size, setting.colour(style.colour), owner, lang, setting.hyphenate if style.hyphenate else None,
        space=face.advances[" "] * style.size / 1000,
    )  # fmt: skip


class Collector:
    """Collects the pieces of one paragraph; `block` is the id problems are reported with."""

    def __init__(self, setting: Setting, block: str | None) -> None:
        self.setting, self.block = setting, block
        self.pieces: list[TextPiece] = []

    def collect(self, inlines: n.Inlines, look: Look) -> list[TextPiece]:
        """The pieces of `inlines`, white space collapsed."""
        for inline in inlines:
            _COLLECT[type(inline)](self, inline, look)
        return self.pieces

    def text(self, node: n.Text, look: Look) -> None:
        text = _WHITE.sub(" ", node.text)
        if text:
            self.characters(text, look, node.origin)

    def characters(self, text: str, look: Look, origin: str | None = None) -> None:
        covered = look.face.covered
        if covered.issuperset(text):
            self.pieces.append(TextPiece(text, look))
            return
        tied = "\u2011" in text and "\u2011" not in covered
        for face, part in self.setting.stretches(look.face, text, origin, self.block):
            if face is look.face:
                self.pieces.append(TextPiece(part, look, tied=tied))
            else:
                hyphenate = look.hyphenate if "-" in face.covered else None
                other = replace(look, face=face, hyphenate=hyphenate)
                self.pieces.append(TextPiece(part, other, base=look, tied=tied))

    def strong(self, node: n.Strong, look: Look) -> None:
        self.collect(node.children, self._faced(_child(look, "strong"), _STRONG))

    def emphasis(self, node: n.Emphasis, look: Look) -> None:
        self.collect(node.children, self._faced(_child(look, "emphasis"), _SLANTED))

    def subscript(self, node: n.Subscript, look: Look) -> None:
        self._shifted(node.children, look, -SUBSCRIPT_DROP)

    def superscript(self, node: n.Superscript, look: Look) -> None:
        self._shifted(node.children, look, SUPERSCRIPT_RISE)

    def _shifted(self, children: n.Inlines, look: Look, share: float) -> None:
        shift = look.size * share
        owner = _owner(look, "span", shift=shift)
        size, space = look.size * SMALL, look.space * SMALL
        self.collect(children, replace(look, owner=owner, size=size, space=space, rise=look.rise + shift))

    def code(self, node: n.Code, look: Look) -> None:
        style = self.setting.style("code")
        face = self.setting.face(style)
        self.collect(
            node.children,
            replace(
                look, face=face, colour=self.setting.colour(style.colour), owner=_owner(look, "code"),
                hyphenate=None, verbatim=True, space=face.advances[" "] * look.size / 1000,
            ),
        )  # fmt: skip

    def _faced(self, look: Look, faces: dict[str, str]) -> Look:
        family, _, name = look.face.key.partition("/")
        face = self.setting.fonts[f"{family}/{faces.get(name, name)}"]
        return replace(look, face=face, space=face.advances[" "] * look.size / 1000)

    def link(self, node: n.Link, look: Look) -> None:
        words = plain_text(node.children)
        owner = _owner(look, "link", target=node.href, title=f"{node.purpose}: {words}" if node.purpose else words)
        colour = self.setting.colour(self.setting.style("link").colour)
        self.collect(node.children, replace(look, owner=owner, link=owner, colour=colour))

    def cross_reference(self, node: n.CrossReference, look: Look) -> None:
        if node.elsewhere or not node.resolved:
            self.collect(node.children, look)
            return
        owner = _owner(look, "link", target=f"#{node.target}", title=plain_text(node.children))
        self.collect(node.children, replace(look, owner=owner, link=owner))

    def page_reference(self, node: n.PageReference, look: Look) -> None:
        link = _owner(look, "link", target=f"#{node.target}")
        owner = _add(link, "page-number", target=f"#{node.target}")
        self.pieces.append(TextPiece(PAGE_PLACE, replace(look, owner=owner, link=link), target=node.target))

    def note(self, node: n.Note, look: Look) -> None:
        mark = _owner(look, "note-mark")
        words = self.setting.words["note"].format(number=node.number)
        link = _add(mark, "link", target=f"#{node.id}", title=words)
        number = str(node.number or "")
        small = replace(look, owner=link, link=link, size=look.size * SMALL, rise=look.size * 0.35)
        if link is not None:
            self.pieces.append(TextPiece(number, small, note=(node, link)))
        else:
            self.pieces.append(TextPiece(number, small))

    def abbreviation(self, node: n.Abbreviation, look: Look) -> None:
        owner = _owner(look, "abbreviation", expansion=node.expansion, lang=node.lang)
        self.collect(node.children, replace(look, owner=owner, lang=node.lang or look.lang))

    def span(self, node: n.Span, look: Look) -> None:
        if node.lang and node.lang != look.lang:
            look = replace(look, owner=_owner(look, "span", lang=node.lang), lang=node.lang)
        if node.role and node.role in self.setting.theme.styles:
            style = self.setting.style(node.role)
            face = self.setting.face(style)
            colour = self.setting.colour(style.colour)
            space = face.advances[" "] * style.size / 1000
            look = replace(look, face=face, size=style.size, colour=colour, space=space)
        self.collect(node.children, look)

    def line_break(self, _node: n.LineBreak, look: Look) -> None:
        self.pieces.append(TextPiece(" ", look, line_end=True))


def _add(parent: Element | None, role: Any, **more: Any) -> Element | None:
    return None if parent is None else parent.add(role, **more)


def _owner(look: Look, role: Any, **more: Any) -> Element | None:
    return _add(look.owner, role, **more)


def _child(look: Look, role: Any) -> Look:
    return replace(look, owner=_owner(look, role))


_COLLECT: dict[type, Callable[[Collector, Any, Look], None]] = {
    n.Text: Collector.text,
    n.Strong: Collector.strong,
    n.Emphasis: Collector.emphasis,
    n.Subscript: Collector.subscript,
    n.Superscript: Collector.superscript,
    n.Code: Collector.code,
    n.Link: Collector.link,
    n.CrossReference: Collector.cross_reference,
    n.PageReference: Collector.page_reference,
    n.Note: Collector.note,
    n.Abbreviation: Collector.abbreviation,
    n.Span: Collector.span,
    n.LineBreak: Collector.line_break,
}
