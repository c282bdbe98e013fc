"""The project: the folder with ``reportgen.yaml``, and where in it everything lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from reportgen.errors import ProjectError
from reportgen.files.atomic import settle
from reportgen.files.lock import folder_lock
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem
from reportgen.project.files import RESERVED
from reportgen.project.folder import DATA, SETTINGS_NAME, TEMPLATES, find_root, unfit_name
from reportgen.project.settings import Settings, spelled_out
from reportgen.yaml.model import is_day
from reportgen.yaml.reader import YamlFile, read_bytes, read_file
from reportgen.yaml.translate import show, validate


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

    def edition_files(self, edition: str) -> tuple[Path, ...]:
        """The data files in the folder of an edition, in the order of their names; none where there is no folder."""
        return tuple(sorted((self.data / edition).glob("*.yaml")))

    def output(self, edition: str, folder: Path | None = None) -> Path:
        """Where the files of an edition go, ``output/<edition>`` when nothing else is asked for."""
        return (folder or self.root / "output") / edition


def open_project(start: Path) -> Project:
    """The project that `start` lies in: the nearest ``reportgen.yaml`` there or above. Raises ProjectError.

    What a killed run has left half changed in its data is put right first.
    """
    root = find_root(start)
    if root is None:
        text = f"there is no {SETTINGS_NAME} in {start} or in a folder above it"
        raise ProjectError((Finding("no-project", "error", text, hint="start one with: reportgen init DIR"),))
    for folder in (root, root / DATA, *(root / DATA).glob("*/")):
        settle(folder)
    return Project(root, read_settings(root))


@contextmanager
def locked_project(start: Path, say: Callable[[str], None]) -> Iterator[Project]:
    """The project that `start` lies in, for who reads its data, plans a change and writes it: all in here.

    Others that want to change it wait until the end; that we wait for one is told by `say`. Raises ProjectError.
    """
    root = find_root(start)
    if root is None:
        yield open_project(start)  # raises
        return
    with folder_lock(root, lambda: say(f"waiting for another reportgen that changes {root.name}")):
        yield open_project(start)


def read_settings(root: Path) -> Settings:
    """The settings in `root`. Raises ProjectError with all that is wrong with them."""
    return _settings(read_file(root, SETTINGS_NAME))


def settings_project(content: bytes) -> Project:
    """The project that this content of ``reportgen.yaml`` makes, with nothing on the disk. Raises ProjectError."""
    return Project(Path(), _settings(read_bytes(content, SETTINGS_NAME)))


def _settings(reading: YamlFile) -> Settings:
    if any(finding.severity == "error" for finding in reading.findings):
        raise ProjectError(reading.findings)
    if not isinstance(reading.value, dict):
        raise settings_error(
            reading, (Problem("bad-type", f"expected a mapping (key: value), got {show(reading.value)}"),)
        )
    settings = validate(Settings, spelled_out(reading.value))
    if isinstance(settings, tuple):
        raise settings_error(reading, settings)
    assert isinstance(settings, Settings)
    problems = (*_collection_problems(settings), *_edition_problems(settings))
    if problems:
        raise settings_error(reading, problems)
    return settings


def settings_error(reading: YamlFile, problems: tuple[Problem, ...]) -> ProjectError:
    """The error for what is wrong with ``reportgen.yaml``, in the order of the file."""
    found = map(reading.source.placed, problems)
    return ProjectError((*reading.findings, *sorted(found, key=lambda finding: (finding.line, finding.column))))


def _collection_problems(settings: Settings) -> list[Problem]:
    problems = []
    for name, schema in settings.collections.items():
        keys: Any = ("schema", "collections", name)
        problems += _unfit(name, keys, at_key=True)
        if name in RESERVED:
            problems.append(Problem("reserved-name", f'no collection may be called "{name}"', keys=keys, at_key=True))
        if schema.settled_in is not None and schema.settled_in not in settings.collections:
            hint = did_you_mean(schema.settled_in, settings.collections)
            text = f'there is no collection "{schema.settled_in}"'
            problems.append(Problem("unknown-collection", text, keys=(*keys, "settled_in"), hint=hint))
        if schema.settled_in == name:
            text = "a collection cannot be settled in itself"
            problems.append(Problem("unknown-collection", text, keys=(*keys, "settled_in")))
    return problems


def _unfit(name: str, keys: Keys, *, at_key: bool = False) -> list[Problem]:
    reason = unfit_name(name)
    return [] if reason is None else [Problem("bad-name", f'"{name}" {reason}', keys=keys, at_key=at_key)]


def _edition_problems(settings: Settings) -> list[Problem]:
    problems = _unfit(settings.template, ("template",))
    folders: dict[str, str] = {}
    for name, edition in settings.editions.items():
        problems += _unfit(name, ("editions", name), at_key=True)
        first = folders.setdefault(name.casefold(), name)
        if first != name:
            text = f'"{first}" and "{name}" are one folder on Windows and macOS, where capitals do not count'
            problems.append(Problem("bad-name", text, keys=("editions", name), at_key=True))
        if name == "schema":
            problems.append(
                Problem("reserved-name", 'no edition may be called "schema"', keys=("editions", name), at_key=True)
            )
        if edition.previous is not None and edition.previous not in settings.editions:
            hint = did_you_mean(edition.previous, settings.editions)
            text = f'there is no edition "{edition.previous}"'
            problems.append(Problem("unknown-edition", text, keys=("editions", name, "previous"), hint=hint))
        problems += _predecessor_problems(settings, name)
        if not is_day(edition.as_of):
            text = f'"{edition.as_of}" is no day of the calendar'
            problems.append(Problem("bad-date", text, keys=("editions", name, "as_of")))
    return problems


def _predecessor_problems(settings: Settings, name: str) -> list[Problem]:
    """Editions that come back to themselves, or follow one that is later."""
    keys = ("editions", name, "previous")
    chain = [name]
    while (step := settings.editions[chain[-1]].previous) is not None and step in settings.editions:
        chain.append(step)
        if step == name:
            return [Problem("cycle", f"previous runs in a circle: {' → '.join(chain)}", keys=keys)]
        if chain.count(step) > 1:
            return []
    if len(chain) > 1 and settings.editions[chain[1]].as_of >= settings.editions[name].as_of:
        then, now = settings.editions[chain[1]].as_of, settings.editions[name].as_of
        return [Problem("bad-previous", f'"{chain[1]}" is of {then}, not before {now}', keys=keys)]
    return []
