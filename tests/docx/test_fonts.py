"""Fonts of a Word file: named by the theme, embedded where it wants them and they allow it."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import fontpkg_lato
import pytest
from msgspec.structs import replace
from oracles import audit
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, lint
from sample import paragraph

from reportgen.document.theme import Family, Theme
from reportgen.docx import write_docx
from reportgen.docx.fonts import obfuscated
from reportgen.errors import DocumentError

FILES = Path(fontpkg_lato.__file__).parent / "files"
DOCUMENT = docs.document(paragraph("p", "Text"))


def lato(**more: object) -> Family:
    faces = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}
    files = {name: str(FILES / f"Lato-{face}.ttf") for name, face in faces.items()}
    return Family(**{**files, "word": "Lato", "word_embed": True, **more})  # type: ignore[arg-type]


def theme(family: Family) -> Theme:
    return replace(docs.THEME, fonts={"text": family})


def test_embedded_fonts_are_hidden_and_can_be_found_again(tmp_path: Path) -> None:
    data = write_docx(DOCUMENT, theme(lato()))
    (tmp_path / "file.docx").write_bytes(data)
    package = Package(data)
    table = package.zip.read("word/fontTable.xml").decode()
    kinds = re.findall(r'<w:(embed\w+) r:id="(\w+)" w:fontKey="(\{[-0-9A-F]+\})"', table)
    assert [kind for kind, _, _ in kinds] == ["embedRegular", "embedBold", "embedItalic", "embedBoldItalic"]
    for (_, relation, key), face in zip(kinds, ("Regular", "Bold", "Italic", "BoldItalic"), strict=True):
        part = package.relations("word/fontTable.xml")[relation][1]
        hidden, original = package.zip.read(part), (FILES / f"Lato-{face}.ttf").read_bytes()
        assert hidden[:32] != original[:32]
        assert obfuscated(hidden, uuid.UUID(key).bytes) == original
    assert "embedTrueTypeFonts" in package.zip.read("word/settings.xml").decode()
    assert lint(data) == []
    assert audit.errors(tmp_path / "file.docx") == []


def test_a_light_face_is_embedded_as_the_family_that_it_is_in_word() -> None:
    family = lato(light=str(FILES / "Lato-Light.ttf"), word_light="Lato Light")
    package = Package(write_docx(DOCUMENT, theme(family)))
    table = package.zip.read("word/fontTable.xml").decode()
    found = re.search(r'w:name="Lato Light">.*?<w:embedRegular r:id="(\w+)" w:fontKey="(\{[-0-9A-F]+\})"', table)
    assert found is not None
    part = package.relations("word/fontTable.xml")[found[1]][1]
    assert obfuscated(package.zip.read(part), uuid.UUID(found[2]).bytes) == (FILES / "Lato-Light.ttf").read_bytes()


def test_fonts_of_an_installed_package_are_embedded() -> None:
    names = {face: f"fontpkg_lato:files/Lato-{file}.ttf" for face, file in (("regular", "Regular"), ("bold", "Bold"))}
    assert write_docx(DOCUMENT, theme(lato(**names))) == write_docx(DOCUMENT, theme(lato()))


def test_fonts_are_not_embedded_unless_asked_for() -> None:
    package = Package(write_docx(DOCUMENT, theme(lato(word_embed=False))))
    assert not any("font" in name and name.endswith("odttf") for name in package.names)
    assert "embedTrueTypeFonts" not in package.zip.read("word/settings.xml").decode()


def test_a_light_face_is_a_family_of_its_own_in_word() -> None:
    package = Package(write_docx(DOCUMENT, theme(lato(word_embed=False, word_light="Lato Light"))))
    assert re.findall(r'<w:font w:name="([^"]+)"', package.zip.read("word/fontTable.xml").decode()) == [
        "Lato",
        "Lato Light",
    ]


def unlicensed(folder: Path) -> str:
    """Lato without the words of its licence."""
    content = (FILES / "Lato-Regular.ttf").read_bytes()
    for words in ("Open Font License", "openfontlicense", "scripts.sil.org"):
        content = re.sub(re.escape(words.encode("utf-16-be")), b"\0x" * len(words), content, flags=re.IGNORECASE)
    (folder / "font.ttf").write_bytes(content)
    return str(folder / "font.ttf")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda folder: {"word": "Calibri"}, "font-other-name"),  # noqa: ARG005
        (lambda folder: {"bold": str(folder / "none.ttf")}, "font-missing"),
        (lambda folder: {"regular": unlicensed(folder)}, "font-not-free"),
    ],
)
def test_a_font_that_will_not_do_is_a_problem_with_its_name(tmp_path: Path, change: object, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        write_docx(DOCUMENT, theme(lato(**change(tmp_path))))  # type: ignore[operator]
    assert caught.value.problems[0].code == code
