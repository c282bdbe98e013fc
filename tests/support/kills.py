"""Runs that are killed at random moments: afterwards everything is as before or as after, and the next run succeeds.

The suite tries a few moments; by hand, in the folder tests/support, ``python kills.py 200`` for each command, half of
them at a step that changes the disk, half by the clock; ``python kills.py 20 every-format`` for the whole example in
every format, ``python kills.py 20 word`` with LibreOffice at work.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from click.testing import CliRunner
from climate import SECOND, write_climate, write_fresh, write_second
from msgspec import Struct
from openpyxl import load_workbook
from paths import ROOT
from templates_help import STARTER

from reportgen.cli import main
from reportgen.files.scratch import PREFIX

CHANGING = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "subprocess.Popen"}
SECONDS = 20


class Case(Struct, frozen=True):
    """A command that writes, the project before it, and what of the project it changes."""

    name: str
    prepare: Callable[[Path], object]
    words: tuple[str, ...]
    reader: tuple[str, ...]
    """A command that only reads, and still puts right what a killed run has left."""
    folder: str


def _starter(root: Path) -> None:
    shutil.copytree(STARTER, root)
    invoke(root, *_BUILD)
    _retitle(root / "data" / "2025" / "report.yaml")


def _report(root: Path) -> None:
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "reportgen.yaml", root)
    invoke(root, *_EVERYTHING)
    _retitle(root / "data" / "2019" / "report.yaml")


def _retitle(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^title: .*", "title: Another Title", text, count=1, flags=re.M), encoding="utf-8")


def _asking(root: Path) -> None:
    """A project that asks its institutions for something."""
    write_fresh(root)
    path = root / "reportgen.yaml"
    text = path.read_text(encoding="utf-8")
    request = 'request: {due: "2026-08-01", contact: A. Lee}'
    path.write_text(text.replace("sign_off: true}", f"sign_off: true, {request}}}"), encoding="utf-8")


def _answered(root: Path) -> None:
    """The same with a form that came back filled."""
    _asking(root)
    invoke(root, *_SEND)
    (form,) = (root / "output" / SECOND / "forms").glob("*-dms-form.xlsx")
    book = load_workbook(form)
    for sheet in book.worksheets:
        names = {cell.value: cell.column for cell in sheet[1]}
        if "title" in names:
            sheet.cell(3, names["title"]).value = "Another Title"
    book.save(root / _BACK)


_QUICK = ("--no-claims", "--no-page-numbers")
_BUILD = ("build", *_QUICK)
_EVERYTHING = ("build", "2019", "--for", "all", "--to", "pdf,docx,archive,print", *_QUICK)
_SIGN = ("sign", SECOND, "--for", "transport", "--by", "A. Lee", "--on", "2026-08-01")
_SEND = ("send", SECOND, "--for", "all", "--to", "xlsx", "--on", "2026-07-02")
_BACK = "back.xlsx"
_RECEIVE = ("receive", _BACK, "--yes", "--by", "A. Lee", "--on", "2026-08-01")
CASES = {
    case.name: case
    for case in (
        Case("build", _starter, (*_BUILD, "--no-cache"), ("verify", "output"), "output"),
        Case("new-edition", write_climate, ("new-edition", SECOND), ("status",), "."),
        Case("sign", write_second, _SIGN, ("status",), "data"),
        Case("send", _asking, _SEND, ("status",), "."),
        Case("receive", _answered, _RECEIVE, ("status",), "data"),
        Case("word", _starter, ("build", "--to", "docx", "--no-claims", "--no-cache"), ("verify", "output"), "output"),
        Case("every-format", _report, (*_EVERYTHING, "--no-cache"), ("verify", "output"), "output"),
    )
}


class Outcome(Struct, frozen=True):
    """What one kill came to."""

    ended: str
    """old, new, or done: it was over before the kill."""


class Trial:
    """One case, its state before and after, and how many steps it takes."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case, self.folder = case, folder
        self.before_root = folder / "before"
        case.prepare(self.before_root)
        self.before = self.state(self.before_root)
        complete = self.copy("after")
        counted = folder / "steps"
        began = time.monotonic()
        assert self.child(complete, lambda _: None, counted) == 0
        self.seconds = time.monotonic() - began
        self.steps = len(counted.read_bytes())
        self.after = self.state(complete)
        assert self.before != self.after

    def copy(self, name: str) -> Path:
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        return shutil.copytree(self.before_root, target, symlinks=True)

    def state(self, root: Path) -> dict[str, bytes]:
        files = (path for path in (root / self.case.folder).rglob("*") if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if PREFIX not in str(path)}

    def child(self, root: Path, at_step: Callable[[int], None], counted: Path | None = None) -> int:
        """The exit status of a process that runs the command; `at_step` is called before each step."""
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.setsid()
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, 1)
                os.dup2(null, 2)
                sys.addaudithook(_hook(at_step, counted))
                main(["-C", os.fspath(root), *self.case.words], standalone_mode=False)
                status = 0
            except SystemExit as end:
                status = int(end.code or 0)
            finally:
                os._exit(status)
        self.pid = pid
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def at_step(self, step: int) -> Outcome:
        return self._judged(lambda root: self.child(root, lambda now: _die() if now == step else None))

    def after_seconds(self, seconds: float) -> Outcome:
        def run(root: Path) -> int:
            def wait(now: int) -> None:
                if now == 0:
                    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process as surely as SIGKILL does
                    signal.setitimer(signal.ITIMER_REAL, seconds)

            return self.child(root, wait)

        return self._judged(run)

    def _judged(self, run: Callable[[Path], int]) -> Outcome:
        root = self.copy("killed")
        status = run(root)
        assert status in (0, -signal.SIGKILL, -signal.SIGALRM), status
        _wait_until(lambda: not list(_of_session(self.pid)))
        _wait_until(lambda: not list(_of_temporary_files()))
        assert isinstance(
            CliRunner().invoke(main, ["-C", os.fspath(root), *self.case.reader]).exception, SystemExit | None
        )
        found = self.state(root)
        assert found in (self.before, self.after), sorted(
            name for name in {*self.before, *self.after} if found.get(name) != self.before.get(name)
        )
        if found == self.before or self.case.name != "new-edition":  # an edition that is there is not made again
            invoke(root, *self.case.words)
            assert self.state(root) == self.after
        left = [path for place in (root, Path(tempfile.gettempdir())) for path in place.rglob(f"{PREFIX}*")]
        assert not left
        return Outcome("done" if status == 0 else "new" if found == self.after else "old")


def _hook(at_step: Callable[[int], None], counted: Path | None) -> Callable[[str, tuple[object, ...]], None]:
    own, steps = os.getpid(), 0
    at_step(0)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        flags = arguments[2] if event == "open" and len(arguments) > 2 else 0
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and "null" not in str(arguments[0])
        if (event in CHANGING or writes) and os.getpid() == own and str(counted) not in str(arguments[:1]):
            steps += 1
            if counted is not None:
                with open(counted, "ab") as target:
                    target.write(b".")
            at_step(steps)

    return hook


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _wait_until(holds: Callable[[], bool]) -> None:
    """Processes that were left behind end by themselves, at once."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "somebody is left"
        time.sleep(0.02)


def _of_session(session: int) -> Iterator[int]:
    """Workers of a killed process."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, *fields = entry.read_text().rpartition(")")[2].split()
            if fields[2] == str(session) and state != "Z":
                yield int(entry.parent.name)


def _of_temporary_files() -> Iterator[int]:
    """Programs that work in our folder for temporary files, as LibreOffice does."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if os.fsencode(tempfile.gettempdir()) in entry.read_bytes():
                yield int(entry.parent.name)


def invoke(root: Path, *words: str) -> None:
    done = CliRunner().invoke(main, ["-C", os.fspath(root), *words])
    assert done.exit_code == 0, (words, done.output, done.exception)


def run_trials(case: Case, moments: int, seed: int, folder: Path, *, clock: bool) -> Counter[str]:
    """Kill a command at so many moments, every second one by the `clock`; how many came to what."""
    chance, trial = random.Random(f"{case.name} {seed}"), Trial(case, folder)
    ended: Counter[str] = Counter()
    for moment in range(moments):
        if clock and moment % 2:
            ended[trial.after_seconds(chance.uniform(0.001, trial.seconds * 1.1)).ended] += 1
        else:
            ended[trial.at_step(chance.randint(1, trial.steps)).ended] += 1
    return ended


if __name__ == "__main__":
    count, *names = sys.argv[1:]
    for name in names or ("build", "new-edition", "sign", "send", "receive"):
        os.environ["REPORTGEN_SOFFICE"] = "soffice" if name == "word" else ""
        with tempfile.TemporaryDirectory() as place:
            tempfile.tempdir = os.path.join(place, "tmp")
            os.mkdir(tempfile.tempdir)
            found = run_trials(CASES[name], int(count), 1, Path(place) / "work", clock=True)
            tempfile.tempdir = None
        sys.stdout.write(f"{name}: {count} kills: {dict(found)}\n")
