"""What a template leaves out: data that no page prints, summed up by field, and words of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.build.previous import previous_edition
from reportgen.checks.remarks import Remark
from reportgen.compose import Template, load_template, render
from reportgen.edition import Loaded
from reportgen.edition.fields import printed
from reportgen.edition.model import Edition, Item
from reportgen.edition.records import tables
from reportgen.findings.finding import Finding
from reportgen.yaml.model import Model

_INDEX = re.compile(r"\[\d+\]")


def left_out(loaded: Loaded) -> tuple[Finding, ...]:
    """A warning for words that the template's language lacks, and a note for each field of each file of which
    something is printed nowhere, at the first place.

    Raises FindingsError where the template cannot be run.
    """
    edition = loaded.edition
    project = loaded.project
    template = load_template(project.template, edition.language)
    shown = render(edition, template, project.root, previous=previous_edition(project, edition)).printed
    missing: dict[tuple[str, str], list[str]] = {}
    for table, path, field in _leaves(edition):
        if path not in shown:
            missing.setdefault((table, field), []).append(path)
    notes = (loaded.finding(_remark(field, paths)) for (_, field), paths in missing.items())
    return (*_borrowed(template), *notes)


def _borrowed(template: Template) -> Iterator[Finding]:
    if template.borrowed:
        keys = ", ".join(template.borrowed)
        text = f"these words are printed in English, as the template has none of its own: {keys}"
        yield Finding("default-wording", "warning", text, f"{template.label}/words/{template.language}.yaml", 1, 1)


def _remark(field: str, paths: list[str]) -> Remark:
    many = f" (and {len(paths) - 1} more of this file)" if len(paths) > 1 else ""
    text = f'no page prints "{field}"{many}'
    return Remark("not-printed", "note", text, paths[0])


def _leaves(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """The table, path and field of everything in the edition that pages could print."""
    yield from (("report", path, field) for path, field in _values(edition.report, "report"))
    for table, rows in tables(edition).items():
        if table != "institutions":  # all editions share them; which of their names is printed depends on the date
            for key, record in rows.items():
                yield from ((table, path, field) for path, field in _values(record, f"{table}[{key}]"))


def _values(record: Model, path: str) -> Iterator[tuple[str, str]]:
    """The path and field of what a record has for readers. How an item stands to the edition before is told in the
    template's words."""
    told = replace(record, progress=None) if isinstance(record, Item) else record
    for way, value in printed(told, path):
        if not isinstance(value, bool):
            yield way, _INDEX.sub("", way[len(path) + 1 :]).removeprefix("extra.")
