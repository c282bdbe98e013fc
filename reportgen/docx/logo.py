"""The logo of running heads: a picture of the header, anchored, so that the line stays as high as it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from msgspec import Struct

from reportgen.document.ids import numeric_id
from reportgen.document.theme import MM, Theme
from reportgen.docx.drawing import blip, document_properties, svg_part
from reportgen.docx.package import Package
from reportgen.errors import DocumentError, UnreadablePictureError
from reportgen.findings.problem import Problem
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import EMU_TWIP, PIC
from reportgen.pictures import EXTENSIONS, USABLE, for_screens
from reportgen.svg.kind import is_svg

RELATION = "rIdLogo"
"""The relationship of a header to its logo."""
DRAWING: Final = "rIdLogoDrawing"
"""The same to the drawing that it is made of."""
GAP = 160
"""Twips between a logo and the words beside it."""
_BELOW = 2.0
_EMU_POINT = 12700
_FIRST = 2_000_000
"""Numbers of drawings from here on are those of logos: more than any of the body, and of a reference document, has."""
_MOST = 1_000_000_000


def drawing_number(paragraph: str) -> int:
    """The number of the drawing in a header, which no other header has: it follows from all that the header says."""
    return _FIRST + numeric_id(paragraph, _MOST)


class HeaderLogo(Struct, frozen=True):
    """The logo as a part of the package, with its size in points."""

    part: str
    width: float
    height: float
    drawing: str | None = None
    """The part with the drawing that it is made of; `part` has its pixels then."""

    @property
    def leads(self) -> tuple[tuple[str, str], ...]:
        """The relationships of a header that shows it, and the parts that they lead to."""
        return ((RELATION, self.part), *(((DRAWING, self.drawing),) if self.drawing else ()))

    @property
    def room(self) -> int:
        """Twips that it takes in the line, with the gap beside it."""
        return round(self.width * 20) + GAP

    def run(self, theme: Theme, x: int, number: int) -> str:
        """A run with the logo, its left edge `x` twips from that of the page, on the baseline of the running head."""
        top = max(theme.page.head * MM + _BELOW - self.height, 0.0)
        place = (x * EMU_TWIP, round(top * _EMU_POINT))
        return _anchored(number, place, self._size, DRAWING if self.drawing else None)

    @property
    def _size(self) -> tuple[int, int]:
        return round(self.width * _EMU_POINT), round(self.height * _EMU_POINT)


def header_logo(path: str, theme: Theme, package: Package) -> HeaderLogo:
    """Put the picture into the package; DocumentError for one that Word cannot show."""
    try:
        data = Path(path).read_bytes()
        image = for_screens(data)
    except (OSError, UnreadablePictureError) as error:
        text = f"{Path(path).name}: the logo of the running head cannot be read"
        raise DocumentError(Problem("bad-image", text, hint=USABLE)) from error
    digest = hashlib.sha1(image.data, usedforsecurity=False).hexdigest()[:16]
    name = f"/word/media/{digest}.{EXTENSIONS[image.kind]}"
    package.add(ExtraPart(name, f"image/{image.kind.lower()}", image.data))
    height = min(theme.rules.logo_height, theme.page.head) * MM
    drawing = svg_part(data) if is_svg(data) else None
    if drawing is not None:
        package.add(drawing)
    width = height * image.width / max(image.height, 1)
    return HeaderLogo(name, width, height, drawing.name if drawing else None)


def _anchored(number: int, place: tuple[int, int], size: tuple[int, int], drawing: str | None) -> str:
    width, height = size
    properties = document_properties(number, "Logo", "", decorative=True)
    position = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:position{axis}>'
        for axis, offset in zip("HV", place, strict=True)
    )
    graphic = (
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f"{blip(RELATION, drawing)}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{position}<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f"{properties}<wp:cNvGraphicFramePr/>{graphic}</wp:anchor>"
        "</w:drawing></w:r>"
    )
