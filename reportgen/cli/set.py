"""reportgen set: one value of the data, by its path."""

from __future__ import annotations

from datetime import date

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import guarded


@click.command(short_help="Set one value of the data.")
@click.argument("path")
@click.argument("value")
@click.argument("edition", required=False)
@click.option("--by", metavar="NAME", help="Name of the person who sets it.")
@click.option("--on", metavar="DAY", help="Date, such as 2020-12-31 (default: today).")
@click.pass_obj
@guarded
def command(session: Session, path: str, value: str, edition: str | None, by: str | None, on: str | None) -> None:
    """Set the value at PATH, such as measures[ki-trainer].status, in an EDITION (default: the newest), and leave the
    rest of the file as it is. An empty VALUE removes the field. A value that would make the data invalid is refused.
    """
    from reportgen.collecting.apply import Who
    from reportgen.collecting.books import open_books
    from reportgen.collecting.confirm import set_value
    from reportgen.project.open import locked_project

    leave_garbage()
    with locked_project(session.directory, session.say) as project:
        book = open_books(project, edition)
        wish = set_value(book, path, value, Who(by, on or date.today().isoformat()))
        book.write()
    session.say(f"{path} is set" if wish else f"{path} says so already")
