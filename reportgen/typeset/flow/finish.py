"""Pages are finished: numbered, with running head and foot, and every number filled in that names a page.

A page goes out as soon as it is made, unless it names a page that is still to come (contents) or does not know its
own number yet. Such pages wait for the end, so that no more has to be held than they and the page at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reportgen.document.pagination import page_label
from reportgen.typeset.boxes import Destination, Furniture, PlacedPage
from reportgen.typeset.flow.furniture import furniture
from reportgen.typeset.flow.late import resolved, targets
from reportgen.typeset.flow.pages import OpenPage
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element


class _Made(Struct, frozen=True):
    """A page, its index, and the chapter for its running head."""

    index: int
    page: OpenPage
    chapter: str


class Finisher:
    """Finishes the pages of one document; pages are counted from 1 again where the block `body` begins.

    `destinations` says where each block begins, as far as pages have been made.
    """

    def __init__(self, setting: Setting, body: str | None = None) -> None:
        self.destinations: dict[str, Destination] = {}
        self._setting, self._body = setting, body
        self._across = setting.in_landscape()
        self._waiting: list[_Made] = []

    def finish(self, pages: Iterable[OpenPage]) -> Iterator[tuple[int, PlacedPage]]:
        """Each page with its index: those that need not wait in their order, then those that had to."""
        chapter = ""
        for index, page in enumerate(pages):
            for block, y in page.anchors:
                self.destinations.setdefault(block, Destination(index, y))
            made = _Made(index, page, page.chapter or chapter)
            chapter = page.going_on or chapter
            if self._has_to_wait(page):
                self._waiting.append(made)
            else:
                yield index, self._placed(made, self._whole(page.ends))
        for made in self._waiting:
            yield made.index, self._placed(made, (), waits=True)

    def _has_to_wait(self, page: OpenPage) -> bool:
        known = self.destinations
        return (self._body is not None and self._body not in known) or any(
            target not in known for target in targets(page.boxes)
        )

    def _whole(self, elements: Iterable[Element]) -> tuple[Element, ...]:
        """Those elements of which nothing stands on a page that waits."""
        after = self._waiting[-1].index if self._waiting else -1
        return tuple(element for element in elements if self._begins(element) > after)

    def _begins(self, element: Element) -> int:
        """A page before which nothing of an element stands; -1 where that is not known."""
        around: Element | None = element
        while around is not None:
            place = self.destinations.get(around.id or "")
            if place is not None:
                return place.page
            around = around.parent
        return -1

    def _label(self, index: int) -> str:
        body = self.destinations.get(self._body or "")
        return page_label(index, body.page if body is not None else None)

    def _named(self, block: str) -> str:
        place = self.destinations.get(block)
        return self._label(place.page) if place is not None else ""

    def _placed(self, made: _Made, ended: tuple[Element, ...], *, waits: bool = False) -> PlacedPage:
        page = made.page
        setting = self._across if page.landscape else self._setting
        boxes = tuple(resolved(setting, page.boxes, self._named))
        number = self._label(made.index)
        label = "" if page.bare else number
        rules = setting.theme.rules
        head = (rules.chapter_head or not page.chapter) and not page.headless
        turned = rules.facing_pages and made.index % 2 == 1
        around = () if page.bare else furniture(setting, made.chapter, label, head=head, turned=turned)
        if page.marks:
            around = (*around, Furniture("continued", tuple(page.marks)))
        size = (setting.area.width, setting.area.height) if page.landscape else None
        shown = number if page.bare and boxes else ""
        return PlacedPage(label, boxes, tuple(page.links), around, ended, waits, shown, size)
