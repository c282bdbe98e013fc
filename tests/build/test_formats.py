"""The table of output formats: what it names exists, and a format is added by a writer, a reader and a line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from copies import copy_of, init
from msgspec.structs import replace
from paths import ROOT
from pdf_sample import META, THEME, simple
from plugin_packages import EXAMPLE

from reportgen.build import formats
from reportgen.build.formats import Format
from reportgen.cli import main
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.pdf import write_pdf
from reportgen.verify import read_pdf

DOCS = ROOT / "docs"
LINES = Format(
    "lines", "-lines.txt", asked=True, about="lines of JSON", label="text",
    write="reportgen_example.lines:write_lines", read="reportgen_example.lines:read_lines", twin="pdf",
)  # fmt: skip


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter, and a table with one format more."""
    monkeypatch.syspath_prepend(str(EXAMPLE / "src"))
    monkeypatch.setattr(formats, "TABLE", (*formats.TABLE, LINES))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return copy_of(init, tmp_path / "report")


def write_less(document: Document, theme: Theme) -> bytes:
    """The lines without their last block: a writer with a fault."""
    written: bytes = formats.load(LINES.write)(document, theme)
    return b"".join(written.splitlines(keepends=True)[:-1])


def built(project: Path, *words: str) -> Result:
    return run("-C", project, "build", "--no-claims", "--no-page-numbers", *words)


def folder_of(project: Path) -> Path:
    (folder,) = (project / "output").iterdir()
    return folder


# ------------------------------------------------------------------------------------------------------------ the table


@pytest.mark.parametrize("format_", formats.TABLE, ids=lambda each: each.name)
def test_everything_that_the_table_names_exists(format_: Format) -> None:
    for name in filter(None, (format_.write, format_.make, format_.read)):
        assert callable(formats.load(name))
    assert not format_.twin or formats.find(format_.twin) is not None
    assert format_.write or format_.make or not format_.asked


@pytest.mark.parametrize("format_", [each for each in formats.TABLE if each.profile], ids=lambda each: each.name)
def test_a_format_claims_what_its_profile_promises(format_: Format) -> None:
    data = write_pdf(simple(), META, THEME, format_.profile)
    assert set(read_pdf(data).claims) == set(format_.claims)


def test_names_and_endings_are_each_formats_own() -> None:
    for names in ([each.name for each in formats.TABLE], [each.ending for each in formats.TABLE]):
        assert len(set(names)) == len(names)


def test_every_format_for_the_press_is_there_in_grey_too() -> None:
    assert formats.press_names(grey=True).keys() == formats.press_names(grey=False).keys()


def test_every_format_that_can_be_asked_for_is_described() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in (*DOCS.glob("*.md"), DOCS.parent / "README.md"))
    assert [each.name for each in formats.asked() if f"--to {each.name}" not in text] == []


# -------------------------------------------------------------------------------------------------------- a format more


@pytest.mark.long
def test_a_format_more_is_built_proven_and_verified(project: Path) -> None:
    result = built(project, "--to", "pdf,lines", "--for", "all", "-j", "2")
    assert result.exit_code == 0, result.output
    names = [path.name for path in folder_of(project).iterdir() if path.name.endswith(LINES.ending)]
    assert len(names) > 1
    assert f"{names[0]}  (text)" in result.output
    manifest = json.loads((folder_of(project) / "manifest.json").read_bytes())
    assert {file["format"] for file in manifest["files"]} == {"pdf", "lines"}
    verified = run("-C", project, "verify", "output")
    assert verified.exit_code == 0, verified.output
    whole = next(line for line in verified.output.splitlines() if "-lines.txt: good" in line)
    assert "same as" in whole
    assert "claims and items" in whole
    assert run("-C", project, "verify", folder_of(project) / names[0]).exit_code == 0


def test_a_changed_file_of_it_is_found_by_bytes_and_by_words(project: Path) -> None:
    built(project, "--to", "pdf,lines")
    folder = folder_of(project)
    (path,) = folder.glob(f"*{LINES.ending}")
    changed = path.read_bytes().replace(b"Linden", b"Lindon")
    assert changed != path.read_bytes()
    path.write_bytes(changed)
    assert "[other-bytes]" in run("-C", project, "verify", "output").output
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    for file in manifest["files"]:
        file["sha256"] = hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    result = run("-C", project, "verify", "output")
    assert (result.exit_code, "[other-text]" in result.output, "[other-bytes]" in result.output) == (1, True, False)


def test_a_writer_with_a_fault_writes_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = replace(LINES, write=f"{__name__}:write_less")
    monkeypatch.setattr(formats, "TABLE", (*formats.TABLE[:-1], faulty))
    result = built(project, "--to", "pdf,lines")
    assert result.exit_code == 1
    assert "[missing-block]" in result.output
    assert "nothing was written" in result.output
    assert not (project / "output").exists()
