"""Verifying manifests, folders and single files; files that cannot be read."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from sample import EVERYTHING
from verify_files import broken_docx, broken_pdf, good_docx, good_pdf, with_id

from reportgen.build.formats import kinds
from reportgen.cli import main
from reportgen.document.numbering import number
from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.findings.difference import Difference
from reportgen.verify import verify_paths
from reportgen.verify.report import Verification
from reportgen.verify.summary import problem_lines

BROKEN: dict[str, tuple[str, bytes, str]] = {
    "empty PDF": ("a.pdf", b"", "empty-file"),
    "empty Word file": ("a.docx", b"", "empty-file"),
    "text called PDF": ("a.pdf", b"Guten Tag", "not-a-pdf"),
    "text called Word file": ("a.docx", b"Guten Tag", "not-a-docx"),
    "PDF called Word file": ("a.docx", b"%PDF-1.7", "not-a-docx"),
    "PDF with a begin only": ("a.pdf", b"%PDF-1.7\n%%EOF\n", "damaged-pdf"),
    "old or encrypted Word file": ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted-docx"),
    "half a ZIP": ("a.docx", b"PK\x03\x04" + bytes(40), "damaged-docx"),
    "another format": ("a.odt", b"PK", "unknown-format"),
}


def verified(paths: list[Path]) -> Verification:
    """The proof of files in the formats of builds."""
    return verify_paths(paths, kinds())


@pytest.mark.parametrize(("name", "content", "code"), BROKEN.values(), ids=list(BROKEN))
def test_an_unreadable_file_is_a_problem_and_no_traceback(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    report = verified([tmp_path / name])
    assert [problem.code for file in report.files for problem in file.problems] == [code]
    assert not report.ok


def test_an_encrypted_pdf_is_named_so(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    assert "encrypted-pdf" in verified([tmp_path / "a.pdf"]).text()


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_cut_file_never_raises(tmp_path: Path, share: float, kind: str) -> None:
    content = good_pdf() if kind == "pdf" else good_docx()
    (tmp_path / f"a.{kind}").write_bytes(content[: int(len(content) * share)])
    assert not verified([tmp_path / f"a.{kind}"]).ok


def test_a_missing_path_and_an_empty_folder_are_problems(tmp_path: Path) -> None:
    assert "unreadable-file" in verified([tmp_path / "none.pdf"]).text()
    assert "unreadable-file" in verified([tmp_path / "none"]).text()
    assert "empty-folder" in verified([tmp_path]).text()


def test_twins_in_a_folder_are_compared(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(good_pdf())
    (tmp_path / "r.docx").write_bytes(good_docx())
    report = verified([tmp_path])
    assert report.ok
    assert "same as r.pdf" in report.text()
    edited = broken_docx("word/document.xml", lambda xml: xml.replace("vorläufig", "endgültig"))
    (tmp_path / "r.docx").write_bytes(edited)
    assert "[other-text]" in verified([tmp_path]).text()


# ------------------------------------------------------------------------------------------------------ manifest


def entry(folder: Path, name: str, content: bytes, audience: str | None, measures: list[str]) -> dict[str, Any]:
    (folder / name).write_bytes(content)
    return {
        "path": name,
        "format": name.rpartition(".")[2],
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "pages": len(pikepdf.open(io.BytesIO(content)).pages) if name.endswith("pdf") else None,
        "audience": audience and {"id": audience, "abbreviation": audience.upper()},
        "items": {"measures": measures},
        "claims": [],
    }


def manifest(folder: Path, *files: dict[str, Any], excerpts: object = None) -> Path:
    path = folder / "manifest.json"
    path.write_text(json.dumps({"schema": 1, "files": files, "excerpts": excerpts}))
    return path


def found(path: Path) -> set[str]:
    return {problem.code for file in verified([path]).files for problem in file.problems}


def excerpt() -> bytes:
    """The good PDF without its glossary: still an ordered part of the whole."""

    def change(pdf: pikepdf.Pdf) -> None:
        with_id(pdf, "outlook.title").ActualText = "Ausblick"

    return broken_pdf(change)


def test_a_true_manifest_is_good(tmp_path: Path) -> None:
    manifest(
        tmp_path,
        entry(tmp_path, "r.pdf", good_pdf(), None, ["trainer"]),
        entry(tmp_path, "r.docx", good_docx(), None, ["trainer"]),
        entry(tmp_path, "r-a.pdf", excerpt(), "a", ["trainer"]),
        entry(tmp_path, "r-b.pdf", good_pdf(), "b", ["trainer"]),
    )
    assert found(tmp_path) == set()


def test_a_manifest_is_checked_against_bytes_pages_claims_and_items(tmp_path: Path) -> None:
    file = entry(tmp_path, "r.pdf", good_pdf(), None, ["trainer", "unknown"])
    wrong = {**file, "sha256": "0" * 64, "pages": 3, "claims": ["pdf/a-3a"]}
    assert found(manifest(tmp_path, wrong)) == {"other-bytes", "other-pages", "false-claim", "missing-item"}


def test_an_excerpt_must_be_an_ordered_part_of_the_whole(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with_id(pdf, "outlook.title").ActualText = "Rückblick"

    whole = entry(tmp_path, "r.pdf", good_pdf(), None, ["trainer", "list"])
    turned = entry(tmp_path, "r-a.pdf", good_pdf(), "a", ["list", "trainer"])
    assert "not-a-part" in found(manifest(tmp_path, whole, turned))
    reworded = entry(tmp_path, "r-a.pdf", broken_pdf(change), "a", ["trainer"])
    assert "not-a-part" in found(manifest(tmp_path, whole, reworded))


def test_an_item_in_no_excerpt_is_found(tmp_path: Path) -> None:
    files = [
        entry(tmp_path, "r.pdf", good_pdf(), None, ["trainer", "list"]),
        entry(tmp_path, "r-a.pdf", good_pdf(), "a", ["trainer"]),
        entry(tmp_path, "r-b.pdf", good_pdf(), "b", ["trainer"]),
    ]
    assert "uncovered-item" in found(manifest(tmp_path, *files, excerpts={"excerpts": {"a": {}, "b": {}}}))
    assert "every item in an excerpt" not in verified([manifest(tmp_path, *files[:1])]).text()


def test_some_excerpts_need_not_be_the_whole_report(tmp_path: Path) -> None:
    files = [
        entry(tmp_path, "r.pdf", good_pdf(), None, ["trainer", "list"]),
        entry(tmp_path, "r-a.pdf", good_pdf(), "a", ["trainer"]),
        entry(tmp_path, "r-b.pdf", good_pdf(), "b", ["trainer"]),
    ]
    assert "uncovered-item" not in found(manifest(tmp_path, *files))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": 1}', '{"schema": 1, "files": [{"path": "../x.pdf"}]}', "\xff"]
)
def test_a_bad_manifest_is_a_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert found(tmp_path) == {"bad-manifest"}


def test_a_manifest_cannot_reach_outside_its_folder(tmp_path: Path) -> None:
    file = {**entry(tmp_path, "r.pdf", good_pdf(), None, []), "path": "../../etc/passwd"}
    assert found(manifest(tmp_path, file)) == {"bad-manifest"}


def test_results_are_ready_for_json(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(good_pdf())
    data = json.loads(json.dumps(verified([tmp_path]).data()))
    assert data["ok"] is True
    assert data["files"][0]["problems"] == []


def test_the_command_says_it_in_words_and_as_json(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(good_pdf())
    (tmp_path / "r.docx").write_bytes(b"PK")
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "verify", "r.pdf"])
    assert (result.exit_code, "r.pdf: good" in result.output) == (0, True)
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "verify", "--format", "json", "."])
    assert result.exit_code == 1
    assert [file["ok"] for file in json.loads(result.output)["files"]] == [False, True]


def from_another_program(data: bytes, application: str, gone: str = "") -> bytes:
    """The file with the name of another program in it, and without what matches `gone` in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/app.xml":
                content = content.replace(b"<Application>reportgen</Application>", application.encode())
            if name == "word/document.xml" and gone:
                content = re.sub(gone.encode(), b"", content)
            target.writestr(name, content)
    return out.getvalue()


LIBREOFFICE = "<Application>LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2</Application>"
WORD = "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion>"


@pytest.mark.parametrize(
    ("application", "program"), [(LIBREOFFICE, "LibreOffice 7.4.7.2"), (WORD, "Microsoft Office Word 16.0")]
)
def test_a_file_that_came_back_says_who_saved_it_and_what_is_lost(
    tmp_path: Path, application: str, program: str
) -> None:
    good = from_another_program(write_docx(number(EVERYTHING), Theme()), application)
    bad = from_another_program(good, "", r'<w:bookmarkEnd w:id="\d+"/>')
    for name, content in (("good.docx", good), ("bad.docx", bad), ("ours.docx", good_docx())):
        (tmp_path / name).write_bytes(content)
    assert f"    saved by {program}; nothing is lost" in verified([tmp_path / "good.docx"]).text().split("\n")
    first, *lines = verified([tmp_path / "bad.docx"]).text().split("\n")
    assert first.startswith(f"{tmp_path / 'bad.docx'}: ")
    assert len(lines) == 1
    assert re.fullmatch(rf"    saved by {re.escape(program)}, which lost: .*\d+ ends of bookmarks.*", lines[0])
    assert "saved by" not in verified([tmp_path / "ours.docx"]).text()


def test_problems_that_repeat_are_counted() -> None:
    same = [Difference("control-unnamed", "a content control has no number (None)")] * 296
    many = [Difference("missing-block", "is missing", f"b{i}") for i in range(40)]
    few = [Difference("dead-anchor", f"leads to {i}") for i in range(4)]
    assert list(problem_lines([*same, *many, *few])) == [
        "296 times: a content control has no number (None) [control-unnamed]",
        *(f"b{i}: is missing [missing-block]" for i in range(3)),
        "and 37 more like these [missing-block]",
        *(f"leads to {i} [dead-anchor]" for i in range(4)),
    ]
