"""Whether everything that touches the edge of a page goes beyond it as far as the bleed."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.theme import MM
from reportgen.findings.problem import Problem
from reportgen.typeset.boxes import Box, FigureArea, Layout, Picture, Rect
from reportgen.typeset.structure import Element

_TOUCHES = 0.6 * MM
"""What ends so near to the edge is meant to reach it: no printing house trims more exactly."""
_TOLERANCE = 0.05


def bleed_problems(layout: Layout, bleed: float) -> Iterator[Problem]:
    """A problem for each picture or area that ends at an edge instead of beyond it; `bleed` in points."""
    for number, page in enumerate(layout.pages, 1):
        for box in page.boxes:
            yield from (
                _problem(number, box, side, short, bleed)
                for side, short in _short(box, page.size or (layout.width, layout.height), bleed)
            )


def _short(box: Box, page: tuple[float, float], bleed: float) -> Iterator[tuple[str, float]]:
    """The edges that a box reaches without going far enough, and how far it goes."""
    if isinstance(box, FigureArea):
        for inner in box.boxes:
            yield from _short(inner, page, bleed)
    if not (isinstance(box, Picture) or (isinstance(box, Rect) and box.fill is not None and box.fill != "#FFFFFF")):
        return
    beyond = {
        "left": -box.x,
        "top": -box.y,
        "right": box.x + box.width - page[0],
        "bottom": box.y + box.height - page[1],
    }
    for side, out in beyond.items():
        if -_TOUCHES <= out < bleed - _TOLERANCE:
            yield side, out


def _problem(page: int, box: Box, side: str, out: float, bleed: float) -> Problem:
    what = "a picture" if isinstance(box, Picture) else "an area"
    text = (
        f"page {page}: {what} ends at the {side} edge; for print it must go {bleed / MM:g} mm beyond it, not "
        f"{max(out, 0) / MM:.1f} mm"
    )
    hint = "let it bleed, keep it 1 mm away from the edge, or set print: {bleed: 0} in theme.yaml"
    return Problem("bleed-missing", text, keys=("print", "bleed"), hint=hint, block=_block(getattr(box, "owner", None)))


def _block(owner: Element | None) -> str | None:
    while owner is not None and owner.id is None:
        owner = owner.parent
    return owner.id if owner is not None else None
