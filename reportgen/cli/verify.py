"""reportgen verify: read finished files back and prove what they claim."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli import Session
from reportgen.cli.show import DONE, FINDINGS, guarded
from reportgen.cli.terminal import tell, write_text
from reportgen.findings.shown import json_text


@click.command(short_help="Read finished files back and prove what they claim.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@click.option("--rebuild", is_flag=True, help="Build archive files again from their attachments, and compare.")
@click.pass_obj
@guarded
def command(session: Session, paths: tuple[Path, ...], form: str, rebuild: bool) -> None:
    """Verify manifests, folders and single PDF and Word files.

    Verifies a folder by its manifest; without one, compares PDF and Word files of the same name. The exit status is 1
    if a file does not conform to its claims. With --rebuild, the PATHs are archive files: unpacks data and template
    of each, builds the report in a scratch folder, and compares the result with the file.
    """
    from reportgen.api.verification import verify

    report = verify([session.directory / path for path in paths], rebuild=rebuild)
    if form == "json":
        write_text(json_text(report.data()) + "\n")
    else:
        tell(*(line for file in report.files for line in file.lines()))
    sys.exit(DONE if report.ok else FINDINGS)
