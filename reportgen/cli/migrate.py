"""reportgen migrate: data and templates of earlier versions, rewritten in the forms of today."""

from __future__ import annotations

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell


@click.command(short_help="Rewrite data and templates of earlier versions.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
@guarded
def command(session: Session, dry_run: bool) -> None:
    """Rewrite old forms (old-form) in data, settings, themes and wordings: all of them or none.

    Changes no other character, and shows each line before and after.
    """
    from reportgen.files.atomic import write_all
    from reportgen.project.migrate import plan_migration
    from reportgen.project.open import locked_project

    with locked_project(session.directory, session.say) as project:
        found = plan_migration(project.root)
        if found.files and not dry_run:
            write_all(project.root, found.files, through=True)
    for line in found.lines:
        tell(f"{line.file}:{line.number}")
        tell(f"  - {line.before.strip()}", f"  + {line.after.strip()}")
    count = len(found.files)
    what = f"{count} file{'s' if count > 1 else ''}"
    session.say(
        "nothing is in an old form" if not count else f"{what} would change" if dry_run else f"{what} rewritten"
    )
