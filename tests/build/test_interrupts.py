"""Runs that end before they are done: by Ctrl-C, killed, or two at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from climate import FIRST, SECOND, write_climate, write_second

from reportgen.checks.run import load_checked
from reportgen.files.atomic import write_all, write_file
from reportgen.files.scratch import PREFIX, scratch_folder
from reportgen.project.open import open_project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks as POSIX has them")

SECONDS = 20


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


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python with some words, in a session and with a folder for scratch files of its own."""
    (tmp_path / "tmp").mkdir()
    running: list[subprocess.Popen[str]] = []

    def start(*words: str, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(tmp_path / "tmp"), **variables},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def pids(folder: Path) -> list[int]:
    return [int(path.name) for path in folder.iterdir()]


RUN = "from reportgen.cli.process import run; run()"


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "status", "told"),
    [
        (signal.SIGINT, 130, "interrupted; no file is half written\n"),
        (signal.SIGTERM, 143, ""),
        (signal.SIGHUP, 129, ""),
    ],
)
def test_a_signal_ends_a_build_and_all_it_has_started(
    number: signal.Signals, status: int, told: str, started: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    root, children = write_climate(tmp_path / "city"), tmp_path / "children"
    children.mkdir()
    office = tmp_path / "office"
    office.write_text(f"#!/bin/sh\n(touch {children}/$$; exec sleep 300) &\ntouch {children}/$!\nwait\n")
    office.chmod(0o755)
    words = ["-C", str(root), "build", FIRST, "--to", "docx", "--no-cache", "--no-claims"]
    process = started("-c", RUN, *words, REPORTGEN_SOFFICE=str(office), XDG_CACHE_HOME=str(tmp_path / "cache"))
    wait_for(lambda: len(pids(children)) == 2)
    process.send_signal(number)
    said, error = process.communicate(timeout=SECONDS)
    assert (process.returncode, said, error) == (status, "", told)
    assert not (root / "output").exists()
    assert list((tmp_path / "tmp").iterdir()) == []
    wait_for(lambda: all(map(is_gone, pids(children))))


WORKERS = """
import os, sys, time
from pathlib import Path
from reportgen.build import run

class Documents:
    def has(self, audience): return True

class Job:
    audience = None

def work(documents, word, files, job):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(300)

run._produce = work
try:
    list(run.in_order(Documents(), (Job(), Job(), Job(), Job()), 2, None, None))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("way", ["ctrl-c", "to the parent", "killed"])
def test_workers_end_with_their_parent(way: str, started: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    children = tmp_path / "children"
    children.mkdir()
    process = started("-c", WORKERS, str(children))
    wait_for(lambda: len(pids(children)) == 2)
    if way == "ctrl-c":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGKILL if way == "killed" else signal.SIGINT)
    assert process.wait(timeout=SECONDS) == (-signal.SIGKILL if way == "killed" else 130)
    wait_for(lambda: all(map(is_gone, pids(children))))
    assert process.communicate(timeout=SECONDS) == ("", "")


HOLD = """
import sys, time
from pathlib import Path
from reportgen.files.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder, scratch_folder(Path(sys.argv[1])):
    (folder / "half.pdf").write_bytes(b"half")
    print("ready", flush=True)
    time.sleep(300)
"""


def scratches(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(PREFIX)]


def test_leftovers_go_once_their_owner_is_gone(started: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    folder = tmp_path / "output"
    folder.mkdir()
    process = started("-c", HOLD, str(folder))
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    write_all(folder, {"a.pdf": b"a"})
    write_file(folder / "b.pdf", b"b")
    assert len(scratches(folder)) == 2
    process.kill()
    process.wait()
    assert len(scratches(folder)) == 2
    write_all(folder, {"a.pdf": b"a"})
    assert sorted(path.name for path in folder.iterdir()) == ["a.pdf", "b.pdf"]


def test_two_in_one_process_leave_each_other_alone(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as one, scratch_folder(tmp_path) as two, scratch_folder(tmp_path) as three:
        assert {one, two, three} == set(scratches(tmp_path))
    assert not scratches(tmp_path)


def test_a_set_of_files_is_not_torn_by_an_interrupt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, {"a.pdf": b"old", "manifest.json": b"old"})
    rename = os.replace

    def interrupted(old: Path, new: Path) -> None:
        rename(old, new)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, {"a.pdf": b"new", "manifest.json": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"new", "manifest.json": b"new"}


@pytest.mark.long
def test_who_sign_at_the_same_moment_keep_what_the_others_signed(
    started: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    root = write_second(tmp_path / "city")
    names = ["A. Lee", "B. Kim", "C. Ngo"]
    running = [
        started("-c", RUN, "-C", str(root), "sign", SECOND, "--for", "transport", "--by", name) for name in names
    ]
    for process in running:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
    signed = load_checked(open_project(root), SECOND).edition.signoff["transport"].items["bus-lanes"]
    assert sorted(each.by for each in signed) == names
    assert not scratches(root / "data" / SECOND)
