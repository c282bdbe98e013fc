"""Programs outside of reportgen, acted by small scripts: whatever they do, there is an end and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import OfficeError, RenderError, ToolError
from reportgen.fonts.substitutes import replaced
from reportgen.preflight.run import preflight
from reportgen.programs.run import _HEAD, _TAIL, end_on_windows, run
from reportgen.programs.table import FC_MATCH, GHOSTSCRIPT, GIT, SOFFICE, Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are acted by shell scripts")
SECONDS = 20


@pytest.fixture
def act(tmp_path: Path) -> Callable[[str], str]:
    """Makes a program of the lines of a shell script; or of a whole file."""

    def make(script: str) -> str:
        program = tmp_path / "program"
        program.write_bytes(script.encode("latin-1") if script.startswith("#!") else f"#!/bin/sh\n{script}\n".encode())
        program.chmod(0o755)
        return str(program)

    return make


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.is_file() and status.read_text().rpartition(")")[2].split()[0] == "Z"


# ---------------------------------------------------------------------------------------------------- what it says


def test_what_it_writes_and_says_is_told_apart_where_that_is_wanted(act: Callable[[str], str]) -> None:
    program = act('cat; echo "said $1" >&2; exit 3')
    ended = run(GIT, program, ["a"], given=b"\xff\n" * 100_000, whole=True)
    assert (ended.status, ended.output, ended.said) == (3, b"\xff\n" * 100_000, ("said a",))
    assert ended.reason() == "said a"
    assert run(GIT, act("echo 1; echo 2 >&2"), []).said == ("1", "2")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            "#!/bin/sh\nprintf 'caf\\351 \\033[2J\\n'; exit 1\n",
            "caf\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}[2J",
        ),
        ("exit 4", "it ended with status 4"),
        ("exit 0", "it said nothing"),
        ("kill -SEGV $$", "it crashed (SIGSEGV)"),
        ("kill -9 $$", "it crashed (SIGKILL)"),
        ("exec 1>&- 2>&-; exit 5", "it ended with status 5"),
        ("head -c 2000 /dev/zero | tr '\\0' x; exit 1", "x" * 300),
        ("#!/nowhere/to/be/found\n", "it cannot be started: program: 1: exec: "),
    ],
)
def test_why_it_failed_is_told_in_one_line(script: str, told: str, act: Callable[[str], str]) -> None:
    reason = run(SOFFICE, act(script), []).reason()
    assert reason.replace("soffice:", "program:").startswith(told)
    assert "\n" not in reason


def test_of_endless_noise_the_first_and_the_last_are_kept(act: Callable[[str], str]) -> None:
    ended = run(SOFFICE, act("echo first; head -c 30000000 /dev/zero | tr '\\0' '\\377'; echo; echo last; exit 1"), [])
    assert (ended.said[0], ended.reason()) == ("first", "last")
    assert len(ended.output) <= _HEAD + 2 * _TAIL + 1


def test_a_program_that_is_gone_or_cannot_be_started_is_an_error_of_it(tmp_path: Path) -> None:
    assert run(GHOSTSCRIPT, str(tmp_path / "nowhere"), []).reason().startswith("it cannot be started: ")
    with pytest.raises(RenderError, match="it cannot be started"):
        run(GHOSTSCRIPT, str(tmp_path / "nowhere"), [], given=b"")


# ------------------------------------------------------------------------------------------------------ that it ends


def test_a_program_that_hangs_ends_in_time_with_all_it_has_started(
    act: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_SOFFICE_SECONDS", "0.5")
    program = act(f"trap '' TERM INT HUP; sleep 300 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/self; wait")
    with pytest.raises(OfficeError, match=r"more than 0\.5 seconds; REPORTGEN_SOFFICE_SECONDS sets another limit"):
        run(SOFFICE, program, [])
    for name in ("child", "self"):
        pid = int((tmp_path / name).read_text())
        wait_for(lambda pid=pid: is_gone(pid))


@pytest.mark.long
def test_a_program_that_has_ended_is_not_waited_for_by_what_it_leaves_behind(
    act: Callable[[str], str], tmp_path: Path
) -> None:
    program = act(f"sleep 300 & echo $! > {tmp_path}/child; echo done; exit 0")
    began = time.monotonic()
    assert run(SOFFICE, program, []).said == ("done",)
    assert time.monotonic() - began < SECONDS
    wait_for(lambda: is_gone(int((tmp_path / "child").read_text())))


def test_one_that_does_not_read_what_it_is_given_ends_too(
    act: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(GIT, act("exit 0"), [], given=b"x" * 10_000_000, whole=True).status == 0
    monkeypatch.setenv("REPORTGEN_GIT_SECONDS", "0.5")
    with pytest.raises(ToolError, match="more than"):
        run(GIT, act("sleep 300"), [], given=b"x" * 10_000_000, whole=True)


def test_an_interrupt_ends_it(act: Callable[[str], str], tmp_path: Path) -> None:
    program = act(f"echo $$ > {tmp_path}/self; sleep 300")
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    with pytest.raises(KeyboardInterrupt):
        run(SOFFICE, program, [])
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    wait_for(lambda: is_gone(int((tmp_path / "self").read_text())))


@pytest.mark.parametrize("way", ["killed", "killed at once"])
def test_it_ends_when_reportgen_is_killed(way: str, act: Callable[[str], str], tmp_path: Path) -> None:
    program = act(f"(echo $$ > {tmp_path}/self; sleep 300 & echo $! > {tmp_path}/child; wait)")
    code = "import sys; from reportgen.programs import run, table; run.run(table.SOFFICE, sys.argv[1], [])"
    process = subprocess.Popen([sys.executable, "-c", code, program])
    if way == "killed":
        wait_for(lambda: (tmp_path / "child").is_file() and (tmp_path / "child").read_text() != "")
    else:
        wait_for((tmp_path / "self").exists)
    process.kill()
    process.wait()
    for path in tmp_path.glob("[sc]*"):
        if path.read_text():
            wait_for(lambda path=path: is_gone(int(path.read_text())))


def test_on_windows_the_tree_of_processes_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as that can be acted here: `taskkill` is asked, and the process itself ends whatever that says."""
    for script in (f"echo $@ > {tmp_path}/asked", "exit 1"):
        (tmp_path / "taskkill").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "taskkill").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        process = subprocess.Popen(["/bin/sleep", "300"])
        end_on_windows(process)
        assert process.wait(SECONDS) == -signal.SIGKILL
        assert (tmp_path / "asked").read_text().split() == [
            "/F",
            "/T",
            "/PID",
            (tmp_path / "asked").read_text().split()[3],
        ]
    monkeypatch.setenv("PATH", "")
    process = subprocess.Popen(["/bin/sleep", "300"])
    end_on_windows(process)
    assert process.wait(SECONDS) == -signal.SIGKILL


# ----------------------------------------------------------------------------------------------- settings and places


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf", "1e999"])
def test_a_limit_that_is_none_is_told(value: str, act: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_SOFFICE_SECONDS", value)
    with pytest.raises(OfficeError, match=f'REPORTGEN_SOFFICE_SECONDS: expected a number of seconds, got "{value}"'):
        run(SOFFICE, act("exit 0"), [])


def test_the_usual_limit_holds_unless_another_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SOFFICE.limit(180) == 180
    monkeypatch.setenv("REPORTGEN_SOFFICE_SECONDS", "")
    assert SOFFICE.limit(180) == 180
    monkeypatch.setenv("REPORTGEN_SOFFICE_SECONDS", "7.5")
    assert SOFFICE.limit(180) == 7.5


@pytest.mark.parametrize(
    ("variable", "inside", "program"),
    [
        ("HOME", "Applications/LibreOffice.app/Contents/MacOS/soffice", SOFFICE),
        ("ProgramFiles", "LibreOffice/program/soffice.com", SOFFICE),
        ("ProgramFiles(x86)", "LibreOffice 5/program/soffice.com", SOFFICE),
        ("ProgramFiles", "gs/gs10.04.0/bin/gswin64c.exe", GHOSTSCRIPT),
        ("LOCALAPPDATA", "Programs/Git/cmd/git.exe", GIT),
    ],
)
def test_programs_are_found_where_other_systems_install_them(
    variable: str, inside: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a [folder]" / inside
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\n")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(program.variable, raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "a [folder]"))
    if variable == "HOME":  # the folders of a user are those of the system in their own
        monkeypatch.setattr(os.path, "expanduser", lambda name: name.replace("~", str(tmp_path / "a *")))
    found = program.find()
    assert found != str(path), "it is not executable"
    path.chmod(0o755)
    assert program.find() == str(path)
    monkeypatch.setenv(program.variable, "")
    assert program.find() is None
    assert program.absence == f"{program.names[0]} is not wanted: {program.variable} is empty"
    monkeypatch.setenv(program.variable, str(tmp_path))
    assert program.find() is None
    assert program.absence == f"{program.variable} names {tmp_path}, which is no program"


def test_the_newest_of_several_versions_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("gs9.56.1", "gs10.04.0"):
        path = tmp_path / "gs" / version / "bin" / "gswin64c.exe"
        path.parent.mkdir(parents=True)
        path.touch(0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert "gs10.04.0" in (GHOSTSCRIPT.find() or "")


# ------------------------------------------------------------------------------------------------- fonts, Ghostscript

ODD = ["exit 1", "kill -SEGV $$", "printf '\\377\\376'", "sleep 300 >/dev/null", "exec 1>&-"]


@pytest.mark.parametrize("script", ODD)
def test_a_fontconfig_that_fails_says_nothing_of_fonts(
    script: str, act: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_FC_MATCH", act(script))
    monkeypatch.setenv("REPORTGEN_FC_MATCH_SECONDS", "0.5")
    found = list(replaced(("Calibri", "Cambria", "Georgia")))
    assert [each.stand_in for each in found] == (["\N{REPLACEMENT CHARACTER}" * 2] * 3 if "printf" in script else [])
    assert FC_MATCH.find()


@pytest.mark.parametrize(
    "script",
    [
        *ODD,
        "exit 0",
        'for each in "$@"; do case $each in -sOutputFile=*) touch "${each#-sOutputFile=}";; esac; done',
        'for each in "$@"; do case $each in -sOutputFile=*) d=$(dirname "${each#*=}"); touch "$d/page-00001.tif" "$d/page-00002.tif";; esac; done',  # noqa: E501
    ],
)
def test_a_ghostscript_that_fails_is_a_warning_of_preflight(
    script: str, act: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from press_files import made

    monkeypatch.setenv("REPORTGEN_GS", act(script))
    monkeypatch.setenv("REPORTGEN_GS_SECONDS", "0.5")
    result = preflight(made())
    (finding,) = result.findings
    assert (finding.code, finding.severity) == ("not-rendered", "warning")
    assert len(result.ink) == result.pages


def test_without_room_for_temporary_files_inks_are_not_rendered(
    act: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    from press_files import made

    monkeypatch.setenv("REPORTGEN_GS", act("exit 0"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    (finding,) = preflight(made()).findings
    assert (finding.code, str(tmp_path / "nowhere") in finding.text) == ("not-rendered", True)
