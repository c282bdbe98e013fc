"""One module a family of blocks; importing them registers what sets which."""

from reportgen.typeset.blocks import (
    card,
    charts,
    contents,
    cover,
    figure,
    heading,
    index,
    key_figures,
    lists,
    margin,
    qr,
    section,
    table,
    text,
)

__all__ = [
    "card",
    "charts",
    "contents",
    "cover",
    "figure",
    "heading",
    "index",
    "key_figures",
    "lists",
    "margin",
    "qr",
    "section",
    "table",
    "text",
]
