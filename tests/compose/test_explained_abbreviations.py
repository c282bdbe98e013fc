"""Abbreviations of the glossary are explained where each chapter first uses them, in the PDF."""

from __future__ import annotations

from msgspec.structs import replace
from oracles.structure import Tag, read
from sample import EVERYTHING, paragraph, text
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import compare, read_pdf

GLOSSARY = n.Terms(
    "short",
    (
        n.Term(text("KI"), text("Künstliche Intelligenz")),
        n.Term(text("KI Act"), (n.Span(text("AI Act of the EU"), "en"),)),
        n.Term(text("KMU"), text("kleine und mittlere Unternehmen")),
    ),
    "glossary",
)


def chapter(key: str, *words: str) -> n.Section:
    heading = n.Heading(f"{key}.title", 1, text("Was KI kann"))
    return n.Section(key, (heading, *(paragraph(f"{key}.p{i}", said) for i, said in enumerate(words))), page="new")


def pdf(*chapters: n.Section) -> tuple[n.Document, bytes]:
    document = number(replace(EVERYTHING, children=(*chapters, n.Section("end", (GLOSSARY,)))))
    return document, write_pdf(typeset(document, THEME, FONTS), document.meta, THEME)


def explained(tag: Tag) -> list[tuple[str, str]]:
    return [(below.text.strip(), str(below.dictionary.E)) for below in tag.walk() if "/E" in below.dictionary]


def test_the_first_use_in_each_chapter_says_what_it_stands_for() -> None:
    document, data = pdf(
        chapter("one", "Mit KI-Trainern.", "Ohne KI. KIT ist keine."), chapter("two", "Der KI Act der KI.")
    )
    reading = read(data)
    assert explained(reading.tag("one.p0")) == [("KI", "Künstliche Intelligenz")]
    assert explained(reading.tag("one.p1")) == []
    assert explained(reading.tag("two.p0")) == [("KI Act", "AI Act of the EU"), ("KI", "Künstliche Intelligenz")]
    assert compare(plain_blocks(document), read_pdf(data), document.meta) == ()


def test_what_the_text_explains_itself_and_the_glossary_are_left_alone() -> None:
    _, data = pdf(chapter("one", "Kleine Unternehmen (KMU) und KMU."))
    reading = read(data)
    assert [explained(reading.tag(key)) for key in ("one.p0", "one.title", "short")] == [[], [], []]


def test_the_language_is_that_of_the_meaning() -> None:
    _, data = pdf(chapter("one", "Der KI Act."))
    reading = read(data)
    assert [str(tag.dictionary.Lang) for tag in reading.tag("one.p0").walk() if "/E" in tag.dictionary] == ["en"]
