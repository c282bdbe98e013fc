"""reportgen where: where an id stands in the data, and everything that prints it."""

from __future__ import annotations

import sys
from itertools import groupby

import click

from reportgen.cli import Session
from reportgen.cli.show import FINDINGS, guarded


@click.command(short_help="Where something stands in the data, and what prints it.")
@click.argument("id_")
@click.option("--edition", help="The edition to look in (default: the newest).")
@click.pass_obj
@guarded
def command(session: Session, id_: str, edition: str | None) -> None:
    """Say where an ID (of an item, section, figure, chart, institution …) stands in the data, where the data refer to
    it, and every block, page and excerpt that prints it."""
    from reportgen.edition import load
    from reportgen.edition.near import did_you_mean
    from reportgen.edition.places import known_ids, places
    from reportgen.outputs.where import printed
    from reportgen.project import open_project

    project = open_project(session.directory)
    loaded = load(project, edition)
    found = places(loaded, id_)
    if not found:
        hint = did_you_mean(id_, known_ids(loaded))
        click.echo(f'nothing has the id "{id_}" [unknown-id]' + (f"\nhint: {hint}" if hint else ""), err=True)
        sys.exit(FINDINGS)
    for mention in found:
        click.echo(f"{mention.place.file}:{mention.place.line}: {mention.path}")
    records = tuple(mention.path for mention in found if mention.kind == "record")
    blocks = printed(project, loaded, records, id_)
    for document, group in groupby(blocks, key=lambda block: block.document):
        click.echo(f"excerpt {document}:" if document else "whole report:")
        for block in group:
            click.echo(f"  page {block.page:<3} {block.block}" if block.page else f"  {block.block}")
    if not blocks:
        session.say("no page prints it")
