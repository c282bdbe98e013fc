"""reportgen init: a small example project."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.show import USAGE, guarded
from reportgen.cli.terminal import tell
from reportgen.starter.choices import LANGUAGE, LANGUAGES, PAPERS, stem_of

if TYPE_CHECKING:
    from reportgen.starter.choices import Language, Paper

_CODE = "not-empty"
_NOBODYS = frozenset({".git", ".hg", ".DS_Store"})
"""What may be in a folder that counts as empty."""


def _stem(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    if name is not None and name != stem_of(name):
        raise click.BadParameter(f'small letters, digits and single hyphens, for example "{stem_of(name)}"')
    return name


@click.command(short_help="Create a small example project that builds at once.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--paper", type=click.Choice(PAPERS, case_sensitive=False), help="Default: Letter for en-US, else A4.")
@click.option(
    "--language", type=click.Choice(LANGUAGES, case_sensitive=False), default=LANGUAGE, show_default=True,
    help="Language of texts, dates, numbers and wording.",
)  # fmt: skip
@click.option(
    "--name", metavar="STEM", callback=_stem, help="First part of output file names (default: the name of DIRECTORY)."
)
@click.pass_obj
@guarded
def command(session: Session, directory: Path, paper: Paper | None, language: Language, name: str | None) -> None:
    """Write a small example project into DIRECTORY, which must not exist or be empty.

    The result does not depend on the language or paper size of the system.
    """
    from reportgen.files.atomic import fill_folder, settle

    target = session.directory / directory
    settle(target)
    if os.path.lexists(target) and not _is_empty(target):
        tell(f"{directory} exists and is not empty [{_CODE}]; nothing was written", err=True)
        sys.exit(USAGE)
    import shlex

    from reportgen.starter.project import project_files

    fill_folder(target, project_files(name or stem_of(target.resolve().name), language, paper))
    where = "" if target.resolve() == Path.cwd() else f"cd {shlex.quote(os.fspath(target))} && "
    tell(f"{directory} is ready; next: {where}reportgen build")


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and all(each.name in _NOBODYS for each in folder.iterdir())
