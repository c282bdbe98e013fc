"""reportgen status: institution by state."""

from __future__ import annotations

import gc
import sys

import click

from reportgen.cli import Session
from reportgen.cli.show import FINDINGS, guarded
from reportgen.cli.terminal import tell, write_text
from reportgen.findings.shown import json_text


@click.command(short_help="Who has reported, confirmed and signed what.")
@click.argument("edition", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to say it.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, form: str) -> None:
    """Say for each institution how many of its items in an EDITION (default: the newest) are open, reported, confirmed,
    signed, or signed and changed since (void); how many of its records are out in a form (sent) or came back
    (returned), and how many answers wait for a decision (conflict). --format json names the items.
    """
    from reportgen.checks.run import load_checked
    from reportgen.collecting.returns import read_returns
    from reportgen.findings.report import summary
    from reportgen.project.open import open_project
    from reportgen.signing.status import as_data, as_table

    gc.disable()  # the process ends with the command, and collecting finds nothing to free in it
    loaded = load_checked(open_project(session.directory), edition)
    whole = loaded.partial
    returns = read_returns(loaded.project, loaded.name)
    if form == "json":
        write_text(json_text(as_data(whole, returns)) + "\n")
    else:
        tell(*as_table(whole, returns))
    if loaded.errors:
        tell(f"as far as the data can be read; reportgen check {whole.name}: {summary(loaded.errors)}", err=True)
        sys.exit(FINDINGS)
