"""The command line: a group whose commands are imported only when they are asked for."""

from __future__ import annotations

import importlib
import keyword
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from reportgen import __version__
from reportgen.cli.terminal import tell
from reportgen.findings.shown import line

COMMANDS = (
    *("init", "check", "build", "import", "new-edition", "send", "receive", "set", "confirm", "sign", "status"),
    *(
        "compose",
        "diff",
        "where",
        "log",
        "ledger",
        "verify",
        "preflight",
        "impose",
        "schema",
        "migrate",
        "doctor",
        "docs",
    ),
)
"""One module of this package each, with a click command called `command`."""

INTERRUPTED = 128 + 2
"""Exit status after Ctrl-C, as shells have it: 128 and the number of the signal."""


class Session(Struct, frozen=True):
    """What holds for a whole run: where it works, how much it says, whether it may use colour."""

    directory: Path
    quiet: bool
    verbose: bool
    colour: bool

    def say(self, message: str) -> None:
        """A message to the person at the terminal, on stderr; nothing with --quiet."""
        if not self.quiet:
            tell(message, err=True)


@contextmanager
def _harmless_errors() -> Iterator[None]:
    """What click says of arguments names characters in them that steer the terminal."""
    try:
        yield
    except click.ClickException as error:
        error.message = line(error.message or "")  # type: ignore[misc]
        raise


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = importlib.import_module(f"reportgen.cli.{name}")
        command: click.Command = module.command
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _harmless_errors():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        try:
            with _harmless_errors():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            tell("interrupted; no file is half written", err=True)
            sys.exit(INTERRUPTED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportgen")
@click.option(
    *("-C", "directory"), type=click.Path(path_type=Path, exists=True, file_okay=False), default=".",
    help="Run as if started in this folder.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print more: notes, and the time of each step.")
@click.option("--no-color", is_flag=True, help="No colours (also: the environment variable NO_COLOR).")
@click.pass_context
def main(ctx: click.Context, directory: Path, quiet: bool, verbose: bool, no_color: bool) -> None:
    """Recurring reports from structured data: Word and PDF that say the same."""
    colour = not no_color and not os.environ.get("NO_COLOR") and sys.stderr.isatty()
    ctx.obj = Session(directory, quiet, verbose, colour)
