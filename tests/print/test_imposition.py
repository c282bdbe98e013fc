"""Imposition: which page stands where, how far pages creep, and PDFs of others on sheets."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from press_files import HEIGHT, WIDTH, made

from reportgen.cli import main
from reportgen.document.theme import MM
from reportgen.errors import SheetError
from reportgen.preflight.model import Limits
from reportgen.preflight.run import preflight
from reportgen.print.imposition.plan import Sheet, Side, booklet, n_up, up_to
from reportgen.print.imposition.write import impose

A4 = (210 * MM, 297 * MM)
SRA3 = Sheet(450 * MM, 320 * MM, 3 * MM, 0.1 * MM)


def numbers(side: Side) -> list[int]:
    return [placement.page + 1 for placement in side.placements]


def test_pages_of_a_booklet_of_eight() -> None:
    assert [numbers(side) for side in booklet(8, A4, SRA3)] == [[8, 1], [2, 7], [6, 3], [4, 5]]


def test_missing_pages_stay_blank() -> None:
    assert [numbers(side) for side in booklet(6, A4, SRA3)] == [[1], [2], [6, 3], [4, 5]]


@given(st.integers(1, 200))
def test_folding_the_sheets_gives_the_pages_in_order(pages: int) -> None:
    """Nested sheets, read from the front: right halves of fronts and left halves of backs, then back out again."""
    sides = list(booklet(pages, A4, SRA3))
    fold = SRA3.width / 2

    def half(side: Side, right: bool) -> list[int]:
        return [each.page for each in side.placements if (each.clip[0] >= fold - 1e-6) == right]

    fronts, backs = sides[::2], sides[1::2]
    first = [
        page for front, back in zip(fronts, backs, strict=True) for page in (*half(front, True), *half(back, False))
    ]
    last = [
        page
        for front, back in zip(reversed(fronts), reversed(backs), strict=True)
        for page in (*half(back, True), *half(front, False))
    ]
    assert first + last == list(range(pages))


def test_inner_pages_creep_towards_the_fold() -> None:
    sides = list(booklet(16, A4, SRA3))
    fold = SRA3.width / 2
    for sheet, (front, back) in enumerate(zip(sides[::2], sides[1::2], strict=True)):
        for side in (front, back):
            left, right = side.placements
            assert left.x == pytest.approx(fold - A4[0] + sheet * 0.1 * MM)
            assert right.x == pytest.approx(fold - sheet * 0.1 * MM)
            assert left.clip[2] == right.clip[0] == fold
            (trim,) = side.trims
            assert trim[2] - trim[0] == pytest.approx(2 * (A4[0] - sheet * 0.1 * MM))


def test_pages_that_do_not_fit_are_refused_with_measures() -> None:
    with pytest.raises(SheetError, match=r"two pages need 426 × 303 mm .* the sheet has 420 × 297 mm"):
        list(booklet(8, A4, Sheet(420 * MM, 297 * MM)))
    list(booklet(8, A4, Sheet(420 * MM, 297 * MM, bleed=0)))


def test_rows_of_pages_become_smaller_only_where_they_must() -> None:
    a6 = (105 * MM, 148 * MM)
    (side,) = n_up(4, a6, SRA3, 2, 2)
    assert {placement.scale for placement in side.placements} == {1.0}
    sides = list(n_up(9, A4, SRA3, 4, 2))
    assert [len(each.placements) for each in sides] == [8, 1]
    scale = sides[0].placements[0].scale
    assert 0.4 < scale < 0.6
    first, second = sides[0].placements[:2]
    assert first.y == second.y
    assert first.x < second.x
    for placement in sides[0].placements:
        assert placement.x >= 0
        assert placement.x + A4[0] * scale <= SRA3.width


@pytest.mark.parametrize(("columns", "rows"), [(4, 1), (1, 4), (3, 3)])
def test_rows_and_their_gaps_stay_on_the_sheet_and_clear_of_each_other(columns: int, rows: int) -> None:
    (side,) = n_up(columns * rows, A4, SRA3, columns, rows)
    lefts, bottoms, rights, tops = zip(*side.trims, strict=True)
    assert min(lefts) >= SRA3.bleed - 1e-6
    assert min(bottoms) >= SRA3.bleed - 1e-6
    assert max(rights) <= SRA3.width - SRA3.bleed + 1e-6
    assert max(tops) <= SRA3.height - SRA3.bleed + 1e-6
    assert min(lefts) + max(rights) == pytest.approx(SRA3.width)
    assert min(bottoms) + max(tops) == pytest.approx(SRA3.height)
    assert tops[0] == max(tops)
    touching = min(min(lefts) - SRA3.bleed, min(bottoms) - SRA3.bleed)
    assert touching == pytest.approx(0, abs=1e-6)


def test_imposed_sheets_can_be_printed() -> None:
    data = impose(made(pages=8), Sheet(320 * MM, 225 * MM, 3 * MM, 0.1 * MM), booklet)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 4
        trim = [float(value) for value in pdf.pages[0].obj.TrimBox]
        assert trim[2] - trim[0] == pytest.approx(2 * WIDTH, abs=0.1)
        assert trim[3] - trim[1] == pytest.approx(HEIGHT, abs=0.1)
        assert len(pdf.Root.OutputIntents) == 1
    result = preflight(data, Limits(), render=False)
    assert result.findings == ()
    assert result.standard == "PDF/X-4"


def test_the_same_file_gives_the_same_sheets() -> None:
    sheet = Sheet(320 * MM, 225 * MM)
    assert impose(made(pages=4), sheet, booklet) == impose(made(pages=4), sheet, booklet)


def test_two_hundred_pages_take_less_than_a_second() -> None:
    source = made(pages=200)
    start = time.process_time()
    impose(source, SRA3, booklet)
    assert time.process_time() - start < 1


def test_pages_of_other_files_need_no_boxes() -> None:
    pdf = pikepdf.new()
    for _ in range(5):
        pdf.add_blank_page(page_size=(300, 400))
    data = io.BytesIO()
    pdf.save(data)
    with pikepdf.open(io.BytesIO(impose(data.getvalue(), Sheet(700, 500, bleed=0), booklet))) as made_of_it:
        assert len(made_of_it.pages) == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda pdf: pdf.pages[1].obj.__setitem__("/TrimBox", pikepdf.Array([0, 0, 200, 300])), "different sizes"),
        (lambda pdf: pdf.pages[1].obj.__setitem__("/Rotate", 90), "turned"),
        (lambda pdf: pdf.Root.Pages.__setitem__("/Rotate", 90), "turned"),
    ],
)
def test_what_cannot_be_imposed(change: object, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        impose(made(change=change), SRA3, booklet)  # type: ignore[arg-type]


def test_damaged_and_locked_files() -> None:
    with pytest.raises(SheetError, match="cannot be read"):
        impose(b"no PDF", SRA3, booklet)
    with pytest.raises(SheetError, match="password"):
        impose(made(encryption=pikepdf.Encryption(owner="o", user="u")), SRA3, booklet)


def test_marks_of_several_pages_keep_out_of_them() -> None:
    data = impose(made(pages=4), SRA3, up_to(2, 1))
    result = preflight(data, Limits(), render=False)
    assert {found.code for found in result.findings} <= {"hairline", "small-type"}
    assert "registration-colour" not in {found.code for found in result.findings}


def test_command(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(made(pages=8))
    runner = CliRunner()
    result = runner.invoke(main, ["impose", str(source), "--sheet", "320x225"])
    assert (result.exit_code, (tmp_path / "a-booklet.pdf").is_file()) == (0, True)
    result = runner.invoke(main, ["impose", str(source), "--up", "2x2", "--no-marks"])
    assert (result.exit_code, (tmp_path / "a-2x2.pdf").is_file()) == (0, True)
    result = runner.invoke(main, ["impose", str(source), "--sheet", "A4"])
    assert result.exit_code == 1
    assert "[not-imposed]; nothing was written" in result.stderr
    assert runner.invoke(main, ["impose", str(source), "--sheet", "B17"]).exit_code == 2
    assert runner.invoke(main, ["impose", str(source), "--up", "0x3"]).exit_code == 2
    assert runner.invoke(main, ["impose", str(tmp_path / "none.pdf")]).exit_code == 1


@pytest.mark.parametrize(("more", "fits"), [((0, 0), True), ((-0.4, -0.4), True), ((-1, 0), False), ((0, -1), False)])
def test_either_side_of_a_sheet_can_be_too_short_by_more_than_rounding(more: tuple[float, float], fits: bool) -> None:
    bleed = 3 * MM
    sheet = Sheet(2 * A4[0] + 2 * bleed + more[0], A4[1] + 2 * bleed + more[1], bleed)
    if fits:
        assert len(list(booklet(4, A4, sheet))) == 2
    else:
        with pytest.raises(SheetError, match="two pages need"):
            list(booklet(4, A4, sheet))
