"""The inks of print files: black alone, spot colours, grey."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import needs
import pikepdf
import pytest
from msgspec.structs import replace
from press_kit import DRAWING, STAND_IN, composed, opened, printed, themed, words

from reportgen.document.inks import Ink, inks
from reportgen.document.print_settings import MarkSettings
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight
from reportgen.print.pages import print_layout
from reportgen.programs.table import GHOSTSCRIPT
from reportgen.typeset import typeset
from reportgen.typeset.boxes import FigureArea, Line, Rect

# -------------------------------------------------------------------------------------------------------------- inks


def operators(data: bytes) -> list[str]:
    """Every colour, state and text operator with its operands, over all pages."""
    wanted = {"k", "K", "rg", "RG", "g", "G", "gs", "Tj", "TJ", "cs", "scn"}
    found = []
    for page in opened(data).pages:
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) in wanted:
                operands = " ".join(f"{float(each):g}" if _number(each) else str(each) for each in instruction.operands)
                found.append(f"{'' if 'T' in str(instruction.operator) else operands} {instruction.operator}".strip())
    return found


def _number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def test_there_is_no_rgb_and_only_pure_black_overprints() -> None:
    part, _, layout = composed()
    theme = themed(marks=MarkSettings(crop=False, registration=False, colour_bar=False))
    found = operators(write_pdf(layout, part.document.meta, theme, press_profile(theme)))
    assert "0 0 0 1 k" in found
    assert not [each for each in found if each.endswith((" rg", " RG"))]
    over = False
    for each in found:
        if each.endswith(" gs"):
            over = each == "/Over gs"
        elif each.endswith(" k"):
            assert over == (each == "0 0 0 1 k")


def test_body_text_is_black_alone() -> None:
    """Leads are large enough for a colour."""
    _, theme, _ = composed()
    assert theme.styles["lead"].size >= 14
    for role in ("body", "list-item", "note", "table-cell", "running-head"):
        cyan, magenta, yellow, _ = inks(theme)[theme.colour(theme.style(role).colour).upper()].cmyk
        assert (cyan, magenta, yellow) == (0, 0, 0)


def small_type(data: bytes) -> set[tuple[float, ...]]:
    """The inks of all type under 9 points."""
    found: set[tuple[float, ...]] = set()
    for page in opened(data).pages:
        size, fill = 0.0, tuple[float, ...]()
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "Tf":
                    size = float(operands[1])
                case "k":
                    fill = tuple(float(each) for each in operands)
                case "Tj" | "TJ" if size < 9:
                    found.add(fill)
    return found


@pytest.mark.parametrize("grey", [False, True])
def test_small_type_is_black_or_the_white_of_the_paper(grey: bool) -> None:
    """In a report whose smallest type is a point smaller than it is."""
    part, theme, _ = composed()
    least = min(style.size for style in theme.styles.values())
    styles = {
        role: replace(style, size=style.size - 1) if style.size == least else style
        for role, style in theme.styles.items()
    }
    smaller = replace(themed(), styles=styles)
    layout = print_layout(typeset(part.document, smaller, FontBook(smaller.fonts)), smaller)
    data = write_pdf(layout, part.document.meta, smaller, press_profile(smaller, grey=grey))
    assert small_type(data) == {(0, 0, 0, 1), (0, 0, 0, 0)}


def test_small_type_on_grounds_and_in_full_inks() -> None:
    """Lighter than its ground it is white, else black; where the recipe is one full ink it stays."""
    from reportgen.pdf.smalltype import solid_type
    from reportgen.typeset.boxes import PlacedPage, Run

    def line(x: float, y: float, colour: str, size: float = 8) -> Line:
        return Line(x, y, (Run("abc", "text/regular", size, colour, 20, None),))

    recipes = {"#0B5563": Ink((95, 0, 30, 58)), "#9CC5CC": Ink((36, 0, 13, 6)), "#00AEEF": Ink((100, 0, 0, 0))}
    recipes |= {"#4A5563": Ink((0, 0, 0, 76)), "#C00000": Ink((0, 100, 100, 0), "House Red")}
    dark, light = Rect(0, 0, 100, 50, "#0B5563"), Rect(0, 100, 100, 50, "#9CC5CC")
    figure = FigureArea(0, 0, 100, 50, DRAWING, (dark, line(10, 20, "#9CC5CC"), line(10, 80, "#9CC5CC")))
    texts = [
        line(10, 120, "#0B5563"), line(10, 120, "#00AEEF"), line(10, 120, "#C00000"), line(10, 200, "#4A5563"),
        line(10, 200, "#4A5563", 9), line(10, 200, "#0B5563", 9),
    ]  # fmt: skip
    page = solid_type(PlacedPage("1", (figure, light, *texts)), recipes)
    drawn = page.boxes[0]
    assert isinstance(drawn, FigureArea)
    found = [box.runs[0].colour for box in (*drawn.boxes, *page.boxes) if isinstance(box, Line)]
    expected = ["#FFFFFF", "#000000", "#000000", "#00AEEF", "#C00000", "#000000", "#4A5563", "#0B5563"]
    assert found == expected


@needs.ghostscript
@pytest.mark.slow
def test_small_type_is_on_one_plate_in_pixels(tmp_path: Path) -> None:
    """The plates that Ghostscript separates: where small type stands on white, only black has anything."""
    from PIL import Image

    _, theme, layout = composed()
    source = tmp_path / "print.pdf"
    source.write_bytes(printed())
    dpi = 100
    command = [GHOSTSCRIPT.find() or "", "-q", "-dNOPAUSE", "-dBATCH", "-dUseTrimBox", "-sDEVICE=tiffsep", f"-r{dpi}"]
    subprocess.run([*command, f"-sOutputFile={tmp_path}/p%02d.tif", str(source)], check=True)
    looked = 0
    for index, page in enumerate(print_layout(layout, theme).pages, 1):
        small = [line for part in page.furniture for line in part.boxes if isinstance(line, Line)]
        small += [box for box in page.boxes if isinstance(box, Line) and 0 < max(run.size for run in box.runs) < 9]
        plates = {}
        for ink in ("Cyan", "Magenta", "Yellow", "Black"):
            with Image.open(f"{tmp_path}/p{index:02d}({ink}).tif") as plate:
                plates[ink] = plate.copy()
        black = plates.pop("Black")
        for line in small if index > 1 else ():
            area = (line.x, line.y - 5, line.x + sum(run.width for run in line.runs), line.y)
            box = tuple(round(value * dpi / 72) for value in area)
            if black.crop(box).getextrema()[0] < 60:  # plates are dark where there is ink
                grounds = {ink: plate.crop(box).getextrema() for ink, plate in plates.items()}
                assert all(most - least < 40 for least, most in grounds.values()), (index, words(line), grounds)
                looked += 1
    assert looked > 150


@needs.ghostscript
def test_body_text_is_black_alone_in_pixels(tmp_path: Path) -> None:
    """A page of text without charts, tiles and coloured headings: only the text column, below the heading."""
    from PIL import Image

    source, target = tmp_path / "print.pdf", tmp_path / "page.tif"
    source.write_bytes(printed())
    command = [GHOSTSCRIPT.find() or "", "-q", "-dNOPAUSE", "-dBATCH", "-dUseTrimBox", "-sDEVICE=tiff32nc", "-r100"]
    command += ["-dFirstPage=6", "-dLastPage=6", f"-sOutputFile={target}", str(source)]
    subprocess.run(command, check=True)
    with Image.open(target) as image:
        lines = image.crop((int(image.width * 0.32), int(image.height * 0.36), image.width, int(image.height * 0.46)))
        cyan, magenta, yellow, black = lines.split()
    assert [channel.getextrema()[1] for channel in (cyan, magenta, yellow)] == [0, 0, 0]
    assert black.getextrema()[1] == 255


@pytest.mark.long
def test_spot_colours_are_plates_of_their_own() -> None:
    part, _, layout = composed()
    theme = themed(spots={"primary": "House Teal"})
    data = write_pdf(layout, part.document.meta, theme, press_profile(theme))
    assert "/S1 cs" in operators(data)
    assert b"/Separation/House#20Teal" in data
    assert {finding.code for finding in preflight(data, Limits(multiple=2), render=False).findings} == {
        "spot-colour",
        *STAND_IN,
    }
    allowed = preflight(data, Limits(multiple=2, spots=True), render=False).findings
    assert {finding.code for finding in allowed} == STAND_IN


def test_without_marks_the_sheet_ends_at_the_bleed() -> None:
    part, _, layout = composed()
    theme = themed(marks=MarkSettings(crop=False, registration=False, colour_bar=False))
    with opened(write_pdf(layout, part.document.meta, theme, press_profile(theme))) as pdf:
        page = pdf.pages[0].obj
        assert list(page.MediaBox) == list(page.BleedBox)


# -------------------------------------------------------------------------------------------------------------- grey


def test_grey_print_is_one_plate() -> None:
    assert {each for each in operators(printed(grey=True)) if each.endswith((" k", " K"))} <= {
        f"0 0 0 {level} {which}"
        for which in "kK"
        for level in {each.split()[3] for each in operators(printed(grey=True)) if each.endswith((" k", " K"))}
    }


def test_series_of_charts_and_texts_remain_readable_in_grey() -> None:
    """Rendered by another program: neighbouring series differ clearly, texts and marks stand out of their ground."""
    from reportgen.document.inks import greys

    _, theme, _ = composed()
    levels = greys(theme)
    series = sorted(levels[theme.colour(name).upper()].cmyk[3] for name in theme.series)
    assert len(series) >= 3
    assert all(darker - lighter >= 10 for lighter, darker in pairwise(series))
    for role, style in theme.styles.items():
        if style.fill is not None:
            text, ground = (levels[theme.colour(name).upper()].cmyk[3] for name in (style.colour, style.fill))
            assert abs(text - ground) >= 45, role


def test_series_too_near_to_each_other_are_spread() -> None:
    from reportgen.document.inks import greys

    theme = themed()
    near = replace(theme, colours={**theme.colours, "tint-3": "#609AA2"})
    levels = greys(near)
    found = sorted(levels[near.colour(name).upper()].cmyk[3] for name in near.series)
    assert all(darker - lighter >= 14 for lighter, darker in pairwise(found))


def test_grey_charts_are_told_apart_in_the_picture() -> None:
    """Rendered by another program, at the middle of each bar: every colour a grey of its own, none like paper."""
    import pypdfium2

    from reportgen.typeset.boxes import FigureArea, Rect

    scale, out = 2.0, press_profile(themed()).press.slug  # type: ignore[union-attr]
    levels: dict[str, set[int]] = {}
    pdf = pypdfium2.PdfDocument(printed(grey=True))
    for page in range(2, 6):
        picture = pdf[page].render(scale=scale, grayscale=True).to_pil().convert("L")
        figures = [box for box in composed()[2].pages[page].boxes if isinstance(box, FigureArea)]
        for bar in (box for figure in figures for box in figure.boxes if isinstance(box, Rect) and box.fill):
            x, y = bar.x + bar.width / 2 + out, bar.y + bar.height / 2 + out
            levels.setdefault(bar.fill or "", set()).add(picture.getpixel((int(x * scale), int(y * scale))))
    assert len(levels) >= 2
    shades = sorted(level for found in levels.values() for level in found)
    assert len(shades) == len(levels)
    assert all(lighter - darker >= 25 for darker, lighter in pairwise([*shades, 255]))
