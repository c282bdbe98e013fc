"""Files from outside: where they may lie, and that reading them ends."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from strategies import write_project
from templates_help import STARTER

from reportgen.build.reference import template_reference
from reportgen.cli import main
from reportgen.edition.predecessor import read_predecessor
from reportgen.errors import DocumentError, OversizeError
from reportgen.outside.place import confined, read_whole
from reportgen.project.open import open_project
from reportgen.yaml.reader import read_file

SECRET = "secret: of somebody else\n"
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


def moved_out(file: Path, outside: Path) -> None:
    """Put a file or folder of a project outside of it, and a link to it in its place."""
    os.rename(file, outside)
    if outside.is_file():
        outside.write_text(SECRET, "utf-8")
    file.symlink_to(outside)


@needs_links
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("reportgen.yaml", "file-outside"),
        ("data/institutions.yaml", "file-outside"),
        ("data/2025/statements.yaml", "file-outside"),
        ("data/2025", "file-outside"),
        ("templates/letter-size/theme.yaml", "file-outside"),
        ("templates/letter-size/words/en.yaml", "file-outside"),
        ("templates/letter-size/report.xml.j2", "template-outside"),
        ("pictures/tool-wall.png", "image-missing"),
    ],
)
def test_what_leads_out_of_the_project_is_not_read(name: str, code: str, tmp_path: Path) -> None:
    project = shutil.copytree(STARTER, tmp_path / "project")
    moved_out(project / name, tmp_path / "outside")
    commands = [["build", "--to", "text", "--no-claims"]] + ([] if name.startswith("pictures") else [["check"]])
    for command in commands:
        result = CliRunner().invoke(main, ["-C", str(project), *command])
        assert isinstance(result.exception, SystemExit)
        assert result.exit_code in (1, 2)
        assert f"[{code}]" in result.output
        assert "secret" not in result.output


@needs_links
def test_links_inside_of_the_project_are_followed(tmp_path: Path) -> None:
    project = shutil.copytree(STARTER, tmp_path / "project")
    file = project / "data" / "2025" / "statements.yaml"
    os.rename(file, project / "elsewhere.yaml")
    file.symlink_to(project / "elsewhere.yaml")
    (tmp_path / "way").symlink_to(project)
    assert CliRunner().invoke(main, ["-C", str(tmp_path / "way"), "check"]).exit_code == 0


@needs_links
def test_the_edition_before_is_not_read_from_outside(tmp_path: Path) -> None:
    write_project(tmp_path / "project")
    settings = tmp_path / "project" / "reportgen.yaml"
    settings.write_text(
        settings.read_text("utf-8") + '  "2031": {as_of: "2031-06-30", previous: "2030"}\n', encoding="utf-8"
    )
    moved_out(tmp_path / "project" / "data" / "2030" / "works.yaml", tmp_path / "outside")
    project = open_project(tmp_path / "project")
    past = read_predecessor(project.root, project.settings, "2031")
    assert past is not None
    assert past.unreadable == ("data/2030/works.yaml",)


@needs_links
def test_a_reference_document_lies_in_the_template(tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    assert template_reference(tmp_path / "template") is None
    (tmp_path / "mine.docx").write_bytes(b"PK")
    (tmp_path / "template" / "reference.docx").symlink_to(tmp_path / "mine.docx")
    with pytest.raises(DocumentError) as raised:
        template_reference(tmp_path / "template")
    assert raised.value.problems[0].code == "reference-outside"


@needs_links
def test_confined(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "out").symlink_to(tmp_path)
    (inside / "round").symlink_to(inside / "round")
    assert confined(inside, "a/../b.yaml") == inside / "b.yaml"
    assert confined(inside, "out/inside/c") == inside / "c"
    assert [confined(inside, name) for name in ("../x", "out/x", "/etc/passwd", "a\0b")] == [None] * 4
    assert read_file(inside, "round").findings[0].code in ("file-outside", "unreadable-file")
    assert read_file(inside, "../inside.yaml").findings[0].code == "file-outside"


# --------------------------------------------------------------------------------------------------------- the length


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_whole(path, 5) == b"12345"
    with pytest.raises(OversizeError, match="more than 4 bytes"):
        read_whole(path, 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_does_not_end_is_not_begun(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(OSError, match=r"end|directory"):
            read_whole(tmp_path / name, 5)
    for name in ("pipe", "folder"):
        assert read_file(tmp_path, name).findings[0].code == "unreadable-file"
