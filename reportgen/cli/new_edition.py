"""reportgen new-edition: the next edition, made from an earlier one."""

from __future__ import annotations

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell


@click.command(short_help="Create the next edition, with its work list.")
@click.argument("name")
@click.option("--from", "source", metavar="EDITION", help="Predecessor (default: the newest edition).")
@click.option(
    "--as-of",
    metavar="DAY",
    help="Its date, such as 2020-12-31 (default: moved on by the difference between the names).",
)
@click.pass_obj
@guarded
def command(session: Session, name: str, source: str | None, as_of: str | None) -> None:
    """Create the edition NAME: data/NAME/ with all records of its predecessor, and its entry in reportgen.yaml.

    Marks texts as carried over, turns values of figures into previous values, and asks for the outcome of what the
    predecessor announced. data/NAME/worklist.md lists the tasks of each institution. Creates everything or nothing,
    and overwrites nothing.
    """
    from reportgen.checks.run import load_checked
    from reportgen.errors import FindingsError
    from reportgen.files.atomic import add_folder
    from reportgen.findings.finding import Finding
    from reportgen.project.files import TABLES
    from reportgen.project.folder import SETTINGS_NAME
    from reportgen.project.open import locked_project
    from reportgen.succession.markdown import as_table
    from reportgen.succession.plan import plan, predecessor_of
    from reportgen.succession.worklist import NAME

    leave_garbage()
    with locked_project(session.directory, session.say) as project:
        previous = predecessor_of(project, name, source)
        planned = plan(load_checked(project, previous), name, as_of)
        try:
            add_folder(project.root / planned.folder, planned.files, project.root / SETTINGS_NAME, planned.settings)
        except FileExistsError:
            text = f"{planned.folder} is there already, with something else in it"
            hint = "choose another name, or move the folder away"
            raise FindingsError((Finding("edition-exists", "error", text, hint=hint),)) from None
    work = planned.work
    tell(*as_table(work))
    counted = f" (counted on from {work.previous}; --as-of sets another)" if work.as_of_counted else ""
    session.say(f"the edition {name} is of {work.as_of}{counted}")
    for change in work.changes:
        session.say(f"{change.institution}: {change.sentence()}")
    if work.unconfirmed:
        session.say(f"{work.unconfirmed} records of the edition {work.previous} were never confirmed")
    if work.tables:
        session.say(f"not carried over are the tables of {work.previous}: {', '.join(work.tables)}")
        session.say(f"put those of the new edition into {planned.folder}/{TABLES}")
    tell(f"{planned.folder}/{NAME} says what is to be done")
