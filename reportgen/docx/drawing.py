"""DrawingML around pictures, charts and shapes: sizes, text alternatives, the mark of decoration (20.4, 20.5)."""

from __future__ import annotations

import hashlib

from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import ADEC, ASVG, PIC, A
from reportgen.text.xml import escape

_DECORATIVE = (
    f'<a:extLst xmlns:a="{A}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    f'<adec:decorative xmlns:adec="{ADEC}" val="1"/></a:ext></a:extLst>'
)


def document_properties(number: int, name: str, alt: str, *, decorative: bool = False) -> str:
    """wp:docPr: id, name and text alternative; what decorates is marked so that screen readers pass it by."""
    described = "" if decorative else f' descr="{escape(alt)}"'
    extension = _DECORATIVE if decorative else ""
    return f'<wp:docPr id="{number}" name="{escape(name)}"{described}>{extension}</wp:docPr>'


def inline(width: int, height: int, properties: str, graphic: str, frame: str = "") -> str:
    """A drawing in the line, `width` and `height` in EMU; it stands in a run."""
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{properties}{frame}{graphic}</wp:inline></w:drawing>'
    )


def run_of(drawing: str) -> str:
    """A run with a drawing."""
    return f"<w:r>{drawing}</w:r>"


def alternatives(drawing: str, other: str) -> str:
    """A run with a drawing, and another one for programs that show no charts.

    What is required are the shapes of Word 2010, which everything knows that knows charts: LibreOffice takes the other
    drawing where it is asked for anything but shapes, groups and Word 2010 itself.
    """
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(
    number: int,
    name: str,
    relation: str,
    size: tuple[int, int],
    alt: str,
    *,
    drawing: str | None = None,
    decorative: bool = False,
) -> str:
    """A picture in the line: that of a relationship, in EMU as large as `size`; it stands in a run. Programs that know
    SVG show the `drawing`, that of another relationship, instead."""
    properties = document_properties(number, name, alt, decorative=decorative)
    return inline(*size, properties, _graphic(number, name, blip(relation, drawing), size), _KEEPS_SHAPE)


def svg_part(data: bytes) -> ExtraPart:
    """The part of a drawing that a file has as SVG."""
    from reportgen.svg.read import alone

    content = alone(data)
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()[:16]
    return ExtraPart(f"/word/media/{digest}.svg", "image/svg+xml", content)


def blip(relation: str, drawing: str | None) -> str:
    """What is shown: pixels, and the drawing that they are made of ([MS-ODRAWXML] 2.3.3.1)."""
    if drawing is None:
        return f'<a:blip r:embed="{relation}"/>'
    return (
        f'<a:blip r:embed="{relation}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{ASVG}" r:embed="{drawing}"/></a:ext></a:extLst></a:blip>'
    )


_KEEPS_SHAPE = f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'


def _graphic(number: int, name: str, blip: str, size: tuple[int, int], crop: tuple[int, int] = (0, 0)) -> str:
    """A picture, less what is cut off at each of its sides and at its top and bottom, in 1/1000 % (20.1.8.55)."""
    across, down = crop
    cut = f'<a:srcRect l="{across}" t="{down}" r="{across}" b="{down}"/>' if across or down else ""
    return (
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/>'
        f"<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>{blip}{cut}<a:stretch><a:fillRect/>"
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size[0]}" cy="{size[1]}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


def on_page(
    number: int,
    name: str,
    relation: str,
    size: tuple[int, int],
    crop: tuple[int, int],
    alt: str,
    *,
    drawing: str | None = None,
    decorative: bool = False,
    over: bool = False,
    top: int = 0,
) -> str:
    """A run with a picture at the upper left corner of the page, `top` EMU from its edge.

    It takes the place of text, which goes on below; `over` it does not: nothing else stands there.
    """
    width, height = size
    position = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:position{axis}>'
        for axis, offset in (("H", 0), ("V", top))
    )
    wrap = "<wp:wrapNone/>" if over else "<wp:wrapTopAndBottom/>"
    properties = document_properties(number, name, alt, decorative=decorative)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="120000" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        f'behindDoc="{int(over)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{position}'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}{properties}'
        f"{_KEEPS_SHAPE}{_graphic(number, name, blip(relation, drawing), size, crop)}</wp:anchor></w:drawing></w:r>"
    )


def anchored_behind(top: int, width: int, height: int, properties: str, graphic: str) -> str:
    """A run with a drawing behind the text, `top` EMU from the upper and none from the left edge of the page."""
    position = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:position{axis}>'
        for axis, offset in (("H", 0), ("V", top))
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" '
        f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{position}'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f"{properties}<wp:cNvGraphicFramePr/>{graphic}</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
