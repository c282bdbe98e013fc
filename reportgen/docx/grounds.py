"""What paragraph styles have around their text: the ground of tiles and callouts, the bar of quotations."""

from __future__ import annotations

from reportgen.document.theme import Style, Theme
from reportgen.docx import ppr
from reportgen.ooxml.xml import eighths, hexadecimal

QUOTE_INDENT = 280
"""Twips that quotations are set in."""


TILE_SIDE = 170
"""Twips between the edge of a column and the text of the tile in it."""
TILE_FOOT = 5
"""Points of its ground below the last line of a tile."""


def tile(theme: Theme, edge: str = "", foot: int = TILE_FOOT, role: str = "tile") -> dict[str, str]:
    """The ground of a tile, with the rule on its top edge or `foot` points of room at its bottom edge (at most 31).

    `role` is "tile" or "tile-lead". What separates two tiles is a border in the colour of the paper: the space between
    paragraphs would be filled.
    """
    look = theme.style(role)
    fill = _colour(theme, look.fill or "fill")
    left, right = ppr.border("left", fill, 4, 8), ppr.border("right", fill, 4, 8)
    rule = look.rule or look.fill or "fill"
    top = ppr.border("top", _colour(theme, rule), eighths(look.rule_width), 4) if edge in ("top", "both") else ""
    gap = eighths(theme.rules.tile_gap)
    bottom = ppr.border("bottom", _colour(theme, "paper"), gap, foot) if edge in ("bottom", "both") else ""
    if bottom and role != "tile":  # nothing stands close below it
        bottom = ppr.border("bottom", fill, 4, foot + TILE_FOOT)
    return {
        "pBdr": f"<w:pBdr>{top}{left}{bottom}{right}</w:pBdr>",
        "suppressLineNumbers": ppr.NO_LINE_NUMBERS,
        "shd": ppr.shading(fill),
        "ind": ppr.indent(TILE_SIDE, 0, TILE_SIDE),
    }


BOX_INSET = 130
"""Twips between the edges of a callout and its text."""


def box(theme: Theme, style: Style, *, ruled: bool = True) -> dict[str, str]:
    """The ground of a callout, with the rule of its style above: paragraphs with the same borders are one box."""
    fill = _colour(theme, style.fill or "fill")
    top = ""
    if ruled and style.rule and style.rule_width:
        top = ppr.border("top", _colour(theme, style.rule), eighths(style.rule_width), 6)
    sides = (top or ppr.border("top", fill, 4, 6)) + "".join(
        ppr.border(side, fill, 4, 6) for side in ("left", "bottom", "right")
    )
    return {"pBdr": f"<w:pBdr>{sides}</w:pBdr>", "ind": ppr.indent(BOX_INSET, 0, BOX_INSET)}


def beside(theme: Theme, style: Style) -> dict[str, str]:
    """Set in, with the rule of the style as a bar beside the text."""
    parts = {"pBdr": "<w:pBdr/>", "ind": ppr.indent(QUOTE_INDENT)}
    if style.rule and style.rule_width:
        bar = ppr.border("left", _colour(theme, style.rule), eighths(style.rule_width), 10)
        parts["pBdr"] = f"<w:pBdr>{bar}</w:pBdr>"
    return parts


def between(theme: Theme, style: Style) -> dict[str, str]:
    """Set in, with the rule of the style above and below the text."""
    parts = {"pBdr": "<w:pBdr/>", "ind": ppr.indent(QUOTE_INDENT)}
    if style.rule and style.rule_width:
        colour, width = _colour(theme, style.rule), eighths(style.rule_width)
        rules = ppr.border("top", colour, width, 8) + ppr.border("bottom", colour, width, 8)
        parts["pBdr"] = f"<w:pBdr>{rules}</w:pBdr>"
    return parts


def _colour(theme: Theme, name: str) -> str:
    return hexadecimal(theme.colour(name))
