"""reportgen init: a small example project."""

from __future__ import annotations

import os
import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from reportgen.cli import Session
from reportgen.cli.show import USAGE, guarded

_CODE = "not-empty"
_NOBODYS = frozenset({".git", ".hg", ".DS_Store"})
"""What may be in a folder that counts as empty."""


@click.command(short_help="A small example project that builds at once.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def command(session: Session, directory: Path) -> None:
    """Write a small example project into DIRECTORY, which must not exist or be empty."""
    from reportgen.files.atomic import fill_folder, settle

    target = session.directory / directory
    settle(target)
    if os.path.lexists(target) and not _is_empty(target):
        click.echo(f"{directory} exists and is not empty [{_CODE}]; nothing was written", err=True)
        sys.exit(USAGE)
    import shlex

    fill_folder(target, _example())
    where = "" if target.resolve() == Path.cwd() else f"cd {shlex.quote(os.fspath(target))} && "
    click.echo(f"{directory} is ready; next: {where}reportgen build")


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and all(each.name in _NOBODYS for each in folder.iterdir())


def _example() -> dict[str, bytes]:
    """Path -> content of every file, the schemas of its data among them."""
    from reportgen.edition.schemas import schema_files
    from reportgen.project.folder import SCHEMA_FOLDER
    from reportgen.project.open import open_project

    with as_file(files("reportgen") / "starter") as starter:
        paths = (path for path in sorted(starter.rglob("*")) if path.is_file() and path.suffix != ".pyc")
        found = {path.relative_to(starter).as_posix(): path.read_bytes() for path in paths}
        made = schema_files(open_project(starter))
    return found | {f"{SCHEMA_FOLDER}/{name}": content for name, content in made.items()}
