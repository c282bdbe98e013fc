"""reportgen confirm: what was carried over from last year, confirmed by command."""

from __future__ import annotations

from datetime import date

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell


@click.command(short_help="Confirm records that were carried over.")
@click.argument("edition", required=False)
@click.option("--for", "institution", required=True, metavar="ID", help="Institution: id or abbreviation.")
@click.option("--item", "items", multiple=True, metavar="ID", help="Only this record (repeatable).")
@click.option("--all", "every", is_flag=True, help="All unconfirmed records.")
@click.option(
    *("--as", "state"), required=True, type=click.Choice(["unchanged", "reported", "ended"]),
    help="Relation to the previous edition.",
)  # fmt: skip
@click.option("--by", required=True, metavar="NAME", help="Name of the person who confirms.")
@click.option("--on", metavar="DAY", help="Date, such as 2020-12-31 (default: today).")
@click.pass_obj
@guarded
def command(
    session: Session, edition: str | None, institution: str, items: tuple[str, ...], every: bool, state: str, by: str,
    on: str | None,
) -> None:  # fmt: skip
    """Confirm how records of an EDITION (default: the newest) relate to the previous edition. If one is confirmed as
    unchanged but has changed, the whole command is refused.
    """
    from reportgen.collecting.apply import Who
    from reportgen.collecting.books import open_books
    from reportgen.collecting.confirm import confirm
    from reportgen.project.open import locked_project

    leave_garbage()
    if every == bool(items):
        raise click.UsageError("name records with --item, or take all with --all")
    with locked_project(session.directory, session.say) as project:
        book = open_books(project, edition)
        done = confirm(book, institution, items, state, Who(by, on or date.today().isoformat()))
        book.write()
    for key in done:
        tell(key)
    session.say(f"{len(done)} record{'s' if len(done) != 1 else ''} confirmed as {state}")
