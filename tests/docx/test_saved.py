"""Word files that LibreOffice opens and saves, by way of ODT or not, say the same, and every name is still there.

A handful in one process here; every file of the report, of its drafts and forms, of the starter and of the corpus in
the test that is marked as slow: pytest -m slow tests/docx/test_saved.py
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import needs
import pytest
from built import ROOT
from docx_kit import CORPUS, PATH, draft, rich
from oracles import libreoffice, microsoft
from oracles import ooxml_documents as docs
from oracles.libreoffice import Save
from oracles.ooxml import Package, W
from oracles.word_saves import SavedFile
from sample import EVERYTHING, cell, text

from reportgen.build.documents import Documents
from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.numbering import number
from reportgen.document.plain import normalise, plain_blocks
from reportgen.document.theme import Theme
from reportgen.docx import Fields, write_docx
from reportgen.files.cache import Cache

WAYS = {"docx": False, "odt": True}
TOGETHER = 60
"""Files that one LibreOffice saves: after some hundreds it ends."""


def kinds(i: str) -> tuple[n.Inline, ...]:
    """What can stand in a line, with paths and ids of its own."""
    own, data = f"d[{i}]", f"e[{i}]"
    return (
        n.Text("Worte "),
        n.Text("Daten ", own),
        n.Text("andere ", data),
        n.Strong((n.Text("fett ", own),)),
        n.Link("https://example.org", (n.Text("Verweis ", own),)),
        n.CrossReference("target", "number", (n.Text("1"),), resolved=True),
        n.CrossReference("target", "text", (n.Text("dort ", own),), resolved=True),
        n.PageReference("target"),
        n.Note(f"note{i}", (n.Text("Anmerkung ", data), n.Link("https://example.org", text("dazu")))),
        n.LineBreak(),
    )


def neighbours() -> n.Document:
    """Every pair of what can stand in a line: as a paragraph, and where there is a place for it, as a title, an item of
    a list, and in a cell of a table."""
    blocks: list[n.Block] = [n.Heading("target", 1, text("Ziel"), number="1")]
    items: list[n.ListItem] = []
    rows: list[n.Row] = []
    for one in range(len(kinds(""))):
        for other in range(len(kinds(""))):
            i = f"{one}-{other}"
            pair = kinds(f"{i}-1")[one], kinds(f"{i}-2")[other]
            blocks.append(n.Paragraph(f"p{i}", pair))
            if any(isinstance(each, n.Note | n.LineBreak) for each in pair):
                continue
            blocks.append(n.Heading(f"h{i}", 2, pair))
            items.append(n.ListItem(f"i{i}", (n.Paragraph(f"i{i}.p", pair),)))
            rows.append(n.Row((cell(f"c{i}", "Zelle"), n.Cell((n.Paragraph(f"c{i}.p", pair),))), f"r{i}"))
    table = n.Table("table", (n.Column(), n.Column()), (), tuple(rows))
    return docs.document(*blocks, n.ListBlock("list", tuple(items)), table)


def some(folder: Path) -> dict[str, tuple[n.Document, Theme, Fields]]:
    """A handful of documents with everything that can go wrong."""
    made = {
        "everything": number(EVERYTHING),
        "neighbours": neighbours(),
        "rich": rich(),
        "rare": docs.document(
            n.Paragraph("p", (n.Text("läuft \u2713 weiter \u2192 bis \U0001f600 zum Ende", "rare"),))
        ),
        "cells": CORPUS["blocks in cells"](folder),
        "sections": CORPUS["sections"](folder),
        "inlines": CORPUS["inlines"](folder),
    }
    found = {f"{name}-{fields}": (each, docs.THEME, fields) for name, each in made.items() for fields in Fields}
    return found | {"draft": (draft(number(EVERYTHING)), docs.THEME, Fields.NAMED)}


def differences(was: Iterable[object], now: Iterable[object]) -> list[str]:
    before, after = list(map(str, was)), list(map(str, now))
    return list(difflib.unified_diff(before, after, "before", "after", "", "", 0, ""))


def assert_the_same(name: str, document: n.Document, before: bytes, after: bytes, *, odt: bool) -> None:
    """What was saved says the same in the same order, and has every name and block."""
    was, now = SavedFile(before), SavedFile(after)
    assert differences(was.paragraphs(), now.paragraphs()) == [], name
    assert differences(was.frames(), now.frames()) == [], name
    assert differences(was.notes(), now.notes()) == [], name
    if not odt:
        assert differences(was.names(), now.names()) == [], name
        assert differences(was.kept().items(), now.kept().items()) == [], name
    marks = now.marks()
    lost = {each for each in was.marks() if each.startswith("rf_")} - marks
    assert lost == set(), name
    said = normalise(" ".join((*now.paragraphs(), *now.frames(), *now.notes())))
    for block in plain_blocks(document):
        assert bookmark_name(block.id) in marks or block.text in said, block


def saved(folder: Path, files: Mapping[str, tuple[n.Document, Theme, Fields]]) -> Iterator[str]:
    """Save every file both ways and compare; gives the names that were compared."""
    written = {name: write_docx(each, theme, fields=fields) for name, (each, theme, fields) in files.items()}
    saves = {f"{name}-{way}": Save(written[name], odt) for name in files for way, odt in WAYS.items()}
    names = list(saves)
    for first in range(0, len(names), TOGETHER):
        part = folder / str(first)
        part.mkdir()
        found = libreoffice.saved(part, {name: saves[name] for name in names[first : first + TOGETHER]})
        for name, after in found.items():
            document, _, _ = files[name.rpartition("-")[0]]
            assert_the_same(name, document, saves[name].data, after, odt=saves[name].odt)
            yield name


@needs.office
def test_a_handful_of_files_survive_libreoffice(tmp_path: Path) -> None:
    files = some(tmp_path)
    assert len(list(saved(tmp_path, files))) == 2 * len(files)


@needs.office
def test_what_is_typed_into_a_bound_field_comes_back_in_its_part(tmp_path: Path) -> None:
    many = docs.document(
        n.Heading("h", 1, (n.Text("Der Titel der Maßnahme", "m[a].title"),), number="1"),
        *(n.Paragraph(f"p{i}", (n.Text(f"Satz {i} " + "lang " * 100, f"x[{i}].text"),)) for i in range(100)),
        n.Paragraph("q", (n.Text("Der letzte Satz steht hier", PATH),)),
    )
    form = write_docx(many, docs.THEME, fields=Fields.BOUND)
    edits = {"Titel der Maßnahme": "neue \"Titel\" > 'mehr'", "letzte Satz steht": "ganz andere Satz liegt"}
    saves = {"docx": Save(form, edits=edits), "named": Save(write_docx(draft(many), docs.THEME), True)}
    found = {name: SavedFile(data) for name, data in libreoffice.saved(tmp_path, saves).items()}
    before, after = SavedFile(form), found["docx"]
    assert after.names() == before.names()
    texts = [text for text in after.kept().values() if text not in before.kept().values()]
    assert texts == ["Der neue \"Titel\" > 'mehr'", "Der ganz andere Satz liegt hier"]
    changed = {number for number, text in after.kept().items() if before.kept()[number] != text}
    assert len(changed) == 2
    assert {"Der neue \"Titel\" > 'mehr'", "Der ganz andere Satz liegt hier"} <= set(after.paragraphs())


@pytest.mark.slow
@needs.office
def test_every_file_survives_libreoffice(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from reportgen.cli import main

    files: dict[str, tuple[n.Document, Theme, Fields]] = {}
    CliRunner().invoke(main, ["init", str(tmp_path / "starter")])
    for root, edition in ((ROOT, "2019"), (ROOT, "2020"), (tmp_path / "starter", "2025")):
        documents = Documents(root, edition, Cache(None))
        theme = documents.header.theme
        for institution in (None, *documents.header.audiences.excerpted):
            name = f"{edition}-{institution.key if institution else 'whole'}"
            document = documents.part(institution).document
            files[name] = document, theme, Fields.NONE
            files[f"{name}-form"] = document, theme, Fields.BOUND
            files[f"{name}-draft"] = draft(document), theme, Fields.NAMED
    for place, make in enumerate(CORPUS.values()):
        for fields in Fields:
            files[f"case{place}-{fields}"] = make(tmp_path), docs.THEME, fields
    assert len(list(saved(tmp_path, files))) == 2 * len(files)


@needs.word_validator
def test_a_file_with_every_neighbour_is_sound_before_it_is_saved(tmp_path: Path) -> None:
    for fields in Fields:
        path = tmp_path / f"{fields}.docx"
        path.write_bytes(write_docx(neighbours(), docs.THEME, fields=fields))
        assert microsoft.errors(path) == []
    controls = Package(path.read_bytes()).document.iter(f"{W}sdt")
    named = [each for each in controls if each.find(f"{W}sdtPr/{W}alias") is not None]
    assert all(each.find(f"{W}sdtPr/{W}text") is not None for each in named)
