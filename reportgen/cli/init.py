"""reportgen init: a small example project."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from reportgen.cli import Session
from reportgen.cli.show import USAGE, guarded


@click.command(short_help="A small example project that builds at once.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def command(session: Session, directory: Path) -> None:
    """Write a small example project into DIRECTORY, which must not exist or be empty."""
    target = session.directory / directory
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        click.echo(f"{directory} exists and is not empty [not-empty]; nothing was written", err=True)
        sys.exit(USAGE)
    from reportgen.outputs.store import copy_tree

    with as_file(files("reportgen") / "starter") as starter:
        copy_tree(starter, target)
    click.echo(f"{directory} is ready; next: cd {directory} && reportgen build")
