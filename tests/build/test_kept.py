"""Finished files are kept by what they print: bound to new inputs they are what a build of today writes."""

from __future__ import annotations

import pickle
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from sample import EVERYTHING
from typeset_help import THEME

from reportgen.build import run
from reportgen.build.build import build
from reportgen.build.formats import TABLE, Format, load, named
from reportgen.build.kept import Kept
from reportgen.build.request import Request
from reportgen.build.write import Product
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.docx.rebind import rebind_docx
from reportgen.edition.audience import parse_selection
from reportgen.files.atomic import fill_folder
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.pdf.rebind import rebind_pdf
from reportgen.plaintext import rebind_text, write_text
from reportgen.starter.project import project_files
from reportgen.typeset import typeset

BEFORE, AFTER = "0a" * 32, "b9" * 32
REBOUND = [each for each in TABLE if each.rebind]
FORMATS = tuple(each.name for each in REBOUND)


def silent(*_: object) -> None:
    pass


def written(format_: Format, inputs: str) -> bytes:
    bound = replace(EVERYTHING, meta=replace(EVERYTHING.meta, inputs=inputs))
    return WRITERS[format_.name](bound, THEME)


def pdf(document: Document, theme: Theme, profile: str = "screen") -> bytes:
    return write_pdf(typeset(document, theme, FontBook(theme.fonts)), document.meta, theme, profile)


WRITERS = {"pdf": pdf, "pdf2": partial(pdf, profile="screen-2"), "docx": write_docx, "text": write_text}


@pytest.mark.parametrize("format_", REBOUND, ids=FORMATS)
def test_a_bound_file_is_what_would_have_been_written(format_: Format) -> None:
    kept, wanted = written(format_, BEFORE), written(format_, AFTER)
    assert kept != wanted
    assert load(format_.rebind)(kept, BEFORE, AFTER) == wanted
    assert load(format_.inputs)(wanted) == AFTER


@pytest.mark.parametrize("format_", REBOUND, ids=FORMATS)
def test_a_file_of_other_inputs_is_not_bound(format_: Format) -> None:
    assert load(format_.rebind)(written(format_, BEFORE), AFTER, BEFORE) is None


def test_the_first_part_of_the_identity_is_that_of_what_the_file_says(tmp_path: Path) -> None:
    identities = []
    for inputs in (BEFORE, AFTER):
        (tmp_path / "a.pdf").write_bytes(written(REBOUND[0], inputs))
        with pikepdf.open(tmp_path / "a.pdf") as file:
            identities.append([bytes(part) for part in file.trailer["/ID"]])
    assert identities[0][0] == identities[1][0]
    assert len({identities[0][0], identities[0][1], identities[1][1]}) == 3


class Project:
    """A project with excerpts, and how many documents were written since it was last looked."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root, self.cache, self.made = root, cache, 0

    def build(self, *, cached: bool = True, output: str = "output") -> dict[str, bytes]:
        self.made = 0
        request = Request(
            selection=parse_selection("all"),
            formats=FORMATS,
            cached=cached,
            output=self.root / output,
            claims=False,
            page_numbers=False,
        )
        folder = build(self.root, request, silent).folder
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def change(self, pattern: str, old: str, new: str) -> None:
        path = next(iter(sorted(self.root.glob(pattern))))
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    fill_folder(tmp_path / "report", project_files("annual-report"))
    found = Project(tmp_path / "report", tmp_path / "cache")
    before = run.produce

    def counted(*arguments: object) -> tuple[Product, ...]:
        found.made += 1
        return before(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "produce", counted)
    found.build()
    assert found.made > 2
    return found


@pytest.mark.long
def test_a_change_that_nobody_prints_writes_nothing_anew(project: Project) -> None:
    project.change("data/*/projects.yaml", "\n", "\n# a word for the editors\n")
    files = project.build()
    assert project.made == 0
    assert files == project.build(cached=False, output="elsewhere")


@pytest.mark.long
def test_a_changed_word_writes_only_what_prints_it(project: Project) -> None:
    everything = len([name for name in project.build(cached=False, output="elsewhere") if name.endswith(".pdf")])
    project.change("data/*/projects.yaml", "title: ", "title: New ")
    files = project.build()
    assert 0 < project.made < everything
    assert files == project.build(cached=False, output="elsewhere")


@pytest.mark.long
@pytest.mark.parametrize(
    ("pattern", "old", "new"),
    [("templates/*/theme.yaml", "\n", "\n# a word\n"), ("templates/*/report.xml.j2", "", "{# a word #}")],
)
def test_what_changes_no_page_writes_nothing_anew(project: Project, pattern: str, old: str, new: str) -> None:
    project.change(pattern, old, new)
    project.build()
    assert project.made == 0


@pytest.mark.long
def test_a_changed_picture_writes_everything_anew(project: Project) -> None:
    """Files read pictures themselves: documents know only their names."""
    picture = next(project.root.glob("pictures/*.png"))
    picture.write_bytes(picture.read_bytes() + b"\n")
    files = project.build()
    assert project.made > 2
    assert files == project.build(cached=False, output="elsewhere")


@pytest.mark.long
def test_a_damaged_kept_file_is_written_anew(project: Project) -> None:
    wanted = project.build(cached=False, output="elsewhere")
    for path in (project.cache / "reportgen" / "files").iterdir():
        kept = pickle.loads(path.read_bytes())
        assert isinstance(kept, Kept)
        damaged = tuple(replace(file, content=file.content[:-9] + b"x" + file.content[-8:]) for file in kept.files)
        path.write_bytes(pickle.dumps(replace(kept, files=damaged)))
    project.change("data/*/projects.yaml", "\n", "\n# a word for the editors\n")
    project.build()
    assert project.made > 2
    assert wanted.keys() == project.build(cached=False, output="elsewhere").keys()


def test_what_looks_like_an_identity_inside_a_stream_is_left_alone() -> None:
    content = written(REBOUND[0], BEFORE)
    decoy = b"/ID[<" + b"0" * 32 + b"><" + b"1" * 32 + b">]"
    at = content.index(b"endobj")
    bound = rebind_pdf(content[:at] + decoy + content[at:], BEFORE, AFTER)
    assert bound is not None
    assert decoy in bound


def test_text_and_word_files_without_the_digest_are_not_bound() -> None:
    assert rebind_text(b"a text", BEFORE, AFTER) is None
    assert rebind_docx(written(named("docx"), BEFORE), "", AFTER) is None
