"""Made-up print files: a good one, and one for each thing that can be wrong with it. Written with pikepdf alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

WIDTH, HEIGHT, BLEED, SLUG = 400.0, 600.0, 8.504, 34.0
GROUND = f"0.9 0 0.3 0.5 k {-BLEED} 300 {WIDTH + 2 * BLEED} 320 re f"
TEXT = "/Over gs 0 0 0 1 k BT /F1 10 Tf 60 200 Td (Text in black) Tj ET"
LIGHT = "/Knock gs 0 0 0 0 k BT /F1 12 Tf 60 450 Td (Light on the ground) Tj ET"
LINE = "0 0 0 1 K 0.5 w 60 150 m 300 150 l S"
GOOD = "\n".join(("/Knock gs", GROUND, TEXT, LIGHT, LINE))

Change = Callable[[Pdf], None]


def made(content: str = GOOD, change: Change | None = None, *, pages: int = 2, **saving: object) -> bytes:
    """A PDF/X-4 of so many pages with this content, changed at the end."""
    pdf = Pdf.new()
    font = _font(pdf)
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT)).obj
        page.MediaBox = _box(SLUG)
        page.BleedBox = _box(BLEED)
        page.TrimBox = _box(0)
        page.Contents = pdf.make_stream(content.encode())
        page.Resources = Dictionary(
            Font=Dictionary(F1=font),
            ExtGState=Dictionary(
                Over=Dictionary(OP=False, op=True, OPM=1), Knock=Dictionary(OP=False, op=False, OPM=0)
            ),
        )
    profile = pdf.make_stream(house_profile(), N=4)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("FOGRA51"),
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.docinfo["/Title"] = "Made up"
    pdf.docinfo["/Trapped"] = Name("/False")
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
    if change is not None:
        change(pdf)
    result = io.BytesIO()
    pdf.save(result, **{"min_version": "1.6", **saving})
    return result.getvalue()


@cache
def house_profile(name: str = "PSO Coated v3") -> bytes:
    """A profile as a printing house has it: the tables of one for coated paper under another name."""
    own = files("reportgen.pdf").joinpath("data/coated.icc").read_bytes()
    there = b"reportgen coated (FOGRA39)"
    assert own.count(there) == 1
    assert len(name) <= len(there)
    return own.replace(there, name.encode().ljust(len(there)))


def _box(out: float) -> Array:
    return Array([-out, -out, WIDTH + out, HEIGHT + out])


@cache
def _program() -> bytes:
    return files("fontpkg_lato").joinpath("files/Lato-Regular.ttf").read_bytes()


def _font(pdf: Pdf) -> pikepdf.Object:
    program = pdf.make_stream(_program())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.Lato,
        Flags=32,
        FontBBox=Array([-200, -250, 1200, 1000]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name.Lato,
            FirstChar=32,
            LastChar=126,
            Widths=Array([500] * 95),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def with_content(more: str) -> bytes:
    """The good file with more content on each page."""
    return made(f"{GOOD}\n{more}")


def page_change(change: Callable[[pikepdf.Object], None]) -> bytes:
    """The good file with its second page changed."""
    return made(change=lambda pdf: change(pdf.pages[1].obj))


def picture(
    space: object, samples: bytes, *, side: int = 300, points: float = 72, data: dict[str, object] | None = None
) -> bytes:
    """The good file with a square picture of so many samples each way, printed at so many points."""

    def change(pdf: Pdf) -> None:
        kind = space(pdf) if callable(space) else space
        image = pdf.make_stream(samples, Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side)
        image.ColorSpace = kind
        image.BitsPerComponent = 8
        for key, value in (data or {}).items():
            image[key] = value(pdf) if callable(value) else value
        pdf.pages[1].obj.Resources.XObject = Dictionary(Im1=image)

    return made(f"{GOOD}\nq {points} 0 0 {points} 60 60 cm /Im1 Do Q", change)


def resource(kind: str, name: str, value: Callable[[Pdf], object], content: str) -> bytes:
    """The good file with a resource more, and content that uses it."""

    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            held = page.obj.Resources
            if kind not in held:
                held[kind] = Dictionary()
            held[kind][name] = value(pdf)

    return made(f"{GOOD}\n{content}", change)


def srgb(pdf: Pdf) -> Array:
    """An ICC-based RGB colour space."""
    data = files("reportgen.pdf").joinpath("data/sRGB.icc").read_bytes()
    return Array([Name.ICCBased, pdf.make_stream(data, N=3)])
