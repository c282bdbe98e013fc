"""reportgen check: every finding in the data, with its place."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.show import DONE, FINDINGS, findings, guarded

if TYPE_CHECKING:
    from reportgen.edition.loading import Loaded
    from reportgen.findings.finding import Finding


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
    from reportgen.checks.run import load_checked
    from reportgen.findings.report import as_github, as_json, summary
    from reportgen.project.open import open_project

    gc.disable()  # the process ends with the command, and collecting finds nothing to free in it
    found = _found(load_checked(open_project(session.directory), edition))
    if form == "json":
        click.echo(as_json(found))
    elif form == "github":
        click.echo(as_github(found))
    else:
        findings(session, found, notes=True)
        session.say(summary(found))
    stops = {"error", "warning"} if strict else {"error"}
    sys.exit(FINDINGS if any(finding.severity in stops for finding in found) else DONE)


def _found(loaded: Loaded) -> tuple[Finding, ...]:
    """What is wrong with the data, and with the template once it can be run on them."""
    if loaded.errors:
        return loaded.findings
    from reportgen.build.printed import printed_nowhere
    from reportgen.errors import FindingsError
    from reportgen.findings.finding import order

    try:
        more = printed_nowhere(loaded)
    except FindingsError as error:
        more = error.findings
    return tuple(sorted((*loaded.findings, *more), key=order))
