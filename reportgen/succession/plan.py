"""A new edition, planned in memory: its files and the settings that name it, or all that stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args

import yaml
from msgspec import Struct

from reportgen.edition.files import model_of
from reportgen.edition.loading import Loaded
from reportgen.edition.model import Edition, Item
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem
from reportgen.project.files import data_files, table_file
from reportgen.project.folder import DATA, SETTINGS_NAME, unfit_name
from reportgen.project.open import Project
from reportgen.project.settings import FolderName
from reportgen.succession.dates import next_date
from reportgen.succession.finished import left_out
from reportgen.succession.institutions import clashes, name_changes
from reportgen.succession.markdown import as_markdown
from reportgen.succession.roll import Step, roll, unfit
from reportgen.succession.worklist import NAME, Task, WorkList, editors_tasks, tasks
from reportgen.yaml.edit import Records, apply, records_of, written
from reportgen.yaml.model import Model, is_day
from reportgen.yaml.nodes import MappingNode
from reportgen.yaml.reader import read_bytes, read_file
from reportgen.yaml.source import SourceFile

_FOLDER_NAME = re.compile(get_args(FolderName)[1].pattern)


class Plan(Struct, frozen=True):
    """What a new edition consists of: its folder (relative to the project) with the content of its files by name, the
    new content of ``reportgen.yaml``, and the work list, which is one of the files too."""

    name: str
    folder: str
    files: Mapping[str, bytes]
    settings: bytes
    work: WorkList


def predecessor_of(project: Project, name: str, source: str | None = None) -> str:
    """The edition that a new one called `name` follows: `source`, the newest where None is given.

    Raises FindingsError where the new edition exists or cannot be called so, or where there is none to follow.
    """
    previous = project.settings.newest if source is None else source
    taken = next((known for known in project.settings.editions if known.casefold() == name.casefold()), None)
    if taken is not None:
        raise FindingsError((_known(project, taken),))
    _check_name(project, name, previous)
    return previous


def plan(loaded: Loaded, name: str, as_of: str | None = None) -> Plan:
    """The edition `name` that follows the one that was loaded and checked, on the day `as_of`; without a day as far
    from the predecessor's as the names are apart. See `predecessor_of` for the name.

    Raises FindingsError where the predecessor has errors, or no date can be told.
    """
    if loaded.errors:
        raise FindingsError(loaded.findings)
    day = _day(loaded.partial, name, as_of)
    _refuse_unfit(loaded)
    step = Step(loaded, name, left_out(loaded.partial))
    files = _rolled(step)
    work = _work(step, day, as_of is None, files)
    content = {file: text.encode() for file, text in files.items()} | {NAME: as_markdown(work).encode()}
    return Plan(name, f"{DATA}/{name}", content, _settings(loaded, name, day).encode(), work)


def _refusal(code: str, text: str, hint: str | None = None) -> FindingsError:
    return FindingsError((Finding(code, "error", text, hint=hint),))


def _known(project: Project, name: str) -> Finding:
    """The finding for an edition that is in the settings already, at its place there."""
    hint = "nothing is overwritten: choose another name, or take the entry and its folder away"
    text, keys = f'the edition "{name}" exists', ("editions", name)
    problem = Problem("edition-exists", text, keys=keys, at_key=True, hint=hint)
    return read_file(project.root, SETTINGS_NAME).source.placed(problem)


def _check_name(project: Project, name: str, previous: str) -> None:
    reason = unfit_name(name)
    if reason is not None or not _FOLDER_NAME.fullmatch(name):
        text = f'expected up to 64 letters, digits, dots, hyphens and underscores, got "{name}"'
        text = text if reason is None else f'"{name}" {reason}'
        raise _refusal("bad-name", text, "the name of an edition is that of its folder too")
    if name == "schema":
        raise _refusal("reserved-name", 'no edition may be called "schema"')
    if previous not in project.settings.editions:
        known = project.settings.editions
        hint = did_you_mean(previous, known) or f"editions: {', '.join(known)}"
        raise _refusal("unknown-edition", f'there is no edition "{previous}" that "{name}" could follow', hint)


def _day(edition: Edition, name: str, as_of: str | None) -> str:
    day = next_date(edition.name, edition.as_of, name) if as_of is None else as_of
    if day is None:
        text = f'the date of "{name}" does not follow from that of "{edition.name}"'
        raise _refusal("missing-date", text, "give it: --as-of YYYY-MM-DD")
    if not is_day(day):
        raise _refusal("bad-date", f'"{day}" is no day of the calendar', "write it as 2020-12-31")
    if day <= edition.as_of:
        text = f"{day} is not after {edition.as_of}, the date of the edition {edition.name}"
        raise _refusal("bad-previous", text, "give a later day: --as-of YYYY-MM-DD")
    return day


def _refuse_unfit(loaded: Loaded) -> None:
    found = []
    for collection, key, field, target in unfit(loaded.partial):
        place = loaded.locate(f"{collection}[{key}].{field}", key=True)
        text = f'"{target}", where it is settled, has no field "{field}" like this one'
        hint = f"declare it in {SETTINGS_NAME} under schema.collections.{target}.fields"
        path = f"{key}.{field}"
        found.append(
            Finding("unfit-field", "error", text, place.file, place.line, place.column, path, hint, place.source)
        )
    if found:
        raise FindingsError(tuple(found))


def _rolled(step: Step) -> dict[str, str]:
    """The new files, each read once, so that nothing is written that cannot be read."""
    hint = "an anchor (&x) may have been left behind by its alias (*x): write the value out in the predecessor"
    refusal = Finding("cannot-carry", "error", "the data cannot be carried over", hint=hint)
    try:
        files = roll(step)
    except yaml.YAMLError:
        raise FindingsError((refusal,)) from None
    findings = [
        finding
        for file, text in files.items()
        for finding in read_bytes(text.encode(), f"{DATA}/{step.name}/{file}").findings
        if finding.severity == "error"
    ]
    if findings:
        raise FindingsError((*findings, refusal))
    return files


def _settings(loaded: Loaded, name: str, day: str) -> str:
    """``reportgen.yaml`` with one more edition; its excerpts are signed where those of the one before were."""
    source = loaded.sources[SETTINGS_NAME]
    root = source.root
    assert isinstance(root, MappingNode)
    editions = Records(source.text, root).keys["editions"][1]
    assert isinstance(editions, MappingNode)
    signed = ", sign_off: true" if loaded.partial.sign_off else ""
    entry = f'{{as_of: "{day}", previous: {_name(loaded.name)}{signed}}}'
    return apply(source.text, [Records(source.text, editions).put_last(f"{_name(name)}: {entry}")])


def _name(edition: str) -> str:
    plain = written(edition)
    return plain if plain.startswith('"') else f'"{edition}"'


def _work(step: Step, day: str, counted: bool, files: Mapping[str, str]) -> WorkList:
    edition = step.edition
    moved = {name: schema.settled_in for name, schema in edition.collection_schemas.items() if schema.settled_in}
    places = dict(_places(step, files))
    found = tasks(edition, moved, places)
    by: dict[str, list[Task]] = {key: [] for key in edition.institutions}
    for task in found:
        for owner in task.jointly:
            by.setdefault(owner, []).append(task)
    theirs = frozenset(figure.path for task in found for figure in task.figures)
    return WorkList(
        report=edition.report.short_title or edition.report.title,
        name=step.name,
        as_of=day,
        as_of_counted=counted,
        previous=edition.name,
        names={key: _title(edition, key, day) for key in edition.institutions},
        by={key: tuple(each) for key, each in by.items() if each},
        editors=editors_tasks(edition, places, theirs),
        changes=name_changes(edition, day),
        clashes=clashes(edition, day),
        left_out=tuple(sorted(step.left_out)),
        unconfirmed=len(edition.unconfirmed),
        tables=_tables(step.loaded),
    )


def _tables(loaded: Loaded) -> tuple[str, ...]:
    """The files of the predecessor's tables, by their names."""
    root = loaded.project.root
    found = (table_file(root, loaded.name, name) for name in loaded.project.settings.tables)
    return tuple(path.name for path in found if path is not None)


def _title(edition: Edition, key: str, day: str) -> str:
    """An institution's abbreviation on the day, else the last one it had."""
    institution = edition.institutions[key]
    return (institution.name_on(day) or institution.names[-1]).abbreviation


def _places(step: Step, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Data path -> ``measures.yaml:12`` of every record that is marked as carried over."""
    for file in data_files(step.edition.collection_schemas):
        text = files.get(file.name)
        records = records_of(text) if text is not None else None
        if text is None or records is None:
            continue
        if file.single:
            yield file.field, f"{file.name}:1"
            continue
        source = SourceFile(file.name, text)
        for key, (node, _) in records.keys.items():
            if _is_marked(model_of(file), records, key):
                yield f"{file.field}[{key}]", f"{file.name}:{source.at_mark(node.start_mark).line}"


def _is_marked(model: type[Model], records: Records, key: str) -> bool:
    value = records.keys[key][1]
    keys = {each.value for each, _ in value.value} if isinstance(value, MappingNode) else set()
    return ("progress" if model is Item else "carried") in keys
