"""reportgen compose: the report markup that the template prints."""

from __future__ import annotations

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded
from reportgen.cli.terminal import write_text
from reportgen.findings.shown import xml_text


@click.command(short_help="Print the report markup of a template.")
@click.argument("edition", required=False)
@click.option(
    "--for",
    "audience",
    default="",
    metavar="ID[+ID]",
    help="Of the excerpt for these institutions: ids or abbreviations.",
)
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Of the excerpt of items with this value.")
@click.option("--draft", is_flag=True, help="Markup of a draft.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, audience: str, where: tuple[str, ...], draft: bool) -> None:
    """Print the report markup of an EDITION (default: the newest), for inspection and tests."""
    from reportgen.api.project import open_project
    from reportgen.edition.audience import audiences_of, narrowed, parse_selection

    prepared = open_project(session.directory).edition(edition).documents(None, draft=draft).prepared
    selection = parse_selection(audience, where)
    found = audiences_of(prepared.edition).resolve(selection)
    if where:
        found = narrowed(prepared.edition, found, selection)
    if selection.every or len(found) > 1:
        raise click.UsageError("compose prints one excerpt: name one, or one value")
    write_text(xml_text(prepared.markup(found[0] if found else None).text) + "\n")
