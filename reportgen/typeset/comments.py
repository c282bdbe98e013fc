"""The column of a draft for comments: beside each page, with what is known to be open beside the lines it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.theme import MM, Style
from reportgen.errors import DocumentError
from reportgen.typeset.boxes import Box, Destination, Furniture, Layout, Line, Polyline, Rect, Rule
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import shifted, stack
from reportgen.typeset.flow.text import set_text, single_line
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

COLUMN = 55 * MM
"""Width of the column, beside the page."""
_INSET, _EDGE = 14.0, 10.0
"""Points left and right of the text in it."""
_BAR = 7.0
"""From the column's edge to the bar at the left of a comment."""
_GAP = 5.0
_HEAD = Style(size=8.5, leading=11, colour="muted")
_TEXT = Style(size=8, leading=10, after=3, hyphenate=True)
_MORE = Style(size=8, leading=10, colour="muted")


class BlockComments(Struct, frozen=True):
    """The comments on one block: the height on the page that they belong to, their boxes from y 0 on, their height."""

    y: float
    boxes: tuple[Box, ...]
    height: float
    count: int


class CommentColumn:
    """Comments by page. Raises DocumentError for characters that the fonts lack."""

    def __init__(self, setting: Setting, layout: Layout, comments: Mapping[str, tuple[str, ...]]) -> None:
        self.setting = setting
        self._pages = layout.pages
        masters = {page.master for page in layout.pages} | {""}
        self._columns = {name: self._beside(setting.on_page(name) if name else setting) for name in masters}
        self._by_page: dict[int, list[BlockComments]] = {}
        places = ((layout.destinations.get(block), texts) for block, texts in comments.items())
        for place, texts in places:
            if place is not None:
                self._by_page.setdefault(place.page, []).append(self._note(place, texts))
        if setting.problems:
            raise DocumentError(*dict.fromkeys(setting.problems))

    def _beside(self, setting: Setting) -> Frame:
        return Frame(
            setting=setting,
            x=setting.area.width + _INSET,
            width=COLUMN - _INSET - _EDGE,
            parent=Element("document"),
            lang=setting.meta.language,
        )

    def _of(self, page: int) -> Frame:
        """The column beside a page, in which comments are set."""
        return self._columns[self._pages[page].master]

    def beside(self, page: int) -> Furniture:
        """The column beside a page (from 0), with its comments."""
        colour, column = self.setting.colour, self._of(page)
        area = column.setting.area
        ground = Rect(area.width, 0, COLUMN, area.height, fill=colour("fill"))
        edge = Rule(area.width, 0, area.width, area.height, 0.5, colour("rule-pale"))
        head = _line(column, self.setting.words["comments"], _HEAD, area.head)
        return Furniture("comments", (ground, edge, head, *_placed(column, self._by_page.get(page, []))))

    def _note(self, place: Destination, texts: Sequence[str]) -> BlockComments:
        column = self._of(place.page)
        lines = stack([strip for text in texts for strip in set_text(column, (n.Text(text),), _TEXT, None)])
        boxes = tuple(box for box in lines.boxes if isinstance(box, Line))
        return BlockComments(place.y, boxes, lines.height, len(texts))


def _line(column: Frame, text: str, style: Style, y: float) -> Line:
    return Line(column.x, y, single_line(column, text, style, None).runs)


def _placed(column: Frame, notes: list[BlockComments]) -> Iterator[Box]:
    """Notes beside their blocks, moved out of each other's way; what has no room is counted."""
    notes = sorted(notes, key=lambda note: note.y)
    top, bottom = column.setting.area.top, column.setting.area.bottom
    shown = _fitting(notes, bottom - top, _MORE.leading + _GAP)
    left_out = sum(note.count for note in notes[len(shown) :])
    room = bottom - (_MORE.leading + _GAP if left_out else 0)
    for note, y in zip(shown, _heights(shown, top, room), strict=True):
        yield from _drawn(column.setting, note, y)
    if left_out:
        words = column.setting.words["comments-more"].replace("{count}", str(left_out))
        yield _line(column, words, _MORE, bottom - (_MORE.leading - _MORE.size))


def _drawn(setting: Setting, note: BlockComments, y: float) -> Iterator[Box]:
    edge, colour = setting.area.width, setting.colour("primary")
    bar = edge + _BAR
    yield Rect(bar, y, 1.2, note.height, fill=colour)
    if abs(note.y - y) > 1:
        yield Polyline(((edge, note.y + 4), (bar, y + 4)), 0.5, stroke=setting.colour("muted"))
    else:
        yield Rule(edge, y + 4, bar, y + 4, 0.5, setting.colour("muted"))
    yield from (shifted(box, y) for box in note.boxes)


def _fitting(notes: Sequence[BlockComments], room: float, more: float) -> Sequence[BlockComments]:
    """As many of the first notes as have room below each other; with less than all, room for a last line is kept."""
    taken, end = 0.0, 0
    whole = sum(note.height for note in notes) + _GAP * max(0, len(notes) - 1)
    if whole <= room:
        return notes
    for end, note in enumerate(notes):
        taken += note.height + _GAP
        if taken > room - more:
            return notes[:end]
    return notes[: end + 1]


def _heights(notes: Sequence[BlockComments], top: float, bottom: float) -> list[float]:
    """Where each note begins: beside its block, below the one before, and so that the last one ends above the foot."""
    places: list[float] = []
    least = top
    for note in notes:
        places.append(max(note.y, least))
        least = places[-1] + note.height + _GAP
    most = bottom
    for at in reversed(range(len(notes))):
        places[at] = min(places[at], most - notes[at].height)
        most = places[at] - _GAP
    return places
