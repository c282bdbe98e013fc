"""Which file holds what, and how a data path becomes a place in a file.

Data paths go by the names of Edition's fields and collections: ``report.title``, ``figures[startups].value``,
``measures[ki-trainer].dates[0].text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from reportgen.edition.model import (
    Abbreviation,
    ChartSpec,
    Figure,
    Institution,
    Item,
    Model,
    Recipient,
    Report,
    Section,
    SignOff,
    Source,
    Statement,
)
from reportgen.findings.place import Keys
from reportgen.project.settings import DATA, SETTINGS_NAME


class DataFile(Struct, frozen=True):
    """A data file: the field of Edition it fills, its name, the model of its records.

    `single` files are one record, all others mappings id -> record; `slugs` says whether the ids are slugs.
    """

    field: str
    name: str
    model: type[Model]
    required: bool = False
    single: bool = False
    slugs: bool = True
    shared: bool = False
    """It belongs to all editions and stands in ``data/`` itself."""

    def path(self, edition: str) -> str:
        """Its name relative to the project."""
        return f"{DATA}/{self.name}" if self.shared else f"{DATA}/{edition}/{self.name}"


FILES: tuple[DataFile, ...] = (
    DataFile("institutions", "institutions.yaml", Institution, required=True, shared=True),
    DataFile("report", "report.yaml", Report, required=True, single=True),
    DataFile("sections", "sections.yaml", Section, required=True),
    DataFile("figures", "key-figures.yaml", Figure),
    DataFile("statements", "statements.yaml", Statement),
    DataFile("charts", "charts.yaml", ChartSpec),
    DataFile("sources", "sources.yaml", Source),
    DataFile("abbreviations", "abbreviations.yaml", Abbreviation, slugs=False),
    DataFile("signoff", "signoff.yaml", SignOff),
    DataFile("distribution", "distribution.yaml", Recipient),
)
"""Every data file but those of the collections."""

RESERVED = (
    {file.field for file in FILES}
    | {file.name.removesuffix(".yaml") for file in FILES}
    | {"draft", "edition", "schema"}
)
"""Names that no collection may have."""


def data_files(collections: Iterable[str]) -> tuple[DataFile, ...]:
    """All data files of a report with these collections, in the order they are read."""
    return FILES + tuple(DataFile(name, f"{name}.yaml", Item, required=True) for name in collections)


_STEP = re.compile(r"\.?(?P<name>[^.\[\]]+)|\[(?P<bracket>[^\]]*)\]")


def split_path(path: str) -> Keys:
    """``measures[ki-trainer].dates[0].text`` as ``("measures", "ki-trainer", "dates", 0, "text")``.

    ``extra`` is left out: in the file those fields stand beside the others.
    """
    steps: list[str | int] = []
    for match in _STEP.finditer(path):
        bracket = match["bracket"]
        step: str | int = match["name"] if bracket is None else bracket.strip("'\"")
        number = bracket is not None and len(steps) >= 2 and str(step).isdigit()
        steps.append(int(step) if number else step)
    if len(steps) > 2 and steps[2] == "extra":
        del steps[2]
    return tuple(steps)


def data_path(file: str, keys: str, edition: str, collections: Iterable[str]) -> str | None:
    """The data path of a place in a file: `keys` as a finding shows them; None in a file that holds no records."""
    found = next((each for each in data_files(collections) if each.path(edition) == file), None)
    if found is None or not (keys or found.single):
        return None
    if found.single:
        return f"{found.field}.{keys}" if keys else found.field
    end = next((at for at, letter in enumerate(keys) if letter in ".["), len(keys))
    return f"{found.field}[{keys[:end]}]{keys[end:]}"


def locate(path: str, edition: str, collections: Iterable[str]) -> tuple[str, Keys]:
    """The file (relative to the project) and the way in it that a data path means."""
    steps = split_path(path)
    if not steps or steps[0] in ("edition", "settings"):
        keys: Keys = ("editions", edition, *steps[1:]) if steps and steps[0] == "edition" else steps[1:]
        return SETTINGS_NAME, keys
    for file in data_files(collections):
        if file.field == steps[0]:
            return file.path(edition), steps[1:]
    return SETTINGS_NAME, ()
