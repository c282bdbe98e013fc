"""A build of which nothing has changed gives what came of the last one; whatever changes is noticed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.build import anew
from reportgen.build.build import build
from reportgen.build.request import Built, Request
from reportgen.edition.audience import parse_selection
from reportgen.files import cache as caches
from reportgen.files.atomic import fill_folder
from reportgen.starter.project import project_files

REQUEST = Request(formats=("pdf", "docx"), claims=False, page_numbers=False)


def silent(*_: object) -> None:
    pass


class Project:
    """A project that was built once, and how often it has been built anew since."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home, self.anew = root, home, 0
        self.first = self.build()
        self.anew = 0

    def build(self, request: Request = REQUEST) -> Built:
        return build(self.root, request, silent)

    def file(self, pattern: str) -> Path:
        return next(path for path in sorted(self.root.glob(pattern)) if path.is_file())

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.first.folder.iterdir()}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    home = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    fill_folder(tmp_path / "report", project_files("annual-report"))
    found: list[Project] = []
    before = anew.build_anew

    def counted(*arguments: object) -> Built:
        if found:
            found[0].anew += 1
        return before(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(anew, "build_anew", counted)
    found.append(Project(tmp_path / "report", home))
    return found[0]


@pytest.mark.long
def test_nothing_changed_is_nothing_built(project: Project) -> None:
    before = project.bytes()
    assert project.build() == project.first
    assert project.anew == 0
    assert project.bytes() == before


def append(pattern: str, text: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        path = project.file(pattern)
        path.write_bytes(path.read_bytes() + text.encode())

    return change


def beside(pattern: str, name: str) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        (project.file(pattern).parent / name).write_text("a word", "utf-8")

    return change


def remove(pattern: str) -> Callable[[Project], None]:
    return lambda project: project.file(pattern).unlink()


def cached(content: Callable[[Path], bytes]) -> Callable[[Project], None]:
    """Something else in the place of what the cache has of the build."""

    def change(project: Project) -> None:
        entries = [path for path in project.home.rglob("built-*") if path.is_file()]
        assert entries
        for path in entries:
            path.write_bytes(content(path))

    return change


CHANGES: dict[str, Callable[[Project], None]] = {
    "a finished file edited by hand": append("output/*/*.docx", "x"),
    "a finished file removed": remove("output/*/*.pdf"),
    "the manifest edited": append("output/*/manifest.json", " "),
    "the manifest removed": remove("output/*/manifest.json"),
    "data": append("data/*/*.yaml", "# a word\n"),
    "institutions": append("data/institutions.yaml", "# a word\n"),
    "settings": append("reportgen.yaml", "# a word\n"),
    "theme": append("templates/*/theme.yaml", "# a word\n"),
    "template": append("templates/*/*.j2", "{# a word #}"),
    "words": append("templates/*/words/*.yaml", "# a word\n"),
    "a new file in the template": beside("templates/*/theme.yaml", "note.txt"),
    "a picture": append("pictures/*.png", "\n"),
    "a damaged entry": cached(lambda path: path.read_bytes()[:40]),
    "an entry of something else": cached(lambda _: pickle.dumps({"built": True})),
    "an entry of an older kind": cached(lambda _: pickle.dumps(Path("output"))),
}


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_noticed(project: Project, change: Callable[[Project], None]) -> None:
    change(project)
    project.build()
    assert project.anew == 1
    project.build()
    assert project.anew == 1  # what came of it is kept in its turn


@pytest.mark.long
@pytest.mark.parametrize(
    "request_",
    [
        Request(formats=("pdf",), claims=False, page_numbers=False),
        Request(formats=("pdf", "docx"), claims=False, page_numbers=False, draft=True),
        Request(formats=("pdf", "docx"), claims=False, page_numbers=False, output=Path("elsewhere")),
        Request(selection=parse_selection("all"), formats=("pdf", "docx"), claims=False, page_numbers=False),
    ],
    ids=["other formats", "a draft", "another folder", "excerpts"],
)
def test_what_is_asked_for_is_noticed(
    project: Project, request_: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project.build(request_)
    assert project.anew == 1


@pytest.mark.long
def test_another_program_is_noticed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code, its libraries (with them the fonts that come as packages) and the interpreter."""
    monkeypatch.setattr(caches, "program_state", lambda: "another")
    project.build()
    assert project.anew == 1


@pytest.mark.long
def test_another_office_is_noticed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Request(formats=("docx",), claims=False)
    monkeypatch.setenv("REPORTGEN_SOFFICE", "")
    project.build(counted)
    project.build(counted)
    assert project.anew == 1
    monkeypatch.setenv("REPORTGEN_SOFFICE", "no-such-program")
    assert "no-such-program" in " ".join(project.build(counted).remarks)
    assert project.anew == 2


def test_an_installed_library_is_part_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caches.program_state.cache_clear()
    before = caches.program_state()
    (tmp_path / "some_font-2.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    caches.program_state.cache_clear()
    assert caches.program_state() != before
    caches.program_state.cache_clear()


@pytest.mark.long
def test_a_killed_run_is_put_right_first(project: Project) -> None:
    (project.first.folder / ".reportgen-scratch.1").mkdir()
    project.build()
    assert project.anew == 1


@pytest.mark.long
def test_without_the_cache_everything_is_built(project: Project) -> None:
    project.build(Request(formats=("pdf", "docx"), claims=False, page_numbers=False, cached=False))
    assert project.anew == 1


@pytest.mark.long
def test_claims_are_asked_for_again_where_another_java_judges(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request(formats=("pdf2",), page_numbers=False)
    monkeypatch.setenv("REPORTGEN_JAVA", "")
    project.build(request)
    before = project.anew
    project.build(request)
    assert project.anew == before
    monkeypatch.setenv("REPORTGEN_JAVA", "/nowhere")
    project.build(request)
    assert project.anew == before + 1
