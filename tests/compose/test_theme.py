"""theme.yaml: defaults, merging, strictness, fonts."""

from __future__ import annotations

import struct
from pathlib import Path

import fontpkg_lato
import pytest
from compose_kit import template

from reportgen.document.theme import STYLES, Theme
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding

LATO = Path(fontpkg_lato.__file__).parent / "files" / "Lato-Regular.ttf"


def theme(folder: Path, text: str) -> Theme:
    return template(folder, "<p/>", **{"theme.yaml": text}).theme


def wrong(folder: Path, text: str) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as caught:
        theme(folder, text)
    return caught.value.findings


def test_without_a_theme_everything_has_its_default(tmp_path: Path) -> None:
    found = template(tmp_path, "<p/>").theme
    assert found.styles == STYLES
    assert Path(found.fonts["text"].regular).is_file()


def test_styles_and_colours_are_merged_over_the_defaults(tmp_path: Path) -> None:
    found = theme(
        tmp_path, "styles:\n  body: {size: 11}\n  own: {colour: mine}\ncolours: {mine: '#123456'}\npage: {width: 216}"
    )
    assert (found.styles["body"].size, found.styles["body"].leading) == (11, STYLES["body"].leading)
    assert found.colour(found.styles["own"].colour) == "#123456"
    assert (found.page.width, found.page.height) == (216, 297)


WRONG = {
    "pge: {}": ("unknown-key", 1, 'did you mean "page"?'),
    "styles:\n  body: {szie: 1}": ("unknown-key", 2, 'did you mean "size"?'),
    "page: {width: '210'}": ("bad-type", 1, None),
    "page: 5": ("bad-type", 1, None),
    "styles:\n  body: {face: heavy}": ("bad-choice", 2, None),
    "styles:\n  body: {colour: primry}": ("unknown-colour", 2, 'did you mean "primary"?'),
    "styles:\n  body: {family: txt}": ("unknown-font", 2, 'did you mean "text"?'),
    "colours: {ink: blue}": ("bad-colour", 1, None),
    "series: []": ("empty-list", 1, None),
    "page: {margin_column: 200}": ("bad-measure", 1, None),
    "styles:\n  body: {size: 0}": ("bad-measure", 2, None),
    "fonts:\n  text: {regular: x.ttf}": ("missing-field", 2, None),
    "- a": ("bad-type", 1, None),
    "page: {width: 1\n": ("bad-yaml", None, None),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.items())
def test_wrong_themes(tmp_path: Path, text: str, expected: tuple[str, int | None, str | None]) -> None:
    code, line, hint = expected
    found = wrong(tmp_path, text)
    if code != "bad-yaml":
        assert code in [finding.code for finding in found]
    assert {finding.file for finding in found} == {"templates/test/theme.yaml"}
    assert line is None or line in [finding.line for finding in found]
    assert hint is None or hint in [finding.hint for finding in found]


def _font(tag: bytes, *tables: bytes) -> bytes:
    return tag + struct.pack(">HHHH", len(tables), 0, 0, 0) + b"".join(table + b"\0" * 12 for table in tables)


@pytest.mark.parametrize(
    ("reference", "content", "code"),
    [
        ("fonts/a.ttf", _font(b"OTTO", b"CFF "), "font-kind"),
        ("fonts/a.ttf", _font(b"\0\1\0\0", b"glyf", b"fvar"), "font-kind"),
        ("fonts/a.ttf", b"wOF2", "font-kind"),
        ("fonts/a.ttf", b"", "font-kind"),
        ("fonts/b.ttf", b"", "font-missing"),
        ("../a.ttf", b"", "font-outside"),
        ("no_such_package:a.ttf", b"", "font-missing"),
        ("fontpkg_lato:../../a.ttf", b"", "font-outside"),
        ("fontpkg_lato:files/None.ttf", b"", "font-missing"),
    ],
)
def test_fonts_that_cannot_be_used(tmp_path: Path, reference: str, content: bytes, code: str) -> None:
    place = tmp_path / "templates" / "test" / "fonts"
    place.mkdir(parents=True)
    (place / "a.ttf").write_bytes(content)
    text = f"fonts:\n  text: {{regular: '{reference}', bold: '{reference}', italic: '{reference}', "
    found = wrong(tmp_path, text + f"bold_italic: '{reference}', light: '{reference}', word: X}}")
    assert {finding.code for finding in found} == {code}
    assert found[0].line == 2


def test_a_font_of_the_template_is_resolved(tmp_path: Path) -> None:
    place = tmp_path / "templates" / "test"
    place.mkdir(parents=True)
    (place / "a.ttf").write_bytes(LATO.read_bytes())
    faces = "regular: a.ttf, bold: a.ttf, italic: a.ttf, bold_italic: a.ttf, light: a.ttf, word: X"
    assert theme(tmp_path, f"fonts:\n  text: {{{faces}}}").fonts["text"].bold == str((place / "a.ttf").resolve())


_DARK = """fonts:
  text: {regular: a.ttf, bold: a.ttf, italic: a.ttf, bold_italic: a.ttf, word: X}
"""


def test_a_family_needs_no_light_face(tmp_path: Path) -> None:
    place = tmp_path / "templates" / "test"
    place.mkdir(parents=True)
    (place / "a.ttf").write_bytes(LATO.read_bytes())
    found = theme(tmp_path, _DARK)
    assert found.style("numeral").face == "light"
    assert found.fonts["text"].file("light") == found.fonts["text"].regular


def test_a_light_face_that_the_theme_asks_for_must_be_there(tmp_path: Path) -> None:
    place = tmp_path / "templates" / "test"
    place.mkdir(parents=True)
    (place / "a.ttf").write_bytes(LATO.read_bytes())
    found = wrong(tmp_path, _DARK + "styles:\n  numeral: {face: light}\n")
    assert [(each.code, each.line) for each in found] == [("unknown-font", 4)]


@pytest.mark.parametrize(("page", "line"), [("{top: 16}", "head"), ("{bottom: 10}", "foot"), ("{head: 26}", "head")])
def test_running_lines_in_the_text_are_a_warning(tmp_path: Path, page: str, line: str) -> None:
    (finding,) = template(tmp_path, "<p/>", **{"theme.yaml": f"page: {page}"}).warnings
    assert (finding.code, finding.severity, finding.line) == ("crowded-line", "warning", 1)
    assert f"running {line}" in finding.text
