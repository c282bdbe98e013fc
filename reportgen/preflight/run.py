"""`preflight`: a whole file, every check, every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, TypeVar

import pikepdf
from lxml import etree
from msgspec.structs import replace

from reportgen.conditions.named import named_in
from reportgen.errors import OversizeError, RenderError, UnreadableError
from reportgen.outside.pdf import opened, reason
from reportgen.outside.work import Work
from reportgen.preflight.checks import OF_FILES, OF_PAGES
from reportgen.preflight.checks.pictures import picture_total
from reportgen.preflight.interpret import BROKEN, paint
from reportgen.preflight.known import Known
from reportgen.preflight.marks import Fill, Image, ShownText, Special, Stroke
from reportgen.preflight.model import Limits, PageFinding, Result, merged
from reportgen.preflight.rendered import measure
from reportgen.preflight.sheet import CheckedPage, File, inherited, page_box, within
from reportgen.programs.table import GHOSTSCRIPT

_UNCOATED = ("fogra30", "fogra44", "uncoated")
"""What else names of uncoated printing conditions contain."""
_TOLERANCE = 2.0
"""Percent of ink that rendering may be off."""
_A4 = (0.0, 0.0, 595.28, 841.89)


def preflight(source: bytes, limits: Limits | None = None, *, render: bool = True) -> Result:
    """Everything that keeps a PDF from being printed. Raises UnreadableError.

    `render`: measure inks by pixel where Ghostscript is installed; else they are told object by object.
    """
    with ExitStack() as stack:
        try:
            pdf = stack.enter_context(opened(source))
        except pikepdf.PasswordError:
            raise UnreadableError("unreadable-file", "it cannot be opened without a password") from None
        except pikepdf.PdfError as error:
            raise UnreadableError("unreadable-file", f"it cannot be read as PDF: {reason(error)}") from None
        try:
            sheets_of = list(pdf.pages)
            intent, standard = _intent(pdf), _standard(pdf)
            condition = str(intent.get("/OutputConditionIdentifier", "")) if intent is not None else ""
        except BROKEN as error:
            raise UnreadableError("unreadable-file", f"it is damaged: {reason(error)}") from None
        limits = _completed(limits or Limits(), condition)
        known = Known(Work(len(source)))
        try:
            sheets = tuple(_sheet(index, page, known, limits) for index, page in enumerate(sheets_of, 1))
        except OversizeError as error:
            raise UnreadableError("too-much-work", str(error)) from None
        file = File(pdf, sheets, limits, standard, condition, intent)
        findings = [finding for check in OF_FILES for finding in _guarded(check, file)]
        findings += [finding for sheet in sheets for check in OF_PAGES for finding in _guarded(check, sheet)]
        program = GHOSTSCRIPT.find() if render and all(map(_whole, sheets)) else None
        ink = tuple(_objects(sheet) for sheet in sheets)
        by = False
        if program is not None and sheets and not pdf.is_encrypted:
            try:
                ink = tuple(_rendered(program, source, file, findings))
                by = True
            except RenderError as error:
                findings.append(file.finding("not-rendered", f"Ghostscript cannot render it: {error}", warning=True))
        result = Result(len(sheets), file.standard, condition, merged(findings), ink)
        return replace(result, ink_by="ghostscript") if by else result


_Checked = TypeVar("_Checked", File, CheckedPage)


def _guarded(check: Callable[[_Checked], Iterator[PageFinding]], thing: _Checked) -> list[PageFinding]:
    """What a check finds; where it stumbles over an object that is not what it should be, that is the finding."""
    try:
        return list(check(thing))
    except BROKEN as error:
        return [thing.finding("damaged-file", f"an object in it is damaged ({check.__name__}): {reason(error)}"[:200])]


def _completed(limits: Limits, condition: str) -> Limits:
    if limits.ink is not None:
        return limits
    known = named_in(condition)
    uncoated = known.paper == "uncoated" if known else any(name in condition.lower() for name in _UNCOATED)
    return replace(limits, ink=280 if uncoated else 300)


def _sheet(number: int, page: pikepdf.Page, known: Known, limits: Limits) -> CheckedPage:
    media = page_box(page.obj, "/MediaBox") or _A4
    trim = page_box(page.obj, "/TrimBox") or page_box(page.obj, "/ArtBox") or page_box(page.obj, "/CropBox") or media
    bleed = page_box(page.obj, "/BleedBox") or trim
    marks = paint(page, inherited(page.obj, "/Resources"), known)
    return CheckedPage(number, page, media, trim, bleed, within(marks, bleed), limits)


def _whole(sheet: CheckedPage) -> bool:
    """Whether all of a page was read: what has no end here is not given to another program."""
    return not any(isinstance(mark, Special) and mark.kind == "damaged" for mark in sheet.marks)


def _intent(pdf: pikepdf.Pdf) -> Any:
    """The output intent for print (ISO 15930-7, 6.2.3), None where there is none."""
    intents = pdf.Root.get("/OutputIntents")
    for intent in intents if intents is not None else ():
        if str(intent.get("/S")) == "/GTS_PDFX":
            return intent
    return None


def _standard(pdf: pikepdf.Pdf) -> str:
    """The PDF/X that a file claims, in its properties or its XMP packet."""
    found = str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return found
    try:
        root = etree.fromstring(metadata.read_bytes().strip(), etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, pikepdf.PdfError):
        return found
    for element in root.iter(etree.Element):
        if str(element.tag).endswith("}GTS_PDFXVersion") and element.text:
            return element.text.strip()
        for name, value in element.attrib.items():
            if str(name).endswith("}GTS_PDFXVersion"):
                return str(value)
    return found


def _objects(sheet: CheckedPage) -> float:
    """Most ink of any single object on a page."""
    totals = [mark.colour.total for mark in sheet.marks if isinstance(mark, ShownText | Fill | Stroke)]
    totals += [picture_total(mark) or 0 for mark in sheet.marks if isinstance(mark, Image)]
    return max(totals, default=0.0)


def _rendered(program: str, source: bytes, file: File, findings: list[PageFinding]) -> Iterator[float]:
    """Most ink of any pixel, page by page; what is too much becomes a finding."""
    limit = file.limits.ink or 300
    for sheet, inked in zip(file.sheets, measure(program, source, len(file.sheets)), strict=True):
        yield inked.most
        if inked.most > limit + _TOLERANCE:
            at = tuple(value + sheet.trim[i % 2] for i, value in enumerate(inked.place))
            text = "more ink on one spot than the paper bears"
            measured, allowed = f"{inked.most:.0f} %", f"{limit:g} %"
            findings.append(sheet.finding("too-much-ink-rendered", text, at=at, measured=measured, limit=allowed))  # type: ignore[arg-type]
        if file.limits.one_plate and inked.coloured:
            findings.append(sheet.finding("coloured-plate", "it prints on coloured plates, in a file for black alone"))
