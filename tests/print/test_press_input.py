"""What print cannot use is told with its place in the theme, and nothing is written; pictures become inks."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from PIL import Image
from press_files import house_profile
from press_input_kit import PROFILES, SRGB

from reportgen.cli import main
from reportgen.pdf.profiles.press import own_profile
from reportgen.pdf.separation import Separation
from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight

FIGURE = '<figure id="photo"><img src="photo.png" alt="A photo"/></figure>\n</report>'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    result = CliRunner().invoke(main, ["-q", "init", str(tmp_path / "library"), "--name", "annual-report"])
    assert result.exit_code == 0
    return tmp_path / "library"


def theme(project: Path) -> Path:
    return project / "templates" / "a4-size" / "theme.yaml"


def change(project: Path, old: str, new: str) -> None:
    path = theme(project)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def build(project: Path, *words: str, to: str = "print") -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "-q", "build", "--no-cache", "--to", to, *words])


def refused(project: Path, place: str, code: str, *said: str, to: str = "print") -> None:
    result = build(project, to=to)
    assert result.exit_code == 1, result.output
    assert "nothing was written" in result.stderr
    line = next(line for line in result.stderr.splitlines() if f"[{code}]" in line)
    assert line.startswith(place), line
    for words in said:
        assert words in result.stderr, result.stderr
    assert "Traceback" not in result.stderr
    assert not (project / "output").exists()


def line_of(project: Path, start: str) -> int:
    lines = theme(project).read_text().splitlines()
    return next(i for i, line in enumerate(lines, 1) if line.strip().startswith(start))


# --------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.long
def test_colour_without_inks(project: Path) -> None:
    change(project, "    primary: [0, 75, 75, 55]\n", "")
    place = f"templates/a4-size/theme.yaml:{line_of(project, 'primary: ' + chr(34))}:"
    refused(project, place, "no-inks", '"primary" (#7A2E1F) has no inks', "that is what the profile gives")


@pytest.mark.long
def test_colour_of_a_style_without_a_name(project: Path) -> None:
    change(project, "colour: muted, after: 12}", 'colour: "#C00000", after: 12}')
    refused(project, "templates/a4-size/theme.yaml:", "no-inks", '"#C00000"')
    change(project, "    ink: [0, 0, 0, 100]", '    "#C00000": [0, 100, 100, 15]\n    ink: [0, 0, 0, 100]')
    assert build(project).exit_code == 0


def test_more_ink_than_the_paper_bears(project: Path) -> None:
    change(project, "primary-deep: [0, 80, 80, 68]", "primary-deep: [80, 80, 80, 68]")
    place = f"templates/a4-size/theme.yaml:{line_of(project, 'primary-deep: [')}:"
    refused(project, place, "too-much-ink", "308 %, the paper bears 280 %")


def test_two_recipes_for_one_colour(project: Path) -> None:
    change(project, 'rule: "#8A7F78"', 'rule: "#555555"')
    refused(project, "templates/a4-size/theme.yaml:", "two-recipes")


@pytest.mark.long
@pytest.mark.parametrize("kind", PROFILES)
def test_profile_that_cannot_be_used(kind: str, project: Path) -> None:
    data, said = PROFILES[kind]
    (theme(project).parent / "house.icc").write_bytes(data())
    change(project, "print:\n", "print:\n  icc_profile: house.icc\n  output_condition: FOGRA52\n")
    place = f"templates/a4-size/theme.yaml:{line_of(project, 'icc_profile')}:16: print.icc_profile: "
    refused(project, place, "bad-profile", said)


@pytest.mark.long
@pytest.mark.parametrize("name", ["FOGRA52", "PSO uncoated v3", "pso-uncoated-v3"])
def test_profile_of_the_printing_house(name: str, project: Path) -> None:
    house = house_profile("PSO Uncoated v3 (FOGRA52)")
    (theme(project).parent / "house.icc").write_bytes(house)
    change(project, "print:\n", f'print:\n  icc_profile: house.icc\n  output_condition: "{name}"\n')
    result = build(project)
    assert (result.exit_code, result.stderr) == (0, "")
    (path,) = (project / "output").rglob("*-print.pdf")
    with pikepdf.open(path) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA52"
        assert str(intent.Info) == "FOGRA52"
        assert bytes(intent.DestOutputProfile.read_bytes()) == house
    assert preflight(path.read_bytes(), Limits(multiple=4), render=False).findings == ()
    (sheet,) = (project / "output").rglob("*-print.md")
    assert "| FOGRA52 (PSO uncoated v3) |" in sheet.read_text()
    assert "stand-in" not in sheet.read_text()


@pytest.mark.parametrize(
    ("name", "condition", "code", "said"),
    [
        ("ISO Coated v2 (ECI)", "FOGRA52", "other-profile", '"ISO Coated v2 (ECI)", which is FOGRA39 and not FOGRA52'),
        ("PSO Coated v3", "FOGRA52", "other-profile", "which is FOGRA51 and not FOGRA52"),
        ("PSO Uncoated v3 (FOGRA52)", "", "missing-field", 'such as "FOGRA52"'),
    ],
)
def test_a_profile_is_of_the_condition_that_is_named(
    name: str, condition: str, code: str, said: str, project: Path
) -> None:
    (theme(project).parent / "house.icc").write_bytes(house_profile(name))
    named = f"\n  output_condition: {condition}" if condition else ""
    change(project, "print:\n", f"print:\n  icc_profile: house.icc{named}\n")
    refused(project, f"templates/a4-size/theme.yaml:{line_of(project, 'icc_profile')}:", code, said)


@pytest.mark.long
def test_a_profile_that_says_nothing_of_its_condition_is_a_warning(project: Path) -> None:
    (theme(project).parent / "house.icc").write_bytes(house_profile("House profile 3"))
    change(project, "print:\n", "print:\n  icc_profile: house.icc\n  output_condition: FOGRA52\n")
    result = build(project)
    assert result.exit_code == 0
    assert '"House profile 3"; nothing in it says that it is of FOGRA52 [unnamed-profile]' in result.stderr
    change(project, "kind: uncoated", "kind: coated")
    assert "FOGRA52 (PSO uncoated v3) is for uncoated paper, and paper: says coated" in build(project).stderr


@pytest.mark.long
def test_a_condition_needs_its_profile(project: Path) -> None:
    change(project, "print:\n", "print:\n  output_condition: PSO uncoated v3\n")
    place = f"templates/a4-size/theme.yaml:{line_of(project, 'output_condition')}:"
    refused(project, place, "missing-profile", "is usually PSOuncoated_v3_FOGRA52.icc")
    change(project, "output_condition: PSO uncoated v3", "output_condition: FOGRA29")
    assert build(project).exit_code == 0


@pytest.mark.long
def test_pages_larger_than_the_sheet(project: Path) -> None:
    change(project, "sheet: SRA3", "sheet: A4")
    place = f"templates/a4-size/theme.yaml:{line_of(project, 'sheet')}:10: print.sheet: "
    refused(project, place, "sheet-too-small", "two pages need 426 × 303 mm", to="booklet")


def test_art_that_does_not_bleed(project: Path) -> None:
    change(project, "left: 24", "left: 0")
    place = "templates/a4-size/theme.yaml:"
    refused(project, place, "bleed-missing", "an area ends at the left edge; for print it must go 3 mm beyond it")


def with_pictures(project: Path, **sizes: int) -> None:
    """The template prints square pictures of so many pixels; those called "rgb…" have no profile."""
    folder = theme(project).parent
    figures = ""
    for name, side in sizes.items():
        more = {} if name.startswith("rgb") else {"icc_profile": SRGB}
        Image.new("RGB", (side, side), "#336699").save(folder / f"{name}.png", **more)
        figures += f'<figure id="{name}"><img src="{name}.png" alt="A picture" width="60"/></figure>\n'
    template = folder / "report.xml.j2"
    template.write_text(template.read_text().replace("</report>", f"{figures}</report>"))


def told(stderr: str, name: str, code: str) -> str:
    (found,) = [line for line in stderr.splitlines() if f"{name}.png" in line and f"[{code}]" in line]
    return found


@pytest.mark.long
def test_every_picture_that_cannot_be_printed_is_named_in_one_run(project: Path) -> None:
    """With effective resolution and the line that names the file; nothing is drawn before."""
    with_pictures(project, rgb_one=1600, rgb_two=1600, coarse=200, finer=300, soft=450, fine=1600)
    result = build(project)
    assert result.exit_code == 1
    lines = (theme(project).parent / "report.xml.j2").read_text().splitlines()

    def place(name: str) -> str:
        return f"templates/a4-size/report.xml.j2:{next(i for i, line in enumerate(lines, 1) if name in line)}:"

    for name in ("rgb_one", "rgb_two"):
        assert told(result.stderr, name, "unprintable-picture").startswith(place(name))
    for name, ppi in (("coarse", 85), ("finer", 127), ("soft", 190)):
        said = told(result.stderr, name, "low-resolution")
        assert said.startswith(place(name))
        assert f"is too coarse: {ppi} ppi at 60 × 60 mm (limit 225 ppi)" in said
    assert "take one of 532 × 532 pixels, or print it 22 mm wide at most" in result.stderr
    assert "/fine.png" not in result.stderr
    assert "4 errors, 1 warning; nothing was written" in result.stderr
    assert not (project / "output").exists()


@pytest.mark.long
def test_warnings_of_print_files_are_shown_and_count_where_they_shall(project: Path) -> None:
    with_pictures(project, soft=450)
    result = build(project, to="print,booklet")
    assert result.exit_code == 0
    assert "warning" in told(result.stderr, "soft", "low-resolution")
    assert result.stderr.count("[stand-in-profile]") == 1
    assert build(project, "--strict").exit_code == 1
    assert build(project, "--strict", to="pdf").exit_code == 0


@pytest.mark.long
def test_preflight_measures_the_same_resolution(project: Path) -> None:
    with_pictures(project, soft=450)
    assert build(project).exit_code == 0
    (path,) = (project / "output").rglob("*-print.pdf")
    found = [each for each in preflight(path.read_bytes(), render=False).findings if each.code == "low-resolution"]
    assert [(each.measured, each.severity) for each in found] == [("190 ppi", "warning")]


@pytest.mark.long
def test_picture_without_profile(project: Path) -> None:
    with_pictures(project, rgb=1600)
    named = ": picture templates/a4-size/rgb.png is RGB without a profile"
    refused(project, "templates/a4-size/report.xml.j2:", "unprintable-picture", named, "{untagged_rgb: srgb}")
    change(project, "print:\n", "print:\n  untagged_rgb: srgb\n")
    assert build(project).exit_code == 0
    (path,) = (project / "output").rglob("*-print.pdf")
    with pikepdf.open(path) as pdf:
        held = [page.obj.Resources.get("/XObject", pikepdf.Dictionary()) for page in pdf.pages]
        kinds = {str(image.ColorSpace) for each in held for image in each.values()}
    assert kinds == {"/DeviceCMYK"}


@pytest.mark.long
@pytest.mark.parametrize("kept", [False, True])
def test_transparent_pictures_stand_on_white_unless_they_may_stay(kept: bool, project: Path) -> None:
    Image.new("RGBA", (1600, 1600), (200, 30, 30, 128)).save(theme(project).parent / "photo.png")
    template = theme(project).parent / "report.xml.j2"
    template.write_text(template.read_text().replace("</report>", FIGURE))
    change(project, "print:\n", f"print:\n  untagged_rgb: srgb\n  transparency: {str(kept).lower()}\n")
    assert build(project).exit_code == 0
    (path,) = (project / "output").rglob("*-print.pdf")
    with pikepdf.open(path) as pdf:
        held = [page.obj.Resources.get("/XObject", pikepdf.Dictionary()) for page in pdf.pages]
        (image,) = {each.objgen: each for page in held for each in page.values() if each.Width == 1600}.values()
        assert str(image.ColorSpace) == "/DeviceCMYK"
        assert ("/SMask" in image) == kept
        first = bytes(image.read_bytes())[:4]
    half = Image.new("RGB", (1, 1), (200, 30, 30) if kept else (227, 143, 143))
    expected = Separation(own_profile("uncoated"), 280, untagged=True).separate(half)
    assert all(abs(a - b) <= 3 for a, b in zip(first, expected.tobytes(), strict=True))


@pytest.mark.long
def test_picture_too_coarse_for_print(project: Path) -> None:
    Image.new("RGB", (300, 300), "#336699").save(theme(project).parent / "photo.png")
    template = theme(project).parent / "report.xml.j2"
    template.write_text(template.read_text().replace("</report>", FIGURE))
    change(project, "print:\n", "print:\n  untagged_rgb: srgb\n")
    result = build(project)
    assert result.exit_code == 1
    assert re.search(r"photo.png is too coarse: \d+ ppi at .* \(limit 225 ppi\) \[low-resolution\]", result.stderr)
    assert not (project / "output").exists()
    assert build(project, to="pdf").exit_code == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("sheet: SRA3", "sheet: B17", "bad-measure", '"B17" is no sheet'),
        ("binding: saddle", "binding: glue", "bad-choice", "'saddle', 'perfect'"),
        ("weight: 100", "weight: 5000", "bad-measure", "weight is 30 to 600"),
        ("weight: 100", "wait: 100", "unknown-key", "weight"),
        ("    ink: [0, 0, 0, 100]", "    inck: [0, 0, 0, 100]", "unknown-colour", '"inck"'),
        ("ink: [0, 0, 0, 100]", "ink: [0, 0, 0, 120]", "bad-measure", "inks are 0 to 100 percent"),
        ("ink: [0, 0, 0, 100]", "ink: [0, 0, 100]", "missing-field", "a list with an entry 4"),
        (
            "  binding",
            "  icc_profile: none.icc\n  output_condition: X\n  binding",
            "bad-profile",
            'no profile "none.icc"',
        ),
        ("  binding", "  icc_profile: ../../x.icc\n  output_condition: X\n  binding", "bad-profile", "outside"),
        ("  binding", "  standard: x-1a\n  transparency: true\n  binding", "bad-choice", "knows no transparency"),
        ("  binding", "  bleed: 50\n  binding", "bad-measure", "the bleed is 0 to 20 mm"),
        ("  binding", "  ink_limit: 20\n  binding", "bad-measure", "100 to 400 percent"),
        ("  binding", "  multiple: 0\n  binding", "bad-measure", "multiple of 1 to 64"),
    ],
)
def test_faults_of_the_print_section_stop_every_build(old: str, new: str, code: str, said: str, project: Path) -> None:
    change(project, old, new)
    result = build(project, to="pdf")
    assert result.exit_code == 1
    assert f"[{code}]" in result.stderr
    assert said in result.stderr
    assert "templates/a4-size/theme.yaml:" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--grey", "--to", "pdf"), "--grey goes with"),
        (("--draft", "--to", "print"), "a draft is not for the press"),
        (("--to", "cover"), '"cover" is no format'),
    ],
)
def test_wrong_use(words: tuple[str, ...], said: str, project: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(project), "build", *words])
    assert (result.exit_code, said in result.stderr) == (2, True)


def test_recipients_of_excerpts_that_are_not_there(project: Path) -> None:
    path = project / "data" / "2025" / "distribution.yaml"
    path.write_text("a: {name: A, copies: 2, excerpt: nobody}\nb: {name: B, copies: 0}\n")
    result = CliRunner().invoke(main, ["-C", str(project), "check"])
    assert result.exit_code == 1
    assert "data/2025/distribution.yaml:1:" in result.stdout + result.stderr
    assert "[unknown-institution]" in result.stdout + result.stderr
    assert "b.copies" in result.stdout + result.stderr


@pytest.mark.long
def test_everything_of_the_starter_can_be_printed(project: Path) -> None:
    change(project, "binding: saddle", "binding: perfect\n  cover: separate\n  spots: {primary: House Red}")
    assert build(project, to="print,booklet").exit_code == 0
    names = {path.name for path in (project / "output" / "2025").iterdir()}
    assert names == {
        "annual-report-2025-print.pdf",
        "annual-report-2025-cover.pdf",
        "annual-report-2025-booklet.pdf",
        "annual-report-2025-print.md",
        "manifest.json",
    }
    sheet = (project / "output" / "2025" / "annual-report-2025-print.md").read_text()
    assert "4/4, CMYK + House Red" in sheet
    assert "perfect binding" in sheet
    with pikepdf.open(project / "output" / "2025" / "annual-report-2025-cover.pdf") as pdf:
        assert b"[3 2] 0 d" in pdf.pages[0].Contents.read_bytes()
    verified = CliRunner().invoke(main, ["verify", str(project / "output")])
    assert verified.exit_code == 0, verified.output
