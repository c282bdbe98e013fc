"""Typesetting: a document and a theme become pages of placed boxes.

``typeset`` is the whole of it, ``typeset_leaves`` the same page by page; `boxes` and `structure` are what they hand
on, `fonts` the metrics they need.
"""

from __future__ import annotations

from operator import itemgetter

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.fonts.book import FontBook
from reportgen.typeset.boxes import Layout, Typeset
from reportgen.typeset.leaves import Leaves


def typeset(document: n.Document, theme: Theme, fonts: FontBook) -> Layout:
    """All pages of a numbered document.

    Raises DocumentError with everything that keeps it from being set: characters that the fonts lack, pictures
    that cannot be read, and blocks that no page can hold.
    """
    made = Leaves(document, theme, fonts)
    pages = tuple(page for _, page in sorted(made.kept(), key=itemgetter(0)))
    layout = Layout(made.width, made.height, pages, made.root, made.outline, made.destinations)
    if not document.meta.draft:
        return layout
    from reportgen.typeset.draft import drafted

    return drafted(made.setting, layout, document.comments)


def typeset_leaves(document: n.Document, theme: Theme, fonts: FontBook) -> Typeset:
    """The pages of a numbered document one by one, once: for documents too long to hold all pages and the structure.

    Elements that a page has ended are emptied when the next page is asked for. What keeps the document from being set
    is told as by `typeset`, but only after the pages before it. Drafts have to be set as a whole.
    """
    return Leaves(document, theme, fonts)
