"""reportgen docs: where the documentation lies on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

import reportgen
from reportgen.cli import Session
from reportgen.cli.show import FINDINGS, guarded
from reportgen.cli.terminal import tell
from reportgen.findings.near import did_you_mean

_ENTRY = "README"


@click.command(short_help="Print the path of the documentation.")
@click.argument("page", required=False, default=_ENTRY)
@click.pass_obj
@guarded
def command(session: Session, page: str) -> None:  # noqa: ARG001
    """Print the path of a PAGE of the documentation (default: README, the page that leads to all others).

    The pages are Markdown, of the installed version: `less "$(reportgen docs data)"`.
    """
    folder = _folder()
    found = folder / f"{page}.md"
    if not found.is_file():
        names = sorted(path.stem for path in folder.glob("*.md"))
        hint = did_you_mean(page, names) or f"there are: {', '.join(names)}"
        tell(f'there is no page "{page}"; {hint}', err=True)
        sys.exit(FINDINGS)
    tell(os.fspath(found))


def _folder() -> Path:
    """The pages as they were installed, or those of the checkout that the program runs from."""
    package = Path(reportgen.__file__).resolve().parent
    installed = package / "docs"
    return installed if installed.is_dir() else package.parent / "docs"
