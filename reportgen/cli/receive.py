"""reportgen receive: filled forms back into the data."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import DONE, FINDINGS, USAGE, findings, guarded
from reportgen.cli.terminal import tell

if TYPE_CHECKING:
    from reportgen.collecting.books import Books, FormReading
    from reportgen.project.open import Project


@click.command(short_help="Merge completed forms into the data.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option(
    "--by", metavar="NAME", help="Name of the person who receives the files; recorded with what a form confirms."
)
@click.option("--on", metavar="DAY", help="Date, such as 2020-12-31 (default: today).")
@click.option("--accept", multiple=True, metavar="PROPOSAL", help="Accept a proposal, such as bmas-3 (repeatable).")
@click.option("--reject", multiple=True, metavar="PROPOSAL", help="Reject a proposal (repeatable).")
@click.option("--edition", metavar="EDITION", help="Edition of the proposals (default: the newest).")
@click.pass_obj
@guarded
def command(
    session: Session, files: tuple[Path, ...], dry_run: bool, yes: bool, by: str | None, on: str | None,
    accept: tuple[str, ...], reject: tuple[str, ...], edition: str | None,
) -> None:  # fmt: skip
    """Read completed forms (docx, xlsx, ods), compare them with the values sent and with the data, and merge new
    answers into the data: all of a file or nothing. Answers that conflict with newer data become proposals; so do
    comments, tracked changes, and changes in drafts.

    data/EDITION/returns.yaml records who merged which values from which file, and when; --accept and --reject decide
    proposals.
    """
    from reportgen.collecting.apply import Who
    from reportgen.project.open import locked_project

    leave_garbage()
    if bool(files) == bool(accept or reject):
        raise click.UsageError("name files to read, or proposals with --accept and --reject")
    who = Who(by, on or date.today().isoformat())
    with locked_project(session.directory, session.say) as project:
        if files:
            sys.exit(_read(session, project, files, who, dry_run=dry_run, yes=yes))
        from reportgen.collecting.books import open_books
        from reportgen.collecting.decide import decide

        book = open_books(project, edition)
        decide(book, accept, who, accept=True)
        decide(book, reject, who, accept=False)
        if not dry_run:
            book.write()
    session.say(f"{len(accept)} accepted, {len(reject)} rejected")


def _read(session: Session, project: Project, files: tuple[Path, ...], who: object, *, dry_run: bool, yes: bool) -> int:
    from reportgen.collecting.apply import Who
    from reportgen.collecting.preview import lines
    from reportgen.collecting.receive import receive
    from reportgen.errors import FindingsError, ProjectError

    assert isinstance(who, Who)
    books: dict[str, Books] = {}
    readings: list[FormReading] = []
    failed = False
    for path in files:
        try:
            reading = receive(project, books, session.directory / path, who)
        except ProjectError:
            raise
        except FindingsError as error:
            findings(session, error.findings, notes=session.verbose)
            failed = True
            continue
        readings.append(reading)
        tell(*lines(reading))
        findings(session, reading.findings)
    failed |= any(reading.refused for reading in readings)
    new = [each for each in readings if not (each.refused or each.again)]
    if new and not dry_run:
        if not (yes or _agreed(new)):
            session.say("nothing was written")
            return USAGE
        for book in books.values():
            book.write()
    return FINDINGS if failed else DONE


def _agreed(readings: list[FormReading]) -> bool:
    """Whether it may be done; nobody is asked where nothing changes."""
    if not any(reading.of("taken") or reading.proposals for reading in readings):
        return True
    try:
        return click.confirm("take it into the data?", err=True)
    except click.Abort:
        tell("", "nobody is there to say so; --yes takes it without asking", err=True)
        return False
