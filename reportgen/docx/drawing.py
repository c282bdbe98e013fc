"""DrawingML around pictures, charts and shapes: sizes, text alternatives, the mark of decoration (20.4, 20.5)."""

from __future__ import annotations

from reportgen.ooxml.xml import ADEC, A, escape

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
    """A run with a drawing in the line, `width` and `height` in EMU."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{properties}{frame}{graphic}</wp:inline></w:drawing></w:r>'
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
