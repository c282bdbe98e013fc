"""Typesetting: a document and a theme become pages of placed boxes.

``typeset`` is the whole of it; `boxes` and `structure` are what it hands on, `fonts` the metrics it needs.
"""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.pagination import body_start
from reportgen.document.problems import DocumentError
from reportgen.document.theme import Theme
from reportgen.document.walk import find, plain_text
from reportgen.typeset.boxes import Layout, OutlineEntry
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.structure import Element


def typeset(document: n.Document, theme: Theme, fonts: FontBook) -> Layout:
    """The pages of a numbered document.

    Raises DocumentError with everything that keeps it from being set: characters that the fonts lack, pictures
    that cannot be read, and blocks that no page can hold.
    """
    from reportgen.typeset import blocks
    from reportgen.typeset.blocks.section import set_flow
    from reportgen.typeset.flow.frame import Frame
    from reportgen.typeset.flow.pages import paginate
    from reportgen.typeset.setting import Setting

    assert blocks
    setting = Setting.of(theme, fonts, document.meta)
    area = setting.area
    root = Element("document", lang=document.meta.language)
    frame = Frame(
        setting=setting, x=area.text, width=area.column, parent=root, lang=document.meta.language, outer=area.left
    )
    strips = set_flow(frame, document.children)
    body = body_start(document) if theme.rules.front_numbers == "roman" else None
    pages, destinations = paginate(setting, strips, body)
    if setting.problems:
        raise DocumentError(*dict.fromkeys(setting.problems))
    layout = Layout(area.width, area.height, pages, root, _outline(document), destinations)
    if not document.meta.draft:
        return layout
    from reportgen.typeset.draft import drafted

    return drafted(setting, layout)


def _outline(document: n.Document) -> tuple[OutlineEntry, ...]:
    headings = [node for node in find(document, n.Heading) if node.in_contents]
    return tuple(
        OutlineEntry(h.level, f"{h.number} {plain_text(h.children)}" if h.number else plain_text(h.children), h.id)
        for h in headings
    )
