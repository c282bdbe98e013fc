"""What lines with tabulators need beside the styles of a reference document: entries of contents, running lines.

Word's own styles have no tabulators for contents, and for a width of its own in heads and feet; a template's are those
of its own page and may be in the way in a section of another width.
"""

from __future__ import annotations

from typing import Any, Final

from reportgen.document.theme import Theme
from reportgen.docx.measure import width as width_of
from reportgen.docx.reference.given import GivenStyles, TabStop, given_styles
from reportgen.docx.reference.look import wanted_styles
from reportgen.docx.reference.read import ReferenceDocument
from reportgen.docx.stylenames import PARAGRAPHS, TABLE_OF_FIGURES, StyleName
from reportgen.ooxml.xml import W

_WIDEST: Final = "88.8.8.8.8.8"
"""As wide a number of a heading as most reports have, of which two characters more belong to each level."""
_BOLD: Final = 1.06
_SIZE, _VALUE = f"{{{W}}}sz", f"{{{W}}}val"
_NEAR: Final = 57
"""Twips by which a tabulator may miss the edge of the text: a millimetre."""


class ReferenceLines:
    """Paragraph properties, by local names, for lines in styles of a reference document."""

    def __init__(self, reference: ReferenceDocument, theme: Theme) -> None:
        wanted = wanted_styles(theme, {role: name.id for role, name in PARAGRAPHS.items()})
        self._styles: GivenStyles = given_styles(reference.styles, wanted)

    def has(self, name: StyleName) -> bool:
        """Whether the reference has the style."""
        return self._find(name) is not None

    def _find(self, name: StyleName) -> Any:
        return self._styles.find("paragraph", name.id, name.name)

    def contents(self, name: StyleName, width: int, hang: int, leader: str, *, level: bool) -> dict[str, str] | None:
        """An entry of contents in a text `width` twips wide: its number, `hang` twips on its title, its page at the
        right edge. None where the style of the entry is not the reference's; nothing where that says all of it.

        `level` is whether the entry stands in a column behind numbers, or has one.
        """
        style = self._find(name)
        if style is None and name is TABLE_OF_FIGURES:
            style = self._find(PARAGRAPHS["contents-2"])  # what is added looks like it
        if style is None:
            return None
        tabs, left = self._styles.tabs(style), self._styles.left(style)
        edge = next((tab for tab in tabs if tab.kind in ("right", "end") and abs(tab.place - width) <= _NEAR), None)
        if edge and (not level or any(tab.place < edge.place for tab in tabs)):
            return {}
        given = next((tab.leader for tab in tabs if tab.kind in ("right", "end")), leader)
        stops = [TabStop("left", "", left + hang)] if level else []
        hanging = f'w:hanging="{hang}"' if level else 'w:firstLine="0"'
        return {
            "tabs": _tabs(tabs, *stops, TabStop("right", given, width)),
            "ind": f'<w:ind w:left="{left + hang if level else left}" w:right="0" {hanging}/>',
            "jc": '<w:jc w:val="left"/>',
        }

    def number_room(self, level: int) -> int:
        """Twips that the number of a heading and the blank behind it take in the reference's style of its level; none
        without such a style, or where it does not say its size."""
        style = self._find(PARAGRAPHS[f"heading-{level}"])
        sizes = [] if style is None else [each for each in self._styles.inherited(style, "rPr") if each.tag == _SIZE]
        value = sizes[0].get(_VALUE, "") if sizes else ""
        return round(width_of(_WIDEST[: 2 * level] + "  ", int(value) * 10) * _BOLD) if value.isdigit() else 0

    def running(self, name: StyleName, width: int) -> dict[str, str]:
        """A running line: what stands at its right ends at the edge of the text, `width` twips from its left."""
        style = self._find(name)
        if style is None:
            return {}
        return {
            "tabs": _tabs(self._styles.tabs(style), TabStop("right", "", width)),
            "ind": '<w:ind w:left="0" w:right="0" w:firstLine="0"/>',
            "jc": '<w:jc w:val="left"/>',
        }


def _tabs(theirs: tuple[TabStop, ...], *ours: TabStop) -> str:
    """Tabulators of ours instead of theirs (17.3.1.38)."""
    places = {tab.place for tab in ours}
    rows = [(tab.place, f'<w:tab w:val="clear" w:pos="{tab.place}"/>') for tab in theirs if tab.place not in places]
    for tab in ours:
        leader = f' w:leader="{tab.leader}"' if tab.leader else ""
        rows.append((tab.place, f'<w:tab w:val="{tab.kind}"{leader} w:pos="{tab.place}"/>'))
    return f"<w:tabs>{''.join(row for _, row in sorted(rows))}</w:tabs>"
