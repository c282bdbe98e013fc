"""reportgen log: how the fields of a record came to their values."""

from __future__ import annotations

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded, unknown_id
from reportgen.cli.terminal import tell


@click.command(short_help="Show the history of a record.")
@click.argument("id_")
@click.option("--edition", help="Search this edition only (default: all editions).")
@click.pass_obj
@guarded
def command(session: Session, id_: str, edition: str | None) -> None:
    """Show the history of the record with an ID (an item, figure or statement): sent, returned, set, confirmed,
    decided, signed, and edited in the file since; edition by edition.
    """
    from reportgen.collecting.books import open_books
    from reportgen.collecting.log import log
    from reportgen.findings.near import did_you_mean
    from reportgen.project.open import open_project

    project = open_project(session.directory)
    known: list[str] = []
    told = False
    for name in (edition,) if edition else project.settings.by_age:
        books = open_books(project, name)
        rows = books.rows()
        known += [row.id for row in rows]
        events = log(books.loaded.partial, books.returns, id_, rows)
        if events or id_ in known:
            tell(f"{books.loaded.name}:" if events else f"{books.loaded.name}: nothing is recorded")
            told = True
        for event in events:
            tell(f"  {event.day or 'since':10}  {event.text}")
    if not told:
        hint = did_you_mean(id_, known)
        unknown_id(id_, hint)
