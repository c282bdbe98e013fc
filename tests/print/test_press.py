"""Print files of the example report: standard, boxes, inks, overprint, same lines as on screen, sheets, delivery."""

from __future__ import annotations

import io
import re
import subprocess
import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import needs
import pikepdf
import pytest
from built import EDITION, ROOT, silent
from msgspec.structs import replace

from reportgen.build.build import build
from reportgen.build.documents import Documents, Part
from reportgen.build.formats import kinds
from reportgen.build.request import Request
from reportgen.document.inks import Ink, inks
from reportgen.document.print_settings import MarkSettings, Paper, PrintSettings
from reportgen.document.theme import MM, Theme
from reportgen.edition.audience import parse_selection
from reportgen.files.cache import Cache
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.preflight.model import Limits
from reportgen.preflight.rendered import measure
from reportgen.preflight.run import preflight
from reportgen.print.cover import cover_layout, spine_width
from reportgen.print.pages import moved, print_layout
from reportgen.programs.table import GHOSTSCRIPT
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Box, FigureArea, Layout, Line, Picture, Polyline, Rect, Rule
from reportgen.typeset.structure import Element
from reportgen.verify import check, compare, read_pdf

STAND_IN = {"stand-in-profile"}
"""What preflight says of every file without a printing house's profile."""


@cache
def composed() -> tuple[Part, Theme, Layout]:
    documents = Documents(ROOT, EDITION, Cache(None))
    part, theme = documents.part(None), documents.header.theme
    return part, theme, typeset(part.document, theme, FontBook(theme.fonts))


def themed(**settings: object) -> Theme:
    theme = composed()[1]
    return replace(theme, print=replace(theme.print, **settings))


@cache
def printed(*, grey: bool = False, standard: str = "x-4") -> bytes:
    part, _, layout = composed()
    theme = themed(standard=standard)
    return write_pdf(print_layout(layout, theme), part.document.meta, theme, press_profile(theme, grey=grey))


@cache
def screen() -> bytes:
    part, theme, layout = composed()
    return write_pdf(layout, part.document.meta, theme)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


# ---------------------------------------------------------------------------------------------------------- the file


def test_preflight_finds_nothing_in_any_of_our_print_files() -> None:
    for data, limits in (
        (printed(), Limits(multiple=4)),
        (printed(grey=True), Limits(multiple=4, one_plate=True)),
        (printed(standard="x-1a"), Limits(multiple=4)),
    ):
        assert {finding.code for finding in preflight(data, limits, render=False).findings} == STAND_IN


@needs.ghostscript
@pytest.mark.parametrize("grey", [False, True])
def test_ghostscript_measures_no_more_ink_than_the_paper_bears(grey: bool) -> None:
    inked = measure(GHOSTSCRIPT.find() or "", printed(grey=grey), len(opened(printed()).pages))
    assert max(page.most for page in inked) <= composed()[1].print.limit
    if grey:
        assert not any(page.coloured for page in inked)
    else:
        assert inked[0].coloured


def test_standard_boxes_and_properties() -> None:
    pdf = opened(printed())
    assert pdf.pdf_version == "1.6"
    assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
    assert pdf.docinfo["/Trapped"] == "/False"
    (intent,) = pdf.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA29")
    assert bytes(intent.DestOutputProfile.read_bytes())[12:20] == b"prtrCMYK"
    assert len(pdf.trailer.ID) == 2
    for page in pdf.pages:
        media, bleed, trim = ([float(v) for v in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        assert trim == pytest.approx([0, 0, 210 * MM, 297 * MM], abs=0.01)
        assert bleed == pytest.approx([-3 * MM, -3 * MM, 213 * MM, 300 * MM], abs=0.01)
        assert media[0] < bleed[0]
        assert "/Annots" not in page.obj
    assert "/Outlines" not in pdf.Root
    packet = bytes(pdf.Root.Metadata.read_bytes()).decode()
    for said in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<pdf:Trapped>False<",
        "<xmpMM:DocumentID>uuid:",
        "<xmpMM:VersionID>1<",
        "<xmpMM:RenditionClass>default<",
    ):
        assert said in packet


@needs.poppler
@pytest.mark.parametrize(("standard", "said"), [("x-4", "PDF/X-4"), ("x-1a", "PDF/X-1a:2003")])
def test_poppler_names_the_standard(standard: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    path.write_bytes(printed(standard=standard))
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(rf"PDF subtype: +{re.escape(said)}", told)


def test_x1a_is_of_pdf_1_4_without_object_streams() -> None:
    data = printed(standard="x-1a")
    assert data.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in data


def test_the_same_arguments_give_the_same_bytes() -> None:
    part, _, layout = composed()
    theme = themed()
    again = write_pdf(print_layout(layout, theme), part.document.meta, theme, press_profile(theme))
    assert again == printed()


def test_print_files_say_what_the_document_says() -> None:
    from reportgen.document.plain import plain_blocks

    document = composed()[0].document
    for data in (printed(), printed(grey=True)):
        reading = read_pdf(data)
        assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()


# ------------------------------------------------------------------------------------------------------------- pages


_SHOWN = re.compile(rb"(?:\((?:[^()\\]|\\.)*\) Tj|\[[^\]]*\] TJ)", re.S)


def test_screen_and_print_have_the_same_lines_on_the_same_pages() -> None:
    one, other = opened(screen()), opened(printed())
    for here, there in zip(one.pages, other.pages, strict=False):
        texts = [_SHOWN.findall(page.Contents.read_bytes()) for page in (here, there)]
        assert texts[0] == texts[1]
        bodies = [re.split(rb"/Artifact <</Type /Pagination", page.Contents.read_bytes())[0] for page in (here, there)]
        places = [re.findall(rb"[-.\d]+ [-.\d]+ Tm", body) for body in bodies]
        assert places[0] == places[1]
    assert len(other.pages) - len(one.pages) == -len(one.pages) % 4


def test_blank_pages_fill_up_what_the_binding_needs() -> None:
    _, _, layout = composed()
    short = replace(layout, pages=layout.pages[:13])
    assert len(print_layout(short, themed()).pages) == 16
    assert len(print_layout(short, themed(binding="perfect")).pages) == 14
    assert len(print_layout(short, themed(binding="none")).pages) == 13
    assert len(print_layout(short, themed(multiple=8)).pages) == 16
    for more in (
        {"binding": "perfect", "cover": "separate"},
        {"cover": "separate"},
        {"multiple": 8, "binding": "none"},
    ):
        assert print_layout(short, themed(**more)).pages[-1].boxes == ()
    assert print_layout(short, themed()).pages[-2].boxes == ()


def test_the_back_of_the_cover_belongs_to_the_front() -> None:
    """Folded open, the ground goes through and the bars meet at the spine; both bleed; a page with text stays."""
    _, theme, layout = composed()
    short = replace(layout, pages=layout.pages[:13])
    front, back = short.pages[0], print_layout(short, themed()).pages[-1]
    areas = [box for box in front.boxes if isinstance(box, Rect)]
    assert len(areas) > 5
    assert {(box.fill, box.y, box.width) for box in back.boxes} == {(box.fill, box.y, box.width) for box in areas}
    assert min(box.x for box in back.boxes) == pytest.approx(-theme.print.bleed * MM)
    by_fold = min(areas[1:], key=lambda box: box.x), max(back.boxes[1:], key=lambda box: box.x)
    assert (by_fold[0].fill, by_fold[0].y) == (by_fold[1].fill, by_fold[1].y)
    assert back.label == ""
    whole = replace(layout, pages=layout.pages[:12])
    assert print_layout(whole, themed()).pages[-1].boxes == layout.pages[11].boxes


def test_margins_are_mirrored_without_setting_a_line_anew() -> None:
    _, theme, layout = composed()
    wide = replace(theme, page=replace(theme.page, left=30.0, right=18.0))
    mirrored = print_layout(layout, wide)
    shift = -12 * MM
    for index, (before, after) in enumerate(zip(layout.pages, mirrored.pages, strict=False)):
        moves = {
            round(there.x - here.x, 3)
            for here, there in zip(before.boxes, after.boxes, strict=True)
            if hasattr(here, "x")
        }
        assert moves <= {round(shift, 3) if index % 2 else 0.0}
    assert print_layout(layout, replace(wide, print=replace(wide.print, mirrored=False))).pages[:3] == layout.pages[:3]


def running(layout: Layout, kind: str) -> list[list[Line]]:
    """The lines of head or foot, page by page, from the left."""
    pages = [[part for part in page.furniture if part.kind == kind] for page in layout.pages]
    lines = [[box for part in parts for box in part.boxes if isinstance(box, Line)] for parts in pages]
    return [sorted(found, key=lambda line: line.x) for found in lines]


def words(line: Line) -> str:
    return "".join(run.text for run in line.runs)


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_heads_and_feet_of_left_hand_pages_are_mirrored_in_print_alone(kind: str) -> None:
    """Chapter and page number stand at the outer edge, exactly in the type area, and all else stays."""
    _, theme, layout = composed()
    here, there = running(layout, kind), running(print_layout(layout, theme), kind)
    assert any(len(found) == 2 for found in here[1::2])
    right = (theme.page.width - theme.page.right) * MM
    for index, (before, after) in enumerate(zip(here, there, strict=False)):
        if index % 2 == 0:
            assert before == after
            continue
        assert [words(line) for line in before] == [words(line) for line in after[::-1]]
        for line in after[1:]:
            assert line.x + sum(run.width for run in line.runs) == pytest.approx(right)
        assert all(line.x == pytest.approx(theme.page.left * MM) for line in after[:1] if len(after) == 2)
    unbound = replace(theme, print=replace(theme.print, mirrored=False))
    assert running(print_layout(layout, unbound), kind)[: len(here)] == here
    facing = replace(theme, rules=replace(theme.rules, facing_pages=True))
    assert running(print_layout(layout, facing), kind)[: len(here)] == here


def test_heads_of_pages_in_landscape_are_mirrored_in_their_own_width() -> None:
    from reportgen.typeset.boxes import Furniture, PlacedPage, Run

    _, theme, layout = composed()
    across = theme.page.landscape
    left, right = across.left * MM, (across.width - across.right) * MM

    def head(x: float, text: str) -> Line:
        return Line(x, 40, (Run(text, "text/regular", 8, "#000000", 30, None),))

    furniture = (Furniture("header", (head(left, "Report"), head(right - 30, "Chapter"))),)
    size = (across.width * MM, across.height * MM)
    page = PlacedPage("2", (), furniture=furniture, size=size, master="landscape")
    turned = print_layout(replace(layout, pages=(layout.pages[0], page)), theme).pages[1]
    assert {words(box): round(box.x, 3) for box in turned.furniture[0].boxes if isinstance(box, Line)} == {
        "Report": round(right - 30, 3),
        "Chapter": round(left, 3),
    }


DRAWING = Element("Figure")


@pytest.mark.parametrize(
    "make",
    [
        lambda x: Line(x, 2, ()),
        lambda x: Rect(x, 2, 3, 4),
        lambda x: Rule(x, 2, x + 5, 2, 1, "#000000"),
        lambda x: Polyline(((x, 2), (x + 3, 4)), 1),
        lambda x: Picture(x, 2, 3, 4, "a.png"),
        lambda x: FigureArea(x, 2, 3, 4, DRAWING, (Polyline(((x, 2), (x + 1, 9)), 1), Rect(x, 2, 3, 4))),
    ],
)
def test_every_kind_of_box_moves_with_all_of_it(make: Callable[[float], Box]) -> None:
    assert moved(make(10), 5) == make(15)


def test_a_report_without_cover_has_no_title_page_either() -> None:
    _, _, layout = composed()
    inside = replace(layout, pages=layout.pages[1:])
    made = print_layout(inside, themed(cover="separate"))
    assert [page.boxes for page in made.pages[: len(inside.pages)]] == [page.boxes for page in inside.pages]


@pytest.mark.long
def test_a_cover_of_its_own_has_a_spine_as_thick_as_the_book() -> None:
    part, _, layout = composed()
    theme = themed(cover="separate", binding="perfect", paper=Paper(weight=100, bulk=1.2))
    assert spine_width(theme.print, 200) == pytest.approx(12.0)
    assert spine_width(themed().print, 200) == 0
    made = cover_layout(layout, theme, 200)
    assert made.width == pytest.approx((2 * 210 + 12) * MM)
    assert made.pages[0].furniture == ()
    bars = [box for box in made.pages[0].boxes if isinstance(box, Rect)][1:]
    (over,) = [box for box in bars if box.x < 210 * MM < box.x + box.width]
    assert over.x + over.width / 2 == pytest.approx(216 * MM)
    front = [box for box in layout.pages[0].boxes if isinstance(box, Rect)][1:]
    assert (over.fill, len(bars)) == (front[0].fill, 2 * len(front) - 1)
    data = write_pdf(made, part.document.meta, theme, press_profile(theme, "cover"))
    result = preflight(data, Limits(), render=False)
    assert (result.pages, {finding.code for finding in result.findings}) == (2, STAND_IN)
    inside = print_layout(layout, theme)
    assert len(inside.pages) == len(layout.pages) == 18
    written = write_pdf(inside, part.document.meta, theme, press_profile(theme))
    assert {finding.code for finding in preflight(written, Limits(), render=False).findings} == STAND_IN


def test_the_title_runs_along_the_spine_where_that_is_wide_enough() -> None:
    _, _, layout = composed()
    theme = themed(cover="separate", binding="perfect")
    middle = (210 + 6) * MM
    for way, turn in (("up", 90), ("down", -90)):
        (part,) = cover_layout(layout, themed(binding="perfect", spine_text=way), 200, "Title 2019").pages[0].furniture
        (line,) = part.boxes
        (run,) = line.runs
        assert (part.turn, run.text) == (turn, "Title 2019")
        assert abs(line.x - middle) == pytest.approx(run.size * 0.36)
        assert 8 <= run.size <= 12 * MM * 0.6
        ends = sorted((line.y, line.y - run.width if turn > 0 else line.y + run.width))
        assert theme.band.top * layout.height < ends[0]
        assert ends[1] < layout.height
    assert cover_layout(layout, theme, 60, "Title").pages[0].furniture == ()
    assert cover_layout(layout, themed(binding="perfect", spine_text="none"), 200, "T").pages[0].furniture == ()
    assert cover_layout(layout, theme, 200, "long " * 80).pages[0].furniture == ()


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


# ------------------------------------------------------------------------------------------------------------- build


def test_build_writes_print_booklet_and_delivery_sheet(tmp_path: Path) -> None:
    built = build(ROOT, Request(EDITION, formats=("print", "booklet"), output=tmp_path), silent)
    names = {file.format: file for file in built.manifest.files}
    assert set(names) == {"print", "booklet", "delivery"}
    assert names["print"].path.endswith("-2019-print.pdf")
    assert names["print"].pages == 20
    assert names["booklet"].pages == 10
    sheet = (built.folder / names["delivery"].path).read_text(encoding="utf-8")
    assert "210 × 297 mm" in sheet
    assert "| FOGRA29 (ISO uncoated) |" in sheet
    assert "| Profil | Ersatz, aus den Daten von FOGRA29 errechnet" in sheet
    assert "heute FOGRA52 (PSO uncoated v3)" in sheet
    assert re.search(r"\| Gesamtbericht \| 4 \| 242 \|", sheet)
    assert "Auszug BMBF (nicht gebaut)" in sheet
    assert "| **Summe** | **6** | **342** |" in sheet
    again = build(ROOT, Request(EDITION, parse_selection("bmbf"), formats=("print",), output=tmp_path), silent)
    sheet = (built.folder / names["delivery"].path).read_text(encoding="utf-8")
    assert "| Auszug BMBF | 1 | 60 |" in sheet
    assert names["print"].path in sheet
    assert [file.format for file in again.manifest.files].count("delivery") == 1
    from reportgen.verify import verify_paths

    assert verify_paths([built.folder], kinds()).ok


@pytest.mark.parametrize(("format_", "colours"), [("booklet", "CMYK"), ("booklet-grey", "1/1-farbig, Schwarz")])
def test_a_delivery_of_booklets_alone_says_in_which_colours(tmp_path: Path, format_: str, colours: str) -> None:
    built = build(ROOT, Request(EDITION, formats=(format_,), output=tmp_path), silent)
    (sheet,) = (file for file in built.files if file.format == "delivery")
    assert colours in (built.folder / sheet.path).read_text(encoding="utf-8")


def test_print_takes_little_longer_than_screen() -> None:
    part, theme, layout = composed()
    write_pdf(layout, part.document.meta, theme)

    best = {"screen": 9.0, "print": 9.0}
    for _ in range(5):
        for name, kind in (("screen", "screen"), ("print", press_profile(theme))):
            start = time.process_time()
            write_pdf(layout, part.document.meta, theme, kind)
            best[name] = min(best[name], time.process_time() - start)
    assert best["print"] <= 1.3 * best["screen"]


def test_papers_have_their_limits() -> None:
    assert PrintSettings().limit == 280
    assert PrintSettings(paper=Paper(kind="coated")).limit == 300
    assert PrintSettings(ink_limit=260).limit == 260
    assert (PrintSettings().condition, PrintSettings(paper=Paper(kind="coated")).condition) == ("FOGRA29", "FOGRA39")
