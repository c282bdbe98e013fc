"""The one way out of the commands: lines in which no character steers the terminal or pipeline that shows them."""

from __future__ import annotations

import sys
from typing import Any

import click

from reportgen.findings.shown import harmless, line


class Styled(str):
    """A piece of a line in colour; whatever stood in it that steers is named."""

    __slots__ = ()


def styled(text: str, **look: Any) -> Styled:
    """A piece of a line as it looks (``fg="red"``, ``bold=True``)."""
    return Styled(click.style(line(text), **look))


def tell(*lines: str, err: bool = False) -> None:
    """Print lines, each argument as one, on stdout or stderr."""
    write_text("".join(f"{each if isinstance(each, Styled) else line(each)}\n" for each in lines), err=err)


def tell_pieces(*pieces: str, err: bool = False) -> None:
    """Print one line made of pieces, some of them styled."""
    plain = not any(isinstance(piece, Styled) for piece in pieces)
    if plain:
        tell("".join(pieces), err=err)
    else:
        write_text("".join(piece if isinstance(piece, Styled) else harmless(piece) for piece in pieces) + "\n", err=err)


def write_text(text: str, *, err: bool = False) -> None:
    """Print a text that is safe as it stands: JSON, workflow commands or markup of `reportgen.findings`."""
    click.echo(text, nl=False, err=err)


def write_bytes(content: bytes) -> None:
    """The content of a file to stdout; at a terminal as lines."""
    if sys.stdout.isatty():
        tell(*content.decode(errors="replace").splitlines())
    else:
        sys.stdout.buffer.write(content)


def rewrite(text: str) -> None:
    """Write a line on stderr over the one before; "" takes it away. Only for terminals."""
    click.echo(f"\r\x1b[K{line(text)}", err=True, nl=False)
