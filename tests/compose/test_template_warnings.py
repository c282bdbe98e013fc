"""What a theme or a template asks for and does not get is told, at its place."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from PIL import Image
from templates_help import STARTER

from reportgen.cli import main
from reportgen.compose import load_template
from reportgen.document.contrast import contrast

TEMPLATE = Path("templates", "letter-size")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STARTER, tmp_path / "mine"))


def run(root: Path, *words: str) -> str:
    found = CliRunner().invoke(main, ["-C", str(root), *words])
    assert found.exit_code == 0, found.output
    return found.output


def styled(root: Path, style: str) -> None:
    """Give the theme a style, in the place of what it says of it."""
    theme = root / TEMPLATE / "theme.yaml"
    lines = theme.read_text().splitlines(keepends=True)
    text = "".join(each for each in lines if not each.startswith(f"  {style.partition(':')[0]}:"))
    theme.write_text(text.replace("\nstyles:\n", f"\nstyles:\n  {style}\n", 1))
    assert style in theme.read_text()


def told(root: Path) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in load_template(root / TEMPLATE, "en").warnings]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("note: {fill: fill}", [("unused-field", "styles.note.fill")]),
        (
            "note: {rule: rule, rule_width: 1}",
            [("unused-field", f"styles.note.{each}") for each in ("rule", "rule_width")],
        ),
        ("mine: {fill: fill}", [("unused-field", "styles.mine.fill")]),
        ("mine: {rule: rule, rule_width: 1}", []),
        ("note: {rule_width: 0}", []),
        ("mark: {fill: tint-4}", []),
        ("note: {colour: tint-3}", [("low-contrast", "styles.note.colour")]),
        ("note: {colour: tint-2}", [("low-contrast", "styles.note.colour")]),
        ("note: {colour: tint-2, size: 18}", []),
        ("note: {colour: tint-2, size: 14, face: bold}", []),
        ("mine: {colour: paper}", []),
        ("mine: {colour: tint-2}", [("low-contrast", "styles.mine.colour")]),
        ("mark: {colour: paper}", [("low-contrast", "styles.mark.colour")]),
        ("mark: {colour: paper, fill: primary}", []),
        ("cover-notice: {colour: ink}", [("low-contrast", "styles.cover-notice.colour")]),
    ],
)
def test_fields_without_use_and_colours_without_contrast(
    copy: Path, style: str, expected: list[tuple[str, str]]
) -> None:
    styled(copy, style)
    assert told(copy) == expected


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_check_and_build_tell_it(copy: Path) -> None:
    styled(copy, "note: {fill: fill}")
    assert "theme.yaml" in run(copy, "check")
    assert "[unused-field]" in run(copy, "build", "--to", "pdf")


def printing(root: Path, markup: str) -> None:
    """Make the template print something more."""
    page = root / TEMPLATE / "report.xml.j2"
    page.write_text(
        page.read_text().replace("</report>", f'<section id="more" page="new"><h1>More</h1>{markup}</section></report>')
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "width", "said"),
    [
        ((40, 20), 250, "has to fit the text column"),
        ((40, 20), 100, None),
        ((20, 80), 100, "has to fit 60% of a page's height"),
        ((20, 80), 20, None),
    ],
)
def test_a_picture_that_is_made_smaller_is_told(
    copy: Path, size: tuple[int, int], width: int, said: str | None
) -> None:
    Image.new("RGB", size).save(copy / TEMPLATE / "wall.png")
    printing(copy, f'<figure id="wall"><img src="wall.png" alt="A wall" width="{width}"/></figure>')
    output = run(copy, "check")
    assert ("[shrunk-picture]" in output) == (said is not None)
    if said is not None:
        assert said in output
        assert "report.xml.j2" in output


TABLE = "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"


@pytest.mark.long
def test_a_filled_table_head_has_its_ground_in_both_formats(copy: Path) -> None:
    printing(copy, TABLE)
    styled(copy, 'table-head: {colour: paper, fill: "#123456"}')
    assert told(copy) == []
    run(copy, "build", "--no-claims")
    folder = copy / "output" / "2025"
    word = zipfile.ZipFile(folder / "annual-report-2025.docx").read("word/document.xml").decode()
    assert re.search(r'<w:tcPr>(?:<w:\w+ [^>]*/>)+<w:shd [^>]*w:fill="123456"/><w:vAlign w:val="bottom"/>', word)
    pages = pdfium.PdfDocument(folder / "annual-report-2025.pdf")
    page = pages[len(pages) - 1]
    colours = page.render(scale=1).to_pil().convert("RGB").getcolors(1_000_000)
    assert colours is not None
    assert {colour: count for count, colour in colours}[(0x12, 0x34, 0x56)] > 1000


@pytest.mark.long
def test_files_of_another_name_of_the_report_are_named_until_they_are_gone(copy: Path) -> None:
    assert "another name" not in run(copy, "build", "--to", "pdf")
    settings = copy / "reportgen.yaml"
    settings.write_text(settings.read_text().replace("report: annual-report", "report: climate-action"))
    for _ in range(2):
        assert "still in 2025/: annual-report-2025.pdf" in run(copy, "build", "--to", "pdf")
    folder = copy / "output" / "2025"
    assert json.loads((folder / "manifest.json").read_text())["left"] == ["annual-report-2025.pdf"]
    (folder / "annual-report-2025.pdf").unlink()
    assert "another name" not in run(copy, "build", "--to", "pdf")
    assert "left" not in json.loads((folder / "manifest.json").read_text())
