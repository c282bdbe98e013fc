"""Two at once: one waits, is told, and finds what the other has done. On every system, and where disks lock less."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from climate import FIRST, SECOND, write_climate, write_second

from reportgen.errors import ProjectError
from reportgen.files import lock
from reportgen.files.lock import NAME, folder_lock, lock_if_free
from reportgen.project.open import locked_project

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="locks and processes as POSIX has them")
SECONDS = 60

HOLD = """
import sys, time
from pathlib import Path
from reportgen.files.lock import folder_lock
with folder_lock(Path(sys.argv[1]), lambda: print("waits", flush=True)):
    print("has it", flush=True)
    sys.stdin.read()
"""
RUN = "from reportgen.cli.process import run; run()"


@pytest.fixture
def holding(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts processes that ask for the lock on tmp_path and hold it until their input ends."""
    running: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        words = [sys.executable, "-c", HOLD, str(tmp_path)]
        running.append(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()
        process.wait()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@needs_posix
@pytest.mark.parametrize("way", ["ends", "is killed"])
def test_the_second_waits_for_the_first_and_says_so(
    way: str, holding: Callable[[], subprocess.Popen[str]], tmp_path: Path
) -> None:
    first = holding()
    assert line(first) == "has it"
    with lock_if_free(tmp_path) as ours:
        assert not ours
    second = holding()
    assert line(second) == "waits"
    if way == "ends":
        assert first.stdin is not None
        first.stdin.close()
    else:
        first.kill()
    assert line(second) == "has it"
    assert list(tmp_path.iterdir()) == []


def test_who_has_a_lock_may_ask_again_and_other_threads_may_not(tmp_path: Path) -> None:
    seen: list[str] = []

    def other() -> None:
        with folder_lock(tmp_path, lambda: seen.append("waits")):
            seen.append("other")

    with folder_lock(tmp_path), folder_lock(tmp_path / "." / ""), lock_if_free(tmp_path) as ours:
        assert ours
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.1)
        seen.append("first")
    thread.join(SECONDS)
    assert seen == ["waits", "first", "other"]


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    with folder_lock(tmp_path / "nowhere"), lock_if_free(tmp_path / "nowhere" / "below") as ours:
        assert not ours


# ----------------------------------------------------------------------- disks that lock files alone, and other systems


@pytest.fixture(params=["a disk that locks files alone", "Windows"])
def files_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks on files alone; those of Windows are acted by a module of the name of its own."""
    if sys.platform == "win32":
        return
    import fcntl

    def is_folder(handle: int) -> bool:
        return stat.S_ISDIR(os.fstat(handle).st_mode)

    if request.param == "Windows":

        def locking(handle: int, mode: int, count: int) -> None:
            assert (mode, count) == (2, 1)
            if is_folder(handle):
                raise PermissionError(errno.EACCES, "Permission denied")
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise PermissionError(errno.EACCES, "Permission denied") from None

        def opened(path: Path, flags: int, mode: int = 0o777) -> int:
            if os.path.isdir(path):
                raise PermissionError(errno.EACCES, "Permission denied")
            return os.open(path, flags, mode)

        monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(LK_NBLCK=2, locking=locking))
        monkeypatch.setattr(lock, "os", types.SimpleNamespace(**{**vars(os), "open": opened}))
        monkeypatch.setattr(lock, "_try", lock.try_on_windows)
        monkeypatch.setattr(lock, "_wait", lock.wait_on_windows)
    else:
        try_ = lock._try

        def refused(handle: int) -> bool:
            if is_folder(handle):
                raise OSError(errno.EBADF, "Bad file descriptor")
            return try_(handle)

        monkeypatch.setattr(lock, "_try", refused)


@pytest.mark.usefixtures("files_alone")
def test_where_folders_cannot_be_locked_a_file_in_them_is_and_goes_again(tmp_path: Path) -> None:
    seen: list[str] = []
    inside: list[int] = []

    def enter(name: str) -> None:
        with folder_lock(tmp_path, lambda: seen.append("waits")):
            inside.append(1)
            assert len(inside) == 1
            assert (tmp_path / NAME).exists()
            time.sleep(0.02)
            seen.append(name)
            inside.pop()

    threads = [threading.Thread(target=enter, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert sorted(set(seen) - {"waits"}) == [str(number) for number in range(8)]
    assert not inside
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("files_alone")
def test_there_too_files_are_written_all_or_nothing_and_nothing_is_left(tmp_path: Path) -> None:
    from reportgen.files.atomic import settle, write_all, write_file
    from reportgen.files.scratch import scratch_folder

    with scratch_folder(tmp_path) as ours:
        write_all(tmp_path, {"a.pdf": b"1", "manifest.json": b"2"})
        write_file(tmp_path / "b.txt", b"3")
        settle(tmp_path)
        assert ours.exists(), "somebody works in it"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.txt", "manifest.json"]


def test_where_nothing_can_be_locked_everybody_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.files.atomic import write_all

    def refused(_: int) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_try", refused)
    with folder_lock(tmp_path), lock_if_free(tmp_path) as ours:
        assert ours
    write_all(tmp_path, {"a.pdf": b"1", "manifest.json": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "manifest.json"]


# ------------------------------------------------------------------------------------------------------------ commands


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, "-C", str(root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, told = process.communicate(timeout=SECONDS)
    return process.returncode, told


def test_who_changes_data_waits_and_is_told(tmp_path: Path) -> None:
    root = write_second(tmp_path / "city")
    with locked_project(root / "data", lambda _: None) as project:
        assert project.root == root
        process = started(root, "sign", SECOND, "--for", "transport", "--by", "A. Lee")
        assert process.stderr is not None
        assert process.stderr.readline() == "waiting for another reportgen that changes city\n"
        assert not (root / "data" / SECOND / "signoff.yaml").exists()
    assert ended(process)[0] == 0
    assert (root / "data" / SECOND / "signoff.yaml").exists()


def test_a_project_that_is_none_is_told_as_ever(tmp_path: Path) -> None:
    with pytest.raises(ProjectError), locked_project(tmp_path, lambda _: None):
        pass


@pytest.mark.long
def test_of_two_that_make_the_same_edition_one_is_told_that_it_is_there(tmp_path: Path) -> None:
    root = write_climate(tmp_path / "city")
    both = [started(root, "new-edition", SECOND) for _ in range(2)]
    results = sorted(ended(process) for process in both)
    assert results[0][0] == 0
    assert results[1][0] in (1, 2)
    assert SECOND in results[1][1]
    assert "Traceback" not in results[1][1]


@pytest.mark.long
def test_two_builds_into_one_folder_make_one_manifest(tmp_path: Path) -> None:
    root = write_climate(tmp_path / "city")
    options = ("--no-claims", "--no-page-numbers", "--no-cache")
    both = [started(root, "build", FIRST, "--to", name, *options) for name in ("pdf", "docx")]
    for process in both:
        status, told = ended(process)
        assert status == 0, told
    manifest = json.loads((root / "output" / FIRST / "manifest.json").read_bytes())
    assert [file["format"] for file in manifest["files"]] == ["docx", "pdf"]
    with suppress(FileNotFoundError):
        assert not list((root / "output" / FIRST).glob(".*"))
