"""The file as a whole: standard, printing condition, properties, and what has no business in a print file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from reportgen.conditions.named import condition, named_in, today
from reportgen.conditions.profile import ProfileError, describes
from reportgen.preflight.model import PageFinding
from reportgen.preflight.sheet import File

_SAME = 0.5
"""Points that two pages of the same size may differ."""
_CREEP = 3.0
"""Points by which a sheet of a booklet may be narrower than the one around it: twice the thickest paper."""
_STAND_IN = "stand-in"
"""What the output intent of a file says whose profile is not the printing house's."""
_FORBIDDEN = {
    "/OpenAction": ("action", "it acts when it is opened"),
    "/AA": ("action", "it acts by itself"),
    "/AcroForm": ("form", "it has form fields"),
    "/Collection": ("portfolio", "it is a portfolio of files"),
}


def document(file: File) -> Iterator[PageFinding]:
    """Everything but the output intent."""
    root, info = file.pdf.Root, file.pdf.docinfo
    if file.pdf.is_encrypted:
        yield file.finding("encrypted", "it is encrypted, and no printing house may open it")
    if not file.standard:
        yield file.finding("no-standard", "it does not say which PDF/X it keeps", warning=True)
    yield from _standard(file)
    if str(info.get("/Trapped", "/Unknown")) not in ("/True", "/False"):
        yield file.finding("not-trapped", "it does not say whether it is trapped")
    if "/ID" not in file.pdf.trailer:
        yield file.finding("no-id", "it has no identifier")
    for key, (code, text) in _FORBIDDEN.items():
        if key in root:
            yield file.finding(code, text)
    names = root.get("/Names")
    if names is not None and "/JavaScript" in names:
        yield file.finding("action", "it holds JavaScript")
    if names is not None and "/EmbeddedFiles" in names:
        yield file.finding("attachments", "it holds other files", warning=True)
    if file.standard.startswith("PDF/X-1a") and "/OCProperties" in root:
        yield file.finding("layers", "it has layers, which PDF/X-1a does not know")


def _standard(file: File) -> Iterator[PageFinding]:
    """Whether the version of the file goes with the standard it claims."""
    most = {"PDF/X-1a": "1.4", "PDF/X-3": "1.4"}.get(file.standard.split(":")[0])
    if most is not None and file.pdf.pdf_version > most:
        text = f"it claims {file.standard} in a version of PDF that it does not allow"
        yield file.finding("wrong-version", text, measured=file.pdf.pdf_version, limit=most)


def printing_condition(file: File) -> Iterator[PageFinding]:
    """Whether the printing condition is one that is still in force, and the profile one of it."""
    if file.intent is None:
        return
    named, now = condition(file.condition) or named_in(file.condition), today(file.condition)
    said = now.said if now is not None else ""
    if _STAND_IN in str(file.intent.get("/Info", "")).lower():
        text = "its profile only stands in for that of the printing house"
        measured = f"{file.condition}{f', today {said}' if said else ''}"
        yield file.finding("stand-in-profile", text, measured=measured, warning=True)
    elif named is not None and named != now:
        text = "its printing condition has a successor"
        yield file.finding("old-condition", text, measured=f"{named.said}, today {said}", warning=True)
    try:
        described = describes(file.intent.DestOutputProfile.read_bytes())
    except (pikepdf.PdfError, AttributeError, TypeError, ProfileError):
        return
    if named is not None and described is not None and described != named:
        text = "the profile of its output intent describes another printing condition than it names"
        yield file.finding("other-profile", text, measured=f"{described.said}, named {named.said}")


def output_intent(file: File) -> Iterator[PageFinding]:
    """The printing condition: named, and for PDF/X-4 with a profile for print (ISO 15930-7, 6.2.3)."""
    if file.intent is None:
        yield file.finding("no-output-intent", "it does not say for which printing condition it is made")
        return
    if not str(file.intent.get("/OutputConditionIdentifier", "")):
        yield file.finding("no-output-intent", "its output intent names no printing condition")
    profile = file.intent.get("/DestOutputProfile")
    if profile is None:
        if file.standard.startswith("PDF/X-4"):
            yield file.finding("no-profile", "its output intent has no profile")
        return
    try:
        data = profile.read_bytes()
    except (pikepdf.PdfError, AttributeError, TypeError):
        data = b""
    if len(data) < 132 or data[36:40] != b"acsp" or struct.unpack(">I", data[:4])[0] > len(data):
        yield file.finding("bad-profile", "the profile of its output intent is damaged")
    elif data[12:16] != b"prtr":
        yield file.finding("bad-profile", "the profile of its output intent does not describe a printing condition")
    elif data[16:20] != b"CMYK":
        kind = data[16:20].decode("latin-1").strip()
        yield file.finding("bad-profile", "the profile of its output intent is not for CMYK", measured=kind)
    elif int(profile.get("/N", 0)) != 4:
        yield file.finding("bad-profile", "the profile of its output intent is said not to have four colours")


def pages(file: File) -> Iterator[PageFinding]:
    """Number and size of the pages."""
    count, multiple = len(file.sheets), file.limits.multiple
    if multiple > 1 and count % multiple:
        yield file.finding(
            "page-count", f"the number of pages is no multiple of {multiple}", measured=f"{count}", warning=True
        )
    if not file.sheets or _creeping([sheet.trim for sheet in file.sheets]):
        return
    first = file.sheets[0].trim
    for sheet in file.sheets:
        if any(abs(_side(sheet.trim, i) - _side(first, i)) > _SAME for i in (0, 1)):
            size = f"{_side(sheet.trim, 0) / 72 * 25.4:.0f} × {_side(sheet.trim, 1) / 72 * 25.4:.0f} mm"
            yield sheet.finding("page-size", "it has another size than the first page", measured=size)


def _creeping(trims: list[tuple[float, float, float, float]]) -> bool:
    """Whether these are the sheets of a booklet: front and back alike, each narrower than the last by the same."""
    widths = [_side(trim, 0) for trim in trims]
    if len(widths) % 2 or max(_side(trim, 1) for trim in trims) - min(_side(trim, 1) for trim in trims) > _SAME:
        return False
    steps = [outer - inner for outer, inner in pairwise(widths[::2])]
    alike = all(abs(front - back) < 0.05 for front, back in zip(widths[::2], widths[1::2], strict=True))
    return alike and all(0 <= step < _CREEP and abs(step - steps[0]) < 0.05 for step in steps)


def _side(box: tuple[float, float, float, float], axis: int) -> float:
    return box[axis + 2] - box[axis]
