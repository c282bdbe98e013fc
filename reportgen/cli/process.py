"""The command as a process of its own."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import NoReturn

from reportgen.cli.garbage import end_with_the_command


def run() -> NoReturn:
    """Run the command line and end the process.

    The interpreter is not taken down: freeing one by one what a build has made costs a sixth of its time, and the
    system frees all of it at once. Whatever must be closed (files, processes, scratch folders) is closed by then,
    because every one of them is held by a `with`. An error that is none of the user's ends in a traceback as always.
    """
    end_with_the_command()
    _end_in_order()
    from reportgen.cli import main

    code: int | str | None = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except Exception:
        code = traceback.format_exc().rstrip("\n")
    if isinstance(code, str):
        from reportgen.cli.terminal import tell

        tell(*code.split("\n"), err=True)
    status = code if isinstance(code, int) else int(code is not None)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # who reads has gone
        status = status or 1
    os._exit(status)


def _end_in_order() -> None:
    """Let signals that end a process close first what is held, as Ctrl-C does; those that are ignored stay so."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> NoReturn:
    sys.exit(128 + number)
