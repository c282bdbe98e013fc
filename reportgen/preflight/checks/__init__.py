"""Checks of print files: one function an idea, all of them in the two lists here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.preflight.checks.boxes import annotated, boxes
from reportgen.preflight.checks.colours import black, foreign, ink, knockout, overprint, plates, spots
from reportgen.preflight.checks.document import document, output_intent, pages, printing_condition
from reportgen.preflight.checks.edges import bleed_art, safe_area
from reportgen.preflight.checks.fonts import fonts, glyphs
from reportgen.preflight.checks.pictures import picture_colours, picture_ink, resolution
from reportgen.preflight.checks.sizes import hairlines, screened_type, type_sizes
from reportgen.preflight.checks.specials import specials, transparency
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage, File

OF_FILES: tuple[Callable[[File], Iterator[PageFinding]], ...] = (
    document,
    output_intent,
    printing_condition,
    pages,
    fonts,
    foreign,
)

OF_PAGES: tuple[Callable[[CheckedPage], Iterator[PageFinding]], ...] = (
    boxes,
    annotated,
    glyphs,
    spots,
    plates,
    black,
    overprint,
    knockout,
    ink,
    hairlines,
    type_sizes,
    screened_type,
    bleed_art,
    safe_area,
    picture_colours,
    resolution,
    picture_ink,
    specials,
    transparency,
)
