"""reportgen import: tables that exist, made the records of an edition."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import FINDINGS, USAGE, findings, guarded
from reportgen.cli.terminal import tell

if TYPE_CHECKING:
    from reportgen.findings.finding import Finding

_MOST = 20
"""Findings that are shown of one code."""


@click.command(short_help="Import existing tables (Excel, CSV, Word).")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("edition", required=False)
@click.option("--into", required=True, metavar="COLLECTION", help="Kind of record: a collection, figures, sections …")
@click.option(
    *("--map", "map_file"), type=click.Path(path_type=Path), metavar="FILE",
    help="File with the matches of columns and fields; written if it does not exist.",
)  # fmt: skip
@click.option("--always", multiple=True, metavar="FIELD=VALUE", help="Set a field of every record (repeatable).")
@click.option("--update", is_flag=True, help="Change existing records that differ.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--by", metavar="NAME", help="Name of the person who imports.")
@click.option("--on", metavar="DAY", help="Date, such as 2020-12-31 (default: today).")
@click.pass_obj
@guarded
def command(
    session: Session, file: Path, edition: str | None, into: str, map_file: Path | None, always: tuple[str, ...],
    update: bool, dry_run: bool, yes: bool, by: str | None, on: str | None,
) -> None:  # fmt: skip
    """Import the rows of a table in FILE (xlsx, ods, csv, docx) as records of an EDITION (default: the newest): all
    rows or none. Existing records, matched by id or title, are changed only with --update.

    Matches columns to fields by their headings and contents. --map FILE stores the matches for editing: the first run
    writes FILE and imports nothing, later runs read it.
    """
    from reportgen.collecting.apply import Who
    from reportgen.collecting.books import open_books
    from reportgen.collecting.returns import refused
    from reportgen.files.atomic import write_file
    from reportgen.importing import take as importing
    from reportgen.importing.mapping import as_text, read_map
    from reportgen.importing.preview import mapping_lines, result_lines
    from reportgen.project.open import locked_project
    from reportgen.yaml.model import is_day

    leave_garbage()
    who = Who(by, on or date.today().isoformat())
    if not is_day(who.on):
        raise refused("bad-date", f'"{who.on}" is no day of the calendar', "write it as 2020-12-31: --on")
    given = dict(_pair(each) for each in always)
    kept = session.directory / map_file if map_file is not None else None
    if kept is not None and kept.exists() and given:
        raise click.UsageError(f"--always stands in {map_file} itself: always:")
    with locked_project(session.directory, session.say) as project:
        books = open_books(project, edition)
        target = importing.destination(books, into)
        source = importing.read_source(session.directory / file)
        if kept is not None and kept.exists():
            mapping = read_map(kept, target.name, target.fields)
            table = importing.mapped(source, target, mapping)
        else:
            table, mapping = importing.proposed(books, source, target, given)
        tell(*mapping_lines(source, target, table, mapping))
        if kept is not None and not kept.exists():
            if not dry_run:
                write_file(kept, as_text(mapping, source.name).encode())
                session.say(f"{map_file} is written: look at it, then run the same again to take the rows")
            return
        result = importing.take(books, source, target, table, mapping, who, update=update)
        tell(*result_lines(result))
        _tell(session, result.findings)
        if result.refused:
            sys.exit(FINDINGS)
        assert result.merged is not None
        if not dry_run and (result.merged.new or result.merged.changes):
            if not _agreed(session, yes):
                sys.exit(USAGE)
            books.write()


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise click.UsageError(f'--always "{text}": write FIELD=VALUE')
    return name.strip(), value.strip()


def _tell(session: Session, found: Iterable[Finding]) -> None:
    """The findings, of each code so many at most."""
    counts: dict[str, int] = {}
    shown = []
    for each in found:
        counts[each.code] = counts.get(each.code, 0) + 1
        if counts[each.code] <= _MOST:
            shown.append(each)
    findings(session, shown)
    for code, count in counts.items():
        if count > _MOST:
            session.say(f"… and {count - _MOST} more [{code}]")


def _agreed(session: Session, yes: bool) -> bool:
    """Whether it may be done."""
    try:
        if yes or click.confirm("take it into the data?", err=True):
            return True
    except click.Abort:
        tell("", "nobody is there to say so; --yes takes it without asking", err=True)
    session.say("nothing was written")
    return False
