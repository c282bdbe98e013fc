"""Forms back: what a returned file changes, file by file, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.checks.run import check
from reportgen.collecting.apply import Who, Wish, applied
from reportgen.collecting.asked import rows_of
from reportgen.collecting.compare import ComparedForm, Now, is_denial, merge
from reportgen.collecting.model import FormField, FormRow, Returned, ReturnedRemark, Value, key_of
from reportgen.collecting.returns import as_text, next_id, path_of, read_returns, refused
from reportgen.collecting.send import before_of
from reportgen.edition.audience import abbreviation
from reportgen.edition.files import split_path
from reportgen.edition.loading import Loaded, load
from reportgen.edition.model import Edition
from reportgen.edition.returned import Changed, Proposal, Received, Returns
from reportgen.errors import FindingsError, OversizeError
from reportgen.files.atomic import write_all
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.outside.place import read_whole
from reportgen.project.folder import DATA
from reportgen.project.open import Project
from reportgen.yaml.model import is_day

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


def receive(project: Project, books: dict[str, Books], path: Path, who: Who) -> FormReading:
    """Read a returned file into the books of its edition, which are opened where they are not yet; nothing is written.

    Raises FindingsError for a file that is no form of this project.
    """
    if not is_day(who.on):
        raise refused("bad-date", f'"{who.on}" is no day of the calendar', "write it as 2020-12-31: --on")
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    returned = read_form(path, content)
    if returned.report != project.settings.report or returned.edition not in project.settings.editions:
        text = f"this is a form of {returned.report}, edition {returned.edition}, not of this project"
        raise refused("other-project", text, "read it in where it was sent", path.name)
    if returned.edition not in books:
        books[returned.edition] = open_books(project, returned.edition)
    book = books[returned.edition]
    return _Receiving(book, path.name, digest, returned, who).reading()


def _content(path: Path) -> bytes:
    from reportgen.collecting.package import MOST_BYTES, too_large

    try:
        return read_whole(path, MOST_BYTES)
    except OversizeError:
        raise too_large(path.name) from None


def read_form(path: Path, content: bytes) -> Returned:
    """The form in a file. Raises FindingsError."""
    from reportgen.collecting.package import opened
    from reportgen.collecting.workbook.read import read

    with opened(path, content) as (kind, package):
        if kind == "docx":
            raise refused("no-form", "this Word file is no form", "fill the workbook that was sent", path.name)
        return read(kind, package)


class _Receiving(Struct):
    book: Books
    file: str
    digest: str
    returned: Returned
    who: Who

    def reading(self) -> FormReading:
        """What becomes of the file; where nothing is refused, the books have it."""
        returned, records = self.returned, self.book.returns
        reading = FormReading(self.file, returned.form, returned.edition, returned.institution)
        known = next((each for each in records.received if each.sha256 == self.digest), None)
        if known is not None:
            return replace(reading, again=known.on)
        if not any(each.form == returned.form for each in records.sent):
            text = f"returns.yaml does not know that the form {returned.form} was sent to {returned.institution}"
            hint = "take the returns.yaml that `reportgen send` wrote, or send the form anew"
            raise refused("unknown-form", text, hint, self.file)
        merged = merge(returned, self.book.now(returned.institution), returned.institution)
        proposals = dict(self._proposals(merged))
        reading = replace(reading, merged=merged, proposals=proposals, findings=tuple(self._findings(merged)))
        return reading if reading.refused else self._taken(reading)

    def _taken(self, reading: FormReading) -> FormReading:
        taken = [each for each in reading.of("taken") if not is_denial(each)]
        wishes = [Wish(each.row, each.field, each.returned) for each in taken if each.row is not None]
        made, loaded, problems = self.book.try_out(wishes, self.who)
        wrong = [self._placed(problem, taken) for problem in problems]
        wrong += [self._found(each, taken) for each in new_errors(self.book.loaded, loaded)]
        if wrong:
            return replace(reading, findings=(*reading.findings, *wrong))
        self.book.keep(made, loaded)
        entry = Received(
            form=self.returned.form, from_=self.returned.institution, on=self.who.on, by=self.who.by, file=self.file,
            sha256=self.digest,
            taken=tuple(Changed(path=each.path, was=each.now, is_=each.returned) for each in taken),
        )  # fmt: skip
        records = self.book.returns
        self.book.returns = replace(
            records, received=(*records.received, entry), proposals={**records.proposals, **reading.proposals}
        )
        return reading

    def _findings(self, merged: tuple[ComparedForm, ...]) -> Iterator[Finding]:
        for notice in self.returned.notices:
            severity = "error" if notice.error else "warning"
            yield self._finding(notice.code, notice.text, notice.place, notice.hint, severity == "error")
        for each in merged:
            if each.state == "refused":
                yield self._finding(each.code, each.text, f"{each.place}: {each.path}", each.hint, True)

    def _finding(self, code: str, text: str, place: str, hint: str | None, error: bool) -> Finding:
        return Finding(code, "error" if error else "warning", text, self.file, path=place, hint=hint)

    def _placed(self, problem: Problem, taken: list[ComparedForm]) -> Finding:
        path = problem.path or ".".join(map(str, problem.keys))
        cell = next((each.place for each in taken if each.path == path), "")
        return self._finding(problem.code, problem.text, f"{cell}: {path}" if cell else path, problem.hint, True)

    def _found(self, finding: Finding, taken: list[ComparedForm]) -> Finding:
        """A finding of the data, at the cell that causes it."""
        found = next((each for each in taken if each.key.startswith(f"{_record(finding.path)}.")), None)
        for each in taken:
            if finding.path.endswith(each.key) or each.key.startswith(finding.path):
                found = each
        place = f"{found.place}: {finding.path}" if found else finding.path
        return self._finding(finding.code, finding.text, place, finding.hint, True)

    # ---------------------------------------------------------------------------------------------------- proposals

    def _proposals(self, merged: tuple[ComparedForm, ...]) -> Iterator[tuple[str, Proposal]]:
        records = self.book.returns
        name = abbreviation(self.book.loaded.partial, self.returned.institution)
        for proposal in (*self._conflicts(merged), *map(self._remark, self.returned.remarks)):
            if not any(_alike(proposal, each) for each in records.proposals.values()):
                key = next_id(records, name)
                records = replace(records, proposals={**records.proposals, key: proposal})
                yield key, proposal

    def _conflicts(self, merged: tuple[ComparedForm, ...]) -> Iterator[Proposal]:
        for each in merged:
            if each.state == "conflict":
                yield self._proposal("conflict", each.path, each.sent, each.returned)
            elif each.state == "taken" and is_denial(each):
                yield self._proposal("remark", each.path, None, "it does not hold any more")

    def _remark(self, remark: ReturnedRemark) -> Proposal:
        fields = self.book.now(self.returned.institution).fields
        record = remark.key.partition(".")[0]
        row = next((row for row, _ in fields.values() if row.id == record), None)
        path = fields[remark.key][1].path if remark.key in fields else f"{row.table}[{row.id}]" if row else "report"
        return self._proposal("remark", path, None, remark.text, remark.author or None)

    def _proposal(self, kind: str, path: str, was: Value, proposed: Value, by: str | None = None) -> Proposal:
        return Proposal(
            kind="conflict" if kind == "conflict" else "remark", path=path, from_=self.returned.institution,
            on=self.who.on, file=self.file, by=by, was=was, proposed=proposed,
        )  # fmt: skip


def _record(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _alike(one: Proposal, other: Proposal) -> bool:
    same = (one.kind, one.path, one.from_, one.proposed) == (other.kind, other.path, other.from_, other.proposed)
    return same and one.by == other.by


def field_at(books: Books, path: str) -> tuple[FormRow, FormField] | None:
    """The field with a data path; own fields may be named with ``extra`` and without, and their numbers by the ids
    that they have as figures, whether the data have the number alone or a record of it."""
    plain = path.replace(".extra.", ".")
    steps = split_path(plain)
    found = {split_path(each.path): (row, each) for row in books.rows() for each in row.fields if _names(row, steps)}
    return next((found[way] for way in (steps, (*steps, "value")) if way in found), None)


def _names(row: FormRow, steps: tuple[str | int, ...]) -> bool:
    return steps[:2] in ((row.table, row.id), (row.table,))
