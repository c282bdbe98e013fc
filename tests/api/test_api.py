"""The Python API: what it gives is what the commands give, and `import reportgen` costs nothing."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built import EDITION, ROOT

import reportgen
from reportgen.build.request import Built
from reportgen.errors import ArgumentError, FileError, FindingsError, ProjectError


def script(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def project() -> reportgen.Project:
    return reportgen.open_project(ROOT)


@pytest.fixture(scope="module")
def edition(project: reportgen.Project) -> reportgen.Edition:
    return project.edition(EDITION)


@pytest.fixture(scope="module")
def document(edition: reportgen.Edition) -> reportgen.Document:
    return reportgen.compose(edition.excerpt("arbeit"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the example's project."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "reportgen.yaml", tmp_path)
    return tmp_path


# ------------------------------------------------------------------------------------------------------------- import


def test_importing_loads_nothing() -> None:
    code = "import sys; import reportgen; print([name for name in sys.modules if name.startswith('reportgen.')])"
    assert script(code) == "[]"
    heavy = ("reportlab", "docx", "jinja2", "lxml", "yaml", "click", "msgspec", "pikepdf")
    assert script(f"import sys, reportgen; print([name for name in {heavy} if name in sys.modules])") == "[]"


@pytest.mark.long
def test_opening_and_checking_load_no_writer() -> None:
    code = "import sys, reportgen; reportgen.open_project('.').edition('2019').check()"
    heavy = ("reportlab", "docx", "pikepdf", "click")  # uharfbuzz tells which tables do not fit
    assert script(f"{code}; print([name for name in {heavy} if name in sys.modules])") == "[]"


def test_the_stub_names_what_the_package_has() -> None:
    stub = ast.parse((ROOT / "reportgen" / "__init__.pyi").read_text("utf-8"))
    places = {
        name.asname: f"{node.module}" for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names
    }
    assert {*places, "__version__"} == {*reportgen.__all__}
    assert places == {name: f"reportgen.{module}" for name, module in reportgen._PLACES.items()}
    assert all(hasattr(reportgen, name) for name in reportgen.__all__)
    assert {*reportgen.__all__} <= {*dir(reportgen)}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opn_project'"):
        _ = reportgen.opn_project  # type: ignore[attr-defined]


@pytest.mark.long
@pytest.mark.parametrize("first", ["", "import reportgen.verify.report, reportgen.compose", "from reportgen import *"])
@pytest.mark.parametrize("name", ["verify", "compose"])
def test_a_package_can_be_called_whenever_it_was_imported(first: str, name: str) -> None:
    given = {"verify": "['reportgen.yaml']", "compose": "reportgen.open_project().edition('2019')"}[name]
    code = f"{first}\nimport reportgen\nprint(type(reportgen.{name}({given})).__name__)"
    assert script(code) == {"verify": "Verification", "compose": "Document"}[name]


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "reportgen", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == reportgen.__version__


# ------------------------------------------------------------------------------------------------------------ results


def test_an_edition_is_read_once_and_cannot_be_changed(edition: reportgen.Edition) -> None:
    assert edition.name == edition.data.name == EDITION
    assert edition.data is edition.data
    with pytest.raises(AttributeError):
        edition.project = reportgen.open_project(ROOT)  # type: ignore[misc]


def test_without_a_name_the_newest_is_read(project: reportgen.Project) -> None:
    assert project.edition().name == project.editions[-1] == "2020"


@pytest.mark.long
def test_findings_are_those_of_the_command(edition: reportgen.Edition) -> None:
    from reportgen.findings.report import as_json

    words = ["-m", "reportgen", "check", EDITION, "--format", "json"]
    told = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert as_json(edition.check()).strip() == told.strip()


def test_findings_with_errors_are_given_and_the_data_are_refused(copy: Path) -> None:
    path = copy / "data" / EDITION / "report.yaml"
    path.write_text(path.read_text("utf-8") + "\nnonsense: 1\n", "utf-8")
    edition = reportgen.open_project(copy).edition(EDITION)
    assert "unknown-key" in {finding.code for finding in edition.check()}
    with pytest.raises(reportgen.FindingsError):
        _ = edition.data
    with pytest.raises(reportgen.FindingsError):
        reportgen.compose(edition)


def test_an_excerpt_is_found_by_its_id_and_by_its_abbreviation(edition: reportgen.Edition) -> None:
    by_id, by_abbreviation = edition.excerpt("arbeit"), edition.excerpt("bmas")
    assert by_id.audience == by_abbreviation.audience
    assert by_id.name == by_id.data.audience.id == "arbeit"
    assert len(by_id.data.collections["measures"]) < len(edition.data.collections["measures"])


@pytest.mark.long
def test_a_pdf_has_the_bytes_of_a_build(report: Built, edition: reportgen.Edition) -> None:
    for part, audience in ((edition, None), (edition.excerpt("arbeit"), "arbeit")):
        path = next(
            file.path
            for file in report.files
            if file.format == "pdf" and (file.audience["id"] if file.audience else None) == audience
        )
        assert reportgen.write_pdf(reportgen.compose(part)) == (report.folder / path).read_bytes()


def test_a_word_file_has_the_bytes_of_a_build_without_page_numbers(report: Built, document: reportgen.Document) -> None:
    path = next(
        file.path
        for file in report.files
        if file.format == "docx" and file.audience is not None and file.audience["id"] == "arbeit"
    )
    assert reportgen.write_docx(document) == (report.folder / path).read_bytes()


def test_a_project_is_built_and_verified(project: reportgen.Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    built = project.build(
        EDITION, audience="arbeit", formats=("pdf",), output=tmp_path, jobs=1, progress=lambda *each: seen.append(each)
    )
    assert [file.format for file in built.files] == ["pdf"]
    assert built.manifest.files == built.files
    assert [(done, total) for done, total, _ in seen] == [(1, 1)]
    reports = reportgen.verify([built.folder / "manifest.json"])
    assert reports.ok
    assert [Path(each.path).name for each in reports.files][-1:] == [built.files[0].path]


@pytest.mark.long
def test_files_go_into_the_project_wherever_one_stands(
    copy: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = reportgen.open_project(copy)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    built = project.build(EDITION, audience=None, formats="text", jobs=1)
    assert built.folder == copy / "output" / EDITION
    assert [file.audience for file in built.files] == [None]


# ------------------------------------------------------------------------------------------------------------- themes


@pytest.mark.long
def test_the_neutral_theme_is_complete(tmp_path: Path) -> None:
    words = ["-m", "reportgen", "-q", "-C", str(tmp_path), "init", "new"]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    document = reportgen.compose(reportgen.open_project(tmp_path / "new").edition())
    theme = reportgen.Theme()
    assert reportgen.write_pdf(document, theme) != reportgen.write_pdf(document)
    assert reportgen.write_docx(document, theme) != reportgen.write_docx(document)


def test_a_theme_without_the_template_s_own_roles_is_refused(document: reportgen.Document) -> None:
    with pytest.raises(reportgen.FindingsError, match="the theme has no style for the role"):
        reportgen.write_docx(document, reportgen.Theme())


def test_a_theme_without_a_word_is_the_neutral_one(tmp_path: Path, document: reportgen.Document) -> None:
    path = tmp_path / "theme.yaml"
    path.write_text("{}\n")
    theme = reportgen.load_theme(path)
    assert reportgen.write_pdf(document, theme) == reportgen.write_pdf(document, reportgen.Theme())


def test_a_theme_is_that_of_the_document_where_it_is_the_same_file(document: reportgen.Document) -> None:
    name = document.source.edition.project.folder.settings.template  # type: ignore[union-attr]
    assert reportgen.load_theme(os.fspath(ROOT / "templates" / name / "theme.yaml")) == document.theme


@pytest.mark.long
def test_another_template_composes_the_same_edition(copy: Path) -> None:
    project = reportgen.open_project(copy)
    name = project.folder.settings.template
    shutil.copytree(project.folder.template, copy / "templates" / "other")
    theme = copy / "templates" / "other" / "theme.yaml"
    theme.write_text(theme.read_text("utf-8").replace('"#1B2430"', '"#000000"'), "utf-8")
    edition = project.edition(EDITION)
    own, other = reportgen.compose(edition, template=name), reportgen.compose(edition, template="other")
    assert other.theme.colour("ink") == "#000000" != own.theme.colour("ink")
    assert own.tree.children == other.tree.children


def test_a_draft_is_marked_as_one(edition: reportgen.Edition, document: reportgen.Document) -> None:
    assert reportgen.compose(edition.excerpt("arbeit"), draft=True).tree.meta.draft
    assert not document.tree.meta.draft


# ------------------------------------------------------------------------------------------------------------- errors


def test_what_is_not_there_is_told(project: reportgen.Project, edition: reportgen.Edition, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"no reportgen\.yaml"):
        reportgen.open_project(tmp_path)
    with pytest.raises(FindingsError, match='no edition "1999"'):
        project.edition("1999")
    with pytest.raises(FindingsError, match='no institution is called "nobody"'):
        edition.excerpt("nobody")
    with pytest.raises(FindingsError, match="no template templates/nothing"):
        reportgen.compose(edition, template="nothing")
    with pytest.raises(FindingsError, match="does not exist"):
        reportgen.load_theme(tmp_path / "theme.yaml")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"formats": ("odt",)}, '"odt" is no format; there are: pdf, docx'),
        ({"formats": ()}, "no format is named"),
        ({"formats": ("pdf", "print"), "draft": True}, "leave print out"),
        ({"draft": True, "release": True}, "a release is no draft"),
        ({"jobs": 0}, "1 process or more is needed, not 0"),
    ],
)
def test_an_argument_that_cannot_be_is_refused(
    project: reportgen.Project, tmp_path: Path, given: dict[str, object], says: str
) -> None:
    with pytest.raises(ArgumentError, match=says):
        project.build(EDITION, output=tmp_path, **given)  # type: ignore[arg-type]
    assert [*tmp_path.iterdir()] == []


def test_what_the_system_refuses_is_an_error_of_ours(
    project: reportgen.Project, document: reportgen.Document, tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=r"gone\.docx"):
        reportgen.write_docx(document, reference=tmp_path / "gone.docx")
    (tmp_path / "file").touch()
    with pytest.raises(reportgen.ReportgenError):
        project.build(EDITION, audience=None, formats=("text",), output=tmp_path / "file", jobs=1)


def test_what_is_no_path_is_refused(project: reportgen.Project, document: reportgen.Document) -> None:
    for call in (
        lambda: reportgen.open_project("a\0b"),
        lambda: reportgen.load_theme("a\0b"),
        lambda: reportgen.verify(["a\0b"]),
        lambda: reportgen.write_docx(document, reference="a\0b"),
        lambda: project.build(EDITION, output="a\0b", jobs=1),
    ):
        with pytest.raises(ArgumentError, match="is no path"):
            call()


def test_a_reference_document_that_is_none_is_told(document: reportgen.Document) -> None:
    with pytest.raises(reportgen.FindingsError):
        reportgen.write_docx(document, reference=b"no Word file")


@pytest.mark.long
def test_what_nobody_has_confirmed_is_printed_in_drafts_alone(copy: Path) -> None:
    words = ["-m", "reportgen", "-q", "-C", str(copy), "new-edition", "2021", "--from", "2020"]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    edition = reportgen.open_project(copy).edition("2021")
    with pytest.raises(reportgen.FindingsError, match="carried over and not confirmed"):
        reportgen.compose(edition)
    assert reportgen.compose(edition, draft=True).tree.meta.draft
