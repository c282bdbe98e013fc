"""A document that is typeset page by page, so that only the pages and structure at hand are held."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import nodes as n
from reportgen.document.pagination import body_start
from reportgen.document.theme import Theme
from reportgen.document.walk import find, plain_text
from reportgen.errors import DocumentError
from reportgen.fonts.book import FontBook
from reportgen.typeset.abbreviations import explained
from reportgen.typeset.boxes import OutlineEntry, PlacedPage
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element


class Leaves:
    """The pages of one document, to be taken once, as `leaves` or as `kept`."""

    def __init__(self, document: n.Document, theme: Theme, fonts: FontBook) -> None:
        from reportgen.typeset.flow.finish import Finisher

        self.setting = Setting.of(theme, fonts, document.meta)
        self.root = Element("document", lang=document.meta.language)
        self.outline = _outline(document)
        self.width, self.height = self.setting.area.width, self.setting.area.height
        self._document = explained(document)
        body = body_start(document) if theme.rules.front_numbers == "roman" else None
        self._finisher = Finisher(self.setting, body)
        self.destinations = self._finisher.destinations

    def leaves(self) -> Iterator[tuple[int, PlacedPage]]:
        """Every page with its index, in the order of drawing; what it has ended is let go when the next is asked for.

        Raises DocumentError with everything that keeps the document from being set.
        """
        for index, page in self.kept():
            yield index, page
            for element in page.ended:
                element.empty()

    def kept(self) -> Iterator[tuple[int, PlacedPage]]:
        """The same, and the whole structure is there at the end."""
        from reportgen.typeset.blocks.registry import set_flow
        from reportgen.typeset.flow.frame import Frame
        from reportgen.typeset.flow.pages import make_pages

        setting, area = self.setting, self.setting.area
        frame = Frame(
            setting=setting, x=area.text, width=area.column, parent=self.root, lang=setting.meta.language,
            outer=area.left,
        )  # fmt: skip
        strips = set_flow(frame, self._document.children)
        for index, page in self._finisher.finish(make_pages(setting, strips)):
            if not setting.problems:
                yield index, page
        if setting.problems:
            raise DocumentError(*dict.fromkeys(setting.problems))


def _outline(document: n.Document) -> tuple[OutlineEntry, ...]:
    headings = [node for node in find(document, n.Heading) if node.in_contents]
    return tuple(
        OutlineEntry(h.level, f"{h.number} {plain_text(h.children)}" if h.number else plain_text(h.children), h.id)
        for h in headings
    )
