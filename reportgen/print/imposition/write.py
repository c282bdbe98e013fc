"""Writes imposed sheets: pages of any PDF as forms on new ones, with marks, and the printing condition kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from reportgen.errors import OversizeError, SheetError
from reportgen.outside.pdf import opened, reason
from reportgen.outside.work import Work
from reportgen.pdf.marks import ALL, crop_marks, fold_marks
from reportgen.pdf.syntax import numbers
from reportgen.preflight.interpret import BROKEN
from reportgen.preflight.sheet import contents_of, inherited
from reportgen.print.imposition.plan import Placement, Sheet, Side

Plan = Callable[[int, tuple[float, float], Sheet], Iterable[Side]]
"""From a number of pages, their size and a sheet to the sides of sheets."""

_SAME = 1.0
"""Points within which two pages have the same size."""


class _Source:
    """The pages of a PDF, each as a form in the new file; fonts and pictures are copied once."""

    def __init__(self, source: Pdf, target: Pdf, bleed: float, work: Work) -> None:
        self.pages = [pikepdf.Page(page) for page in source.pages]
        self._target, self._bleed, self._work = target, bleed, work
        self.boxes = [_trimmed(page) for page in self.pages]
        widths = [right - left for left, _, right, _ in self.boxes]
        heights = [top - bottom for _, bottom, _, top in self.boxes]
        if max(widths) - min(widths) > _SAME or max(heights) - min(heights) > _SAME:
            raise SheetError("its pages have different sizes; only pages of one size can be imposed")
        self.size = (widths[0], heights[0])

    def form(self, index: int) -> pikepdf.Object:
        """A page as a form, cut off at its bleed."""
        page = self.pages[index]
        for stream in contents_of(page):
            self._work.unpacked(stream.read_bytes())
        form = page.as_form_xobject()
        left, bottom, right, top = self.boxes[index]
        out = self._bleed
        form.BBox = Array([left - out, bottom - out, right + out, top + out])
        return self._target.copy_foreign(form)


def impose(source: bytes, sheet: Sheet, plan: Plan, *, marks: bool = True) -> bytes:
    """The PDF with its pages imposed; the same input gives the same bytes.

    Raises SheetError: pages that do not fit, of different sizes, or a file that cannot be read.
    """
    try:
        with opened(source) as pdf:
            return _imposed(pdf, sheet, plan, Work(len(source)), marks=marks)
    except pikepdf.PasswordError:
        raise SheetError("it is protected by a password") from None
    except OversizeError as error:
        raise SheetError(str(error)) from None
    except BROKEN as error:
        raise SheetError(f"it cannot be read as PDF: {reason(error)}") from None


def _imposed(source: Pdf, sheet: Sheet, plan: Plan, work: Work, *, marks: bool) -> bytes:
    with Pdf.new() as target:
        if not len(source.pages):
            raise SheetError("it has no pages")
        pages = _Source(source, target, sheet.bleed, work)
        space = target.make_indirect(pikepdf.Object.parse(ALL))
        for side in plan(len(pages.pages), pages.size, sheet):
            _add_side(target, pages, side, sheet, space if marks else None)
        _keep_identity(source, target)
        result = io.BytesIO()
        target.save(
            result,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            force_version=max(source.pdf_version, "1.5"),
        )
        return result.getvalue()


def _add_side(target: Pdf, pages: _Source, side: Side, sheet: Sheet, space: pikepdf.Object | None) -> None:
    page = target.add_blank_page(page_size=(sheet.width, sheet.height))
    forms = Dictionary()
    content: list[str] = []
    for index, placement in enumerate(side.placements):
        forms[f"/P{index}"] = pages.form(placement.page)
        content.append(_drawn(placement, pages.boxes[placement.page], f"/P{index}"))
    resources = Dictionary(XObject=forms)
    if space is not None:
        content += _marks(side, sheet)
        resources.ColorSpace = Dictionary(All=space)
    page.obj.Resources = resources
    page.obj.Contents = target.make_stream("\n".join(content).encode())
    around = _union(side)
    page.obj.TrimBox = Array(list(around))
    page.obj.BleedBox = Array(list(_grown(around, sheet)))


def _drawn(placement: Placement, box: tuple[float, float, float, float], name: str) -> str:
    left, bottom, right, top = placement.clip
    scale = placement.scale
    x, y = placement.x - box[0] * scale, placement.y - box[1] * scale
    clip = f"{numbers(left, bottom, right - left, top - bottom)} re W n"
    return f"q {clip} {scale:.5g} 0 0 {scale:.5g} {numbers(x, y)} cm {name} Do Q"


def _marks(side: Side, sheet: Sheet) -> list[str]:
    parts = ["q 0.25 w /All CS 1 SCN"]
    parts += crop_marks(side.trims, sheet.bleed)
    parts += fold_marks(side.trims[0], sheet.bleed, side.folds)
    return [*parts, "Q"]


def _union(side: Side) -> tuple[float, float, float, float]:
    lefts, bottoms, rights, tops = zip(*side.trims, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _grown(box: tuple[float, float, float, float], sheet: Sheet) -> tuple[float, float, float, float]:
    out = sheet.bleed
    return (
        max(box[0] - out, 0),
        max(box[1] - out, 0),
        min(box[2] + out, sheet.width),
        min(box[3] + out, sheet.height),
    )


def _trimmed(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The trimmed area, or the nearest larger box where a page does not say it (ISO 32000-1, 14.11.2).

    Raises SheetError for turned pages: their forms would be turned around a corner of their box.
    """
    if int(inherited(page.obj, "/Rotate") or 0) % 360:
        raise SheetError("it has pages that are turned (/Rotate); turn their content instead")
    left, bottom, right, top = (float(value) for value in page.trimbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _keep_identity(source: Pdf, target: Pdf) -> None:
    """Output intents, title and the rest of the properties go over to the sheets."""
    intents = source.Root.get("/OutputIntents")
    if intents is not None:
        target.Root.OutputIntents = Array([target.copy_foreign(source.make_indirect(intent)) for intent in intents])
    metadata = source.Root.get("/Metadata")
    if metadata is not None:
        target.Root.Metadata = target.copy_foreign(metadata)
    for key, value in source.docinfo.items():
        target.docinfo[key] = value
    target.Root.ViewerPreferences = Dictionary(Duplex=Name.DuplexFlipShortEdge)
