"""The cover: band and ground as one drawing behind the text, and the text in front of it."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.bands import bar_colours
from reportgen.document.theme import MM
from reportgen.docx.blocks.edges import cover_picture
from reportgen.docx.context import Writer
from reportgen.docx.drawing import anchored_behind, document_properties
from reportgen.docx.place import Place
from reportgen.docx.sections import SectionLayout
from reportgen.ooxml.xml import WPG, hexadecimal, mm_emu, mm_twips

_COVER_BOTTOM = 850
"""Twips below the text of a cover: it may run lower than the body."""
_BELOW_EDGE = 16
"""Millimetres from the upper edge of the ground to the text on it."""
_SENDER_TOP, _SENDER_WIDTH = 22, 70
_PICTURE_TOP = 51
"""Millimetres from the upper edge of the page to a picture below the sender."""
_YEAR_FOOT = 18
"""Millimetres from the year to the lower edge of the page."""
_SEAM = 3600
"""EMU by which shapes overlap."""


def cover(w: Writer, block: n.Cover, place: Place) -> None:
    """A page of its own without head and foot; its text begins on the ground, the sender stands above it."""
    w.begin_section(place, _layout(w))
    texts = [
        part for part in (block.kicker, block.title, block.subtitle, block.notice, block.year, block.caption) if part
    ]
    if block.picture is not None:
        block = replace(block, bars=())
    with w.container(place, block.id):
        _sender(w, block, place)
        if block.picture is not None:
            above = _PICTURE_TOP if _is_above(w, block) else 0
            cover_picture(w, block.picture, place, above, w.theme.band.top)
        for position, part in enumerate(texts):
            w.blocks(_at_the_foot(w, place) if part is block.year and w.framed else place, (part,))
            if position == 0:
                place.story.into_last(_drawing(w, block))
        if texts[-1] is block.year:
            w.spacer(place)
    w.begin_section(place, w.sections.plain())


def _is_above(w: Writer, block: n.Cover) -> bool:
    """Whether anything stands above the picture."""
    return bool(block.sender) or w.theme.rules.sender_placeholder


def _layout(w: Writer) -> SectionLayout:
    """The page of the cover: no head and no foot, its text on the left edge of the type area and low enough."""
    normal = w.sections.plain()
    top = mm_twips(w.theme.page.height * w.theme.band.top + _BELOW_EDGE)
    page = replace(normal.page.widened, top=top, bottom=min(normal.page.bottom, _COVER_BOTTOM))
    return replace(normal, page=page, bare=True)


def _at_the_foot(w: Writer, place: Place) -> Place:
    """The year stands at the foot of the page, whatever the length of the title."""
    tall = w.theme.style("cover-year").leading * 20
    y = w.page.height - mm_twips(_YEAR_FOOT) - round(tall)
    return replace(place, box={"framePr": _frame(w.page.left, y)})


def _frame(x: int, y: int) -> str:
    """A place on the page, in twips from its top left corner (17.3.1.11)."""
    return (
        f'<w:framePr w:w="{mm_twips(_SENDER_WIDTH)}" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
        f'w:x="{x}" w:y="{y}"/>'
    )


def _sender(w: Writer, block: n.Cover, place: Place) -> None:
    """Who publishes the report, on the white above the ground; no field survives in a frame."""
    if not block.sender:
        return
    frame = {"framePr": _frame(w.page.left, mm_twips(_SENDER_TOP))}
    w.blocks(replace(place, box=frame, fields=False), block.sender)


def _drawing(w: Writer, block: n.Cover) -> str:
    """One group as large as its shapes: LibreOffice stretches a group whose shapes leave a margin in it."""
    page, band = w.theme.page, w.theme.band
    width, height = mm_emu(page.width), mm_emu(page.height)
    edge = round(height * band.top)
    shapes, tallest = _bars(w, block, width, height, edge)
    shapes.append(_rectangle(w, 0, edge, width, height - edge, band.ground))
    top = edge - tallest
    if not block.sender and w.theme.rules.sender_placeholder:
        top = min(top, mm_emu(_SENDER_TOP))
        shapes.append(_rectangle(w, mm_emu(page.left), mm_emu(_SENDER_TOP), mm_emu(_SENDER_WIDTH), mm_emu(22), None))
    place, size = f'x="0" y="{top}"', f'cx="{width}" cy="{height - top}"'
    group = (
        f'<a:graphic><a:graphicData uri="{WPG}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off {place}/>'
        f"<a:ext {size}/><a:chOff {place}/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>"
        f"{''.join(shapes)}</wpg:wgp></a:graphicData></a:graphic>"
    )
    properties = document_properties(w.package.drawing_id(), w.words["cover"], "", decorative=True)
    return anchored_behind(top, width, height - top, properties, group)


def _bars(w: Writer, block: n.Cover, width: int, height: int, edge: int) -> tuple[list[str], int]:
    """The bars of the band, each a little under its neighbour and the ground so that no seam shows, and the tallest."""
    band = w.theme.band
    total = sum(bar.weight for bar in block.bars) or 1
    shapes, left, tallest = [], 0.0, 0
    tints = bar_colours(block.bars, w.theme)
    for position, bar in enumerate(block.bars):
        right = left + width * bar.weight / total
        tall = round(height * band.tallest(bool(block.sender)) * bar.height)
        if tall:
            reach = min(width, round(right) + _SEAM) - round(left)
            shapes.append(_rectangle(w, round(left), edge - tall, reach, tall + _SEAM, tints[position]))
        left, tallest = right, max(tallest, tall)
    return shapes, tallest


def _rectangle(w: Writer, x: int, y: int, width: int, height: int, colour: str | None) -> str:
    number = w.package.drawing_id()
    if colour is None:
        line = f'<a:solidFill><a:srgbClr val="{w.styles.colour("rule-pale")}"/></a:solidFill><a:prstDash val="dash"/>'
        look = f'<a:noFill/><a:ln w="{round(0.5 * MM * 12700)}">{line}</a:ln>'
    else:
        fill = hexadecimal(w.theme.colour(colour))
        look = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="{number}"/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}</wps:spPr>'
        "<wps:bodyPr/></wps:wsp>"
    )
