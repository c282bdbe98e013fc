"""Print files with one fault each, and the codes of what is found in them."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from press_files import (
    GOOD,
    HEIGHT,
    WIDTH,
    house_profile,
    made,
    page_change,
    picture,
    resource,
    srgb,
    with_content,
)  # fmt: skip

from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight

INK = "/Knock gs 0.5 0 0.2 0 k"


def codes(source: bytes, limits: Limits | None = None) -> set[str]:
    return {finding.code for finding in preflight(source, limits, render=False).findings}


def without(key: str) -> Callable[[pikepdf.Object], None]:
    def change(page: pikepdf.Object) -> None:
        del page[key]

    return change


def put(key: str, value: object) -> Callable[[pikepdf.Object], None]:
    def change(page: pikepdf.Object) -> None:
        page[key] = value

    return change


def root(key: str, value: Callable[[Pdf], object]) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value(pdf)

    return made(change=change)


def intent(change: Callable[[Pdf, pikepdf.Object], None]) -> bytes:
    return made(change=lambda pdf: change(pdf, pdf.Root.OutputIntents[0]))


def other_profile(data: Callable[[bytes], bytes]) -> bytes:
    def change(pdf: Pdf, of: pikepdf.Object) -> None:
        of.DestOutputProfile = pdf.make_stream(data(of.DestOutputProfile.read_bytes()), N=4)

    return intent(change)


def of_condition(name: str, profile: str, **more: str) -> bytes:
    """The good file for another printing condition, with a profile that calls itself so."""

    def change(pdf: Pdf, of: pikepdf.Object) -> None:
        of.OutputConditionIdentifier = String(name)
        of.DestOutputProfile = pdf.make_stream(house_profile(profile), N=4)
        for key, value in more.items():
            of[f"/{key}"] = String(value)

    return intent(change)


def font(change: Callable[[Pdf, pikepdf.Object], None]) -> bytes:
    return made(change=lambda pdf: change(pdf, pdf.pages[0].obj.Resources.Font.F1))


def no_program(_: Pdf, of: pikepdf.Object) -> None:
    del of.FontDescriptor["/FontFile2"]


def notdef(_: Pdf, of: pikepdf.Object) -> None:
    of.Encoding = Dictionary(Differences=Array([ord("x"), Name("/.notdef")]))


def type3(pdf: Pdf) -> object:
    glyph = pdf.make_stream(b"600 0 0 0 500 500 d1 0 0 500 500 re f")
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 600, 600]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([600]),
    )


def separation(name: str) -> Callable[[Pdf], object]:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([1, 0, 0, 0]), N=1)
    return lambda _: Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, function])


def gradient(_: Pdf) -> object:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 3), C1=Array([1] * 3), N=1)
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 100, 0]), Function=function)


def form(content: bytes) -> Callable[[Pdf], object]:
    return lambda pdf: pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, WIDTH, HEIGHT]))


def mask(pdf: Pdf) -> object:
    return pdf.make_stream(
        bytes([128]) * 90000,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=300,
        Height=300,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


GREY_PICTURE = bytes([200]) * 90000


SEEDS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    # the file
    "no output intent": (lambda: made(change=lambda pdf: pdf.Root.__delitem__("/OutputIntents")), {"no-output-intent"}),
    "output intent without profile": (
        lambda: intent(lambda _, of: of.__delitem__("/DestOutputProfile")),
        {"no-profile"},
    ),
    "profile of a monitor": (lambda: other_profile(lambda d: d[:12] + b"mntr" + d[16:]), {"bad-profile"}),
    "profile for RGB": (lambda: other_profile(lambda d: d[:16] + b"RGB " + d[20:]), {"bad-profile"}),
    "profile cut off": (lambda: other_profile(lambda d: d[:5000]), {"bad-profile"}),
    "not trapped": (lambda: made(change=lambda pdf: pdf.docinfo.__delitem__("/Trapped")), {"not-trapped"}),
    "no standard": (lambda: made(change=lambda pdf: pdf.docinfo.__delitem__("/GTS_PDFXVersion")), {"no-standard"}),
    "X-1a in PDF 1.6": (
        lambda: made(change=lambda pdf: pdf.docinfo.__setitem__("/GTS_PDFXVersion", "PDF/X-1a:2003")),
        {"wrong-version"},
    ),
    "JavaScript": (
        lambda: root("/OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        {"action"},
    ),
    "form fields": (lambda: root("/AcroForm", lambda _: Dictionary(Fields=Array([]))), {"form"}),
    "encrypted": (lambda: made(encryption=pikepdf.Encryption(owner="o", user="")), {"encrypted"}),
    "odd number of pages": (lambda: made(pages=3), {"page-count"}),
    # boxes
    "no trim box": (lambda: page_change(without("/TrimBox")), {"no-trim-box", "page-size"}),
    "no bleed box": (lambda: page_change(without("/BleedBox")), {"no-bleed-box"}),
    "bleed too small": (
        lambda: page_change(put("/BleedBox", Array([-3, -3, WIDTH + 3, HEIGHT + 3]))),
        {"small-bleed"},
    ),
    "trim outside of the sheet": (
        lambda: page_change(put("/MediaBox", Array([0, 0, WIDTH - 20, HEIGHT]))),
        {"boxes-not-nested"},
    ),
    "crop box into the page": (lambda: page_change(put("/CropBox", Array([10, 10, 300, 500]))), {"crop-box"}),
    "turned page": (lambda: page_change(put("/Rotate", 90)), {"turned-page"}),
    "another size": (
        lambda: page_change(put("/TrimBox", Array([0, 0, WIDTH, HEIGHT - 30]))),
        {"page-size"},
    ),
    "link": (
        lambda: page_change(
            put("/Annots", Array([Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 10, 10]), Border=Array([0, 0, 0]))]))
        ),
        {"annotation"},
    ),
    # fonts
    "font not embedded": (lambda: font(no_program), {"font-not-embedded"}),
    "font of Type 3": (
        lambda: resource("/Font", "/T3", type3, f"{INK} BT /T3 12 Tf 60 100 Td (a) Tj ET"),
        {"type3-font"},
    ),
    "missing glyph": (lambda: font(notdef), {"missing-glyph"}),
    # colours
    "text in RGB": (lambda: with_content("0 0 0 rg BT /F1 10 Tf 60 100 Td (a) Tj ET"), {"rgb"}),
    "area in RGB": (lambda: with_content("1 0 0 rg 60 60 40 40 re f"), {"rgb"}),
    "line in RGB": (lambda: with_content("1 0 0 RG 60 60 m 90 60 l S"), {"rgb"}),
    "area in Lab": (
        lambda: resource(
            "/ColorSpace",
            "/L",
            lambda _: Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]),
            "/L cs 50 20 20 sc 60 60 40 40 re f",
        ),
        {"rgb"},
    ),
    "RGB in a form": (
        lambda: resource("/XObject", "/X", form(b"1 0 0 rg 60 60 40 40 re f"), "/X Do"),
        {"rgb"},
    ),
    "gradient in RGB": (
        lambda: resource("/Shading", "/Sh", gradient, "q 60 60 40 40 re W n /Sh sh Q"),
        {"rgb"},
    ),
    "spot colour": (
        lambda: resource("/ColorSpace", "/S", separation("House Red"), "/S cs 1 scn 60 60 40 40 re f"),
        {"spot-colour"},
    ),
    "registration colour within the page": (
        lambda: resource("/ColorSpace", "/A", separation("All"), "/A cs 0.2 scn 60 60 40 40 re f"),
        {"registration-colour"},
    ),
    "rich black text": (
        lambda: with_content("0.6 0.5 0.4 1 k BT /F1 10 Tf 60 100 Td (a) Tj ET"),
        {"rich-black-text"},
    ),
    "converted black text": (
        lambda: with_content("0.7 0.65 0.6 0.75 k BT /F1 10 Tf 60 100 Td (a) Tj ET"),
        {"rich-black-text"},
    ),
    "white overprint": (
        lambda: with_content("/Over gs 0 0 0 0 k BT /F1 12 Tf 60 420 Td (gone) Tj ET"),
        {"white-overprint"},
    ),
    "black knocks out": (
        lambda: with_content("/Knock gs 0 0 0 1 k BT /F1 9 Tf 60 420 Td (hole) Tj ET"),
        {"black-knockout"},
    ),
    "too much ink": (lambda: with_content("1 1 1 0.6 k 60 60 40 40 re f"), {"too-much-ink"}),
    # printing condition
    "condition of yesterday": (lambda: of_condition("FOGRA39", "ISO Coated v2 (ECI)"), {"old-condition"}),
    "profile of another condition": (lambda: of_condition("FOGRA51", "ISO Coated v2 (ECI)"), {"other-profile"}),
    "stand-in for a profile": (
        lambda: of_condition("FOGRA39", "of nobody", Info="FOGRA39, stand-in profile"),
        {"stand-in-profile"},
    ),
    # sizes
    "hairline": (lambda: with_content("0 0 0 1 K 0.1 w 60 60 m 200 60 l S"), {"hairline"}),
    "hairline by scale": (lambda: with_content("q 0.2 0 0 0.2 0 0 cm 1 w 300 300 m 900 300 l S Q"), {"hairline"}),
    "line of no width": (lambda: with_content("0 w 60 60 m 200 60 l S"), {"hairline"}),
    "thin rectangle": (lambda: with_content(f"{INK} 60 60 100 0.1 re f"), {"hairline"}),
    "small type": (lambda: with_content("/Over gs 0 0 0 1 k BT /F1 4 Tf 60 100 Td (a) Tj ET"), {"small-type"}),
    "small type by matrix": (
        lambda: with_content("/Over gs 0 0 0 1 k BT /F1 1 Tf 5 0 0 5 60 100 Tm (a) Tj ET"),
        {"small-type"},
    ),
    "small light type": (
        lambda: with_content("/Knock gs 0 0 0 0 k BT /F1 7 Tf 60 420 Td (a) Tj ET"),
        {"small-negative-type"},
    ),
    "small type in several inks": (
        lambda: with_content("/Knock gs 0.9 0 0.3 0.5 k BT /F1 8 Tf 60 100 Td (a) Tj ET"),
        {"screened-type"},
    ),
    "small type in a tint": (
        lambda: with_content("/Knock gs 0 0 0 0.76 k BT /F1 8.5 Tf 60 100 Td (a) Tj ET"),
        {"screened-type"},
    ),
    # edges
    "text at the edge": (
        lambda: with_content("/Over gs 0 0 0 1 k BT /F1 10 Tf 4 100 Td (a) Tj ET"),
        {"safe-area"},
    ),
    "bleed missing": (lambda: with_content(f"{INK} 0 20 100 40 re f"), {"bleed-missing"}),
    "picture ends at the edge": (
        lambda: made(f"{GOOD}\nq 72 0 0 72 0 60 cm /Im1 Do Q", _grey_picture),
        {"bleed-missing"},
    ),
    # pictures
    "RGB picture": (lambda: picture(Name.DeviceRGB, bytes(270000)), {"rgb-image"}),
    "RGB picture with profile": (lambda: picture(srgb, bytes(270000)), {"rgb-image"}),
    "picture too coarse": (lambda: picture(Name.DeviceGray, GREY_PICTURE, points=200), {"low-resolution"}),
    "picture with too much ink": (
        lambda: picture(Name.DeviceCMYK, bytes([250, 250, 250, 100]) * 90000),
        {"too-much-ink-in-picture"},
    ),
    "picture with a soft mask": (
        lambda: picture(Name.DeviceGray, GREY_PICTURE, data={"/SMask": mask}),
        {"transparency"},
    ),
    "picture outside of the file": (
        lambda: picture(Name.DeviceGray, GREY_PICTURE, data={"/OPI": Dictionary()}),
        {"opi"},
    ),
    # transparency and content
    "opacity": (
        lambda: resource("/ExtGState", "/T", lambda _: Dictionary(ca=0.5), f"q /T gs {INK} 60 60 40 40 re f Q"),
        {"transparency"},
    ),
    "blend mode": (
        lambda: resource("/ExtGState", "/T", lambda _: Dictionary(BM=Name.Multiply), "q /T gs Q"),
        {"transparency"},
    ),
    "PostScript": (
        lambda: resource(
            "/XObject", "/PS", lambda pdf: pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.PS), "/PS Do"
        ),
        {"postscript"},
    ),
}


def _grey_picture(pdf: Pdf) -> None:
    image = mask(pdf)
    for page in pdf.pages:
        page.obj.Resources.XObject = Dictionary(Im1=image)
