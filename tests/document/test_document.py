"""The document room: walking, numbering, plain text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sample import CARD, EVERYTHING, cell, paragraph, text, with_figure

from reportgen.document import nodes as n
from reportgen.document.ids import BOOKMARK_LIMIT, bookmark_name, numeric_id
from reportgen.document.numbering import known, number
from reportgen.document.pagination import roman, roman_value
from reportgen.document.plain import normalise, plain_blocks
from reportgen.document.walk import (
    BLOCK_CLASSES,
    INLINE_CLASSES,
    NODE_CLASSES,
    blocks,
    descend,
    find,
    plain_text,
    rebuild,
)
from reportgen.errors import DocumentError

META = EVERYTHING.meta


def document(*children: n.Block) -> n.Document:
    return n.Document(META, children)


def test_the_sample_has_every_node_class() -> None:
    found = {type(node) for node in descend(with_figure("square.png"))}
    assert found >= set(BLOCK_CLASSES) | set(INLINE_CLASSES)


def test_walking_meets_every_block_once_in_reading_order() -> None:
    ids = [block.id for block in blocks(EVERYTHING)]
    assert len(ids) == len(set(ids))
    assert ids.index("trainer.title") < ids.index("trainer.marks") < ids.index("trainer.p1") < ids.index("outlook")


def test_rebuilding_without_change_shares_the_whole_tree() -> None:
    assert rebuild(EVERYTHING, {cls: lambda node: node for cls in NODE_CLASSES}) is EVERYTHING


def test_rebuilding_changes_every_text() -> None:
    def shout(node: n.Text) -> n.Text:
        return replace(node, text=node.text.upper())

    assert plain_text(rebuild(CARD, {n.Text: shout}).heading.children) == "KI-TRAINER"


def test_finding_passes_over_nothing_and_keeps_the_order() -> None:
    for kinds in ((n.Text,), (n.Note, n.Table), (n.Heading, n.Card), BLOCK_CLASSES, (n.TocEntry,)):
        assert list(find(EVERYTHING, *kinds)) == [node for node in descend(EVERYTHING) if isinstance(node, kinds)]


WHITE = st.sampled_from("a- \t\n\x1c\x85\u00a0\u00ad\u2009\u2010\u2011\u2028\u202f\u3000")


@given(st.text(st.one_of(WHITE, st.characters())))
def test_every_kind_of_white_space_counts_as_one_space(words: str) -> None:
    plain = re.sub(r"\s+", " ", re.sub("[\u2010\u2011]", "-", words.replace("\u00ad", ""))).strip()
    assert normalise(words) == plain


def test_contents_are_filled_up_to_their_depth() -> None:
    contents = next(block for block in blocks(number(EVERYTHING)) if isinstance(block, n.TableOfContents))
    assert [(entry.number, plain_text(entry.children)) for entry in contents.entries] == [
        (None, "Auf einen Blick"),
        ("2", "Umsetzung in den Handlungsfeldern"),
        ("2.3", "Transfer in die Wirtschaft"),
        ("2.5", "Arbeitswelt"),
        ("3", "Ausblick"),
        ("A", "Register"),
    ]


def test_captions_and_notes_are_numbered_in_the_documents_words() -> None:
    numbered = number(with_figure("square.png"))
    labels = [block.label for block in blocks(numbered) if isinstance(block, n.Table | n.Figure)]
    notes = [node.number for node in descend(numbered) if isinstance(node, n.Note)]
    assert labels == ["Tabelle 1", "Abbildung 1", None]  # a picture without caption has no number
    assert notes == [1]


def test_a_reference_prints_title_or_number_of_its_target() -> None:
    reference = n.Paragraph(
        "p", (n.CrossReference("chapter", "title"), n.Text(", "), n.CrossReference("chapter", "number"))
    )
    chapter = n.Section("chapter", (n.Heading("chapter.title", 1, text("Ausblick"), number="3"),))
    result = number(document(reference, chapter))
    assert plain_text(result.children[0].children) == "Ausblick, 3"  # type: ignore[union-attr]


def _noted_title(note: str) -> n.Inlines:
    link = n.Link("https://example.org", text("Titel"))
    return (*text("Ein "), n.Strong((link, n.Note(note, text("Am Titel.")))))


def test_what_repeats_a_title_has_neither_its_notes_nor_its_links() -> None:
    chapter = n.Section("chapter", (n.Heading("chapter.title", 1, _noted_title("n1")),))
    table = n.Table("t", (n.Column(),), (), (n.Row((cell("c", "x"),)),), _noted_title("n2"))
    reference = n.Paragraph("p", (n.CrossReference("chapter", "title"),))
    lists = (n.TableOfContents("toc"), n.TableOfContents("tables", of="tables"))
    _, _, contents, tables, repeating = number(document(chapter, table, *lists, reference)).children
    assert not list(find(contents, n.Note, n.Link)) + list(find(tables, n.Note, n.Link))
    assert not list(find(repeating, n.Note, n.Link))
    assert plain_text(contents.entries[0].children) == "Ein Titel"  # type: ignore[union-attr]
    assert plain_text(tables.entries[0].children).endswith("Ein Titel")  # type: ignore[union-attr]
    assert plain_text(repeating.children) == "Ein Titel"  # type: ignore[union-attr]


def test_a_reference_in_a_title_is_filled_in_where_the_title_is_repeated() -> None:
    first = n.Section("a", (n.Heading("a.title", 1, text("Anfang")),))
    second = n.Section("b", (n.Heading("b.title", 1, (*text("Nach "), n.CrossReference("a", "title"))),))
    result = number(document(n.Paragraph("p", (n.CrossReference("b", "title"),)), first, second))
    assert plain_text(result.children[0].children) == "Nach Anfang"  # type: ignore[union-attr]


def test_a_reference_to_a_row_prints_its_head_cell_or_the_title_of_its_record() -> None:
    head = n.Row((cell("c1", "Erstens", head="row"), cell("c2", "x")), "m-eins")
    record = n.Row(
        (cell("c3", "y"), n.Cell((n.Paragraph("c4", (n.Text("Zweitens", "measures[m-zwei].title"),)),))), "m-zwei"
    )
    table = n.Table("t", (n.Column(), n.Column()), (), (head, record))
    references = (n.CrossReference("m-eins", "title"), n.Text(", "), n.CrossReference("m-zwei", "number"))
    result = number(document(n.Paragraph("p", references), table))
    assert plain_text(result.children[0].children) == "Erstens, Zweitens"  # type: ignore[union-attr]


def test_a_reference_never_prints_the_name_of_a_block() -> None:
    targets = (paragraph("pp", "x"), n.Callout("co", ()), n.ListBlock("li", ()), n.KeyFigures("kf", ()))
    references = tuple(n.CrossReference(each.id, show) for each in targets for show in ("title", "number"))
    own = n.Section("s", (n.Heading("s.title", 1, (n.CrossReference("s", "title"),)),))
    with pytest.raises(DocumentError) as caught:
        number(document(n.Paragraph("p", references), *targets, own))
    assert {problem.code for problem in caught.value.problems} == {"untitled-reference"}
    assert [problem.block for problem in caught.value.problems] == ["pp", "co", "li", "kf", "s"]


def test_a_reference_to_what_an_excerpt_leaves_out_names_the_whole_report() -> None:
    whole = known(document(n.Section("chapter", (n.Heading("chapter.title", 1, text("Ausblick"), number="3"),))))
    reference = n.CrossReference("chapter", "title")
    (block,) = number(document(n.Paragraph("p", (reference,))), whole).children
    (found,) = block.children  # type: ignore[union-attr]
    assert isinstance(found, n.CrossReference)
    assert found.elsewhere
    assert plain_text((found,)) == "Ausblick (im Gesamtbericht)"


def test_a_reference_to_nothing_is_a_problem_with_the_nearest_name_and_its_origin() -> None:
    words = n.Text("dort", "measures[a].text")
    broken = n.Paragraph("p", (n.CrossReference("chaptr", "text", (words,)), n.PageReference("nowhere")))
    chapter = n.Section("chapter", (n.Heading("chapter.title", 1, text("Ausblick")),))
    with pytest.raises(DocumentError) as caught:
        number(document(broken, chapter))
    first, second = caught.value.problems
    assert (first.code, first.path, first.hint) == ("dead-reference", "measures[a].text", 'did you mean "chapter"?')
    assert second.block == "nowhere"


def test_two_blocks_with_one_id_are_a_problem() -> None:
    with pytest.raises(DocumentError, match='two blocks have the id "p"'):
        number(document(paragraph("p", "eins"), paragraph("p", "zwei")))


def test_plain_text_follows_the_reading_order_and_leaves_the_writers_own_out() -> None:
    found = {block.id: block for block in plain_blocks(number(EVERYTHING))}
    assert found["trainer.p1"].text.endswith("Siehe Ausblick auf Seite und www.example.org/karte.")
    assert found["trainer.n1"].text == "Weitere Zentren folgen."
    assert found["transfer.title"].number == "2.3"
    assert found["contents"].text.startswith("Auf einen Blick 2 Umsetzung")
    assert found["startups"].values == ("insgesamt", "214", "Berlin", "86", "München", "57", "übrige Orte", "71")
    assert found["outlook-table"].text == "Tabelle 1: Vorhaben nach Termin Fällig Anzahl Vorhaben"
    assert found["a1"].text == "ohne Termin 7 Erste Fortschreibung"
    order = list(found)
    assert (
        order.index("trainer.title")
        < order.index("trainer.marks")
        < order.index("trainer.p1")
        < order.index("trainer.n1")
    )


def test_normalising_joins_divided_words_and_white_space() -> None:
    assert normalise(" Fach\u00adkräfte\u00a0und\n Fachkräfte ") == "Fachkräfte und Fachkräfte"


@pytest.mark.parametrize("name", ["a", "ki-trainer.p1", "x" * 200, "ü-ö", "1-2"])
def test_bookmark_names_are_what_word_keeps(name: str) -> None:
    bookmark = bookmark_name(name)
    assert len(bookmark) <= BOOKMARK_LIMIT
    assert bookmark.isascii()
    assert bookmark[0].isalpha()
    assert bookmark.replace("_", "").isalnum()


def test_bookmark_names_of_like_ids_differ() -> None:
    assert bookmark_name("a-b") != bookmark_name("a.b")
    assert numeric_id("a") != numeric_id("b")


def test_roman_numerals_are_read_as_they_are_written() -> None:
    for value in range(1, 4000):
        assert roman_value(roman(value)) == value
    assert [roman_value(text) for text in ("", "iiii", "vx", "IV", "iv ", "mix", "A-1")] == [None] * 5 + [1009, None]
