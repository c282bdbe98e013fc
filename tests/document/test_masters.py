"""Pages of several kinds in one report: sizes, margins and running lines by name, in PDF, Word, drafts and print."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from oracles.ooxml import Package, W, lint
from sample import EVERYTHING
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.compose.theme import read_theme
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import MM, Theme
from reportgen.docx import write_docx
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.grid.fit import turn_wide_tables
from reportgen.pdf import write_pdf
from reportgen.print.pages import print_layout, size_problems
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout
from reportgen.typeset.dump import text_lines
from reportgen.verify import check, compare, read_docx, read_pdf
from reportgen.yaml.reader import read_file

TEXT = """page: {size: A4}
masters:
  plate: {size: A4 landscape, margin_column: 0, left: 15, right: 15, running_head: false, running_foot: false}
  insert: {size: A5, left: 18, right: 18, margin_column: 0}
  open: {left: 40, right: 40, margin_column: 0}
"""
WORDS = "<p>Trees are planted in every district, most of them in streets that had none.</p>"
BODY = f"""<section id="a" page="new"><h1>Streets</h1>{WORDS}
<section id="p" master="plate"><h2>Plate</h2>{WORDS}</section>
<p id="back">After.</p></section>
<section id="i" page="new" master="insert"><h1>Insert</h1>{WORDS * 9}</section>
<section id="o" page="new" master="open"><h1>Open</h1>{WORDS}</section>"""


def read(folder: Path, text: str) -> tuple[Theme | None, tuple[Finding, ...]]:
    (folder / "theme.yaml").write_text(text)
    return read_theme(read_file(folder, "theme.yaml"), folder)


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, findings = read(tmp_path_factory.mktemp("theme"), TEXT)
    assert found is not None
    assert not findings
    return replace(found, fonts=THEME.fonts)


@cache
def document() -> n.Document:
    masters = frozenset({"plate", "insert", "open"})
    text = f'<report title="T" lang="en" running-head="Report" running-foot="2026">{BODY}</report>'
    return number(parse(Markup(text, masters=masters)))


@pytest.fixture(scope="module")
def layout(theme: Theme) -> Layout:
    return typeset(document(), theme, FONTS)


def millimetres(content: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [[float(value) for value in page.mediabox] for page in pdf.pages]
        return [(round((box[2] - box[0]) / MM), round((box[3] - box[1]) / MM)) for box in boxes]


def test_sections_stand_on_pages_of_their_kind_and_what_follows_on_the_report_s(theme: Theme, layout: Layout) -> None:
    data = write_pdf(layout, document().meta, theme)
    assert millimetres(data) == [(210, 297), (297, 210), (210, 297), (148, 210), (210, 297)]
    assert [page.master for page in layout.pages] == ["", "plate", "", "insert", "open"]
    reading = read_pdf(data)
    assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()


def test_text_stands_between_the_margins_of_its_page(theme: Theme, layout: Layout) -> None:
    for page in layout.pages:
        master = theme.master(page.master)
        for line in text_lines(page.boxes):
            assert line.x >= master.left * MM - 0.01
            assert line.x + sum(run.width for run in line.runs) <= (master.width - master.right) * MM + 0.01


def test_pages_without_running_lines_have_none_and_are_counted(layout: Layout) -> None:
    assert [[part.kind for part in page.furniture] for page in layout.pages] == [
        ["header", "footer"] if page.master != "plate" else [] for page in layout.pages
    ]
    assert [page.label for page in layout.pages] == list("12345")


def test_word_has_a_section_for_each_kind_of_page(theme: Theme) -> None:
    data = write_docx(document(), theme)
    assert lint(data) == []
    sizes = [each.find(f"{W}pgSz") for each in Package(data).document.iter(f"{W}sectPr")]
    found = [(round(int(size.get(f"{W}w")) / 56.7), size.get(f"{W}orient")) for size in sizes]
    assert found == [(210, None), (297, "landscape"), (210, None), (148, None), (210, None)]
    reading = read_docx(data)
    assert (*compare(plain_blocks(document()), reading, document().meta), *check(reading)) == ()


def test_a_word_file_ends_with_its_last_page_in_landscape() -> None:
    across = n.Section("x", (n.Heading("x.h", 1, (n.Text("Quer"),)),), page="new", orientation="landscape")
    data = write_docx(number(n.Document(EVERYTHING.meta, (across,))), THEME)
    sections = list(Package(data).document.iter(f"{W}sectPr"))
    assert [each.find(f"{W}pgSz").get(f"{W}orient") for each in sections] == ["landscape"]


def test_drafts_have_their_column_beside_every_kind_of_page(theme: Theme) -> None:
    draft = replace(document(), meta=replace(document().meta, draft="DRAFT"), comments={"i": ("Open.",)})
    data = write_pdf(typeset(draft, theme, FONTS), draft.meta, theme)
    assert [(width - 55, height) for width, height in millimetres(data)] == [
        (210, 297), (297, 210), (210, 297), (148, 210), (210, 297),
    ]  # fmt: skip


def test_print_refuses_pages_of_another_size_and_mirrors_the_margins_of_others(theme: Theme, layout: Layout) -> None:
    (problem,) = size_problems(layout)
    assert (problem.code, '"insert"' in (problem.hint or "")) == ("other-page-size", True)
    uneven = replace(theme, masters={**theme.masters, "open": replace(theme.masters["open"], left=50, right=30)})
    screen = typeset(document(), uneven, FONTS)
    bound = print_layout(screen, replace(uneven, rules=replace(uneven.rules, facing_pages=True)))
    assert bound.pages[4] == screen.pages[4]  # a right-hand page
    shifted = print_layout(replace(screen, pages=screen.pages[1:]), uneven).pages[3]
    before, after = (next(text_lines(page.boxes)) for page in (screen.pages[4], shifted))
    assert after.x - before.x == pytest.approx(-20 * MM)


def test_tables_are_measured_on_the_page_that_they_stand_on(theme: Theme) -> None:
    heads = "".join(f"<th>{i}/2024</th>" for i in range(9))
    cells = "".join("<td>1.234,5</td>" for _ in range(9))
    table = f'<table id="{{0}}"><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>'
    body = f'<section id="s" master="insert"><h1>T</h1>{table.format("a")}</section>{table.format("b")}'
    made = number(parse(Markup(f'<report title="T" lang="en">{body}</report>')))
    assert [note.block for note in turn_wide_tables(made, theme, FONTS).notes] == ["a"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("page: {size: A9}", "bad-choice"),
        ("page: {size: 4}", "bad-choice"),
        ("masters: {x: {size: Letters}}", "bad-choice"),
        ("masters: {x: {colour: red}}", "unknown-key"),
        ("masters: {x: {left: 100, right: 90}}", "bad-measure"),
        ("masters: {landscape: {left: 20}}", "bad-choice"),
        ("masters: {x: wide}", "bad-type"),
    ],
)
def test_pages_that_are_wrong_are_told_at_their_line(tmp_path: Path, text: str, code: str) -> None:
    _, findings = read(tmp_path, "rules: {widows: 2}\n" + text)
    assert [(finding.code, finding.line) for finding in findings] == [(code, 2)]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [('master="plates"', "unknown-master"), ('master="plate" orientation="landscape"', "bad-attribute")],
)
def test_sections_that_ask_for_no_page_of_the_theme_are_told(attributes: str, code: str) -> None:
    text = f'<report title="T"><section id="a" {attributes}><p>x</p></section></report>'
    with pytest.raises(FindingsError) as caught:
        parse(Markup(text, masters=frozenset({"plate"})))
    assert [finding.code for finding in caught.value.findings] == [code]
