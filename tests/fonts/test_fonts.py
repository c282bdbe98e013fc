"""Font files: where they may lie, which kinds can be used, and what is kept of them."""

from __future__ import annotations

import os
import random
import shutil
import struct
from contextlib import suppress
from pathlib import Path

import fontpkg_lato
import pytest

from reportgen.document.theme import Family, Theme
from reportgen.errors import FontError
from reportgen.fonts.book import FontBook
from reportgen.fonts.check import check_kind
from reportgen.fonts.find import resolve
from reportgen.pdf.fonts import FontResources, MissingGlyphError
from reportgen.pdf.reportlab_compat import PdfFile

LATO = Path(fontpkg_lato.__file__).parent / "files"


def family(reference: object, **more: str) -> dict[str, Family]:
    """A theme's fonts, one file for all faces."""
    file = str(reference)
    faces = {"regular": file, "bold": file, "italic": file, "bold_italic": file, "word": "Lato", **more}
    return {"text": Family(**faces)}  # type: ignore[arg-type]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package "pack" with a font in it and one beside it."""
    folder = tmp_path / "site" / "pack"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    shutil.copy(LATO / "Lato-Regular.ttf", folder / "inside.ttf")
    shutil.copy(LATO / "Lato-Regular.ttf", folder.parent / "beside.ttf")
    monkeypatch.syspath_prepend(str(folder.parent))
    return folder


def test_a_font_of_a_package_lies_inside_the_package(package: Path) -> None:
    assert resolve("pack:inside.ttf") == package / "inside.ttf"
    assert FontBook(family("pack:inside.ttf"))["text/regular"].words["a"] > 0


@pytest.mark.parametrize("reference", ["pack:../beside.ttf", "pack:sub/../../beside.ttf", "pack:{site}/beside.ttf"])
def test_a_theme_made_in_code_reaches_no_file_outside_of_a_package(package: Path, reference: str) -> None:
    with pytest.raises(FontError) as caught:
        FontBook(family(reference.format(site=package.parent)))["text/bold"]
    assert caught.value.problem.code == "font-outside"
    assert caught.value.problem.keys == ("fonts", "text", "bold")


def test_looking_for_a_package_runs_none_of_its_code(package: Path) -> None:
    (package / "__init__.py").write_text("raise SystemExit('it was run')")
    with pytest.raises(FontError, match="not installed"):
        FontBook(family("pack.sub:inside.ttf"))["text/regular"]
    assert resolve("pack:inside.ttf").is_file()


def test_a_folder_with_a_colon_in_its_name_is_no_package(tmp_path: Path) -> None:
    folder = tmp_path / "a:b"
    folder.mkdir()
    shutil.copy(LATO / "Lato-Regular.ttf", folder / "font.ttf")
    assert FontBook(family(folder / "font.ttf"))["text/regular"].file.path == str(folder / "font.ttf")


def _font(tag: bytes, *tables: bytes) -> bytes:
    return tag + struct.pack(">HHHH", len(tables), 0, 0, 0) + b"".join(table + b"\0" * 12 for table in tables)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_font(b"OTTO", b"CFF "), "font-kind"),
        (_font(b"\0\1\0\0", b"glyf", b"fvar"), "font-kind"),
        (b"wOF2", "font-kind"),
        (b"", "font-kind"),
        (_font(b"\0\1\0\0", b"glyf"), "font-unreadable"),
        (None, "font-missing"),
    ],
)
def test_a_theme_made_in_code_has_its_fonts_checked_too(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "font.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FontError) as caught:
        FontBook(family(path))["text/regular"]
    assert caught.value.problem.code == code


def test_a_family_that_the_theme_lacks_is_named() -> None:
    with pytest.raises(FontError, match='no font family "head"'):
        FontBook(family(LATO / "Lato-Regular.ttf"))["head/bold"]


def test_a_face_that_the_family_lacks_is_its_regular_one() -> None:
    faces = FontBook(family(LATO / "Lato-Bold.ttf", regular=str(LATO / "Lato-Regular.ttf")))
    assert faces["text/light"].width("Wort", 10) == faces["text/regular"].width("Wort", 10)
    assert faces["text/bold"].width("Wort", 10) > faces["text/regular"].width("Wort", 10)


def test_a_file_is_opened_once_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    shutil.copy(LATO / "Lato-Regular.ttf", path)
    first = FontBook(family(path))["text/regular"]
    assert FontBook(family(path))["text/regular"] is first
    shutil.copy(LATO / "Lato-Black.ttf", tmp_path / "other.ttf")
    os.replace(tmp_path / "other.ttf", path)
    assert FontBook(family(path))["text/regular"].width("Wort", 10) > first.width("Wort", 10)


@pytest.mark.parametrize(
    ("name", "content", "face", "way"),
    [
        ("A[wdth,wght].ttf", _font(b"\0\1\0\0", b"glyf", b"fvar"), "bold", '"A[wdth,wght].ttf" wght=700'),
        ("A[wght].ttf", _font(b"\0\1\0\0", b"glyf", b"fvar"), "regular", '-o "A-400.ttf"'),
        ("a.otf", _font(b"OTTO", b"CFF "), "regular", "otf2ttf a.otf"),
        ("a.ttc", b"ttcf" + bytes(8), "regular", "save('a.ttf')"),
        ("a.woff2", b"wOF2" + bytes(8), "regular", "save('a.ttf')"),
    ],
)
def test_a_font_of_another_kind_is_refused_with_the_way_out(
    tmp_path: Path, name: str, content: bytes, face: str, way: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FontError) as caught:
        check_kind(path, name, face)
    assert way in (caught.value.problem.hint or "")


# ------------------------------------------------------------------------------------------- fonts that are damaged


def _changed(path: Path, table: bytes, at: int, new: bytes) -> Path:
    """Lato with other bytes at a place of a table."""
    content = bytearray((LATO / "Lato-Regular.ttf").read_bytes())
    (count,) = struct.unpack_from(">H", content, 4)
    record = next(place for place in range(12, 12 + 16 * count, 16) if content[place : place + 4] == table)
    start = struct.unpack_from(">I", content, record + 8)[0] + at
    content[start : start + len(new)] = new
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("fs_type", "said"),
    [
        (0x0002, "forbids to be embedded"),
        (0x0100, "forbids to embed a part of it"),
        (0x0200, "only pictures"),
        (0x0000, ""),
        (0x0004, ""),
        (0x0008, ""),
        (0x0006, ""),
    ],
)
def test_a_font_is_embedded_as_it_allows(tmp_path: Path, fs_type: int, said: str) -> None:
    path = _changed(tmp_path / "a.ttf", b"OS/2", 8, struct.pack(">H", fs_type))
    if not said:
        check_kind(path, "a.ttf")
        return
    with pytest.raises(FontError, match=said) as caught:
        FontBook(family(path))["text/regular"]
    assert caught.value.problem.code == "font-not-free"
    assert caught.value.problem.hint


def test_tables_that_are_missing_or_cut_off(tmp_path: Path) -> None:
    path = _changed(tmp_path / "a.ttf", b"hmtx", 0, b"")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"hmtx", b"hmty", 1))
    with pytest.raises(FontError, match="no table hmtx"):
        check_kind(path, "a.ttf")
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FontError, match="cut off"):
        check_kind(path, "a.ttf")
    with pytest.raises(FontError, match="characters that there are not"):
        check_kind(_changed(path, b"cmap", 2, b"\xff\xff"), "a.ttf")


def test_more_characters_than_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _changed(tmp_path / "a.ttf", b"cmap", 0, b"\0\0")
    check_kind(path, "a.ttf")
    monkeypatch.setattr("reportgen.fonts.characters.MOST", 100)
    with pytest.raises(FontError, match="characters that there are not"):
        check_kind(path, "a.ttf")


def test_a_large_file_is_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.fonts.check.MOST_BYTES", 1_000)
    with pytest.raises(FontError, match="more than 1,000 bytes"):
        check_kind(LATO / "Lato-Regular.ttf", "a.ttf")


_BYTES = (b"\xff\xff", b"\0\0\0", b"\x80")


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_damaged_in_a_font_is_one_message(tmp_path: Path, seed: int) -> None:
    """Outside of cmap, where what is told is told before: see above."""
    rng = random.Random(seed)
    tables = (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post", b"OS/2", b"GPOS")
    path = _changed(tmp_path / "a.ttf", rng.choice(tables), rng.randrange(60), rng.choice(_BYTES))
    with suppress(FontError, MissingGlyphError):
        resources = FontResources(Theme(fonts={"text": family(path)["text"]}))
        font = resources.font("text/regular")
        font.shown("AVATAR Grüße éß")
        font.face.width("AVATAR Grüße", 10)
        resources.write(PdfFile(100, 100))
