"""The part of an Office file with the colours and typefaces of its menus (ECMA-376 part 1, 20.1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.ooxml.xml import HEADER, A
from reportgen.text.xml import escape

SLOTS: Final = (
    *("dk1", "lt1", "dk2", "lt2"),
    *(f"accent{number}" for number in range(1, 7)),
    *("hlink", "folHlink"),
)
"""The colours that a theme has, in their order."""


def theme_part(colours: Mapping[str, str], font: str) -> str:
    """theme1.xml: colours (RRGGBB) by slot, and one typeface."""
    inner = "".join(f'<a:{slot}><a:srgbClr val="{colours[slot]}"/></a:{slot}>' for slot in SLOTS)
    face = f'<a:latin typeface="{escape(font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEADER}<a:theme xmlns:a="{A}" name="Report"><a:themeElements><a:clrScheme name="Report">{inner}'
        f'</a:clrScheme><a:fontScheme name="Report"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Report"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
