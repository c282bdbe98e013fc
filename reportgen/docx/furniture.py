"""Sections with their page, running head and running foot (ECMA-376 part 1, 17.6 and 17.10)."""

from __future__ import annotations

from reportgen.docx.geometry import Geometry
from reportgen.docx.ppr import RunFormat
from reportgen.docx.runs import field, run, tab
from reportgen.docx.xml import HEADER, STORY_NAMESPACES

_COVER_BOTTOM = 850
"""Twips below the text of a cover: it may run lower than the body."""
HEAD_RELATION, FOOT_RELATION = "rId11", "rId12"


def _page(page: Geometry, *, top: int | None = None, bottom: int | None = None, left: int | None = None) -> str:
    return (
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top if top is None else top}" w:right="{page.right}" '
        f'w:bottom="{page.bottom if bottom is None else bottom}" w:left="{page.left if left is None else left}" '
        f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
    )


def cover_section(page: Geometry, top: int) -> str:
    """The section of the cover: no head and no foot, its text on the left edge of the type area."""
    size = _page(page, top=top, bottom=min(page.bottom, _COVER_BOTTOM), left=page.left - page.hang)
    return f"<w:sectPr>{size}</w:sectPr>"


def body_section(page: Geometry, kind: str) -> str:
    """A section of the body that begins as `kind` says: a page of its own, or on the page where the last one ends."""
    return f'<w:sectPr>{_FURNITURE}<w:type w:val="{kind}"/>{_page(page)}</w:sectPr>'


def columns_section(page: Geometry, columns: int, gap: int) -> str:
    """A section in columns, `gap` between them in twips.

    It keeps the margins of the page: LibreOffice knows no others within a page.
    """
    place = f'<w:cols w:num="{columns}" w:space="{gap}" w:equalWidth="1"/>'
    return f'<w:sectPr>{_FURNITURE}<w:type w:val="continuous"/>{_page(page)}{place}</w:sectPr>'


_FURNITURE = (
    f'<w:headerReference w:type="default" r:id="{HEAD_RELATION}"/>'
    f'<w:footerReference w:type="default" r:id="{FOOT_RELATION}"/>'
)
"""Head and foot are named in every section: not every program passes them on."""


def header(text: str) -> bytes:
    """The running head. Its text is that of the whole report: a field that names the chapter (STYLEREF) shows the
    same chapter on every page in programs that do not know it."""
    return _part("hdr", f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{run(text)}</w:p>')


def footer(text: str, folio: str) -> bytes:
    """The running foot with the number of the page, whose cached result is that of the first page that has one."""
    form = RunFormat(style=folio)
    content = run(text) + tab() + field("PAGE", run("2", form), form)
    return _part("ftr", f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{content}</w:p>')


def _part(root: str, inner: str) -> bytes:
    return f"{HEADER}<w:{root} {STORY_NAMESPACES}>{inner}</w:{root}>".encode()
