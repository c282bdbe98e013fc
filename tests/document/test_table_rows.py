"""Rows that head a group or sum up, stripes, bands and where cells stand, in both files."""

from __future__ import annotations

import pytest
from compose_kit import read
from msgspec.structs import replace
from oracles.ooxml import Package, W, lint
from sample import EVERYTHING, cell, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.cells import joined, row_looks
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Rect, Rule
from reportgen.typeset.dump import text_lines
from reportgen.verify import check, compare, read_docx, read_pdf

STYLES = {
    **THEME.styles,
    "table-head": replace(THEME.styles["table-head"], fill="primary", colour="paper"),
    "table-stripe": replace(THEME.styles["table-stripe"], fill="fill"),
    "table-total": replace(THEME.styles["table-total"], fill="fill-strong"),
}
DRESSED = replace(THEME, styles=STYLES)


def row(name: str, value: str, role: str | None = None) -> n.Row:
    style = f"table-{role}" if role else "table-cell"
    first = n.Cell((n.Paragraph(f"{name}.1", text(name), style),), "row")
    return n.Row((first, n.Cell((n.Paragraph(f"{name}.2", text(value), style),))), role=role)  # type: ignore[arg-type]


ROWS = (
    row("Nord", "", "group"),
    row("Kiel", "1"),
    row("Bremen", "2"),
    row("Summe Nord", "3", "subtotal"),
    row("Köln", "4"),
    row("Mainz", "5"),
    row("Trier", "6"),
    row("Gesamt", "18", "total"),
)
TABLE = n.Table(
    "t",
    (n.Column(), n.Column(align="right")),
    (n.Row((cell("h1", "Ort", head="column"), cell("h2", "Zahl", head="column"))),),
    ROWS,
    caption=text("Orte"),
)
DOCUMENT = number(n.Document(EVERYTHING.meta, (TABLE,)))


def test_every_second_row_is_striped_and_counting_begins_anew_at_each_row_with_a_role() -> None:
    assert [look.striped for look in row_looks(ROWS)] == [False, False, True, False, False, True, False, False]
    spanning = replace(ROWS[1], cells=(replace(ROWS[1].cells[0], rowspan=2), *ROWS[1].cells[1:]))
    rows = (spanning, n.Row(ROWS[1].cells[1:]), ROWS[2])
    assert [look.striped for look in row_looks(rows)] == [False, False, True]


def test_heads_of_groups_and_rows_above_sums_stay_with_the_next() -> None:
    assert list(joined(ROWS)) == [True, False, True, False, False, False, True, False]
    assert list(joined(())) == []


def test_rows_stand_on_their_grounds_in_the_pdf() -> None:
    (page,) = typeset(DOCUMENT, DRESSED, FONTS).pages
    colours = [DRESSED.colour(name) for name in ("primary", "fill", "fill", "fill-strong")]
    grounds = [box for box in page.boxes if isinstance(box, Rect)]
    assert [box.fill for box in grounds] == colours
    for words, ground in zip(("Ort", "Bremen", "Mainz", "Gesamt"), grounds, strict=True):
        (line,) = (each for each in text_lines(page.boxes) if each.runs[0].text.strip() == words)
        assert ground.y < line.y < ground.y + ground.height


def test_a_sum_has_its_rule_above_it() -> None:
    (page,) = typeset(DOCUMENT, THEME, FONTS).pages
    (line,) = (each for each in text_lines(page.boxes) if each.runs[0].text.strip() == "Gesamt")
    style = THEME.styles["table-total"]
    rules = [box for box in page.boxes if isinstance(box, Rule) and box.y0 < line.y and box.width == style.rule_width]
    assert line.y - max(box.y0 for box in rules) < style.leading


def test_rows_have_their_grounds_rules_and_styles_in_word() -> None:
    data = write_docx(DOCUMENT, DRESSED)
    assert lint(data) == []
    rows = list(Package(data).document.iter(f"{W}tr"))
    fills = [{shade.get(f"{W}fill") for shade in each.iter(f"{W}shd")} for each in rows]
    plain: set[str | None] = set()
    assert [fills[at] for at in (0, 1, 2, 3, 6, 8)] == [
        {"0B5563"}, plain, plain, {"F3F5F7"}, {"F3F5F7"}, {"E3EFF1"},
    ]  # fmt: skip
    assert [bool(list(each.iter(f"{W}tcBorders"))) for each in rows] == [False] * 4 + [True] + [False] * 3 + [True]
    kept = [bool(list(each.iter(f"{W}keepNext"))) for each in rows]
    assert kept == [True, True, False, True, False, False, False, True, False]
    styles = {style.get(f"{W}val") for style in rows[-1].iter(f"{W}pStyle")}
    assert styles == {"TableTotal"}


def test_both_files_say_what_the_document_says() -> None:
    for reading in (
        read_docx(write_docx(DOCUMENT, DRESSED)),
        read_pdf(write_pdf(typeset(DOCUMENT, DRESSED, FONTS), DOCUMENT.meta, DRESSED)),
    ):
        assert (*compare(plain_blocks(DOCUMENT), reading, DOCUMENT.meta), *check(reading)) == ()


@pytest.mark.parametrize(("valign", "share"), [("top", 0.0), ("middle", 0.5), ("bottom", 1.0)])
@pytest.mark.parametrize("rows", [1, 3])
def test_cells_stand_where_they_say(valign: str, share: float, rows: int) -> None:
    words = cell("a", "Lage", valign=valign, rowspan=rows)
    if rows == 1:
        high = n.Cell(tuple(n.Paragraph(f"b{at}", text(f"Zeile {at}"), "table-cell") for at in range(3)))
        body = (n.Row((words, high)),)
    else:
        body = (n.Row((words, cell("b0", "Zeile 0"))), *(n.Row((cell(f"b{at}", f"Zeile {at}"),)) for at in (1, 2)))
    layout = typeset(number(n.Document(EVERYTHING.meta, (n.Table("t", (), (), body),))), THEME, FONTS)
    places = {line.runs[0].text.strip(): line.y for line in text_lines(layout.pages[0].boxes)}
    wanted = places["Zeile 0"] + share * (places["Zeile 2"] - places["Zeile 0"])
    assert places["Lage"] == pytest.approx(wanted, abs=0.01)


def test_markup_gives_rows_columns_and_cells_their_looks() -> None:
    made = read(
        '<table id="t"><colgroup><col role="small"/><col/></colgroup><thead><tr><th>A</th><th>B</th></tr></thead>'
        '<tbody><tr role="group"><th colspan="2">G</th></tr><tr><td>x</td><td valign="middle">1</td></tr>'
        '<tr role="total" valign="bottom"><th>S</th><td>1</td></tr></tbody></table>'
    )
    (table,) = (block for block in made.children if isinstance(block, n.Table))
    assert [each.role for each in table.body] == ["group", None, "total"]
    roles = [[each.children[0].role for each in line.cells] for line in table.body]  # type: ignore[union-attr]
    assert roles == [["table-group"], ["small", "table-cell"], ["table-total", "table-total"]]
    assert [[each.valign for each in line.cells] for line in table.body] == [[None], [None, "middle"], ["bottom"] * 2]
