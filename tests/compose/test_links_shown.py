"""Links among other words are told from them by more than their colour, in both formats."""

from __future__ import annotations

from msgspec.structs import replace
from oracles.ooxml import Package, W
from sample import EVERYTHING, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Rule

LINK = n.Link("https://www.example.org/", text("die Seite"))
PLAIN = replace(THEME, rules=replace(THEME.rules, underlined_links=False))


def lines(theme: Theme, *inlines: n.Inline) -> list[Rule]:
    document = number(n.Document(EVERYTHING.meta, (n.Paragraph("p", inlines), paragraph("q", "Ende"))))
    return [box for page in typeset(document, theme, FONTS).pages for box in page.boxes if isinstance(box, Rule)]


def test_a_link_among_words_has_a_line_below() -> None:
    (line,) = lines(THEME, *text("Siehe "), LINK, *text(" und mehr."))
    assert line.x1 - line.x0 > 10
    assert line.owner is None
    assert lines(PLAIN, *text("Siehe "), LINK, *text(" und mehr.")) == []


def test_the_line_ends_with_the_words_of_the_link() -> None:
    spaced = n.Link(LINK.href, text("die Seite "))
    (short,), (long,) = (lines(THEME, *text("Siehe "), link, *text("und")) for link in (LINK, spaced))
    assert abs((short.x1 - short.x0) - (long.x1 - long.x0)) < 0.01


def test_what_is_nothing_but_a_link_and_marks_of_notes_have_none() -> None:
    assert lines(THEME, LINK) == []
    noted = (*text("Mit Anmerkung"), n.Note("note", text("Unten.")))
    assert lines(THEME, *noted) == lines(PLAIN, *noted)  # the rule above the notes


def test_a_link_on_a_line_that_names_a_page_has_its_line_where_its_words_stand() -> None:
    words = (*text("Siehe "), LINK, *text(" und Seite "), n.PageReference("q"), *text(", auch "), LINK, *text("."))
    alone = lines(THEME, *text("Siehe "), LINK, *text(" und Seite 1, auch "), LINK, *text("."))
    found = lines(THEME, *words)
    assert [(round(each.x0, 2), round(each.x1, 2), each.y0) for each in found] == [
        (round(each.x0, 2), round(each.x1, 2), each.y0) for each in alone
    ]
    assert len(found) == 2


def test_links_of_both_kinds_are_underlined_in_word() -> None:
    for theme, count in ((THEME, 2), (PLAIN, 0)):
        styles = Package(write_docx(number(EVERYTHING), theme)).styles
        found = [name for name in ("Hyperlink", "CrossReference") if styles[name].find(f".//{W}u") is not None]
        assert len(found) == count
