"""Theme and fonts for the tests of typesetting."""

from __future__ import annotations

from reportgen.document.theme import Family, Theme
from reportgen.fonts.book import FontBook


def _lato(face: str) -> str:
    return f"fontpkg_lato:files/Lato-{face}.ttf"


LATO = Family(
    regular=_lato("Regular"),
    bold=_lato("Bold"),
    italic=_lato("Italic"),
    bold_italic=_lato("BoldItalic"),
    light=_lato("Light"),
    word="Lato",
)
THEME = Theme(fonts={"text": LATO})
FONTS = FontBook(THEME.fonts)
