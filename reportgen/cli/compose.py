"""reportgen compose: the report markup that the template prints."""

from __future__ import annotations

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded


@click.command(short_help="The report markup that the template prints.")
@click.argument("edition", required=False)
@click.option("--for", "audience", default="", metavar="ID[+ID]", help="Of an excerpt: ids or abbreviations.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Of an excerpt: what holds for its items.")
@click.option("--draft", is_flag=True, help="As of a draft.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, audience: str, where: tuple[str, ...], draft: bool) -> None:
    """Print the report markup of an EDITION (default: the newest), for looking at and for tests."""
    from reportgen.build.prepare import prepare
    from reportgen.checks.run import load_checked
    from reportgen.edition.audience import audiences_of, narrowed, parse_selection
    from reportgen.project.open import open_project

    prepared = prepare(load_checked(open_project(session.directory), edition), draft=draft)
    selection = parse_selection(audience, where)
    found = audiences_of(prepared.edition).resolve(selection)
    if where:
        found = narrowed(prepared.edition, found, selection)
    if selection.every or len(found) > 1:
        raise click.UsageError("compose prints one excerpt: name one, or one value")
    click.echo(prepared.markup(found[0] if found else None).text)
