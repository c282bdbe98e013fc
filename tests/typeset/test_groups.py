"""Rows that share a cell: together on a page, divided where no page holds them, and never without a word."""

from __future__ import annotations

import pytest
from hard_cases import prose
from sample import EVERYTHING, cell, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.errors import DocumentError
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import check, compare, read_pdf


def _table(*groups: tuple[int, str], inner: int = 1, words: str = "Zeile") -> n.Document:
    """Groups of rows, each under one cell with a text; `inner` rows share a second cell."""
    rows: list[n.Row] = []
    for count, title in groups:
        for index in range(count):
            at = len(rows)
            outer = (cell(f"g{at}", title, head="row", rowspan=count),) if index == 0 else ()
            middle = (cell(f"i{at}", f"Mitte {at}", rowspan=min(inner, count - index)),) if index % inner == 0 else ()
            rows.append(n.Row((*outer, *middle, cell(f"c{at}", f"{words} {at}"))))
    heads = n.Row(
        (cell("h1", "Land", head="column"), cell("h2", "Mitte", head="column"), cell("h3", "Was", head="column"))
    )
    table = n.Table("t", (n.Column(1), n.Column(1), n.Column(2)), (heads,), tuple(rows), text("Gruppen"))
    return number(n.Document(EVERYTHING.meta, (table,)))


def _pages(document: n.Document) -> list[list[str]]:
    """The marks on each page of what goes on there; every page keeps to its edges, the file says everything."""
    layout = typeset(document, THEME, FONTS)
    reading = read_pdf(write_pdf(layout, document.meta, THEME))
    assert [*compare(plain_blocks(document), reading, document.meta), *check(reading)] == []
    found = []
    for page in layout.pages:
        marks = [each for each in page.furniture if each.kind == "continued"]
        found.append(["".join(run.text for run in box.runs) for mark in marks for box in mark.boxes])
    return found


@pytest.mark.parametrize("inner", [1, 3, 50])
def test_a_group_taller_than_a_page_goes_on_with_its_cell_again(inner: int) -> None:
    first, *others = _pages(_table((90, "Alles eine Gruppe"), inner=inner))
    assert others
    assert not any("Gruppe (" in line for line in first)
    for marks in others:
        assert "Tabelle 1: Gruppen (Fortsetzung)" in marks or "Tabelle 1: Gruppen (continued)" in marks
        assert "Alles eine Gruppe (" in " ".join(" ".join(marks).split())


def test_groups_that_a_page_holds_stay_together() -> None:
    document = _table(*((8, f"Gruppe {index}") for index in range(12)))
    for marks in _pages(document)[1:]:
        assert not any(line.startswith("Gruppe") for line in marks)


def test_a_row_of_many_lines_inside_a_group_keeps_its_place() -> None:
    assert len(_pages(_table((3, "Lang"), words=prose(9000)))) > 2


def test_what_no_page_holds_is_named_with_its_table() -> None:
    chart = n.Chart("big", "bars", (n.Series("", tuple(n.Point(f"P{i}", i, str(i)) for i in range(90))),), "Alle")
    rows = (n.Row((cell("h", "Kopf", head="row"), n.Cell((chart,)))),)
    table = n.Table("t", (n.Column(), n.Column()), (), rows, text("Zu hoch"))
    with pytest.raises(DocumentError, match='a row of the table "Tabelle 1: Zu hoch" does not fit on a page') as caught:
        typeset(number(n.Document(EVERYTHING.meta, (table,))), THEME, FONTS)
    assert caught.value.problems[0].block == "t"
