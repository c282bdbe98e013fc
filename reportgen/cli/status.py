"""reportgen status: institution by state, and what is open as lists."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import FINDINGS, guarded
from reportgen.cli.terminal import tell, write_text
from reportgen.findings.shown import json_text

if TYPE_CHECKING:
    from reportgen.edition.loading import Loaded
    from reportgen.edition.returned import Returns


@click.command(short_help="List who has reported, confirmed and signed what; write work lists.")
@click.argument("edition", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option(
    "--for",
    "to",
    metavar="ID|all",
    help="Write the work list of an institution, or of all institutions and the editors.",
)
@click.option("--to", "formats", metavar="FORMAT[,…]", help="Formats of work lists: docx, xlsx, md (default: docx).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder (default: output/EDITION/forms).")
@click.pass_obj
@guarded
def command(
    session: Session, edition: str | None, form: str, to: str | None, formats: str | None, output: Path | None
) -> None:
    """Count, for each institution, its items in an EDITION (default: the newest) that are open, reported, confirmed,
    signed, or changed since they were signed (void); its records that are out in a form (sent) or came back
    (returned); and its answers that await a decision (conflict). --format json lists the items.

    With --for, writes a list of open tasks instead, as Word, Excel or Markdown.
    """
    from reportgen.checks.run import load_checked
    from reportgen.collecting.returns import read_returns
    from reportgen.findings.report import summary
    from reportgen.project.open import open_project
    from reportgen.signing.status import as_data, as_table

    leave_garbage()
    loaded = load_checked(open_project(session.directory), edition)
    whole = loaded.partial
    returns = read_returns(loaded.project, loaded.name)
    if to is not None:
        _write(session, loaded, returns, to, formats or "docx", output)
    elif formats is not None or output is not None:
        raise click.UsageError("--to and -o are of work lists: --for ID or --for all")
    elif form == "json":
        write_text(json_text(as_data(whole, returns)) + "\n")
    else:
        tell(*as_table(whole, returns))
    if loaded.errors:
        tell(f"as far as the data can be read; reportgen check {whole.name}: {summary(loaded.errors)}", err=True)
        sys.exit(FINDINGS)


def _write(session: Session, loaded: Loaded, returns: Returns, to: str, formats: str, output: Path | None) -> None:
    from reportgen.collecting.send import FOLDER, before_of
    from reportgen.collecting.worklist.files import files_of
    from reportgen.collecting.worklist.open import open_lists
    from reportgen.edition.audience import ALL, resolve_institution
    from reportgen.files.atomic import write_all

    settings, edition = loaded.project.settings, loaded.partial
    request = settings.editions[loaded.name].request
    lists = open_lists(edition, before_of(loaded), returns, settings.report, request)
    if to != ALL:
        wanted = {resolve_institution(edition, each.strip()) for each in to.split(",")}
        lists = tuple(each for each in lists if each.institution in wanted)
    files = files_of(lists, [name.strip() for name in formats.split(",") if name.strip()])
    if not files:
        session.say("nothing is open")
        return
    folder = session.directory / output if output is not None else loaded.project.output(loaded.name) / FOLDER
    write_all(folder, files)
    for name in files:
        tell(str(folder / name))
