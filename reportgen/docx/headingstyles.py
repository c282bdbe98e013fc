"""What the styles of headings have besides their looks (ECMA-376 part 1, 17.3.1.20 and 17.7.4)."""

from __future__ import annotations

from reportgen.docx import ppr


def heading_parts(level: int) -> dict[str, str]:
    """The properties of paragraphs that make a style that of headings."""
    return {
        "keepNext": ppr.KEEP_NEXT,
        "keepLines": "<w:keepLines/>",
        "outlineLvl": ppr.outline(level),
    }


def unnumbered(level: int) -> str:
    """The name of the style of headings without a number."""
    return f"Heading {level} Unnumbered"


def unnumbered_style(level: int) -> str:
    """The style of what looks like a heading of a level and has no number."""
    name = unnumbered(level)
    plain = ppr.numbering(0, 0) + ppr.indent()
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Heading{level}"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{plain}</w:pPr></w:style>"
    )
