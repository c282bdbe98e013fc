"""What the records of each data file are, and how a data path becomes a place in a file.

Data paths go by the names of Edition's fields and collections: ``report.title``, ``figures[startups].value``,
``measures[ki-trainer].dates[0].text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.edition.model import (
    Abbreviation,
    ChartSpec,
    Figure,
    Institution,
    Item,
    Recipient,
    Report,
    Section,
    Source,
    Statement,
)
from reportgen.edition.returned import Returns
from reportgen.edition.signatures import SignOff
from reportgen.findings.place import Keys
from reportgen.project.files import DataFile, data_files
from reportgen.project.folder import SETTINGS_NAME
from reportgen.yaml.model import Model

_MODELS: dict[str, type[Model]] = {
    "institutions": Institution,
    "report": Report,
    "sections": Section,
    "figures": Figure,
    "statements": Statement,
    "charts": ChartSpec,
    "sources": Source,
    "abbreviations": Abbreviation,
    "signoff": SignOff,
    "distribution": Recipient,
    "returns": Returns,
}


def model_of(file: DataFile) -> type[Model]:
    """The model of the records in a data file; that of a collection holds items."""
    return _MODELS.get(file.field, Item)


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
