"""From the files of one edition to an Edition, with every finding of the run and its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.checks.remarks import Context, Remark
from reportgen.edition import files
from reportgen.edition.extras import split_extras
from reportgen.edition.files import DataFile
from reportgen.edition.model import Edition, Item, Report
from reportgen.edition.typed import with_numbers
from reportgen.findings.finding import Finding, FindingsError
from reportgen.findings.near import did_you_mean, nearest
from reportgen.project.settings import DATA, SETTINGS_NAME, ProjectLike
from reportgen.succession.confirmation import unconfirmed
from reportgen.succession.predecessor import Predecessor, read_predecessor
from reportgen.yaml.reader import Reading, read_file
from reportgen.yaml.source import Keys, Place, SourceFile, show_keys
from reportgen.yaml.translate import Fault, show, validate


class Loaded(Struct, frozen=True):
    """An edition as it was read, and what was found. `sources` are its files by name relative to the project."""

    project: ProjectLike
    name: str
    partial: Edition
    """The edition as far as it could be read; use `edition`."""
    findings: tuple[Finding, ...]
    sources: Mapping[str, SourceFile]

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

    def locate(self, path: str, *, key: bool = False) -> Place:
        """Where the value (or its key) of a data path such as ``measures[ki-trainer].text`` stands."""
        name, keys = files.locate(path, self.name, self.project.settings.collections)
        source = self.sources.get(name)
        return source.find(keys, key=key) if source else Place(name, 1, 1)

    def finding(self, remark: Remark) -> Finding:
        """The finding for a remark."""
        name, keys = files.locate(remark.path, self.name, self.project.settings.collections)
        source = self.sources.get(name)
        if source is None:
            place = Place(name, 1, 1)
        elif remark.token is not None:
            place = source.find_text(keys, remark.token, remark.nth)
        else:
            place = source.find(keys, key=remark.at_key)
        return Finding(
            remark.code,
            remark.severity,
            remark.text,
            place.file,
            place.line,
            place.column,
            show_keys(keys),
            remark.hint,
            place.source,
            place.length,
        )


def load(project: ProjectLike, name: str | None = None, *, checked: bool = True) -> Loaded:
    """Read and check the edition `name`, without a name the newest. Raises FindingsError where there is no such one.

    `checked` False leaves out the checks of what the records say: only what cannot be read is found then.
    """
    settings = project.settings
    name = settings.newest if name is None else name
    if name not in settings.editions:
        hint = did_you_mean(name, settings.editions) or f"editions: {', '.join(settings.editions)}"
        raise FindingsError((Finding("unknown-edition", "error", f'there is no edition "{name}"', hint=hint),))
    collected = _Collected(project.root, name)
    collected.sources[SETTINGS_NAME] = read_file(project.root, SETTINGS_NAME).source
    for file in files.data_files(settings.collections):
        collected.read(file, settings)
    collected.look_for_strangers(settings)
    predecessor = read_predecessor(project.root, settings, name) if checked else None
    edition = _edition(project, name, collected, predecessor)
    loaded = Loaded(project, name, edition, (), collected.sources)
    context = Context(edition, collected.ids, settings.fresh_for, predecessor)
    remarks = [*collected.misnamed(context), *(_remarks(context, collected) if checked else ())]
    findings = (*collected.findings, *(loaded.finding(remark) for remark in remarks))
    return Loaded(project, name, edition, tuple(sorted(findings, key=order)), collected.sources)


_OF_WHAT_IS_MISSING = frozenset(
    {"dead-id", "unknown-institution", "empty-collection", "vanished", "signoff-stranger", "no-imprint"}
)
"""Codes of remarks that follow by themselves where a file cannot be read."""


def _remarks(context: Context, collected: _Collected) -> list[Remark]:
    """What the records say wrong; nothing that only follows from what could not be read."""
    from reportgen.checks import CHECKS

    moot: frozenset[str] = _OF_WHAT_IS_MISSING if collected.unreadable else frozenset()
    if any(finding.severity == "error" for finding in collected.findings):
        moot |= {"signoff-void"}
    return [remark for check in CHECKS for remark in check(context) if remark.code not in moot]


def order(finding: Finding) -> tuple[str, int, int, str]:
    """The order in which findings are told: by file, line and column."""
    return (finding.file, finding.line, finding.column, finding.code)


def _edition(project: ProjectLike, name: str, collected: _Collected, predecessor: Predecessor | None) -> Edition:
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
    return replace(edition, unconfirmed=unconfirmed(edition, predecessor))


class _Collected(Struct):
    """What reading gathers, file by file."""

    root: Path
    edition: str
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
        required = file.required and not (file.model is Item and settings.may_be_missing(file.field, self.edition))
        if not required and not (self.root / name).exists():
            return
        reading = read_file(self.root, name)
        self.findings += reading.findings
        if (self.root / name).is_file():
            self.sources[name] = reading.source
        if reading.value is None and reading.findings:
            self.unreadable = True
            return
        if not isinstance(reading.value, dict):
            what = "key: value" if file.single else "id: record"
            self.unreadable = True
            self._fault(reading, (), Fault("bad-type", f"expected a mapping ({what}), got {show(reading.value)}", ()))
            return
        if file.single:
            self.values[file.field] = self._record(reading, file, (), reading.value, settings)
        else:
            self._records(reading, file, settings)

    def _records(self, reading: Reading, file: DataFile, settings: Any) -> None:
        self.ids[file.field] = frozenset(reading.value)
        records = {}
        for key, value in reading.value.items():
            if file.slugs and not _is_slug(key):
                hint = "small letters a–z, digits and single hyphens"
                self._fault(reading, (key,), Fault("bad-id", f'"{key}" is not an id', (), hint, at_key=True))
            record = self._record(reading, file, (key,), value, settings)
            if record is not None:
                records[key] = record
        self.values[file.field] = records

    def _record(self, reading: Reading, file: DataFile, keys: tuple[str, ...], value: Any, settings: Any) -> Any:
        more: tuple[str, ...] = ()
        faults: tuple[Fault, ...] = ()
        if file.model is Item and isinstance(value, dict):
            schema = settings.collections[file.field]
            value, faults = split_extras(value, schema)
            more = tuple(schema.fields)
        made = validate(file.model, value, more, partial(with_numbers, file.model))
        faults += made if isinstance(made, tuple) else ()
        for fault in faults:
            if file.model is Item and fault.code == "bad-id" and fault.keys[0] in _INSTITUTIONS:
                path = f"{file.field}[{keys[0]}].{show_keys(fault.keys)}"
                self._institutions.append((path, _value(value, fault.keys)))
            else:
                self._fault(reading, keys, fault)
        return None if isinstance(made, tuple) else made

    def _fault(self, reading: Reading, keys: tuple[str, ...], fault: Fault) -> None:
        full = (*keys, *fault.keys)
        place = reading.source.find(full, key=fault.at_key)
        found = reading.source.finding(fault.code, fault.text, place, full, fault.severity, fault.hint)
        self.findings.append(found)

    def misnamed(self, context: Context) -> list[Remark]:
        """Institutions that items name by what is no id, mostly by their abbreviation."""
        if not self._institutions:
            return []
        from reportgen.checks.institutions import unknown

        return [unknown(context, path, key) for path, key in self._institutions]

    def look_for_strangers(self, settings: Any) -> None:
        """Warn of YAML files in the edition's folder that nothing reads."""
        known = {file.name for file in files.data_files(settings.collections) if not file.shared}
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


_INSTITUTIONS = frozenset({"institutions", "involved", "lead"})
"""Fields of items that name institutions."""


def _value(record: Any, keys: Keys) -> str:
    for key in keys:
        record = record[key]
    return str(record)


def _is_slug(text: str) -> bool:
    parts = text.split("-")
    return text.isascii() and text == text.lower() and all(part.isalnum() for part in parts)
