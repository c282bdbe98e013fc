"""What every part of the typesetter needs while one document is set: theme, fonts, wording, and the problems found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document.nodes import Meta
from reportgen.document.theme import MM, Page, Style, Theme
from reportgen.document.wording import DEFAULTS
from reportgen.findings.problem import Problem
from reportgen.fonts.book import FontBook
from reportgen.fonts.face import Face
from reportgen.hyphenation.divide import divider
from reportgen.typeset.missing import MissingGlyphs


class TypeArea(Struct, frozen=True):
    """The type area of a page, in points from the top left corner."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text: float
    """Left edge of the text column."""
    head: float
    """Baseline of the running head."""
    foot: float
    """Baseline of the running foot."""

    @property
    def depth(self) -> float:
        """Height of the type area."""
        return self.bottom - self.top

    @property
    def column(self) -> float:
        """Width of the text column."""
        return self.right - self.text

    @classmethod
    def of(cls, page: Page) -> TypeArea:
        """The type area that a theme's page describes in millimetres."""
        left = page.left * MM
        return cls(
            width=page.width * MM,
            height=page.height * MM,
            left=left,
            right=(page.width - page.right) * MM,
            top=page.top * MM,
            bottom=(page.height - page.bottom) * MM,
            text=left + page.margin_column * MM,
            head=page.head * MM,
            foot=(page.height - page.foot) * MM,
        )


class Setting(Struct):
    """Theme, fonts and words of one document; `problems` collects what keeps it from being set."""

    theme: Theme
    fonts: FontBook
    meta: Meta
    words: Mapping[str, str]
    area: TypeArea
    hyphenate: Callable[[str, str], tuple[int, ...]]
    problems: list[Problem]
    missing: MissingGlyphs
    crowded: set[str | None]
    """The tables and other blocks with a number that was told to have no room."""
    master: str = ""
    """The name of the page that is set, "" for the theme's own."""

    @classmethod
    def of(cls, theme: Theme, fonts: FontBook, meta: Meta) -> Setting:
        """The setting of a document with properties `meta`."""
        rules = theme.rules
        divide = divider(rules.hyphen_min_left, rules.hyphen_min_right)
        problems: list[Problem] = []
        words, area = {**DEFAULTS, **meta.words}, TypeArea.of(theme.page)
        return cls(theme, fonts, meta, words, area, divide, problems, MissingGlyphs(problems), set())

    def on_page(self, master: str) -> Setting:
        """The same on the pages of a master."""
        return replace(self, area=TypeArea.of(self.theme.master(master)), master=master)

    def coloured(self, palette: str) -> Setting:
        """The same in the colours of a palette of the theme."""
        return replace(self, theme=self.theme.coloured(palette))

    @property
    def undivided(self) -> Setting:
        """The same without divided words."""
        return replace(self, hyphenate=_whole)

    def style(self, role: str) -> Style:
        """The style of a role; a role the theme does not have is set as body text."""
        styles = self.theme.styles
        return styles[role] if role in styles else styles["body"]

    def face(self, style: Style) -> Face:
        """The face of a style."""
        return self.fonts[f"{style.family}/{style.face}"]

    def stretches(self, face: Face, text: str, origin: str | None, block: str | None) -> list[tuple[Face, str]]:
        """Text of a face in parts of one face each; what no font has becomes a problem of its place."""
        for character in self.fonts.lacking(face, text):
            self.missing.note(character, face, origin, block)
        return self.fonts.stretches(face, text)

    def width(self, text: str, style: Style) -> float:
        """Points that words in a style take on one line."""
        return self.fonts.width(self.face(style), text, style.size)

    def colour(self, name: str) -> str:
        """A colour of the theme as ``#RRGGBB``."""
        return self.theme.colour(name)


def _whole(*_: str) -> tuple[int, ...]:
    """No word is divided."""
    return ()
