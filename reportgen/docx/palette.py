"""Parts of a report in colours of their own: what the styles of the file do not say is said at each paragraph.

Styles have one colour for the whole file. Paragraphs of a part with a palette keep their styles, so that contents,
navigation and numbering find them, and get its colours as formats of their own (ECMA-376 part 1, 17.3.2.6).
"""

from __future__ import annotations

from reportgen.document.theme import Theme
from reportgen.docx.fragments import RUN, RUN_PROPERTIES, content_of, parse_runs, put_in_run
from reportgen.docx.ppr import Properties
from reportgen.docx.stylenames import LIST_DEPTH, list_continue, list_style
from reportgen.docx.styles import StyleBook
from reportgen.ooxml.xml import W

_VAL = f"{{{W}}}val"
_NAMED = f"{RUN_PROPERTIES}/{{{W}}}rStyle"
_COLOURED = f"{RUN_PROPERTIES}/{{{W}}}color"


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
        return self._runs(content, colour), {**(self._grounds(role) if role else {}), **parts}

    def _runs(self, content: str, colour: str | None) -> str:
        """The content of a paragraph whose style has a colour in the palette; none where it stays as it is."""
        if not content:
            return content
        root, changed = parse_runs(content), False
        for run in root.iter(RUN):
            named = run.find(_NAMED)
            found = colour if named is None else self._differing(self._character(named.get(_VAL)))
            if found and run.find(_COLOURED) is None:
                put_in_run(run, "color").set(_VAL, found)
                changed = True
        return content_of(root) if changed else content

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
