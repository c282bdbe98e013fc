"""What the data say of excerpts: texts of their own belong to an excerpt, and no section with items leaves."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.audience import Selection, audiences_of, narrowed
from reportgen.edition.conditions import parse_condition
from reportgen.edition.cut import Audience
from reportgen.edition.excerpts import excerpt_rule
from reportgen.edition.model import Edition
from reportgen.errors import FindingsError
from reportgen.findings.problem import Problem


def excerpt_rules(context: Context) -> Iterator[Problem]:
    """Find texts of excerpts that do not exist, and items in sections that excerpts are to omit."""
    edition = context.edition
    for key in edition.report.excerpts:
        path = f"report.excerpts.{key}"
        try:
            audience = _audience(edition, key)
        except FindingsError as error:
            yield from (Problem(each.code, each.text, path, each.hint, at_key=True) for each in error.findings)
        else:
            if audience.id != key:
                text = f'the excerpt that "{key}" asks for has another id'
                yield Problem("unknown-audience", text, path, f'write "{audience.id}"', at_key=True)
    homes = {item.section: key for items in edition.collections.values() for key, item in reversed(items.items())}
    for key, section in edition.sections.items():
        if key in homes and excerpt_rule(edition, key) == "drop":
            text = f'excerpts cannot leave out a section with items in it ("{homes[key]}")'
            yield Problem(
                "items-dropped", text, f"sections[{key}]" + (".excerpts" if section.excerpts == "drop" else "")
            )


def _audience(edition: Edition, key: str) -> Audience:
    """The audience with this id. Raises FindingsError where there is none."""
    parts = key.split("&")
    where = tuple(parse_condition(each) for each in parts if "=" in each)
    selection = Selection(tuple(each for each in parts if "=" not in each) or (None if where else (key,)), where)
    chosen = audiences_of(edition).resolve(selection)
    return (narrowed(edition, chosen, selection) if where else chosen)[0]
