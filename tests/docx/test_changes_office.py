"""Tracked changes in LibreOffice: accept all and it is the new file, reject all and it is the old one."""

from __future__ import annotations

import random
import re
from contextlib import ExitStack
from pathlib import Path

import needs
from changed import EVERY_KIND, ROOT, copy_project, second_edition
from changes_kit import META, Files, assert_exact, body, track
from lxml import etree
from msgspec.structs import replace
from oracles import libreoffice
from PIL import Image
from sample import cell, paragraph, text

from reportgen.build.changes import _composed, tracked_changes
from reportgen.build.review import reviewed
from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.project.versions import find_versions

pytestmark = needs.office.marks
JOBS = (("tracked", "accept"), ("new", "none"), ("tracked", "reject"), ("old", "none"))


def lines(found: str) -> list[str]:
    """Lines without numbers of pages, which LibreOffice works out itself."""
    kept = (re.sub("\t.*", "", line).replace("\u200b", "").strip() for line in found.split("\n"))
    return [line for line in kept if not re.fullmatch(r"[–\d]*", line)]


def assert_same(folder: Path, named: dict[str, Files]) -> None:
    """The files by name, each with all its changes accepted and rejected: same lines, as many pictures and charts."""
    jobs = []
    for name, files in named.items():
        for version in ("old", "new", "tracked"):
            (folder / f"{name}-{version}.docx").write_bytes(getattr(files, version))
        jobs += [(folder / f"{name}-{version}.docx", what) for version, what in JOBS]
    found = [lines(each) for each in libreoffice.texts(folder, jobs)]
    shown = [sum(map(int, (folder / f"{i}.txt.objects").read_text().split())) for i in range(len(jobs))]
    for place, name in enumerate(named):
        accepted, new, rejected, old = found[4 * place : 4 * place + 4]
        assert accepted == new, name
        assert rejected == old, name
        counts = shown[4 * place : 4 * place + 4]
        assert (counts[0], counts[2]) == (counts[1], counts[3]), name


def reports(project: Path) -> Files:
    """The editions 2019 and 2020 of a project, as `diff` shows them where nobody asks for a margin column."""
    with ExitStack() as stack:
        old, new = find_versions(project, "2019", "2020", stack)
        tracked = tracked_changes(old, new, None).content
        before, after = (
            write_docx(document, reviewed(theme, margin=False), flowing=True)
            for _, document, theme in (_composed(old), _composed(new))
        )
    return Files(before, after, tracked)


def test_the_report_is_the_new_one_or_the_old_one(tmp_path: Path) -> None:
    changed = second_edition(copy_project(tmp_path / "changed"), EVERY_KIND)
    assert_same(tmp_path, {"editions": reports(ROOT), "every-kind": reports(changed)})


# --------------------------------------------------------------------------------------------------- any documents

WORDS = ("Bund", "Länder", "Mittel", "Vorhaben", "Stand", "Ziel", "Bericht", "Region", "Verband", "Träger", "Frist")


def words(chance: random.Random, count: int = 9) -> str:
    return " ".join(chance.choices(WORDS, k=count)) + "."


def chapter(chance: random.Random, key: str, picture: str) -> list[n.Block]:
    """Blocks of every kind that the changes are about."""
    rows = tuple(
        n.Row((cell(f"{key}.a{i}", words(chance, 2)), cell(f"{key}.b{i}", words(chance, 4))), f"{key}-row{i}")
        for i in range(3)
    )
    note = n.Note(f"{key}.note", text(words(chance)))
    items = tuple(n.ListItem(f"{key}.i{i}", (paragraph(f"{key}.ip{i}", words(chance)),)) for i in range(3))
    return [
        paragraph(f"{key}.p", words(chance)),
        n.Paragraph(f"{key}.noted", (*text(words(chance)), note, *text(" " + words(chance)))),
        n.Table(f"{key}.table", (n.Column(1), n.Column(2)), (), rows),
        n.ListBlock(f"{key}.list", items),
        n.Figure(f"{key}.picture", picture, "Ein Bild", text(words(chance, 3)), width=40),
        columns(chance, f"{key}.chart"),
        paragraph(f"{key}.q", words(chance, 14)),
    ]


def columns(chance: random.Random, key: str) -> n.Chart:
    points = tuple(n.Point(label, value := chance.randrange(9), str(value)) for label in ("eins", "zwei"))
    return n.Chart(key, "columns", (n.Series("Reihe", points),), "Zwei Säulen", title=paragraph(f"{key}.t", "Säulen"))


def pictures(folder: Path) -> tuple[str, str]:
    for colour in ("red", "blue"):
        Image.new("RGB", (40, 20), colour).save(folder / f"{colour}.png")
    return str(folder / "red.png"), str(folder / "blue.png")


def edited(chance: random.Random, blocks: list[n.Block], key: str, picture: str) -> list[n.Block]:
    """A move, a row, a note, a level of a list, a picture and a chart are other ones."""
    found = {block.id: block for block in blocks}
    table, points, noted = found[f"{key}.table"], found[f"{key}.list"], found[f"{key}.noted"]
    assert isinstance(table, n.Table)
    assert isinstance(points, n.ListBlock)
    assert isinstance(noted, n.Paragraph)
    rows = list(table.body)
    if chance.random() < 0.5:
        rows.pop(chance.randrange(len(rows)))
    else:
        more = n.Row((cell(f"{key}.an", words(chance, 2)), cell(f"{key}.bn", words(chance, 4))), f"{key}-rown")
        rows.insert(chance.randrange(len(rows) + 1), more)
    found[table.id] = replace(table, body=tuple(rows))
    other = n.Note(f"{key}.note", text(words(chance)))
    kept = tuple(other if isinstance(each, n.Note) and chance.random() < 0.8 else each for each in noted.children)
    found[noted.id] = replace(noted, children=kept if chance.random() < 0.7 else text(words(chance)))
    first, second, third = points.items
    deeper = n.ListBlock(f"{key}.deeper", (second,))
    found[points.id] = replace(points, items=(replace(first, children=(*first.children, deeper)), third))
    if chance.random() < 0.7:
        figure = found[f"{key}.picture"]
        assert isinstance(figure, n.Figure)
        found[figure.id] = replace(figure, path=picture)
    if chance.random() < 0.7:
        found[f"{key}.chart"] = columns(chance, f"{key}.chart")
    order = list(found.values())
    order.insert(chance.randrange(len(order)), order.pop(chance.randrange(len(order))))
    return order


def pair(seed: int, folder: Path) -> tuple[n.Document, n.Document]:
    """A document and what an editor makes of it."""
    chance, (red, blue) = random.Random(seed), pictures(folder)
    one, other = chapter(chance, "a", red), chapter(chance, "b", red)
    heads = [n.Heading(f"h{i}", 1, text(words(chance, 3)), number=str(i)) for i in (1, 2)]
    old = [heads[0], *one, heads[1], *other, paragraph("last", "Ende.")]
    new_heads = [
        replace(heads[0], children=text(words(chance, 3))),
        n.Heading("hn", 1, text(words(chance, 3)), number="2"),
        replace(heads[1], number="3"),
    ]
    one, other = edited(chance, one, "a", blue), edited(chance, other, "b", blue)
    new = [new_heads[0], *one, new_heads[1], paragraph("n.p", words(chance)), new_heads[2], *other]
    return n.Document(META, tuple(old)), n.Document(META, (*new, paragraph("last", "Ende.")))


def test_any_documents_are_the_new_one_or_the_old_one(tmp_path: Path) -> None:
    named = {}
    for seed in range(6):
        files = track(*pair(seed, tmp_path), reviewed(Theme(), margin=False))
        assert_exact(files)
        named[str(seed)] = files
    assert_same(tmp_path, named)


WIDE = n.Table(
    "wide",
    (n.Column(),) * 12,
    (n.Row(tuple(cell(f"w.h{i}", "Zuständigkeitsbereich", head="column") for i in range(12))),),
    (n.Row(tuple(cell(f"w.{i}", "Verwaltungsdigitalisierung") for i in range(12))),),
    landscape=True,
)
UPRIGHT = n.Table("wide", (n.Column(),) * 2, (), (n.Row((cell("w.0", "Verwaltung"), cell("w.1", "Digitales"))),))
HEAD, ONE, TWO = n.Heading("h", 1, text("Kapitel"), number="1"), paragraph("one", "Eins."), paragraph("two", "Zwei.")


def test_pages_in_landscape_come_and_go(tmp_path: Path) -> None:
    """A file with changes has none, so that no section of it can come or go."""
    turned = {
        "comes": ((HEAD, ONE, TWO), (HEAD, ONE, WIDE, TWO)),
        "turns": ((HEAD, ONE, UPRIGHT, TWO), (HEAD, ONE, WIDE, TWO)),
        "begins": ((ONE, TWO), (WIDE, TWO)),
        "ends": ((HEAD, ONE), (HEAD, ONE, WIDE)),
        "moves": ((HEAD, ONE, WIDE, TWO), (HEAD, WIDE, ONE, TWO)),
        "section": ((HEAD, ONE, TWO), (HEAD, n.Section("s", (ONE,), orientation="landscape"), TWO)),
    }
    named = {}
    for name, (one, other) in turned.items():
        for way, (old, new) in {"": (one, other), "-back": (other, one)}.items():
            theme = reviewed(Theme(), margin=False)
            files = track(n.Document(META, old), n.Document(META, new), theme, flowing=True)
            assert_exact(files)
            assert b"landscape" not in etree.tostring(body(files.tracked))
            named[name + way] = files
    assert_same(tmp_path, named)


def test_references_to_what_moved_lead_to_its_place_in_either_version(tmp_path: Path) -> None:
    moving = [n.Heading("m", 2, text("Was wandert"), number="1.1"), paragraph("mp", "Der Text, der mit ihm wandert.")]
    link = n.Paragraph("r", (n.Text("Siehe "), n.CrossReference("m", "text", text("Was wandert")), n.Text(".")))
    staying = [paragraph(f"s{i}", f"Absatz {i}, der bleibt, wo er steht, und lang ist.") for i in range(3)]
    old, new = (HEAD, link, *moving, *staying), (HEAD, link, *staying, *moving)
    files = track(n.Document(META, old), n.Document(META, new), reviewed(Theme(), margin=False))
    assert_exact(files)
    assert_same(tmp_path, {"moved": files})
