"""Odd excerpts: with joint items only, without the first chapter, with notes of what is left out."""

from __future__ import annotations

from compose_kit import edition as small
from excerpt_kit import part
from msgspec.structs import replace
from templates_help import LETTER, STARTER
from templates_help import edition as report

from reportgen.compose import load_template, parse, render
from reportgen.document import nodes as n
from reportgen.document.numbering import known, number
from reportgen.document.walk import find, plain_text
from reportgen.edition.audience import audiences_of
from reportgen.edition.excerpts import excerpt
from reportgen.edition.model import Figure, Item, Section, Statement

# -------------------------------------------------------------------------------------------------- odd excerpts


def test_an_institution_with_joint_items_only_and_one_without_the_first_chapter() -> None:
    whole = small()
    measures = {
        "eins": replace(whole.collections["measures"]["eins"], institutions=("arbeit", "umwelt")),
        "zwei": Item(title="Zwei", section="unter", institutions=("umwelt",)),
    }
    sections = {"vorn": Section(title="Vorn", number="1"), **whole.sections}
    statements = {"s": Statement(about="vorn", text="Satz.")}
    whole = replace(whole, sections=sections, collections={"measures": measures}, statements=statements)
    assert list(part(whole, "arbeit").collections["measures"]) == ["eins"]
    assert list(part(whole, "arbeit").sections) == ["feld"]
    assert list(part(whole, "umwelt").sections) == ["feld", "unter"]
    assert part(whole, "umwelt").statements == {}


def test_notes_of_blocks_that_are_left_out_leave_their_numbers() -> None:
    edition = report(STARTER)
    letter = load_template(LETTER, "en")
    projects = dict(edition.collections["projects"])
    for key in projects:
        projects[key] = replace(projects[key], text=f"Text.^[Note of {key}.]")
    edition = replace(edition, collections={**edition.collections, "projects": projects})
    whole = number(parse(render(edition, letter, STARTER)))
    expected = {plain_text(note.children): note.number for note in find(whole, n.Note)}
    for audience in audiences_of(edition).excerpted:
        own = number(parse(render(excerpt(edition, audience), letter, STARTER, edition)), known(whole))
        found = {plain_text(note.children): note.number for note in find(own, n.Note)}
        assert found
        assert found.items() <= expected.items()


def items(document: n.Document) -> dict[str, int]:
    """The numbers of the items of numbered lists."""
    lists = [block for block in find(document, n.ListBlock) if block.ordered]
    return {item.id: at for block in lists for item, at in zip(block.items, block.numbers, strict=True)}


def captions(document: n.Document) -> dict[str, str | None]:
    return {table.id: table.label for table in find(document, n.Table) if table.caption}


def test_sources_in_a_numbered_list_and_captions_keep_their_numbers_in_the_example() -> None:
    edition, letter = report(STARTER), load_template(LETTER, "en")
    projects = dict(edition.collections["projects"])
    projects["repair-cafe"] = replace(projects["repair-cafe"], sources=("member-survey",))
    edition = replace(edition, collections={**edition.collections, "projects": projects})
    whole = number(parse(render(edition, letter, STARTER)))
    assert list(items(whole).values()) == [1, 2, 3, 4, 5]
    for key in ("lending", "learning"):
        own = number(parse(render(part(edition, key), letter, STARTER, edition)), known(whole))
        assert items(own) == {"source-register": 4, "source-member-survey": 5}
        assert captions(own).items() <= captions(whole).items()
        assert captions(own)


def test_figures_may_be_about_nothing_that_stays() -> None:
    whole = small()
    figures = {**whole.figures, "allein": Figure(value=1, unit="u", statement="s", about="unter")}
    whole = replace(whole, figures=figures, report=replace(whole.report, key_figures=("allein",)))
    assert part(whole, "arbeit").report.key_figures == ()
