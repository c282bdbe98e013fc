"""Page boxes (ISO 15930-7, 6.13): where is trimmed, how far the bleed goes, and that they nest."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.preflight.geometry import inside
from reportgen.preflight.model import MM, PageFinding
from reportgen.preflight.sheet import CheckedPage, inherited, page_box


def boxes(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Missing boxes, boxes that do not lie in each other, too little bleed, turned pages."""
    page = sheet.page.obj
    trim, bleed, crop = page_box(page, "/TrimBox"), page_box(page, "/BleedBox"), page_box(page, "/CropBox")
    if trim is None and page_box(page, "/ArtBox") is None:
        yield sheet.finding("no-trim-box", "nothing says where it is trimmed (TrimBox)")
    elif trim is None:
        return
    elif not inside(trim, sheet.media):
        yield sheet.finding("boxes-not-nested", "the trimmed page lies outside of its sheet")
    elif bleed is None:
        if sheet.limits.bleed > 0:
            yield sheet.finding("no-bleed-box", "nothing says how far the bleed goes (BleedBox)")
    elif not inside(trim, bleed) or not inside(bleed, sheet.media):
        yield sheet.finding("boxes-not-nested", "trimmed page, bleed and sheet do not lie in each other")
    else:
        out = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]) / MM
        if out < sheet.limits.bleed - 0.05:
            yield sheet.finding(
                "small-bleed", "too little bleed", measured=f"{out:.1f} mm", limit=f"{sheet.limits.bleed:g} mm"
            )
    if crop is not None and trim is not None and not inside(trim, crop):
        yield sheet.finding("crop-box", "a crop box cuts into the trimmed page")
    turn = int(inherited(page, "/Rotate") or 0)
    if turn % 360:
        yield sheet.finding("turned-page", "it is turned", measured=f"{turn}°", warning=True)
    if float(page.get("/UserUnit", 1)) != 1:
        yield sheet.finding("user-unit", "its unit is not 1/72 inch", measured=f"{float(page['/UserUnit']):g}")


def annotated(sheet: CheckedPage) -> Iterator[PageFinding]:
    """Links, comments and fields (ISO 15930-7, 6.17: none within the bleed)."""
    found = sheet.page.obj.get("/Annots")
    kinds = sorted({str(each.get("/Subtype", "/?"))[1:] for each in found}) if found is not None else []
    for kind in kinds:
        if kind not in ("PrinterMark", "TrapNet"):
            yield sheet.finding("annotation", f"it has annotations ({kind})")
    if "/AA" in sheet.page.obj:
        yield sheet.finding("action", "it acts by itself")
