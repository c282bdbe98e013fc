"""QR codes, drawn module by module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document import nodes as n
from reportgen.document.theme import MM
from reportgen.typeset.boxes import FigureArea, Rect
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip

_QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, 6.3.8)."""
_OVERLAP = 0.02
"""Points by which rows overlap, so that no screen shows hairlines between them."""


def set_qr_code(frame: Frame, block: n.QrCode) -> list[Strip]:
    """A code on white, as a figure with a text alternative."""
    import segno

    rows = [bytes(row) for row in segno.make(block.address, error="m", micro=False).matrix]
    side = min(block.width * MM, frame.right - frame.start)
    module = side / (len(rows) + 2 * _QUIET)
    owner = frame.parent.add("figure", id=frame.id(block.id), alt=block.alt)
    ink = frame.setting.colour("ink")
    boxes = [Rect(frame.start, 0, side, side, fill=frame.setting.colour("paper"), owner=owner)]
    for y, row in enumerate(rows):
        for x, length in dark_runs(row):
            left, top = frame.start + (x + _QUIET) * module, (y + _QUIET) * module
            boxes.append(Rect(left, top, length * module, module + _OVERLAP, fill=ink, owner=owner))
    strip = Strip(side, [FigureArea(frame.start, 0, side, side, owner, tuple(boxes))], before=6, after=8)
    strip.anchors.append((block.id, 0.0))
    return [strip]


def dark_runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many there are in a row."""
    start: int | None = None
    for index, module in enumerate((*row, 0)):
        if module and start is None:
            start = index
        elif not module and start is not None:
            yield start, index - start
            start = None
