"""Pictures that lie in their files stand upright in PDF and Word, whatever the camera has written."""

from __future__ import annotations

import io
import struct
import time
import zlib
from pathlib import Path

import pypdfium2
import pytest
from oracles.ooxml import WP, Package
from pdf_sample import THEME
from PIL import Image, ImageCms
from sample import EVERYTHING, text

from reportgen.compose import Markup, parse
from reportgen.compose.markup.blocks.figure import unfit
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.docx import write_docx
from reportgen.errors import UnreadablePictureError
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.pictures import for_screens, seen_size, upright
from reportgen.typeset import typeset
from reportgen.typeset.boxes import FigureArea

WIDE, HIGH = 96, 64
CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "yellow": (1, 1)}
"""Colours by the corner (right, bottom) of the picture as it is seen."""
STORED = {
    1: ("left", "top"),
    2: ("right", "top"),
    3: ("right", "bottom"),
    4: ("left", "bottom"),
    5: ("top", "left"),
    6: ("top", "right"),
    7: ("bottom", "right"),
    8: ("bottom", "left"),
}
"""Column and row in which a point is stored, by orientation, as its distance from a side of the picture as it is seen
(Exif 4.6.5.4 names the sides of row 0 and column 0)."""


def place(orientation: int, x: int, y: int) -> tuple[int, int]:
    """Where a point of the picture is stored."""
    distances = {"left": x, "right": WIDE - 1 - x, "top": y, "bottom": HIGH - 1 - y}
    column, row = STORED[orientation]
    return distances[column], distances[row]


def seen() -> Image.Image:
    picture = Image.new("RGB", (WIDE, HIGH))
    for colour, (right, bottom) in CORNERS.items():
        box = (right * WIDE // 2, bottom * HIGH // 2, (right + 1) * WIDE // 2, (bottom + 1) * HIGH // 2)
        picture.paste(colour, box)
    return picture


def stored(orientation: int, kind: str = "JPEG", **more: object) -> bytes:
    """The file of the picture with an orientation."""
    source = seen()
    size = (WIDE, HIGH) if orientation < 5 else (HIGH, WIDE)
    lying = Image.new("RGB", size)
    for y in range(HIGH):
        for x in range(WIDE):
            lying.putpixel(place(orientation, x, y), source.getpixel((x, y)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    lying.save(out, kind, exif=exif, **more)
    return out.getvalue()


def corners(picture: Image.Image) -> dict[str, tuple[int, int]]:
    """The colours of the four quarters, by corner."""
    found = {}
    for right in (0, 1):
        for bottom in (0, 1):
            spot = ((1 + 2 * right) * picture.width // 4, (1 + 2 * bottom) * picture.height // 4)
            red, green, blue = picture.convert("RGB").getpixel(spot)  # type: ignore[misc]
            names = {(1, 0, 0): "red", (0, 1, 0): "lime", (0, 0, 1): "blue", (1, 1, 0): "yellow"}
            found[names[red > 128, green > 128, blue > 128]] = (right, bottom)
    return found


def document(path: Path) -> n.Document:
    figure = n.Figure("photo", str(path), "Vier Farben", text("Bild"), width=60)
    return number(n.Document(EVERYTHING.meta, (figure,)))


@pytest.fixture(params=range(1, 9))
def photo(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.jpg"
    path.write_bytes(stored(request.param, quality=92))
    return path


def test_word_files_hold_the_picture_as_it_is_seen(photo: Path) -> None:
    package = Package(write_docx(document(photo), THEME))
    (media,) = (package.zip.read(name) for name in package.names if name.startswith("word/media/"))
    with Image.open(io.BytesIO(media)) as picture:
        assert corners(picture) == CORNERS
        assert picture.getexif().get(0x0112, 1) == 1, "no program turns it once more"
    extent = next(package.document.iter(f"{WP}extent"))
    assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(WIDE / HIGH, rel=0.01)


def test_pdf_pages_show_the_picture_as_it_is_seen(photo: Path) -> None:
    made = document(photo)
    layout = typeset(made, THEME, FontBook(THEME.fonts))
    area = next(box for box in layout.pages[0].boxes if isinstance(box, FigureArea))
    assert area.width / area.height == pytest.approx(WIDE / HIGH)
    with pypdfium2.PdfDocument(write_pdf(layout, made.meta, THEME)) as opened:
        page = opened[0].render(scale=2).to_pil()
    box = (area.x, area.y, area.x + area.width, area.y + area.height)
    assert corners(page.crop(tuple(round(2 * side) for side in box))) == CORNERS  # type: ignore[arg-type]


def test_both_files_hold_the_same_bytes_of_a_photo(photo: Path) -> None:
    made = document(photo)
    package = Package(write_docx(made, THEME))
    (media,) = (package.zip.read(name) for name in package.names if name.startswith("word/media/"))
    assert media in write_pdf(typeset(made, THEME, FontBook(THEME.fonts)), made.meta, THEME)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("more", [{}, {"subsampling": 0}, {"subsampling": 1}, {"subsampling": 2, "quality": 30}])
def test_turning_a_photo_loses_hardly_anything(orientation: int, more: dict[str, int]) -> None:
    lying = stored(orientation, **more)
    data = upright(lying)
    assert (data is lying) == (orientation == 1)
    with Image.open(io.BytesIO(lying)) as before, Image.open(io.BytesIO(data)) as after:
        assert after.size == seen_size(before) == (WIDE, HIGH)
        pixels = before.convert("RGB")
        for x, y in ((3, 3), (WIDE - 3, 3), (WIDE // 2 - 3, HIGH // 2 + 2), (WIDE - 5, HIGH - 4)):
            old = pixels.getpixel(place(orientation, x, y))
            new = after.convert("RGB").getpixel((x, y))
            assert max(abs(a - b) for a, b in zip(old, new, strict=True)) <= 12  # type: ignore[arg-type]


def test_profile_and_resolution_stay() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(io.BytesIO(upright(stored(6, icc_profile=profile, dpi=(300, 300))))) as picture:
        assert picture.info["icc_profile"] == profile
        assert picture.info["dpi"] == (300, 300)


def test_a_png_that_lies_is_turned_without_loss() -> None:
    with Image.open(io.BytesIO(upright(stored(6, "PNG")))) as picture:
        assert picture.tobytes() == seen().tobytes()


@pytest.mark.parametrize("data", [b"", b"\xff\xd8Exif\0\0", b"\x89PNG eXIf", stored(6)[:300], b"GIF89a eXIf"])
def test_what_cannot_be_read_stays_as_it_is(data: bytes) -> None:
    assert upright(data) == data


@pytest.mark.parametrize("value", [0, 9, 77])
def test_an_orientation_that_does_not_exist_says_nothing(value: int) -> None:
    little, big = b"\x12\x01\x03\x00\x01\x00\x00\x00", b"\x01\x12\x00\x03\x00\x00\x00\x01\x00"
    lying = stored(1)
    for start in (little, big):
        lying = lying.replace(start + b"\x01", start + bytes([value]))
    assert lying != stored(1)
    assert upright(lying) == lying


def _without_marker(data: bytes, *markers: int) -> bytes:
    """A JPEG file without the segments of some markers: it then begins with another one."""
    kept, at = data[:2], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        kept += b"" if data[at + 1] in markers else data[at:end]
        at = end
    return kept + data[at:]


def _saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


UNUSUAL = {
    "no-jfif.jpg": _without_marker(_saved(seen(), "JPEG", quality=95), 0xE0),
    "inks.jpg": _saved(seen().convert("CMYK"), "JPEG", quality=95),
    "inks.tif": _saved(seen().convert("CMYK"), "TIFF"),
    "several.jpg": _saved(seen(), "MPO", save_all=True, append_images=[seen()]),
    "palette.png": _saved(seen().quantize(8), "PNG"),
}
"""Pictures that programs write and others stumble over."""


@pytest.mark.parametrize("name", UNUSUAL)
def test_both_files_show_every_picture_in_its_colours(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(UNUSUAL[name])
    markup = f'<figure id="f"><img src="{name}" alt="Vier Farben"/></figure>'
    made = number(parse(Markup(f'<report title="T">{markup}</report>', "de", folders=(tmp_path,))))
    package = Package(write_docx(made, THEME))
    (media,) = (package.zip.read(each) for each in package.names if each.startswith("word/media/"))
    with Image.open(io.BytesIO(media)) as picture:
        assert picture.mode in ("RGB", "P")
        assert corners(picture) == CORNERS
    layout = typeset(made, THEME, FontBook(THEME.fonts))
    area = next(box for box in layout.pages[0].boxes if isinstance(box, FigureArea))
    with pypdfium2.PdfDocument(write_pdf(layout, made.meta, THEME)) as opened:
        page = opened[0].render(scale=2).to_pil()
    box = (area.x, area.y, area.x + area.width, area.y + area.height)
    assert corners(page.crop(tuple(round(2 * side) for side in box))) == CORNERS  # type: ignore[arg-type]


def test_a_picture_that_screens_show_stays_as_it_is() -> None:
    for kind in ("JPEG", "PNG", "GIF", "BMP", "TIFF"):
        data = _saved(seen(), kind)
        assert for_screens(data)[:2] == (data, kind)


def test_inks_with_a_profile_are_converted_by_it() -> None:
    data = _saved(Image.new("CMYK", (8, 8), (255, 0, 0, 0)), "TIFF", icc_profile=b"broken")
    with Image.open(io.BytesIO(for_screens(data).data)) as picture:
        assert picture.mode == "RGB"


@pytest.mark.parametrize("data", [b"", b"text", stored(6)[:300]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePictureError):
        for_screens(data)


# ------------------------------------------------------------------------------------------- pictures from outside


def _header(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and has a hundred bytes."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    parts = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (chunk, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + b"\0\0\0\0IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_header(60_000, 60_000), "more than 50 million pixels"),
        (_header(0, 10), "is "),
        (_saved(seen(), "GIF").replace(struct.pack("<HH", *seen().size), b"\xff\xff\xff\xff", 1), "million pixels"),
        (
            _saved(seen(), "BMP").replace(struct.pack("<ii", *seen().size), struct.pack("<ii", 90_000, 90_000), 1),
            "pixels",
        ),
        (_saved(seen(), "TIFF")[:-200], "is damaged"),
        (_saved(seen(), "JPEG")[:-200], "is damaged"),
    ],
    ids=["png", "no width", "gif", "bmp", "tiff cut off", "jpeg cut off"],
)
def test_a_picture_whose_header_lies_is_one_message(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.png").write_bytes(data)
    before = time.process_time()
    wrong = unfit(tmp_path / "a.png")
    assert wrong is not None
    assert said in wrong
    assert "\n" not in wrong
    assert time.process_time() - before < 5


def test_pixels_are_counted_before_they_are_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {kind: _saved(seen(), kind) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF")}
    monkeypatch.setattr("reportgen.compose.markup.blocks.figure.MOST_PIXELS", 100)
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("it was unpacked"))
    for content in files.values():
        (tmp_path / "a").write_bytes(content)
        assert "pixels" in (unfit(tmp_path / "a") or "")
