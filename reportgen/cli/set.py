"""reportgen set: one value of the data, by its path."""

from __future__ import annotations

import gc
from datetime import date

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded


@click.command(short_help="Set one value of the data.")
@click.argument("path")
@click.argument("value")
@click.argument("edition", required=False)
@click.option("--by", metavar="NAME", help="Who says so.")
@click.option("--on", metavar="DAY", help="The day, as 2020-12-31 (default: today).")
@click.pass_obj
@guarded
def command(session: Session, path: str, value: str, edition: str | None, by: str | None, on: str | None) -> None:
    """Set the value at PATH (as measures[ki-trainer].status) of an EDITION (default: the newest); the rest of the file
    stays as it is. An empty VALUE takes the field away. Refused where the data would be wrong with it.
    """
    from reportgen.collecting.apply import Who
    from reportgen.collecting.books import open_books
    from reportgen.collecting.confirm import set_value
    from reportgen.project.open import locked_project

    gc.disable()  # the process ends with the command, and collecting finds nothing to free in it
    with locked_project(session.directory, session.say) as project:
        book = open_books(project, edition)
        wish = set_value(book, path, value, Who(by, on or date.today().isoformat()))
        book.write()
    session.say(f"{path} is set" if wish else f"{path} says so already")
