"""Preflight finds each of many seeded defects, says where, and finds none in good files."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import needs
import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Pdf, String
from PIL import Image
from preflight_seeds import (
    INK,
    SEEDS,
    codes,
)
from press_files import (
    GOOD,
    HEIGHT,
    LINE,
    TEXT,
    house_profile,
    made,
    with_content,
)  # fmt: skip

from reportgen.cli import main
from reportgen.errors import UnreadableError
from reportgen.preflight.model import Limits
from reportgen.preflight.pixels import darkest
from reportgen.preflight.run import preflight


def test_nothing_is_found_in_a_good_file() -> None:
    result = preflight(made(), render=False)
    assert result.findings == ()
    assert (result.pages, result.standard, result.condition) == (2, "PDF/X-4", "FOGRA51")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_seeded_defect_is_found_and_nothing_else(seed: str) -> None:
    make, expected = SEEDS[seed]
    assert codes(make()) == expected


def test_there_are_seeds_for_every_kind_of_finding() -> None:
    assert len(SEEDS) >= 20
    found = set().union(*(expected for _, expected in SEEDS.values()))
    told = _codes_in_source()
    rare = {"no-id", "attachments", "layers", "portfolio", "user-unit", "coloured", "damaged-content", "damaged-file"}
    rare |= {"picture-not-measured"}
    by_pixel = {"too-much-ink-rendered", "coloured-plate", "not-rendered"}
    assert told - found == rare | by_pixel


def _codes_in_source() -> set[str]:
    import re

    import reportgen.preflight

    (folder,) = reportgen.preflight.__path__
    pattern = re.compile(r'finding\(\s*f?"([a-z0-9-]+)"')
    text = "\n".join(path.read_text() for path in Path(folder).rglob("*.py"))
    codes = set(pattern.findall(text)) | set(re.findall(r'\("([a-z]+)", "it ', text))
    codes |= set(re.findall(r'"(postscript|opi|damaged-content)"', text))
    return codes


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda pdf: pdf.attachments.__setitem__("a.txt", b"x"), "attachments"),
        (lambda pdf: pdf.Root.__setitem__("/Collection", Dictionary()), "portfolio"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 2), "user-unit"),
    ],
)
def test_rare_defects(change: Callable[[Pdf], None], code: str) -> None:
    assert codes(made(change=change)) == {code}


def test_layers_are_unknown_to_x1a() -> None:
    def change(pdf: Pdf) -> None:
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-1a:2003"
        pdf.Root["/OCProperties"] = Dictionary()

    assert codes(made(change=change, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)) == {
        "layers"
    }


def test_marks_of_notes_may_be_a_little_smaller() -> None:
    assert codes(with_content("/Over gs 0 0 0 1 k BT /F1 5.5 Tf 3 Ts 60 100 Td (1) Tj ET")) == set()
    assert codes(with_content("/Over gs 0 0 0 1 k BT /F1 4.5 Tf 3 Ts 60 100 Td (1) Tj ET")) == {"small-type"}


def test_black_alone_is_asked_for() -> None:
    assert codes(made(), Limits(one_plate=True)) == {"coloured"}
    assert codes(made(f"{TEXT}\n{LINE}"), Limits(one_plate=True)) == set()


@pytest.mark.parametrize(
    ("mode", "found"), [(0, {"rgb"}), (1, set()), (3, set()), (4, {"rgb"}), (5, set()), (7, set())]
)
def test_text_is_filled_stroked_or_not_painted(mode: int, found: set[str]) -> None:
    text = f"q 1 0 0 rg 0 0 0 1 K /Over gs BT /F1 10 Tf {mode} Tr 60 100 Td (a) Tj ET Q"
    assert codes(with_content(text)) == found


def test_a_page_that_the_page_tree_turns_is_turned() -> None:
    assert codes(made(change=lambda pdf: pdf.Root.Pages.__setitem__("/Rotate", 90))) == {"turned-page"}


def test_place_and_measure_of_a_finding() -> None:
    (found,) = preflight(with_content("0 0 0 1 K 0.1 w 72 528 m 200 528 l S"), render=False).findings[:1]
    assert found.page == 1
    assert found.place == pytest.approx((25.4, 25.4))
    assert (found.measured, found.limit) == ("0.10 pt", "0.25 pt")
    assert "pages 1–2, first at 25, 25 mm" in found.line()


def test_marks_outside_of_the_bleed_are_nobodys_concern() -> None:
    assert codes(with_content(f"1 0 0 rg {-30} 100 10 10 re f 0.1 w {-30} 0 m {-20} 0 l S")) == set()


def test_what_is_clipped_away_does_not_count() -> None:
    assert codes(with_content(f"q 60 60 10 10 re W n {INK} 0 20 100 40 re f Q")) == set()


def test_limits_follow_the_paper() -> None:
    def uncoated(pdf: Pdf) -> None:
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("FOGRA52")
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(house_profile("PSO Uncoated v3"), N=4)

    dark = f"{GOOD}\n1 0.9 0.5 0.5 k 60 60 40 40 re f"
    assert codes(made(dark)) == set()
    assert codes(made(dark, uncoated)) == {"too-much-ink"}


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.4\nrubbish"], ids=["empty", "text", "rubbish"])
def test_files_that_are_no_pdf(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        preflight(data, render=False)


def test_damaged_content_is_told_and_the_rest_is_looked_at() -> None:
    assert "damaged-content" in codes(made("q 1 0 0 1 cm 0 0 m (")) or codes(made("q 1 0 cm")) == {"damaged-content"}


def test_inherited_resources_and_boxes_count() -> None:
    def change(pdf: Pdf) -> None:
        for key in ("/Resources", "/MediaBox"):
            pdf.Root.Pages[key] = pdf.pages[0].obj[key]
            for page in pdf.pages:
                del page.obj[key]

    assert codes(made(change=change)) == set()


@given(st.lists(st.tuples(st.integers(0, 8000), st.sampled_from([b"/", b"null ", b"[", b"<<", b"-1 ", b"9e9 ", b"("]))))
def test_no_damage_makes_it_stumble(damages: list[tuple[int, bytes]]) -> None:
    data = bytearray(_plain())
    for place, damage in damages:
        data[place : place + len(damage)] = damage
    with contextlib.suppress(UnreadableError):
        preflight(bytes(data), render=False)


@cache
def _plain() -> bytes:
    return made(compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def test_password() -> None:
    with pytest.raises(UnreadableError, match="password"):
        preflight(made(encryption=pikepdf.Encryption(owner="o", user="u")), render=False)


@given(st.binary(min_size=96, max_size=96))
def test_the_darkest_pixel_is_found(samples: bytes) -> None:
    totals = [sum(samples[start : start + 4]) for start in range(0, 96, 4)]
    most, (x, y) = darkest(Image.frombytes("CMYK", (6, 4), samples))
    assert most == pytest.approx(max(totals) / 2.55)
    assert totals[y * 6 + x] == max(totals)


# -------------------------------------------------------------------------------------------------------- Ghostscript


@needs.ghostscript
def test_ink_by_pixel_sees_what_lies_on_each_other() -> None:
    two = f"{GOOD}\n/Knock gs 1 0.9 0.6 0 k 60 60 80 80 re f /Over gs 0 0 0 1 k 70 70 60 60 re f"
    assert codes(made(two)) == set()
    result = preflight(made(two))
    assert {finding.code for finding in result.findings} == {"too-much-ink-rendered"}
    assert result.ink_by == "ghostscript"
    assert result.ink[0] == pytest.approx(350, abs=2)
    x, y = result.findings[0].place or (0, 0)
    assert 70 / 72 * 25.4 - 1 <= x <= 130 / 72 * 25.4
    assert (HEIGHT - 130) / 72 * 25.4 - 1 <= y <= (HEIGHT - 70) / 72 * 25.4 + 1


@needs.ghostscript
def test_a_good_file_by_pixel() -> None:
    result = preflight(made())
    assert result.findings == ()
    assert result.ink[0] == pytest.approx(170, abs=2)


# -------------------------------------------------------------------------------------------------------- command line


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["preflight", "--no-render", *words])
    return result.exit_code, result.stdout, result.stderr


def test_command_tells_findings_as_text_and_json(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(made())
    bad.write_bytes(with_content("0 0 0 rg BT /F1 10 Tf 60 100 Td (a) Tj ET"))
    assert run(str(good))[0] == 0
    status, said, _ = run(str(good), str(bad))
    assert status == 1
    assert f"{good}: can be printed" in said
    assert "pages 1–2, first at 21, 174 mm: text in colours that are no inks: RGB [rgb]" in said
    status, said, _ = run(str(bad), "--format", "json")
    (file,) = json.loads(said)["files"]
    assert (status, file["ok"], file["pages"]) == (1, False, 2)
    assert [(finding["code"], finding["pages"]) for finding in file["findings"]] == [("rgb", [1, 2])]
    assert file["findings"][0]["place"]["x"] == pytest.approx(21.2, abs=0.1)


def test_rgb_on_all_pages_is_one_finding() -> None:
    """Whatever is in it: text, areas, lines; of pages that differ, too."""

    def change(pdf: Pdf) -> None:
        for number, page in enumerate(pdf.pages):
            more = ("1 0 0 rg 60 60 40 40 re f", "0 0 1 RG 60 60 m 90 60 l S")[number % 2]
            page.contents_add(pdf.make_stream(f"0 0 0 rg BT /F1 10 Tf 60 100 Td (a) Tj ET {more}".encode()))

    (found,) = preflight(made(change=change, pages=6), render=False).findings
    assert (found.code, found.pages, found.count) == ("rgb", (1, 2, 3, 4, 5, 6), 12)
    assert found.said().startswith("pages 1–6, first at ")
    assert found.said().endswith(": text, areas and lines in colours that are no inks: RGB, and 11 more")


def test_the_same_on_several_pages_is_one_finding() -> None:
    def change(pdf: Pdf) -> None:
        for number in (0, 1, 2, 4):
            del pdf.pages[number].obj["/TrimBox"]
        pdf.pages[3].contents_add(pdf.make_stream(b"0 0 0 1 K 0.1 w 60 60 m 200 60 l S"))

    found = preflight(made(change=change, pages=6), render=False).findings
    said = {(each.code, each.pages or (each.page,)) for each in found if each.code in ("no-trim-box", "hairline")}
    assert said == {("no-trim-box", (1, 2, 3, 5)), ("hairline", (4,))}
    assert any(each.said().startswith("pages 1–3, 5: nothing says where it is trimmed") for each in found)


def test_warnings_count_with_strict(tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(made(pages=3))
    assert run(str(path))[0] == 0
    assert run(str(path), "--strict")[0] == 1


def test_unreadable_files_have_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    status, _, said = run(str(path))
    assert (status, "Traceback" in said) == (2, False)
    path.write_bytes(b"nothing")
    status, _, said = run(str(path))
    assert (status, "cannot be read as PDF" in said) == (2, True)
    assert " at 0x" not in said


def test_made_up_files_are_read_by_others() -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        assert len(pdf.pages) == 2
