"""From the files of one edition to an Edition, with every finding of the run and its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.edition import files
from reportgen.edition.audience import unknown_institution
from reportgen.edition.extras import refuse_taken_names, split_extras
from reportgen.edition.fields import fields
from reportgen.edition.files import model_of
from reportgen.edition.model import Edition, Item, Report
from reportgen.edition.own import with_every_item
from reportgen.edition.predecessor import unconfirmed
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding, order
from reportgen.findings.near import did_you_mean, nearest
from reportgen.findings.place import Keys, Place, show_keys
from reportgen.findings.problem import Problem
from reportgen.project.files import RETURNS, TABLES, DataFile, data_files, table_file
from reportgen.project.folder import DATA, SETTINGS_NAME
from reportgen.project.open import Project
from reportgen.yaml.reader import YamlFile, read_bytes, read_file
from reportgen.yaml.source import SourceFile
from reportgen.yaml.translate import show, validate


class Loaded(Struct, frozen=True):
    """An edition as it was read, and what was found. `sources` are its files by name relative to the project."""

    project: Project
    name: str
    partial: Edition
    """The edition as far as it could be read; use `edition`."""
    findings: tuple[Finding, ...]
    sources: Mapping[str, SourceFile]
    ids: Mapping[str, frozenset[str]]
    """All ids by field of Edition or collection, those of unusable records among them."""
    complete: bool
    """Whether every file could be read; what refers to records of one that could not only seems wrong."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the edition from being used."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def edition(self) -> Edition:
        """The edition. Raises FindingsError with all findings where one is an error."""
        if self.errors:
            raise FindingsError(self.findings)
        return self.partial

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(self.project.root / name for name in self.sources)

    def locate(self, path: str, *, key: bool = False, token: str | None = None, nth: int = 0) -> Place:
        """Where the value of a data path such as ``measures[ki-trainer].text`` stands, its key, or the `nth` text
        `token` inside of it."""
        if path.startswith(f"{TABLES}/"):
            return self._cell(path)
        name, keys = files.locate(path, self.name, self.project.settings.collections)
        source = self.sources.get(name)
        if source is None:
            return Place(name, 1, 1)
        return source.find(keys, key=key) if token is None else source.find_text(keys, token, nth)

    def _cell(self, path: str) -> Place:
        """Where ``tables/NAME:row:column`` stands: the row of its file."""
        table, _, cell = path.partition(":")
        row = cell.partition(":")[0]
        found = table_file(self.project.root, self.name, table.removeprefix(f"{TABLES}/"))
        name = found.relative_to(self.project.root).as_posix() if found else f"{DATA}/{self.name}/{table}"
        return Place(name, int(row) if row.isdigit() else 1, 1)

    def finding(self, problem: Problem) -> Finding:
        """The finding for a problem with the value at its data path."""
        _, keys = files.locate(problem.path, self.name, self.project.settings.collections)
        place = self.locate(problem.path, key=problem.at_key, token=problem.token, nth=problem.nth)
        return problem.at(place, show_keys(keys))


def load(project: Project, name: str | None = None, texts: Mapping[str, str] | None = None) -> Loaded:
    """Read the edition `name`, without a name the newest. Raises FindingsError where there is no such one,
    ProjectError where the schema's own fields cannot be.

    Only what cannot be read is found; what the records say is for `checks.run`, and so is what nobody has confirmed of
    the items that stood in the edition before: here `unconfirmed` are the records that are marked as carried over.
    `texts` stand in for files, by name relative to the project: how they would be read.
    """
    refuse_taken_names(project)
    settings = project.settings
    name = settings.newest if name is None else name
    if name not in settings.editions:
        hint = did_you_mean(name, settings.editions) or f"editions: {', '.join(settings.editions)}"
        raise FindingsError((Finding("unknown-edition", "error", f'there is no edition "{name}"', hint=hint),))
    collected = _Collected(project.root, name, texts or {})
    reading = read_file(project.root, SETTINGS_NAME)
    collected.sources[SETTINGS_NAME] = reading.source
    collected.findings += reading.findings
    for file in data_files(settings.collections):
        collected.read(file, settings)
    collected.look_for_strangers(settings)
    edition = _edition(project, name, collected)
    loaded = Loaded(project, name, edition, (), collected.sources, collected.ids, not collected.unreadable)
    misnamed = (loaded.finding(problem) for problem in collected.misnamed(edition))
    return replace(loaded, findings=tuple(sorted((*collected.findings, *misnamed), key=order)))


def _edition(project: Project, name: str, collected: _Collected) -> Edition:
    """The edition of what was read. Its records are validated one by one, so it need not be once more."""
    settings = project.settings
    about = settings.editions[name]
    fields = dict(collected.values)
    edition = Edition(
        name=name,
        as_of=about.as_of,
        as_of_inferred=about.as_of_inferred,
        previous=about.previous,
        sign_off=about.sign_off,
        language=settings.language,
        report=fields.pop("report", None) or Report(title=settings.report, year=name),
        collections={collection: fields.pop(collection) for collection in settings.collections},
        collection_schemas=settings.collections,
        **fields,
    )
    return replace(with_every_item(edition), unconfirmed=unconfirmed(edition, None))


class _Collected(Struct):
    """What reading gathers, file by file."""

    root: Path
    edition: str
    texts: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unreadable: bool = False
    """Whether a file could not be read at all."""
    _institutions: list[tuple[str, str]] = field(default_factory=list)
    """Data paths where an institution is named by what is no id, and what stands there."""

    def read(self, file: DataFile, settings: Any) -> None:
        """Read one file into `values`."""
        self.values[file.field] = None if file.single else {}
        self.ids[file.field] = frozenset()
        name = file.path(self.edition)
        required = file.required and not (model_of(file) is Item and settings.may_be_missing(file.field, self.edition))
        given = self.texts.get(name)
        if given is None and not required and not (self.root / name).exists():
            return
        reading = read_file(self.root, name) if given is None else read_bytes(given.encode(), name)
        self.findings += reading.findings
        if (self.root / name).is_file():
            self.sources[name] = reading.source
        if reading.value is None and reading.findings:
            self.unreadable = True
            return
        if not isinstance(reading.value, dict):
            what = "key: value" if file.single else "id: record"
            self.unreadable = True
            self._problem(reading, (), Problem("bad-type", f"expected a mapping ({what}), got {show(reading.value)}"))
            return
        if file.single:
            self.values[file.field] = self._record(reading, file, (), reading.value, settings)
        else:
            self._records(reading, file, settings)

    def _records(self, reading: YamlFile, file: DataFile, settings: Any) -> None:
        self.ids[file.field] = frozenset(reading.value)
        records = {}
        for key, value in reading.value.items():
            if file.slugs and not _is_slug(key):
                hint = "small letters a–z, digits and single hyphens"
                self._problem(reading, (key,), Problem("bad-id", f'"{key}" is not an id', hint=hint, at_key=True))
            record = self._record(reading, file, (key,), value, settings)
            if record is not None:
                records[key] = record
        self.values[file.field] = records

    def _record(self, reading: YamlFile, file: DataFile, keys: tuple[str, ...], value: Any, settings: Any) -> Any:
        more: tuple[str, ...] = ()
        problems: tuple[Problem, ...] = ()
        if model_of(file) is Item and isinstance(value, dict):
            schema = settings.collections[file.field]
            value, problems = split_extras(value, schema)
            more = tuple(schema.fields)
        made = validate(model_of(file), value, more, partial(_with_numbers, model_of(file)))
        problems += made if isinstance(made, tuple) else ()
        for problem in problems:
            if model_of(file) is Item and problem.code == "bad-id" and _names_institutions(str(problem.keys[0])):
                path = f"{file.field}[{keys[0]}].{show_keys(problem.keys)}"
                self._institutions.append((path, _value(value, problem.keys)))
            else:
                self._problem(reading, keys, problem)
        return None if isinstance(made, tuple) else made

    def _problem(self, reading: YamlFile, keys: tuple[str, ...], problem: Problem) -> None:
        self.findings.append(reading.source.placed(problem, (*keys, *problem.keys)))

    def misnamed(self, edition: Edition) -> list[Problem]:
        """Institutions that items name by what is no id, mostly by their abbreviation."""
        known = self.ids["institutions"]
        return [unknown_institution(edition, known, path, key) for path, key in self._institutions]

    def look_for_strangers(self, settings: Any) -> None:
        """Warn of YAML files in the edition's folder that nothing reads."""
        known = {file.name for file in (*data_files(settings.collections), RETURNS) if not file.shared}
        folder = self.root / DATA / self.edition
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", ".yml") and path.name not in known:
                near = nearest(path.stem, {name.removesuffix(".yaml") for name in known})
                hint = (
                    f'did you mean "{near}.yaml"?' if near else f"name it in {SETTINGS_NAME} under schema.collections"
                )
                text = "no part of the report is read from this file"
                name = f"{DATA}/{self.edition}/{path.name}"
                self.findings.append(Finding("unknown-file", "warning", text, name, 1, 1, hint=hint))


def _with_numbers(model: type[Struct], record: Any) -> Any:
    """The record with its numbers read as people type them; most files have none that need it."""
    from reportgen.edition.typed import with_numbers

    return with_numbers(model, record)


def _names_institutions(key: str) -> bool:
    """Whether it is the key of a field of items with ids of institutions."""
    field = next((each for each in fields(Item).values() if each.key == key), None)
    return field is not None and field.ref is not None and field.ref.kind == "institution"


def _value(record: Any, keys: Keys) -> str:
    for key in keys:
        record = record[key]
    return str(record)


def _is_slug(text: str) -> bool:
    parts = text.split("-")
    return text.isascii() and text == text.lower() and all(part.isalnum() for part in parts)
