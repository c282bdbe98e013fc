"""Which edition is meant: a name, a folder of another project or of an edition in it, or a name at a git revision."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.errors import FindingsError
from reportgen.files.scratch import temporary_folder
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.project.folder import DATA, SETTINGS_NAME, TEMPLATES, find_root
from reportgen.project.git import write_revision
from reportgen.project.open import Project, open_project, read_settings

_READ = (SETTINGS_NAME, DATA, TEMPLATES)


class Version(Struct, frozen=True):
    """An edition of a project. `label` is what it was asked for as; `place` stands before the names of its files in
    messages."""

    label: str
    project: Project
    edition: str
    place: str = ""

    def placed(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings that say of which version they are."""
        return _placed(self.place, findings)


def find_versions(directory: Path, old: str, new: str, stack: ExitStack) -> tuple[Version, Version]:
    """The two editions that are meant. Temporary folders live as long as `stack`.

    A folder or revision that names no edition means the one that the other side names. Raises FindingsError,
    ProjectError, MissingGitError and GitError.
    """
    named = tuple(_name(directory, text) for text in (old, new))
    first = _find(directory, old, named[1], stack)
    return first, _find(directory, new, named[0] or first.edition, stack)


def _is_folder(directory: Path, text: str) -> bool:
    root = find_root(directory)
    known = root is not None and text in open_project(root).settings.editions
    return not known and bool(text) and (directory / text).is_dir()


def _name(directory: Path, text: str) -> str:
    """The edition that a side names itself, "" where it names none."""
    if _is_folder(directory, text):
        return _edition_of(directory / text)
    return text.partition("@")[0]


def _edition_of(folder: Path) -> str:
    """The name of an edition from its data folder; "" for a project's folder."""
    folder = Path(os.path.abspath(folder))
    return folder.name if folder.parent.name == DATA and (folder.parent.parent / SETTINGS_NAME).is_file() else ""


def _find(directory: Path, text: str, other: str, stack: ExitStack) -> Version:
    if _is_folder(directory, text):
        folder = directory / text
        project = open_project(folder)
        place = os.path.join(os.path.relpath(project.root, os.curdir), "")
        return Version(text, project, _chosen(project, _edition_of(folder), other), place)
    project = open_project(directory)
    name, at, revision = text.partition("@")
    if not at:
        return Version(text, project, _chosen(project, name, ""))
    target = stack.enter_context(temporary_folder())
    write_revision(project.root, revision, _READ, target)
    place = f"{revision}:"
    try:
        then = Project(target, read_settings(target))
    except FindingsError as error:
        raise type(error)(_placed(place, error.findings)) from None
    return Version(text, then, _chosen(then, name, other), place)


def _placed(place: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(each, file=f"{place}{each.file}") if each.file else each for each in findings)


def _chosen(project: Project, name: str, other: str) -> str:
    editions = project.settings.editions
    if not name:
        return other if other in editions else project.settings.newest
    if name not in editions:
        hint = did_you_mean(name, editions) or f"editions: {', '.join(editions)}"
        raise FindingsError((Finding("unknown-edition", "error", f'there is no edition "{name}"', hint=hint),))
    return name
