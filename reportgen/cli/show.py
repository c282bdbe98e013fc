"""Printing findings and progress at the terminal, and the ways a command can end."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import click

from reportgen.cli.terminal import rewrite, styled, tell

if TYPE_CHECKING:
    from reportgen.cli import Session
    from reportgen.errors import WriteError
    from reportgen.findings.finding import Finding

P = ParamSpec("P")

DONE, FINDINGS, USAGE, MISSING_TOOL = 0, 1, 2, 3
"""Exit status of the contract."""

_SYSTEM = "system"
"""The code of what the operating system refuses."""
_TOOL = "tool-failed"
"""The code of what a program outside of reportgen does not do."""
_MOST_DIFFERENCES = 20
"""Differences that are shown of a file that does not say what it should."""
_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}


def findings(session: Session, found: Iterable[Finding], *, notes: bool = False, err: bool = True) -> None:
    """Print findings on stderr, or on stdout where they are a command's result; notes only where they are asked for."""
    from reportgen.findings.report import text_lines

    for finding in found:
        if finding.severity == "note" and not notes:
            continue
        first, *rest = text_lines(finding)
        head = styled(first, fg=_COLOURS[finding.severity], bold=True) if session.colour else first
        tell(head, *rest, err=err)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose expected failures become messages and an exit status; no traceback for what users can cause."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from reportgen.errors import (
            ArgumentError,
            FindingsError,
            ProjectError,
            ProofError,
            ToolError,
            WorkerError,
            WriteError,
        )

        session: Session = click.get_current_context().obj
        try:
            command(*args, **kwargs)
        except ArgumentError as error:
            raise click.UsageError(str(error)) from None
        except ProjectError as error:
            findings(session, error.findings, notes=session.verbose)
            sys.exit(USAGE)
        except FindingsError as error:
            from reportgen.findings.report import summary

            findings(session, error.findings, notes=session.verbose)
            tell(f"{summary(error.findings)}; nothing was written", err=True)
            sys.exit(USAGE if _usage(error.findings) else FINDINGS)
        except ProofError as error:
            for difference in error.differences[:_MOST_DIFFERENCES]:
                tell(f"{error.name}: {difference}", err=True)
            tell(f"{error}; nothing was written", err=True)
            sys.exit(FINDINGS)
        except WorkerError as error:
            tell(f"{error}; -j 1 takes one process and less memory; nothing was written [{_SYSTEM}]", err=True)
            sys.exit(FINDINGS)
        except ToolError as error:
            tell(f"{error.program} failed: {error} [{_TOOL}]", err=True)
            sys.exit(MISSING_TOOL)
        except BrokenPipeError:
            raise  # whoever reads us has read enough: click ends quietly
        except OSError as error:
            done = f"; {_state(error)}" if isinstance(error, WriteError) else ""
            where = f"{_shown(error.filename)}: " if error.filename else ""
            what = "is there already, and is no folder" if error.errno == errno.EEXIST else error.strerror
            tell(f"{where}{what or error} [{_SYSTEM}]{done}", err=True)
            sys.exit(FINDINGS)

    return run


def _state(error: WriteError) -> str:
    """What is on the disk after writing failed."""
    if not error.left:
        return "nothing was written"
    names = ", ".join(map(_shown, error.left))
    return f"already new, and the system refuses to put back what was there: {names}; the next run tries again"


_USAGE_CODES = frozenset({"unknown-edition", "unknown-audience", "no-items", "unknown-revision", "no-repository"})


def _usage(found: Iterable[Finding]) -> bool:
    """Whether the command line itself is at fault: an edition, audience or revision that does not exist."""
    return any(finding.code in _USAGE_CODES for finding in found)


def _shown(path: object) -> str:
    try:
        return os.path.relpath(str(path))
    except ValueError:
        return str(path)


@contextmanager
def progress(session: Session) -> Iterator[ProgressLine]:
    """A line that says what is being done and vanishes in the end; only where stderr is a terminal."""
    line = ProgressLine(not session.quiet and sys.stderr.isatty())
    try:
        yield line
    finally:
        line.clear()


class ProgressLine:
    """One line on stderr, written over itself."""

    def __init__(self, shown: bool) -> None:
        self.shown = shown

    def __call__(self, done: int, total: int, what: str) -> None:
        """`done` of `total`, the last of them `what`."""
        if self.shown:
            rewrite(f"[{done}/{total}] {what}")

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            rewrite("")


def unknown_id(key: str, hint: str | None) -> NoReturn:
    """End a command that was asked for what has no such id."""
    tell(f'nothing has the id "{key}" [unknown-id]', *([f"    hint: {hint}"] if hint else []), err=True)
    sys.exit(FINDINGS)
