"""reportgen send: forms for the institutions that fill the report."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell


@click.command(short_help="Write forms for the institutions that fill in the report.")
@click.argument("edition", required=False)
@click.option("--for", "to", required=True, metavar="ID|all", help="Institutions: ids or abbreviations, or all.")
@click.option(
    "--to",
    "formats",
    default="docx,xlsx",
    metavar="FORMAT[,…]",
    help="docx: a Word form; xlsx: a workbook (default: both).",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder (default: output/EDITION/forms).")
@click.option("--on", metavar="DAY", help="Date of the letter, such as 2020-12-31 (default: today).")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, to: str, formats: str, output: Path | None, on: str | None) -> None:
    """Write a form for each institution, with a covering letter, that asks for its part of an EDITION (default: the
    newest). data/EDITION/returns.yaml records what was sent.

    The deadline and the return address are in reportgen.yaml, under request of the edition.
    """
    from reportgen.checks.run import load_checked
    from reportgen.collecting.returns import as_text, path_of, read_returns
    from reportgen.collecting.send import FOLDER, send
    from reportgen.compose.named import printer
    from reportgen.files.atomic import write_all
    from reportgen.project.open import locked_project

    leave_garbage()
    wanted = tuple(name.strip() for name in formats.split(",") if name.strip())
    with locked_project(session.directory, session.say) as project:
        loaded = load_checked(project, edition)
        returns = read_returns(project, loaded.name)
        sending = send(loaded, returns, to, wanted, on or date.today().isoformat(), printer)
        folder = session.directory / output if output is not None else project.output(loaded.name) / FOLDER
        text = as_text(project, loaded.name, sending.returns)
        record = {path_of(loaded.name): text.encode()} if sending.returns != returns else {}
        root, place = project.root.resolve(), folder.resolve()
        if place.is_relative_to(root):  # forms and their record, all or nothing
            forms = {(place / name).relative_to(root).as_posix(): content for name, content in sending.files.items()}
            write_all(root, {**forms, **record}, through=True)
        else:
            write_all(folder, sending.files, through=True)
            write_all(root, record, through=True)
    for name in sending.files:
        tell(os.path.relpath(folder / name))
    for note in sending.notes:
        session.say(note)
    session.say(f"{len(sending.forms)} form{'s' if len(sending.forms) != 1 else ''}: {path_of(loaded.name)}")
