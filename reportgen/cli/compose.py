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
    from reportgen.build.previous import previous_edition
    from reportgen.checks.run import load_checked
    from reportgen.compose import load_template, render
    from reportgen.edition.audience import resolve_audience
    from reportgen.edition.excerpts import excerpt
    from reportgen.project.open import open_project

    project = open_project(session.directory)
    whole = load_checked(project, edition).edition
    template = load_template(project.template, whole.language)
    previous = previous_edition(project, whole)
    if audience:
        part = excerpt(whole, resolve_audience(whole, audience))
        markup = render(part, template, project.root, whole, previous=previous, draft=draft)
    else:
        markup = render(whole, template, project.root, previous=previous, draft=draft)
    click.echo(markup.text)
