"""What a Word file consists of beside its body: parts, relationships, notes and counters, without any writer."""

from __future__ import annotations

from reportgen.docx.package import Package, Relations
from reportgen.ooxml.bindings import Store
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import R


def part(name: str = "/word/media/a.png", blob: bytes = b"one") -> ExtraPart:
    return ExtraPart(name, "image/png", blob)


def test_the_same_target_is_named_once_and_each_kind_of_relationship_apart() -> None:
    relations = Relations()
    first = relations.add("hyperlink", "https://example.org", external=True)
    assert relations.add("hyperlink", "https://example.org", external=True) == first
    assert relations.add("hyperlink", "https://example.org") != first
    assert len(set(relations.known.values())) == len(relations.known) == 2


def test_notes_have_relationships_of_their_own() -> None:
    package = Package()
    package.note_relations.add("hyperlink", "https://example.org", external=True)
    assert package.relations.known == {}


def test_a_part_that_the_body_shows_has_a_relationship_and_stands_once() -> None:
    package = Package()
    first = package.shown("image", part())
    assert package.shown("image", part()) == first
    assert list(package.parts) == ["/word/media/a.png"]
    assert [(each.kind, each.target) for each in package.relations.known] == [(f"{R}/image", "/word/media/a.png")]


def test_a_part_takes_the_place_of_one_of_the_same_name() -> None:
    package = Package()
    package.add(part(blob=b"one"))
    package.add(part(blob=b"two"))
    assert [each.blob for each in package.parts.values()] == [b"two"]


def test_each_kind_of_thing_is_counted_for_itself() -> None:
    package = Package()
    assert [package.drawing_id(), package.number("chart"), package.drawing_id()] == [1, 1, 2]
    assert package.bookmark("a") == ('<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>')
    assert package.bookmark("b")[1] == '<w:bookmarkEnd w:id="2"/>'


def test_two_packages_count_apart() -> None:
    Package().drawing_id()
    assert Package().drawing_id() == 1


def test_notes_are_numbered_as_they_come() -> None:
    package = Package()
    assert package.next_note == 1
    package.add_note("<w:footnote/>")
    assert (package.next_note, package.notes) == (2, ["<w:footnote/>"])


def test_word_does_not_count_notes_that_have_marks_of_their_own() -> None:
    package = Package()
    assert [package.counts_note(number) for number in (1, 2, 7, 3, None, 5)] == [True, True, False, True, True, True]


def test_word_counts_captions_by_their_sequence_and_on_from_a_jump() -> None:
    package = Package()
    asked = (("Tabelle", 1), ("Abbildung", 1), ("Tabelle", 4), ("Tabelle", 5), ("Abbildung", 2))
    assert [package.counts_caption(*each) for each in asked] == [True, True, False, True, True]


def test_bound_fields_lead_from_the_body_to_their_parts_and_not_to_their_properties() -> None:
    package, store = Package(), Store()
    store.bind("measures[a].text", '<w:r><w:t xml:space="preserve">Text</w:t></w:r>')
    package.add_store(store)
    assert list(package.parts) == ["/customXml/item1.xml", "/customXml/itemProps1.xml"]
    assert [each.target for each in package.relations.known] == ["/customXml/item1.xml"]
