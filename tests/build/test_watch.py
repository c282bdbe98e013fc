"""`build --watch`: builds again when something is saved, says what is wrong and waits, ends at Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.files.atomic import fill_folder
from reportgen.files.watch import changes
from reportgen.starter.project import project_files

PATIENCE = 30
"""Seconds, on a machine that does other things too."""


@pytest.fixture(params=["told by the system", "looked for"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "looked for":
        monkeypatch.setitem(sys.modules, "watchfiles", None)


def counted(seen: Iterator[None]) -> queue.Queue[None]:
    """What is seen, from a thread of its own."""
    found: queue.Queue[None] = queue.Queue()

    def run() -> None:
        for each in seen:
            found.put(each)

    threading.Thread(target=run, daemon=True).start()
    time.sleep(0.5)
    return found


@pytest.mark.long
@pytest.mark.usefixtures("way")
def test_a_saved_file_is_seen_once(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yaml").write_text("a: 1")
    (tmp_path / "outside").mkdir()
    reference = tmp_path / "outside" / "ref.docx"
    reference.write_text("x")
    seen = counted(changes(tmp_path / "data", (reference,), ()))
    assert seen.empty()
    (tmp_path / "data" / "a.yaml").write_text("a: 22")
    seen.get(timeout=PATIENCE)
    (tmp_path / "data" / "new.yaml").write_text("b: 1")
    seen.get(timeout=PATIENCE)
    (tmp_path / "data" / "new.yaml").unlink()
    seen.get(timeout=PATIENCE)
    reference.write_text("another")
    seen.get(timeout=PATIENCE)
    time.sleep(0.5)
    assert seen.empty()


@pytest.mark.long
@pytest.mark.usefixtures("way")
def test_what_is_written_and_what_editors_leave_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    seen = counted(changes(tmp_path, (), (tmp_path / "output",)))
    (tmp_path / "output" / "a.pdf").write_text("x")
    (tmp_path / ".a.yaml.swp").write_text("x")
    (tmp_path / "a.yaml~").write_text("x")
    time.sleep(1.2)
    assert seen.empty()


def test_a_change_between_two_requests_is_given_with_the_next(tmp_path: Path) -> None:
    seen = changes(tmp_path)
    (tmp_path / "a").write_text("1")  # during the first build
    next(seen)
    (tmp_path / "a").write_text("12")
    next(seen)


class Watched:
    """The command at work, with what it says line by line."""

    def __init__(self, root: Path, home: Path) -> None:
        command = [sys.executable, "-m", "reportgen", "-C", str(root), "build", "--to", "text", "--watch"]
        environment = {**os.environ, "XDG_CACHE_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, word: str) -> list[str]:
        said = []
        try:
            while word not in (line := self.lines.get(timeout=PATIENCE)):
                said.append(line)
        except queue.Empty:
            raise AssertionError(f"never said {word!r}, only: {''.join(said)}") from None
        return said


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal are those of POSIX here")
def test_it_builds_waits_and_ends(tmp_path: Path) -> None:
    root = tmp_path / "report"
    fill_folder(root, project_files("annual-report"))
    watched = Watched(root, tmp_path / "cache")
    try:
        watched.until("waiting for a change")
        text = next(root.glob("output/*/*.txt"))
        before = text.read_bytes()
        projects = next(root.glob("data/*/projects.yaml"))
        good = projects.read_text("utf-8")
        projects.write_text(good.replace("title: ", "title: Renamed ", 1), "utf-8")
        watched.until("waiting for a change")
        assert b"Renamed" in text.read_bytes() != before
        projects.write_text(good + "x: [\n", "utf-8")
        said = watched.until("waiting for a change")
        assert any("yaml-syntax" in line for line in said)
        assert b"Renamed" in text.read_bytes()
        projects.write_text(good, "utf-8")
        watched.until("waiting for a change")
        assert text.read_bytes() == before
        began = time.monotonic()
        watched.process.send_signal(signal.SIGINT)
        assert watched.process.wait(PATIENCE) == 130
        assert time.monotonic() - began < 5  # one second on a machine that does nothing else
    finally:
        watched.end()
