"""Pages as text: what stands where, for golden tests and for looking into a layout without drawing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.typeset.boxes import SOFT_HYPHEN, Box, FigureArea, Layout, Line, divided


def dump(layout: Layout) -> str:
    """Every line of text with its place: ``page``, then x and baseline in whole points, and the words.

    Lines stand in drawing order; a divided word ends in a hyphen, artifacts are in parentheses.
    """
    return "\n".join(_pages(layout)) + "\n"


def _pages(layout: Layout) -> Iterator[str]:
    for index, page in enumerate(layout.pages):
        yield f"page {index + 1}" + (f" ({page.label})" if page.label else "")
        for line in text_lines(page.boxes):
            yield f"{line.x:5.0f} {line.y:5.0f}  {_words(line)}"
        for furniture in page.furniture:
            for line in text_lines(furniture.boxes):
                yield f"{line.x:5.0f} {line.y:5.0f}  {_words(line)}"


def text_lines(boxes: Iterable[Box]) -> Iterator[Line]:
    """The lines among boxes, those of figures included."""
    for box in boxes:
        if isinstance(box, Line):
            yield box
        elif isinstance(box, FigureArea):
            yield from text_lines(box.boxes)


def _words(line: Line) -> str:
    text = "".join(run.text for run in line.runs).rstrip(" ")
    if text.endswith(SOFT_HYPHEN):
        text = "".join(divided(text))
    return f"({text})" if all(run.owner is None for run in line.runs) else text
