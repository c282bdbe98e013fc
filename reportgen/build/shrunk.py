"""Pictures that are printed smaller than the template says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.document.nodes import Figure
from reportgen.document.theme import Theme
from reportgen.errors import UnreadablePictureError
from reportgen.findings.problem import Problem
from reportgen.pictures import TALLEST, picture_size

_UNNOTICED = 0.5
"""Millimetres that nobody misses."""


def shrunk(figures: Iterable[Figure], theme: Theme) -> Iterator[Problem]:
    """Pictures whose `width` is more than the text column, or makes them higher than a page gives them."""
    page = theme.page
    column = page.width - page.left - page.right - page.margin_column
    tallest = TALLEST * (page.height - page.top - page.bottom)
    for figure in figures:
        if figure.width is None:
            continue
        most, why = column, "the text column"
        high = figure.width * _shape(figure.path)
        if high > tallest and figure.width * tallest / high < most:
            most, why = figure.width * tallest / high, f"{TALLEST:.0%} of a page's height"
        if figure.width > most + _UNNOTICED:
            text = f"the picture {Path(figure.path).name} is to be {figure.width:g} mm wide and is made {most:.0f} mm"
            hint = f"it has to fit {why}: give it no width, or at most {int(most)}"
            yield Problem("shrunk-picture", text, block=figure.id, hint=hint, severity="warning")


def _shape(path: str) -> float:
    """Height of a picture as it is seen, as a share of its width; 0 where it cannot be read, which others tell."""
    try:
        width, height = picture_size(path)
    except (OSError, UnreadablePictureError):
        return 0.0
    return height / (width or 1)
