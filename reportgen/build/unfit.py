"""Pictures that lack something where they are shown: whose they are, or pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Final

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.document.walk import find
from reportgen.errors import UnreadablePictureError
from reportgen.findings.problem import Problem
from reportgen.pictures import drawing_of, picture_size

_PHOTOS: Final = (".jpg", ".jpeg")
_LEAST: Final = 100
"""Pixels an inch below which a picture looks blurred on any screen."""


def lacking(document: n.Document, theme: Theme) -> Iterator[Problem]:
    """A warning for each photo without a credit, where others of the report have one, and for each picture up to the
    edges of a page that has too few pixels for them; `token` is the name of its file."""
    figures: Sequence[n.Figure] = tuple(find(document, n.Figure))
    if any(figure.credit for figure in figures):
        yield from _uncredited(figures)
    sizes = _to_edges(document, theme)
    yield from (problem for figure in figures if figure.id in sizes for problem in _coarse(figure, *sizes[figure.id]))


def _uncredited(figures: Iterable[n.Figure]) -> Iterator[Problem]:
    for figure in figures:
        path = Path(figure.path)
        if not figure.credit and not figure.decorative and path.suffix.lower() in _PHOTOS:
            text = f"the picture {path.name} has no credit, and others of the report have one"
            hint = "say whose it is in a <credit>"
            yield Problem("missing-credit", text, block=figure.id, token=path.name, hint=hint, severity="warning")


def _to_edges(document: n.Document, theme: Theme) -> Mapping[str, tuple[float, float]]:
    """Width and height in millimetres of the pictures that go to the edges of their page."""
    wide, high = theme.page.width, theme.page.height
    found: dict[str, tuple[float, float]] = {}
    for each in find(document, n.Cover, n.Section, n.Figure):
        match each:
            case n.Figure(extent="bleed"):
                found[each.id] = (wide, high)
            case n.Figure(extent="half"):
                found[each.id] = (wide, high / 2)
            case n.Cover(picture=n.Figure() as picture):
                found[picture.id] = (wide, high * theme.band.top / 2)
            case n.Section(opening=n.Figure() as picture):
                found[picture.id] = (wide, high * theme.rules.opening_height)
    return found


def _coarse(figure: n.Figure, wide: float, high: float) -> Iterator[Problem]:
    path = Path(figure.path)
    try:
        if drawing_of(path) is not None:
            return
        width, height = picture_size(figure.path)
    except (OSError, UnreadablePictureError):
        return
    resolution = min(width / wide, height / high) * 25.4
    if resolution < _LEAST:
        text = f"the picture {path.name} is too coarse: {resolution:.0f} ppi at {wide:.0f} × {high:.0f} mm"
        needed = " × ".join(str(ceil(side / 25.4 * 225)) for side in (wide, high))
        hint = f"{_LEAST} ppi is the least on screen; print wants one of {needed} pixels"
        yield Problem("low-resolution", text, block=figure.id, token=path.name, hint=hint, severity="warning")
