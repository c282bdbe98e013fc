"""reportgen where: where an id stands in the data, and everything that prints it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from reportgen.cli import Session
from reportgen.cli.show import guarded, unknown_id
from reportgen.cli.terminal import tell

if TYPE_CHECKING:
    from reportgen.edition.loading import Loaded
    from reportgen.edition.places import Mention


@click.command(short_help="Show where something is defined, and what prints it.")
@click.argument("id_")
@click.option("--edition", help="Search this edition only (default: all editions).")
@click.pass_obj
@guarded
def command(session: Session, id_: str, edition: str | None) -> None:
    """Show where an ID (of an item, section, figure, chart, institution …) is defined in the data, where the data
    refer to it, and every block, page and excerpt that prints it, edition by edition."""
    from reportgen.checks.run import load_checked
    from reportgen.edition.places import known_ids, places
    from reportgen.findings.near import did_you_mean
    from reportgen.project.open import open_project

    project = open_project(session.directory)
    names = (edition,) if edition else project.settings.by_age
    editions = [load_checked(project, name) for name in names]
    found = [(loaded, mentions) for loaded in editions if (mentions := places(loaded, id_))]
    if not found:
        known = (key for loaded in editions for key in known_ids(loaded))
        hint = did_you_mean(id_, tuple(dict.fromkeys(known)))
        unknown_id(id_, hint)
    told = set()
    for _, mentions in found:
        for mention in mentions:
            line = f"{mention.place.file}:{mention.place.line}: {mention.path}"
            if line not in told:
                tell(line)
            told.add(line)
    for loaded, mentions in found:
        _print_pages(session, loaded, mentions, id_)


def _print_pages(session: Session, loaded: Loaded, mentions: tuple[Mention, ...], key: str) -> None:
    from reportgen.build.printed import where_printed

    if loaded.errors:
        session.say(f"{loaded.name} cannot be composed: {len(loaded.errors)} errors, see reportgen check {loaded.name}")
        return
    records = tuple(mention.path for mention in mentions if mention.kind == "record")
    blocks = where_printed(loaded, {key: records})[key]
    for document, group in groupby(blocks, key=lambda block: block.document):
        tell(f"{loaded.name}, excerpt {document}:" if document else f"{loaded.name}, whole report:")
        for block in group:
            tell(f"  page {block.page:<3} {block.block}" if block.page else f"  {block.block}")
    if not blocks:
        session.say(f"{loaded.name}: no page prints it")
