"""reportgen compose: the report markup that the template prints."""

from __future__ import annotations

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded


@click.command(short_help="The report markup that the template prints.")
@click.argument("edition", required=False)
@click.option("--for", "audience", default="", metavar="ID", help="Of an excerpt: id or abbreviation.")
@click.option("--draft", is_flag=True, help="As of a draft.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, audience: str, draft: bool) -> None:
    """Print the report markup of an EDITION (default: the newest), for looking at and for tests."""
    from reportgen.build.prepare import prepare
    from reportgen.checks.run import load_checked
    from reportgen.edition.audience import resolve_audience
    from reportgen.project.open import open_project

    prepared = prepare(load_checked(open_project(session.directory), edition), draft=draft)
    institution = resolve_audience(prepared.edition, audience) if audience else None
    click.echo(prepared.markup(institution).text)
