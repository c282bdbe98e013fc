"""The data of an edition while files are read in: what was read, what is new, what is recorded; and what becomes of a
file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from reportgen.checks.run import check
from reportgen.collecting.apply import Who, Wish, applied
from reportgen.collecting.asked import rows_of
from reportgen.collecting.compare import ComparedForm, Now
from reportgen.collecting.model import FormField, FormRow, key_of
from reportgen.collecting.returns import as_text, path_of, read_returns
from reportgen.collecting.send import before_of
from reportgen.edition.files import split_path
from reportgen.edition.loading import Loaded, load
from reportgen.edition.model import Edition
from reportgen.edition.returned import Proposal, Returns
from reportgen.errors import FindingsError
from reportgen.files.atomic import write_all
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.project.folder import DATA
from reportgen.project.open import Project

_REFUSING = frozenset({"not-unchanged"})
"""Codes of warnings that keep an answer from being taken."""


class FormReading(Struct, frozen=True):
    """A returned file: what becomes of its answers, and what else is to be said of it. `again`: it was read before."""

    file: str
    form: str
    edition: str
    institution: str
    merged: tuple[ComparedForm, ...] = ()
    proposals: Mapping[str, Proposal] = {}
    findings: tuple[Finding, ...] = ()
    again: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing of it is taken."""
        return any(finding.severity == "error" for finding in self.findings)

    def of(self, state: str) -> tuple[ComparedForm, ...]:
        """The answers that became so."""
        return tuple(each for each in self.merged if each.state == state)


class Books(Struct):
    """The data of an edition while files are read in: what was read, what is new, what is recorded."""

    loaded: Loaded
    returns: Returns
    before: Edition | None
    texts: dict[str, str] = field(default_factory=dict)
    """New contents of files, by name relative to the project."""

    def now(self, institution: str) -> Now:
        """The data as they are by now."""
        fields = {key_of(row.id, each.name): (row, each) for row in self.rows() for each in row.fields}
        theirs = (each for each in self.returns.received if each.from_ == institution)
        return Now(fields, {change.path: change.is_ for each in theirs for change in each.taken})

    def rows(self) -> tuple[FormRow, ...]:
        """All that can be asked."""
        return rows_of(self.loaded.partial, self.before)

    def try_out(self, wishes: list[Wish], who: Who) -> tuple[dict[str, str], Loaded, tuple[Problem, ...]]:
        """The changed files, and the edition with them; or what is in the way."""
        loaded = self.loaded
        texts = {name: source.text for name, source in loaded.sources.items()}
        made, problems = applied(texts, wishes, who, loaded.name, loaded.project.settings.collections)
        if problems or not made:
            return {}, loaded, problems
        return made, check(load(loaded.project, loaded.name, {**self.texts, **made})), ()

    def write(self) -> None:
        """Write the changed data files and the records together. Raises WriteError."""
        project, name = self.loaded.project, self.loaded.name
        texts = dict(self.texts)
        if self.returns != read_returns(project, name):
            texts[path_of(name)] = as_text(project, name, self.returns)
        names = [Path(file) for file in texts]
        shared = any(each.parent != Path(DATA, name) for each in names)
        folder = project.data if shared else project.data / name
        files = {
            str((project.root / each).relative_to(folder)): _encoded(project.root / each, text)
            for each, text in zip(names, texts.values(), strict=True)
        }
        if files:
            write_all(folder, files, through=True)

    def keep(self, made: Mapping[str, str], loaded: Loaded) -> None:
        """Go on from here."""
        self.texts.update(made)
        self.loaded = loaded


def _encoded(path: Path, text: str) -> bytes:
    """The text with the byte order mark that the file has."""
    mark = b"\xef\xbb\xbf" if path.exists() and path.read_bytes()[:3] == b"\xef\xbb\xbf" else b""
    return mark + text.encode()


def open_books(project: Project, edition: str | None) -> Books:
    """An edition with its records. Raises FindingsError where its data cannot be read."""
    loaded = check(load(project, edition))
    if not loaded.complete:
        raise FindingsError(loaded.findings)
    return Books(loaded, read_returns(project, loaded.name), before_of(loaded))


def new_errors(old: Loaded, new: Loaded) -> tuple[Finding, ...]:
    """What the data say wrong with the changes and did not without them."""
    known = {(each.code, each.path, each.text) for each in old.findings}
    return tuple(
        each
        for each in new.findings
        if (each.severity == "error" or each.code in _REFUSING) and (each.code, each.path, each.text) not in known
    )


def field_at(books: Books, path: str) -> tuple[FormRow, FormField] | None:
    """The field with a data path; own fields may be named with ``extra`` and without, and their numbers by the ids
    that they have as figures, whether the data have the number alone or a record of it."""
    steps = split_path(path.replace(".extra.", "."))
    found = {split_path(each.path): (row, each) for row in books.rows() for each in row.fields if _names(row, steps)}
    return next((found[way] for way in (steps, (*steps, "value")) if way in found), None)


def _names(row: FormRow, steps: tuple[str | int, ...]) -> bool:
    return steps[:2] in ((row.table, row.id), (row.table,))
