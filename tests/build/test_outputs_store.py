"""Plans, the manifest, and writing all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.build.jobs import file_name, plan
from reportgen.build.manifest import Input, Manifest, OutputFile, digest, hash_inputs, keep_from
from reportgen.build.proof import ClaimProof
from reportgen.edition.cut import Audience
from reportgen.files.atomic import fill_folder, write_all, write_file


def test_file_names_follow_the_contract() -> None:
    assert file_name("bericht", "2019", None, "pdf") == "bericht-2019.pdf"
    assert file_name("bericht", "2019", Audience("arbeit", "BMAS", ("arbeit",)), "docx") == "bericht-2019-bmas.docx"
    assert (
        file_name("bericht", "2019", Audience("arbeit", "BMAS", ("arbeit",)), "pdf", draft=True)
        == "bericht-2019-bmas-draft.pdf"
    )


def test_the_whole_report_is_built_first() -> None:
    audience = Audience("arbeit", "BMAS", ("arbeit",))
    assert [job.audience for job in plan(True, [audience], ["pdf"])] == [None, audience]


def test_files_appear_together_and_leave_others_alone(tmp_path: Path) -> None:
    folder = tmp_path / "2019"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    write_all(folder, {"a.pdf": b"new", "manifest.json": b"{}"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "notes.txt": b"mine",
        "a.pdf": b"new",
        "manifest.json": b"{}",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["2019"]


def test_an_error_while_writing_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "2019"
    write_all(folder, {"a.pdf": b"old"})
    write = Path.write_bytes

    def full_disk(path: Path, content: bytes) -> int:
        if content == b"too much":
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="No space") as caught:
        write_all(folder, {"a.pdf": b"new", "b.pdf": b"too much"})
    assert caught.value.filename == str(folder / "b.pdf")
    with pytest.raises(OSError, match="No space"):
        write_all(tmp_path / "other" / "2020", {"a.pdf": b"new", "b.pdf": b"too much"})
    monkeypatch.undo()
    assert (folder / "a.pdf").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["2019", "a.pdf"]


def test_scratch_files_lie_in_the_folder_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one above may belong to somebody else, or be another disk."""
    drive, placed = tmp_path / "drive", []
    make = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **where: placed.append(where["dir"]) or make(**where))
    write_all(drive, {"a.csv": b"a"})
    write_file(drive / "b.csv", b"b")
    assert placed == [drive, drive]
    assert sorted(path.name for path in drive.iterdir()) == ["a.csv", "b.csv"]


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_is_filled_all_or_nothing(there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    rename, done = os.rename, []

    def fails_late(old: Path, new: Path) -> None:
        done.append(new)
        if len(done) == 1 + there:
            raise OSError(30, "Read-only file system")
        rename(old, new)

    monkeypatch.setattr(os, "rename", fails_late)
    with pytest.raises(OSError, match="Read-only"):
        fill_folder(folder, {"a/b.txt": b"1", "c.txt": b"2"})
    monkeypatch.undo()
    assert sorted(tmp_path.rglob("*")) == before
    fill_folder(folder, {"a/b.txt": b"1", "c.txt": b"2"})
    assert (folder / "a" / "b.txt").read_bytes() == b"1"
    names = {"new", "new/a", "new/a/b.txt", "new/c.txt", *(["new/mine.txt"] if there else [])}
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} == names


def _file(path: str, content: bytes) -> OutputFile:
    sha256 = hashlib.sha256(content).hexdigest()
    return OutputFile(path, "pdf", sha256, len(content), 1, None, {"measures": ("a",)}, ("pdf/ua-1",))


def _manifest(*files: OutputFile, inputs: tuple[Input, ...] = (Input("a.yaml", "0"),)) -> Manifest:
    return Manifest("bericht", "2019", "2019-11-15", "0.1.0", inputs, files, None, ())


def test_the_manifest_has_the_keys_of_the_contract() -> None:
    data = json.loads(_manifest(_file("a.pdf", b"a")).to_json())
    assert list(data)[:5] == ["schema", "report", "edition", "as_of", "reportgen"]
    assert data["files"][0] == {
        "path": "a.pdf",
        "format": "pdf",
        "sha256": hashlib.sha256(b"a").hexdigest(),
        "bytes": 1,
        "pages": 1,
        "audience": None,
        "items": {"measures": ["a"]},
        "claims": ["pdf/ua-1"],
        "draft": False,
    }


def test_a_later_build_keeps_what_is_still_true(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    (tmp_path / "b.pdf").write_bytes(b"changed by hand")
    old = _manifest(_file("a.pdf", b"a"), _file("b.pdf", b"b"), _file("c.pdf", b"c"))
    new = _manifest(_file("c.pdf", b"c2"))
    assert [file.path for file in keep_from(old.to_json(), new, tmp_path).files] == ["a.pdf", "c.pdf"]
    other = _manifest(_file("c.pdf", b"c2"), inputs=(Input("a.yaml", "1"),))
    assert keep_from(old.to_json(), other, tmp_path) == other


def test_the_proof_of_the_excerpts_stays_as_long_as_all_of_them_are_there(tmp_path: Path) -> None:
    files = [
        replace(_file(f"{name}.pdf", name.encode()), audience={"id": name, "abbreviation": name.upper()})
        for name in ("a", "b")
    ]
    for name in ("a", "b"):
        (tmp_path / f"{name}.pdf").write_bytes(name.encode())
    proof = {"excerpts": {"a": {}, "b": {}}}
    old, one = replace(_manifest(*files), excerpts=proof).to_json(), _manifest(files[0])
    assert keep_from(old, one, tmp_path).excerpts == proof
    (tmp_path / "b.pdf").unlink()
    assert keep_from(old, one, tmp_path).excerpts is None


@pytest.mark.parametrize("previous", [None, b"", b"{", b"[]", b'{"files": [{"path": 1}]}', b'{"excerpts": 1}'])
def test_a_manifest_that_cannot_be_read_is_forgotten(previous: bytes | None, tmp_path: Path) -> None:
    assert keep_from(previous, _manifest(), tmp_path) == _manifest()


def test_the_digest_depends_on_content_path_and_version(tmp_path: Path) -> None:
    one = tmp_path / "a.yaml"
    one.write_text("a: 1")
    inputs = hash_inputs(tmp_path, [one])
    assert [item.path for item in inputs] == ["a.yaml"]
    assert digest(inputs, "1") != digest(inputs, "2")
    one.write_text("a: 2")
    assert digest(hash_inputs(tmp_path, [one]), "1") != digest(inputs, "1")


def test_what_a_validator_cannot_judge_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pytest.importorskip("page")

    def gives_up(*_args: object, **_more: object) -> None:
        raise page.SafetyLimitError("reference chain exceeds the configured depth of 256")

    monkeypatch.setattr(page, "validate_pdf_bytes", gives_up)
    proof = ClaimProof()
    proof.add("a.pdf", "pdf", b"%PDF-1.7")
    assert proof.finish() == {"a.pdf": ()}
