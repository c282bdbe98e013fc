"""The project: the folder with ``reportgen.yaml``, and where in it everything lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.errors import ProjectError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.project.files import RESERVED
from reportgen.project.folder import DATA, SETTINGS_NAME, TEMPLATES, find_root
from reportgen.project.settings import Settings, spelled_out
from reportgen.yaml.model import is_day
from reportgen.yaml.reader import Reading, read_file
from reportgen.yaml.translate import Fault, show, validate


class Project(Struct, frozen=True):
    """A project: its folder and settings."""

    root: Path
    settings: Settings

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return self.root / DATA

    @property
    def template(self) -> Path:
        """The folder of the layout template."""
        return self.root / TEMPLATES / self.settings.template

    def output(self, edition: str, folder: Path | None = None) -> Path:
        """Where the files of an edition go, ``output/<edition>`` when nothing else is asked for."""
        return (folder or self.root / "output") / edition


def open_project(start: Path) -> Project:
    """The project that `start` lies in: the nearest ``reportgen.yaml`` there or above. Raises ProjectError."""
    root = find_root(start)
    if root is None:
        text = f"there is no {SETTINGS_NAME} in {start} or in a folder above it"
        raise ProjectError((Finding("no-project", "error", text, hint="start one with: reportgen init DIR"),))
    return Project(root, read_settings(root))


def read_settings(root: Path) -> Settings:
    """The settings in `root`. Raises ProjectError with all that is wrong with them."""
    reading = read_file(root, SETTINGS_NAME)
    if any(finding.severity == "error" for finding in reading.findings):
        raise ProjectError(reading.findings)
    if not isinstance(reading.value, dict):
        raise settings_error(
            reading, (Fault("bad-type", f"expected a mapping (key: value), got {show(reading.value)}", ()),)
        )
    settings = validate(Settings, spelled_out(reading.value))
    if isinstance(settings, tuple):
        raise settings_error(reading, settings)
    assert isinstance(settings, Settings)
    faults = (*_collection_faults(settings), *_edition_faults(settings))
    if faults:
        raise settings_error(reading, faults)
    return settings


def settings_error(reading: Reading, faults: tuple[Fault, ...]) -> ProjectError:
    """The error for what is wrong with ``reportgen.yaml``, in the order of the file."""
    source = reading.source
    found = [source.finding(f.code, f.text, source.find(f.keys, key=f.at_key), f.keys, hint=f.hint) for f in faults]
    return ProjectError((*reading.findings, *sorted(found, key=lambda finding: (finding.line, finding.column))))


def _collection_faults(settings: Settings) -> list[Fault]:
    faults = []
    for name, schema in settings.collections.items():
        keys: Any = ("schema", "collections", name)
        if name in RESERVED:
            faults.append(Fault("reserved-name", f'no collection may be called "{name}"', keys, at_key=True))
        if schema.settled_in is not None and schema.settled_in not in settings.collections:
            hint = did_you_mean(schema.settled_in, settings.collections)
            text = f'there is no collection "{schema.settled_in}"'
            faults.append(Fault("unknown-collection", text, (*keys, "settled_in"), hint))
        if schema.settled_in == name:
            text = "a collection cannot be settled in itself"
            faults.append(Fault("unknown-collection", text, (*keys, "settled_in")))
    return faults


def _edition_faults(settings: Settings) -> list[Fault]:
    faults = []
    for name, edition in settings.editions.items():
        if name == "schema":
            faults.append(Fault("reserved-name", 'no edition may be called "schema"', ("editions", name), at_key=True))
        if edition.previous is not None and edition.previous not in settings.editions:
            hint = did_you_mean(edition.previous, settings.editions)
            text = f'there is no edition "{edition.previous}"'
            faults.append(Fault("unknown-edition", text, ("editions", name, "previous"), hint))
        faults += _predecessor_faults(settings, name)
        if not is_day(edition.as_of):
            text = f'"{edition.as_of}" is no day of the calendar'
            faults.append(Fault("bad-date", text, ("editions", name, "as_of")))
    return faults


def _predecessor_faults(settings: Settings, name: str) -> list[Fault]:
    """Editions that come back to themselves, or follow one that is later."""
    keys = ("editions", name, "previous")
    chain = [name]
    while (step := settings.editions[chain[-1]].previous) is not None and step in settings.editions:
        chain.append(step)
        if step == name:
            return [Fault("cycle", f"previous runs in a circle: {' → '.join(chain)}", keys)]
        if chain.count(step) > 1:
            return []
    if len(chain) > 1 and settings.editions[chain[1]].as_of >= settings.editions[name].as_of:
        then, now = settings.editions[chain[1]].as_of, settings.editions[name].as_of
        return [Fault("bad-previous", f'"{chain[1]}" is of {then}, not before {now}', keys)]
    return []
