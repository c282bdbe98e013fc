"""reportgen check: every finding in the data, with its place."""

from __future__ import annotations

import gc
import sys

import click

from reportgen.cli import Session
from reportgen.cli.show import DONE, FINDINGS, findings, guarded


@click.command(short_help="Every finding in the data, with its place.")
@click.argument("edition", required=False)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to say it.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, strict: bool, form: str) -> None:
    """Check the data of an EDITION (default: the newest): types, ids, names, dates, arithmetic, and what of it no page
    prints.

    Exit status 1 where an error was found; with --strict a warning too.
    """
    from reportgen.edition.loading import load, order
    from reportgen.edition.report import as_github, as_json, summary
    from reportgen.outputs.unprinted import unprinted
    from reportgen.project import open_project

    gc.disable()  # the process ends with the command, and collecting finds nothing to free in it
    loaded = load(open_project(session.directory), edition)
    found = loaded.findings if loaded.errors else tuple(sorted((*loaded.findings, *unprinted(loaded)), key=order))
    if form == "json":
        click.echo(as_json(found))
    elif form == "github":
        click.echo(as_github(found))
    else:
        findings(session, found, notes=True)
        session.say(summary(found))
    stops = {"error", "warning"} if strict else {"error"}
    sys.exit(FINDINGS if any(finding.severity in stops for finding in found) else DONE)
