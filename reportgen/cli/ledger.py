"""reportgen ledger: every figure of an edition, for those who check the facts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded
from reportgen.cli.terminal import write_bytes

if TYPE_CHECKING:
    from reportgen.edition.model import Edition
    from reportgen.ledger.entries import Entry

FORMATS = ("text", "csv", "xlsx")
ENDINGS = {".txt": "text", ".csv": "csv", ".xlsx": "xlsx"}


@click.command(short_help="List every figure with date, source, change and pages.")
@click.argument("edition", required=False)
@click.option("--to", "form", type=click.Choice(FORMATS), help="Default: by the extension of FILE, or else text.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to FILE.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, form: str | None, output: Path | None) -> None:
    """List every figure of an EDITION (default: the newest) with its date, source and change, its place in the data,
    and the pages and excerpts that print it."""
    form = form or _by_ending(output)
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("a workbook is no text for a terminal; name a file with -o")
    from reportgen.build.printed import where_printed
    from reportgen.checks.run import load_checked
    from reportgen.ledger.read import figure_paths, read_ledger
    from reportgen.project.open import open_project

    loaded = load_checked(open_project(session.directory), edition)
    printed = where_printed(loaded, figure_paths(loaded.edition))
    content = _content(form, read_ledger(loaded, printed), loaded.edition)
    if output is None:
        write_bytes(content)
        return
    from reportgen.files.atomic import write_file

    target = session.directory / output
    write_file(target, content)
    session.say(f"{os.path.relpath(target)}  ({len(figure_paths(loaded.edition))} figures)")


def _by_ending(output: Path | None) -> str:
    if output is None:
        return "text"
    form = ENDINGS.get(output.suffix.lower())
    if form is None:
        named = f'"{output.suffix}" is the ending of no format' if output.suffix else f"{output} has no ending"
        raise click.UsageError(f"{named}: say --to {', '.join(FORMATS)}, or end it in {', '.join(ENDINGS)}")
    return form


def _content(form: str, ledger: tuple[Entry, ...], edition: Edition) -> bytes:
    if form == "csv":
        from reportgen.ledger.csvfile import as_csv

        return as_csv(ledger)
    if form == "xlsx":
        from reportgen.ledger.workbook import as_xlsx

        return as_xlsx(ledger, f"{edition.report.title} {edition.report.year}", edition.as_of)
    from reportgen.ledger.text import as_text

    return as_text(ledger).encode()
