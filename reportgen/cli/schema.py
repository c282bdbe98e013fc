"""reportgen schema: JSON Schemas of the data files."""

from __future__ import annotations

import os

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell, write_text
from reportgen.findings.shown import json_text


@click.command(short_help="Print JSON Schemas for editors that complete and check data.")
@click.option("--write", is_flag=True, help="Write them to data/schema/ instead of printing.")
@click.pass_obj
@guarded
def command(session: Session, write: bool) -> None:
    """Print the JSON Schemas of the data files (draft 2020-12) by file name, or write them to files."""
    from reportgen.edition.schemas import schema_files, schemas
    from reportgen.files.atomic import write_all
    from reportgen.project.folder import SCHEMA_FOLDER
    from reportgen.project.open import open_project

    project = open_project(session.directory)
    if not write:
        write_text(json_text(schemas(project)) + "\n")
        return
    files, folder = schema_files(project), project.root / SCHEMA_FOLDER
    write_all(folder, files)
    for name in files:
        tell(os.path.relpath(folder / name))
