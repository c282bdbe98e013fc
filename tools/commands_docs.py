"""Write docs/commands.md: every command with every argument and option, from the commands themselves.

python tools/commands_docs.py            writes the page
python tools/commands_docs.py --check    says whether it is up to date (exit status 1 where it is not)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from reportgen.cli import COMMANDS, main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
_HEAD = """
Every command with every option, written by `tools/commands_docs.py` from the program itself.
`reportgen COMMAND --help` says the same.

Exit status: 0 done; 1 findings that are errors (with `--strict` warnings too); 2 wrong usage, or no project that can be
read; 3 an outside tool that is needed is missing; 130 interrupted. Results go to stdout, messages and progress to
stderr.
"""


def page() -> str:
    """The whole page."""
    context = click.Context(main, info_name="reportgen")
    parts = ["# Commands", _prose(_HEAD), "", "## Before every command", *_options(main, context)]
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        parts += ["", f"## {name}", *_command(command, click.Context(command, info_name=name, parent=context))]
    return "\n".join(parts).rstrip("\n") + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"    reportgen {context.info_name} {usage}"
    yield ""
    yield _prose(command.help or "")
    yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    rows = [_row(each, context) for each in command.get_params(context) if isinstance(each, click.Option)]
    shown = [row for row in rows if row is not None]
    if shown:
        yield from ("", "| option | |", "|---|---|")
        yield from shown


def _row(option: click.Option, context: click.Context) -> str | None:
    record = option.get_help_record(context)
    if record is None or "--help" in option.opts:
        return None
    names, text = record
    cell = ", ".join(f"`{name}`" for name in names.split(", ")).replace("|", "\\|")
    return f"| {cell} | {_prose(text)} |"


def _prose(text: str) -> str:
    """Paragraphs of a help text, each in one line."""
    paragraphs = text.replace("\b", "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def run(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    wanted = page()
    if "--check" in arguments:
        current = PAGE.is_file() and PAGE.read_text("utf-8") == wanted
        sys.stdout.write("docs/commands.md is up to date\n" if current else "docs/commands.md is out of date\n")
        return 0 if current else 1
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
