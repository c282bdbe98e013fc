"""reportgen sign: an institution signs its items."""

from __future__ import annotations

from datetime import date

import click

from reportgen.cli import Session
from reportgen.cli.garbage import leave_garbage
from reportgen.cli.show import guarded
from reportgen.cli.terminal import tell


@click.command(short_help="Sign the items of an institution as they are now.")
@click.argument("edition", required=False)
@click.option("--for", "institution", required=True, metavar="ID", help="Institution: id or abbreviation.")
@click.option("--by", required=True, metavar="NAME", help="Name of the person who signs.")
@click.option("--on", metavar="DAY", help="Date, such as 2020-12-31 (default: today).")
@click.option("--item", "items", multiple=True, metavar="ID", help="Only this item (repeatable).")
@click.pass_obj
@guarded
def command(
    session: Session, edition: str | None, institution: str, by: str, on: str | None, items: tuple[str, ...]
) -> None:
    """Sign items of an institution in an EDITION (default: the newest): all of its items, or those given by --item.

    Writes the signature to data/EDITION/signoff.yaml, with a hash of the signed content; `reportgen check` reports
    items that have changed since. Carried-over items can be signed only after they are confirmed.
    """
    from reportgen.checks.run import load_checked
    from reportgen.files.atomic import write_file
    from reportgen.project.folder import DATA
    from reportgen.project.open import locked_project
    from reportgen.signing.sign import NAME, sign

    leave_garbage()
    with locked_project(session.directory, session.say) as project:  # who signs next finds this signature and keeps it
        loaded = load_checked(project, edition)
        text, signed = sign(loaded, institution, by, on or date.today().isoformat(), items)
        write_file(project.root / DATA / loaded.name / NAME, text.encode())
    for item in signed:
        tell(item)
    session.say(f"{by} has signed {len(signed)} item{'s' if len(signed) != 1 else ''}: {DATA}/{loaded.name}/{NAME}")
