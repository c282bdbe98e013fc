"""Parts of a report in colours of their own: what the styles of the file do not say is said at each paragraph.

Styles have one colour for the whole file. Paragraphs of a part with a palette keep their styles, so that contents,
navigation and numbering find them, and get its colours as formats of their own (ECMA-376 part 1, 17.3.2.6).
"""

from __future__ import annotations

import re

from reportgen.document.theme import Theme
from reportgen.docx.ppr import Properties
from reportgen.docx.stylenames import LIST_DEPTH, list_continue, list_style
from reportgen.docx.styles import StyleBook

_RUN = re.compile(r"<w:r>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?")
_BEFORE_COLOUR = re.compile(r"(?:<w:(?:rStyle|rFonts|b|bCs|i|iCs|noProof)\b[^>]*/>)*")
"""What stands before the colour in the properties of a run."""
_STYLE = re.compile(r'<w:rStyle w:val="([^"]*)"/>')


class Tint:
    """The colours that paragraphs and runs need beside those of their styles: `theme` has those of the part."""

    def __init__(self, styles: StyleBook, theme: Theme) -> None:
        self._styles, self._base = styles, styles.theme
        self.theme = theme
        self._parts: dict[str, Properties] = {}

    def paragraph(self, style: str, content: str, parts: Properties) -> tuple[str, Properties]:
        """Content and properties of a paragraph in a style (its id) in the colours of the part."""
        role = self._role(style)
        colour = self._differing(role) if role else None

        def coloured(match: re.Match[str]) -> str:
            own = match[1] or ""
            if "<w:color " in own:
                return match[0]
            named = _STYLE.search(own)
            found = self._differing(self._character(named[1])) if named else colour
            if not found:
                return match[0]
            at = _BEFORE_COLOUR.match(own)
            end = at.end() if at else 0
            return f'<w:r><w:rPr>{own[:end]}<w:color w:val="{found}"/>{own[end:]}</w:rPr>'

        return _RUN.sub(coloured, content), {**(self._grounds(role) if role else {}), **parts}

    def _role(self, style: str) -> str | None:
        styles = self._styles
        if style in styles.looks:
            return f"heading-{styles.looks[style]}"
        if style in _LISTS:
            return "list-item"
        return next((role for role, own in styles.paragraph_ids.items() if own == style), None)

    def _character(self, style: str) -> str | None:
        return next((role for role, own in self._styles.ids.items() if own == style), None)

    def _differing(self, role: str | None) -> str | None:
        """The colour of a role as ST_HexColor, where the palette changes it."""
        if role is None or role not in self.theme.styles:
            return None
        name = self.theme.style(role).colour
        new = self.theme.colour(name)
        return new[1:].upper() if new != self._base.colour(name) else None

    def _grounds(self, role: str) -> Properties:
        """Ground and borders of a role, where the palette changes them."""
        if role not in self._parts:
            styles, now = self._styles, self._styles.theme
            found = []
            for theme in (self._base, self.theme):
                styles.theme = theme
                found.append(styles.grounds(role))
            styles.theme = now
            old, new = found
            self._parts[role] = {key: text for key, text in new.items() if old.get(key) != text}
        return self._parts[role]


_LISTS = frozenset(
    name.id
    for depth in range(LIST_DEPTH)
    for name in (list_style(True, depth), list_style(False, depth), list_continue(depth))
)
