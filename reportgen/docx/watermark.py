"""The watermark of a draft: WordArt in the running head, as Word's own command makes and removes it.

It is VML (ECMA-376 part 4, 19): Word does not know a drawing of the newer kind for a watermark.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportgen.document.theme import MM, Theme
from reportgen.docx.stylenames import word_font
from reportgen.text.xml import escape

NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_INK = "#e3e6ea"
_SHARE, _LARGEST, _SMALL = 0.72, 110.0, 0.36
"""Of the page's diagonal, in points, and of the first line: as the PDF has it."""
_CAPITAL, _LETTER = 0.62, 0.5
"""Width of a character, as a share of its size."""
_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
    '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" '
    'shapetype="t"/></v:shapetype>'
)


def watermark(text: str, theme: Theme) -> str:
    """Runs with the words of a draft over the diagonal of the page: the first large, the rest below it.

    Each stands in a picture of its own: LibreOffice shows but one of several shapes in one.
    """
    return "".join(
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE if first else ''}{shape}</w:pict></w:r>"
        for first, shape in zip((True, False), _shapes(text, theme), strict=False)
    )


def _shapes(text: str, theme: Theme) -> Iterator[str]:
    width, height = theme.page.width * MM, theme.page.height * MM
    angle = math.atan2(height, width)
    first, _, rest = (part.strip() for part in text.partition("·"))
    size = min(_LARGEST, _SHARE * math.hypot(width, height) / (max(len(first), 1) * _CAPITAL))
    lines = ((first, size, _CAPITAL, 0.0), (rest, size * _SMALL, _LETTER, size * 0.75))
    for number, (words, tall, share, drop) in enumerate(lines, 1):
        if words:
            x = width / 2 + drop * math.sin(angle)
            y = height / 2 + drop * math.cos(angle)
            yield _shape(number, words, (x, y), (len(words) * tall * share, tall * 0.8), angle, theme)


def _shape(
    number: int, words: str, middle: tuple[float, float], size: tuple[float, float], angle: float, theme: Theme
) -> str:
    (x, y), (wide, tall) = middle, size
    turn = round(360 - math.degrees(angle))
    place = (
        f"position:absolute;margin-left:{x - wide / 2:.1f}pt;margin-top:{y - tall / 2:.1f}pt;width:{wide:.1f}pt;"
        f"height:{tall:.1f}pt;rotation:{turn};z-index:-25165{number:04};mso-position-horizontal-relative:page;"
        "mso-position-vertical-relative:page"
    )
    font = escape(f'font-family:"{word_font(theme, "text")}";font-size:1pt;font-weight:bold')
    return (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" alt="" '
        f'style="{place}" o:allowincell="f" fillcolor="{_INK}" stroked="f"><v:textpath style="{font}" '
        f'string="{escape(words)}"/><w10:wrap anchorx="page" anchory="page"/></v:shape>'
    )
