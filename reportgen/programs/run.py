"""Running a program outside of reportgen: whatever it does, there is an end, and nothing of it stays.

It may say anything in any encoding, say nothing, hang, crash, or leave others behind: it and all it has started end
with the call, and with reportgen itself, even when that is killed. Windows knows no groups of processes: there, what
a program has started ends with the call, but what a killed reportgen has started goes on to its own end.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Thread
from typing import IO

from msgspec import Struct

from reportgen.programs.table import Program

_HEAD, _TAIL = 1_000_000, 65_536
"""Bytes that are kept of what a program says to people: the first, and the last."""
_CHUNK = 65_536
_PAUSE = 0.05
_GRACE = 2.0
"""Seconds between the end of a program and that of others that still hold its output."""
_SHELL = "/bin/sh"
_WATCHED = 'exec 3<&0; (read _ <&3; kill -KILL 0) >/dev/null 2>&1 & exec "$@" 3<&- </dev/null'
"""Becomes the program, and leaves one behind who waits until our end of the pipe is closed, by us or by our end, and
then ends the whole group."""
_NOT_STARTED = frozenset({126, 127})
_LONGEST = 300
"""Characters of what a program said that go into a message."""


class ProgramResult(Struct, frozen=True):
    """What came of it. `output` is what was written to its standard output, `said` what it told people, in lines."""

    status: int
    output: bytes
    said: tuple[str, ...]

    def reason(self, *, last: bool = True) -> str:
        """Why it failed, for a message: its `last` words or its first ones, else how it ended."""
        words = _printable(self.said[-1 if last else 0][:_LONGEST]) if self.said else ""
        if self.status in _NOT_STARTED:
            return f"it cannot be started: {words or f'status {self.status}'}"
        if self.status < 0:
            return f"it crashed ({_signal(-self.status)})"
        return words or (f"it ended with status {self.status}" if self.status else "it said nothing")


def run(
    program: Program,
    path: str,
    words: Sequence[str],
    *,
    seconds: float | None = None,
    given: bytes | None = None,
    environment: Mapping[str, str] | None = None,
    whole: bool = False,
) -> ProgramResult:
    """Run the program at `path` with the arguments `words` until its end; `given` is its standard input.

    `seconds` is its time where the user sets no other. `whole`: its output is all kept, and apart from what it tells
    people; else both are one, and of very much of it the middle is dropped. Raises the program's ToolError where it
    cannot be started or takes too long; how it ended is for the caller to judge.
    """
    limit = program.limit(program.seconds if seconds is None else seconds)
    watched = given is None and sys.platform != "win32" and os.access(_SHELL, os.X_OK)
    command = [*((_SHELL, "-c", _WATCHED, program.names[0]) if watched else ()), path, *words]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if given is None and not watched else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if whole else subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise program.error(f"it cannot be started: {error.strerror or error}") from None
    output, said = _Reader(process.stdout, whole=whole), _Reader(process.stderr)
    try:
        if given is not None:
            Thread(target=_feed, args=(process.stdin, given), daemon=True).start()
        if not _ended(process, (output, said), limit):
            raise program.error(f"it took more than {limit:g} seconds; {program.limit_variable} sets another limit")
    finally:
        if watched or process.returncode is None:  # else nobody may be left whose group it was
            _kill(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError, ValueError):
                _ = pipe and pipe.close()
    return ProgramResult(process.returncode, output.content, _lines(said.content or (b"" if whole else output.content)))


class _Reader:
    """Reads a pipe to its end; of what is not wanted `whole`, the first and the last."""

    def __init__(self, pipe: IO[bytes] | None, *, whole: bool = False) -> None:
        self._pipe, self._whole = pipe, whole
        self._head, self._tail, self._dropped = bytearray(), bytearray(), False
        self._thread = Thread(target=self._read, daemon=True)
        if pipe is not None:
            self._thread.start()

    def _read(self) -> None:
        assert self._pipe is not None
        with suppress(OSError, ValueError):  # closed by us
            while chunk := os.read(self._pipe.fileno(), _CHUNK):
                self._keep(chunk)

    def _keep(self, chunk: bytes) -> None:
        room = len(chunk) if self._whole else _HEAD - len(self._head)
        self._head += chunk[: max(0, room)]
        self._tail += chunk[max(0, room) :]
        if len(self._tail) > 2 * _TAIL:
            self._tail, self._dropped = self._tail[-_TAIL:], True

    def ended(self, seconds: float) -> bool:
        """Whether all is read, after these seconds at most."""
        if self._thread.ident is not None:
            self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    @property
    def content(self) -> bytes:
        """What was read so far."""
        return bytes(self._head + (b"\n" if self._dropped else b"") + self._tail)


def _ended(process: subprocess.Popen[bytes], readers: Sequence[_Reader], seconds: float) -> bool:
    """Whether a program has come to its end in time. Others that it has left behind are not waited for."""
    end = time.monotonic() + seconds
    while not all(reader.ended(_PAUSE) for reader in readers):
        if process.poll() is not None:
            for reader in readers:
                reader.ended(_GRACE)
            return True
        if time.monotonic() > end:
            return False
    try:
        process.wait(max(_PAUSE, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _feed(pipe: IO[bytes] | None, given: bytes) -> None:
    if pipe is not None:
        with suppress(OSError, ValueError), pipe:
            pipe.write(given)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program with everything it has started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        end_on_windows(process)
    process.wait()


def end_on_windows(process: subprocess.Popen[bytes]) -> None:
    """End a program and those that it has started, as far as they can be found."""
    words = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(words, capture_output=True, timeout=_GRACE, check=False)
    process.kill()


def _lines(said: bytes) -> tuple[str, ...]:
    """What was said, in lines that say something. Any bytes will do."""
    lines = said.decode("utf-8", "replace").splitlines()
    return tuple(stripped for line in lines if (stripped := line.strip()))


def _printable(words: str) -> str:
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in words)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
