"""Forms back: what a returned file changes, file by file, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.collecting.apply import Who, Wish
from reportgen.collecting.books import Books, FormReading, new_errors, open_books
from reportgen.collecting.compare import ComparedForm, is_denial, merge
from reportgen.collecting.drafts import receive_draft
from reportgen.collecting.model import Returned, ReturnedRemark, Value
from reportgen.collecting.returns import next_id, refused
from reportgen.collecting.word.draft import Draft
from reportgen.edition.audience import abbreviation
from reportgen.edition.returned import Changed, Proposal, ProposalKind, Received
from reportgen.errors import OversizeError
from reportgen.findings.finding import Finding
from reportgen.findings.problem import Problem
from reportgen.outside.place import read_whole
from reportgen.project.open import Project
from reportgen.yaml.model import is_day


def receive(project: Project, books: dict[str, Books], path: Path, who: Who) -> FormReading:
    """Read a returned file into the books of its edition, which are opened where they are not yet; nothing is written.

    Raises FindingsError for a file that is no form or draft of this project.
    """
    if not is_day(who.on):
        raise refused("bad-date", f'"{who.on}" is no day of the calendar', "write it as 2020-12-31: --on")
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    returned = read_form(path, content)
    report = project.settings.report if isinstance(returned, Draft) else returned.report
    if report != project.settings.report or returned.edition not in project.settings.editions:
        text = f"this is a form of {report}, edition {returned.edition}, not of this project"
        if isinstance(returned, Draft):
            text = f"this is a draft of an edition {returned.edition}, which this project does not have"
        raise refused("other-project", text, "read it in where it was sent", path.name)
    if returned.edition not in books:
        books[returned.edition] = open_books(project, returned.edition)
    book = books[returned.edition]
    if isinstance(returned, Draft):
        return receive_draft(book, path.name, digest, returned, who)
    return _Receiving(book, path.name, digest, returned, who).reading()


def _content(path: Path) -> bytes:
    from reportgen.collecting.package import MOST_BYTES, too_large

    try:
        return read_whole(path, MOST_BYTES)
    except OversizeError:
        raise too_large(path.name) from None


def read_form(path: Path, content: bytes) -> Returned | Draft:
    """The form or draft in a file. Raises FindingsError."""
    from reportgen.collecting.package import opened

    with opened(path, content) as (kind, package):
        if kind == "docx":
            from reportgen.collecting.word.read import read_word

            return read_word(package)
        from reportgen.collecting.workbook.read import read

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
            if each.state in ("conflict", "proposed"):
                kind: ProposalKind = "conflict" if each.state == "conflict" else "change"
                yield self._proposal(kind, each.path, each.sent, each.returned, each.by or None)
            elif each.state == "taken" and is_denial(each):
                yield self._proposal("remark", each.path, None, "it does not hold any more")

    def _remark(self, remark: ReturnedRemark) -> Proposal:
        fields = self.book.now(self.returned.institution).fields
        record = remark.key.partition(".")[0]
        row = next((row for row, _ in fields.values() if row.id == record), None)
        path = fields[remark.key][1].path if remark.key in fields else f"{row.table}[{row.id}]" if row else "report"
        return self._proposal("remark", path, None, remark.text, remark.author or None)

    def _proposal(self, kind: ProposalKind, path: str, was: Value, proposed: Value, by: str | None = None) -> Proposal:
        return Proposal(
            kind=kind, path=path, from_=self.returned.institution,
            on=self.who.on, file=self.file, by=by, was=was, proposed=proposed,
        )  # fmt: skip


def _record(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _alike(one: Proposal, other: Proposal) -> bool:
    same = (one.kind, one.path, one.from_, one.proposed) == (other.kind, other.path, other.from_, other.proposed)
    return same and one.by == other.by
