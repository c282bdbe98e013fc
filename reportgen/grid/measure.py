"""What the cells of a table take, measured from their text, the theme and its fonts. Points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.plain import cell_text
from reportgen.document.theme import Style, Theme
from reportgen.document.walk import rebuild
from reportgen.fonts.book import FontBook
from reportgen.fonts.face import Face
from reportgen.grid.words import Widths, word_widths
from reportgen.hyphenation.divide import divider
from reportgen.hyphenation.places import Hyphenate, added_places, is_address

SMALL: Final = 0.65
"""Size of what is raised or lowered, marks of notes too, as a share of the text's."""
PAGE_PLACE: Final = "000"
"""Stands for a page number, and is as wide as the widest."""
_CHIP: Final = 12.0
"""Points a mark takes besides its text, and a list before it."""
_WIDE: Final = 0.75
"""Width of wide letters, as a share of the size."""
_MARKS: Final = 3
"""Marks in a row that a column makes room for."""
_SPARE: Final = 0.5
"""Points that keep rounding from dividing what was measured to fit."""
_STRONG: Final = {"regular": "bold", "italic": "bold_italic", "light": "bold"}
_SLANTED: Final = {"regular": "italic", "bold": "bold_italic", "light": "italic"}
_NOTHING: Final = Widths()


class _Ink(Struct, frozen=True):
    """Face, size and language of characters."""

    face: Face
    size: float
    lang: str


class Gauge:
    """Measures cells in the fonts of a theme; `lang` is the language around the table."""

    def __init__(self, theme: Theme, fonts: FontBook, lang: str) -> None:
        self.theme, self.fonts, self.lang = theme, fonts, lang
        rules = theme.rules
        self._hyphenate = divider(rules.hyphen_min_left, rules.hyphen_min_right)
        self._divide: Hyphenate | None = self._hyphenate

    def style(self, role: str) -> Style:
        """The style of a role; a role the theme does not have is body text."""
        styles = self.theme.styles
        return styles[role] if role in styles else styles["body"]

    def face(self, style: Style) -> Face:
        """The face of a style."""
        return self.fonts[f"{style.family}/{style.face}"]

    def cell(self, cell: n.Cell, *, divided: bool = True) -> Widths:
        """The widths of what stands in a cell: of its widest word, and of its widest paragraph on one line. Where words
        are not to be `divided`, only the last two are told apart."""
        self._divide = self._hyphenate if divided else None
        found = _NOTHING
        for block in cell.children:
            found = found.wider(self._block(block, cell_role(cell)))
        return found.plus(_SPARE)

    def bound(self, cell: n.Cell) -> float:
        """At most so many points are taken by the longest word of a cell."""
        longest = max(map(len, cell_text(cell).split()), default=0)
        sizes = [self.style(role).size for role in (cell_role(cell), *_roles(cell.children))]
        return longest * _WIDE * max(sizes) + _CHIP

    def softened(self, cell: n.Cell, room: float) -> n.Cell:
        """A cell whose words that are wider than `room` say where a hyphen may divide them (U+00AD), for programs
        that break lines themselves and would divide such a word anywhere."""
        look = self.style(cell_role(cell))
        face = self.face(look)
        letters = room * 1000 / look.size

        def soft(text: n.Text) -> n.Text:
            words = [self._soft(word, face, letters) for word in text.text.split(" ")]
            return replace(text, text=" ".join(words))

        changed: n.Cell = rebuild(cell, {n.Text: soft})
        return changed

    def _soft(self, word: str, face: Face, room: float) -> str:
        if len(word) * _WIDE * 1000 < room or face.words[word] <= room or is_address(word):
            return word
        parts, start = [], 0
        for place, _ in added_places(word, self.lang, self._hyphenate):
            parts.append(word[start:place])
            start = place
        return "\u00ad".join([*parts, word[start:]])

    def _block(self, block: n.Block, role: str) -> Widths:
        match block:
            case n.Paragraph():
                return self._line(block.children, self.style(role if block.role == "body" else block.role), block.lang)
            case n.Marks():
                marks = [self._line((mark,), self.style("mark"), None).plus(_CHIP) for mark in block.marks]
                widest = max([mark.most for mark in marks], default=0.0)
                row = min(sum([mark.most for mark in marks]), widest * _MARKS)
                return Widths(widest, widest, widest, row)
            case n.ListBlock():
                inner = _NOTHING
                for item in block.items:
                    for child in item.children:
                        inner = inner.wider(self._block(child, "list-item"))
                return inner.plus(_CHIP)
            case _:
                return _NOTHING

    def _line(self, inlines: n.Inlines, style: Style, lang: str | None) -> Widths:
        ink = _Ink(self.face(style), style.size, lang or self.lang)
        found, row, most = _NOTHING, 0.0, 0.0
        for word, space in self._words(inlines, ink):
            found = found.wider(word)
            row = row + word.most
            most = max(most, row)
            row = 0.0 if space is None else row + space
        return replace(found, most=most)

    def _words(self, inlines: n.Inlines, ink: _Ink) -> Iterator[tuple[Widths, float | None]]:
        """Each word of a line and the space behind it; None where the line ends."""
        held: list[Widths] = []
        for text, each in self._pieces(inlines, ink):
            if text == "\n":
                yield _joined(held), None
                held = []
                continue
            first, *others = text.split(" ")
            if first:
                held.append(self._word(first, each))
            for other in others:
                if held:
                    yield _joined(held), each.face.advances[" "] * each.size / 1000
                held = [self._word(other, each)] if other else []
        if held:
            yield _joined(held), 0.0

    def _word(self, word: str, ink: _Ink) -> Widths:
        if not ink.face.covered.issuperset(word):
            whole = self.fonts.width(ink.face, word, ink.size)
            return Widths(whole, whole, whole, whole)
        return word_widths(ink.face, word, ink.lang, self._divide).scaled(ink.size / 1000)

    def _pieces(self, inlines: n.Inlines, ink: _Ink) -> Iterator[tuple[str, _Ink]]:
        """Characters of one look, white space as one space; a line's end stands alone."""
        for inline in inlines:
            match inline:
                case n.Text():
                    yield _plain(inline.text), ink
                case n.LineBreak():
                    yield "\n", ink
                case n.PageReference():
                    yield PAGE_PLACE, ink
                case n.Note():
                    yield str(inline.number or ""), replace(ink, size=ink.size * SMALL)
                case n.Subscript() | n.Superscript():
                    yield from self._pieces(inline.children, replace(ink, size=ink.size * SMALL))
                case n.Strong():
                    yield from self._pieces(inline.children, self._faced(ink, _STRONG))
                case n.Emphasis():
                    yield from self._pieces(inline.children, self._faced(ink, _SLANTED))
                case n.Code():
                    yield from self._pieces(inline.children, replace(ink, face=self.face(self.style("code"))))
                case n.Span() if inline.role and inline.role in self.theme.styles:
                    style = self.style(inline.role)
                    lang = inline.lang or ink.lang
                    yield from self._pieces(inline.children, _Ink(self.face(style), style.size, lang))
                case n.Span() | n.Abbreviation() if inline.lang:
                    yield from self._pieces(inline.children, replace(ink, lang=inline.lang))
                case _:
                    yield from self._pieces(inline.children, ink)

    def _faced(self, ink: _Ink, faces: dict[str, str]) -> _Ink:
        family, _, name = ink.face.key.partition("/")
        return replace(ink, face=self.fonts[f"{family}/{faces.get(name, name)}"])


def cell_role(cell: n.Cell) -> str:
    """The style of plain paragraphs in a cell."""
    return "table-head" if cell.head == "column" else "table-cell"


def _roles(blocks: n.Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, n.Paragraph) and block.role != "body":
            yield block.role
        elif isinstance(block, n.ListBlock):
            yield "list-item"


def _plain(text: str) -> str:
    return text.replace("\u00ad", "").replace("\u200b", "").replace("\n", " ").replace("\t", " ")


def _joined(parts: list[Widths]) -> Widths:
    """A word of several parts, each with a look of its own: the longest of them may be divided."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return _NOTHING
    longest = max(parts, key=lambda part: part.most)
    return replace(longest.plus(sum(part.most for part in parts) - longest.most))
