"""A picture with text beside it: the picture stands in a frame that the text goes around."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import MM
from reportgen.docx.blocks.figure import below_height, figure
from reportgen.docx.blocks.heights import AT_LEAST, height
from reportgen.docx.context import Writer
from reportgen.docx.media import media
from reportgen.docx.place import Place
from reportgen.ooxml.xml import twips

_GUTTER = 14.0
_WIDEST = 0.7
_PADDING = 12.0
"""Points that the style of pictures takes around one."""


def beside(w: Writer, block: n.Beside, place: Place) -> None:
    """The picture in a frame at its side, the blocks around it; below each other where a frame cannot stand."""
    picture = replace(block.figure, extent="text")
    room = w.page.text / 20 - _GUTTER
    wide = min(picture.width * MM if picture.width else room / 2, room * _WIDEST)
    with w.container(place, block.id):
        if not (place.at_top and w.framed):
            figure(w, picture, place)
            w.blocks(place, block.children)
            return
        figure(w, replace(picture, width=wide / MM), place.boxed({"framePr": _frame(block.side, wide)}))
        w.blocks(place, block.children)
        rest = _tall(w, picture, wide) - height(w, block.children, room - wide, AT_LEAST)
        if rest > 1:
            w.spacer(place, tall=twips(rest))


def _frame(side: str, wide: float) -> str:
    """A frame at a side of the column, level with the text that follows (17.3.1.11)."""
    return (
        f'<w:framePr w:w="{twips(wide)}" w:hSpace="{twips(_GUTTER)}" w:wrap="around" w:vAnchor="text" '
        f'w:hAnchor="text" w:xAlign="{side}" w:y="1"/>'
    )


def _tall(w: Writer, block: n.Figure, wide: float) -> float:
    """How tall the picture is with what stands below it, in points: what follows must not begin beside it."""
    found = media(w, block)
    return wide * found.height / (found.width or 1) + _PADDING + below_height(w, block, wide)
