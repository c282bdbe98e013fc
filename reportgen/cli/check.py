"""reportgen check: every finding in the data, with its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import DONE, FINDINGS, findings, guarded
from reportgen.cli.terminal import tell, write_text

if TYPE_CHECKING:
    from reportgen.checks.overview import Owned
    from reportgen.edition.loading import Loaded
    from reportgen.findings.finding import Finding


@click.command(short_help="Report every finding in the data, with its place.")
@click.argument("edition", required=False)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--for", "audience", default="", metavar="ID", help="Only findings of these institutions: ids or abbreviations."
)
@click.option("--all", "everything", is_flag=True, help="Show all findings, however many there are of a code.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="Output format.")
@click.pass_obj
@guarded
def command(session: Session, edition: str | None, strict: bool, audience: str, everything: bool, form: str) -> None:
    """Check the data of an EDITION (default: the newest): types, ids, names, dates, arithmetic, and data that no page
    prints.

    Prints the number of findings by institution and code, then the findings. On a terminal, shows all errors and ten
    other findings of each code; --all shows the rest. The exit status is 1 if there is an error, or with --strict a
    warning.
    """
    from reportgen.api.project import open_project
    from reportgen.checks.overview import Owned
    from reportgen.edition.audience import audiences_of, parse_selection
    from reportgen.findings.report import as_github, as_json

    leave_garbage()
    opened = open_project(session.directory).edition(edition)
    loaded, found = opened.loaded, opened.check()
    owned = Owned(loaded)
    if audience:
        wanted = {each.id for each in audiences_of(loaded.partial).resolve(parse_selection(audience))}
        found = tuple(finding for finding in found if wanted.intersection(owned.of(finding)))
    if form == "json":
        write_text(as_json(found))
    elif form == "github":
        write_text(as_github(found))
    else:
        _print(session, loaded, found, owned, everything=everything or not _at_terminal())
    stops = {"error", "warning"} if strict else {"error"}
    sys.exit(FINDINGS if any(finding.severity in stops for finding in found) else DONE)


def _at_terminal() -> bool:
    return sys.stdout.isatty()


def _print(session: Session, loaded: Loaded, found: tuple[Finding, ...], owned: Owned, *, everything: bool) -> None:
    """The overview and the findings on stdout, the sum of them on stderr."""
    from reportgen.checks.overview import overview, shorten
    from reportgen.findings.report import summary

    tell(*overview(found, owned, loaded))
    shown, left = (found, {}) if everything else shorten(found)
    if shown:
        tell("")
    findings(session, shown, notes=True, err=False)
    if left:
        more = ", ".join(f"{count} {code}" for code, count in sorted(left.items()))
        session.say(f"not shown: {more}; --all shows them")
    session.say(summary(found))
