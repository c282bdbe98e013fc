"""The style of tables, made from the styles of their heads and cells (ECMA-376 part 1, 17.7.6)."""

from __future__ import annotations

from reportgen.document.theme import Theme
from reportgen.docx import ppr
from reportgen.ooxml.xml import eighths, hexadecimal


def table_style(theme: Theme) -> str:
    """The style as XML."""
    head, cell = theme.style("table-head"), theme.style("table-cell")
    strong = _colour(theme, head.rule or "primary"), eighths(head.rule_width or 1)
    pale = _colour(theme, cell.rule or "rule-pale"), eighths(cell.rule_width or 0.4)
    borders = ppr.border("top", *strong, 0) + ppr.border("bottom", *pale, 0) + ppr.border("insideH", *pale, 0)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 36), ("left", 0), ("bottom", 36), ("right", 140))
    )
    below = ppr.border("bottom", *strong, 0)
    first = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{below}</w:tcBorders></w:tcPr></w:tblStylePr>'
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="50"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"{first}</w:style>"
    )


def _colour(theme: Theme, name: str) -> str:
    return hexadecimal(theme.colour(name))
