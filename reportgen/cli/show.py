"""Printing findings and progress at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from reportgen.cli import Session


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
        """`done` of `total`, now doing `what`."""
        if self.shown:
            click.echo(f"\r\x1b[K[{done}/{total}] {what}", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            click.echo("\r\x1b[K", err=True, nl=False)
