"""Colours: inks only, not too much of them, black as black, and nothing that vanishes by overprinting."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.preflight.colour import Colour, Space
from reportgen.preflight.marks import Fill, Image, Shade, ShownText, Stroke
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import CheckedPage, File

_WHAT = {ShownText: "text", Fill: "an area", Stroke: "a line"}
_KINDS = {ShownText: "text", Fill: "areas", Stroke: "lines", Shade: "gradients"}


def foreign(file: File) -> Iterator[PageFinding]:
    """RGB and Lab, with or without profile: what of a file is in such colours is told at once, on all its pages."""
    found: dict[str, list[tuple[CheckedPage, ShownText | Fill | Stroke | Shade]]] = {}
    for sheet in file.sheets:
        for mark in sheet.marks:
            if isinstance(mark, ShownText | Fill | Stroke) and mark.colour.foreign:
                found.setdefault(mark.colour.said(), []).append((sheet, mark))
            elif isinstance(mark, Shade) and mark.space.kind in ("rgb", "lab"):
                found.setdefault({"rgb": "RGB", "lab": "Lab"}[mark.space.kind], []).append((sheet, mark))
    for measured, marks in found.items():
        there = {type(mark) for _, mark in marks}
        *most, last = [name for kind, name in _KINDS.items() if kind in there]
        text = f"{' and '.join((', '.join(most), last)) if most else last} in colours that are no inks"
        yield from (sheet.finding("rgb", text, at=mark.box, measured=measured) for sheet, mark in marks)


def spots(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Spot colours, where none are expected."""
    if sheet.limits.spots:
        return
    for mark in sheet.marks:
        space: Space | None = None
        if isinstance(mark, ShownText | Fill | Stroke):
            space = mark.colour.space
        elif isinstance(mark, Image | Shade):
            space = mark.space
        if space is not None and space.kind == "spot":
            text = "a spot colour, which needs a plate of its own"
            yield sheet.finding("spot-colour", text, at=mark.box, measured=space.name)


def plates(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Coloured inks in a file that is to be printed in black alone, and what goes on every plate."""
    for mark in sheet.marks:
        colour = mark.colour if isinstance(mark, ShownText | Fill | Stroke) else None
        if colour is None:
            continue
        if colour.space.kind == "all" and colour.tint > 0:
            text = f"{_WHAT[type(mark)]} within the page is printed on every plate"
            yield sheet.finding("registration-colour", text, at=mark.box, measured=colour.said())
        elif sheet.limits.one_plate and colour.inks and sum(colour.inks[:3]) > 0.001:
            text = f"{_WHAT[type(mark)]} in colour, in a file for black alone"
            yield sheet.finding("coloured", text, at=mark.box, measured=colour.said())


def black(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Text in black of several inks, whose edges blur as soon as the plates are a hair apart."""
    for mark in sheet.marks:
        if isinstance(mark, ShownText) and _rich(mark.colour):
            text = "text in black of several inks"
            yield sheet.finding("rich-black-text", text, at=mark.box, measured=mark.colour.said())


def _rich(colour: Colour) -> bool:
    if not colour.inks or colour.space.kind == "all":
        return False
    cyan, magenta, yellow, key = colour.inks
    return (key >= 0.85 and cyan + magenta + yellow > 0.005) or (min(cyan, magenta, yellow) >= 0.5 and key >= 0.4)


def overprint(sheet: CheckedPage) -> Iterator[PageFinding]:
    """White that overprints is not there at all."""
    for mark in sheet.marks:
        if (
            isinstance(mark, ShownText | Fill | Stroke)
            and mark.overprint
            and mark.colour.inks
            and mark.colour.total < 0.5
        ):
            text = f"{_WHAT[type(mark)]} in white that overprints, so it is not printed"
            yield sheet.finding("white-overprint", text, at=mark.box)


def knockout(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Small black text that leaves a hole in the ground it stands on."""
    grounds = [mark for mark in sheet.marks if isinstance(mark, Fill) and mark.colour.total > 20]
    for mark in sheet.marks:
        if not isinstance(mark, ShownText) or mark.overprint or mark.size > 14 or mark.colour.inks != (0, 0, 0, 1):
            continue
        x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
        ground = next((g for g in reversed(grounds) if g.box[0] <= x <= g.box[2] and g.box[1] <= y <= g.box[3]), None)
        if ground is not None and ground.colour.inks and sum(ground.colour.inks[:3]) > 0.1:
            text = "black text does not overprint the colour below it"
            yield sheet.finding("black-knockout", text, at=mark.box, measured=f"{mark.size:.1f} pt", warning=True)


def ink(sheet: CheckedPage) -> Iterator[PageFinding]:
    """More ink in one colour than the paper bears."""
    limit = sheet.limits.ink or 300
    for mark in sheet.marks:
        if isinstance(mark, ShownText | Fill | Stroke) and mark.colour.total > limit + 0.5:
            text = f"{_WHAT[type(mark)]} has more ink than the paper bears"
            yield sheet.finding(
                "too-much-ink", text, at=mark.box, measured=f"{mark.colour.total:.0f} %", limit=f"{limit:g} %"
            )
