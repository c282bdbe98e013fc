"""The proof of a finished file: it says what the document says, and keeps what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.build.formats import named
from reportgen.document.nodes import Document
from reportgen.document.plain import plain_blocks
from reportgen.document.targets import link_targets
from reportgen.errors import ProofError, UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify import check, compare, compare_readings, compare_targets
from reportgen.verify.reading import Reading

if TYPE_CHECKING:
    from reportgen.verify.claims import Judgement, Jury


def prove(document: Document, format_: str, content: bytes) -> Reading:
    """Read a file of a format back and show that it says what the document says. Gives the reading, or raises
    ProofError."""
    try:
        reading = named(format_).reader()(content)
    except UnreadableError as error:
        raise ProofError(format_, (error.difference,)) from None
    differences = (*compare(plain_blocks(document), reading, document.meta), *check(reading))
    if named(format_).linked:
        differences += compare_targets(link_targets(document), reading)
    if differences:
        raise ProofError(format_, differences)
    return reading


def prove_twins(readings: Mapping[str, Reading]) -> None:
    """Compare the files of one document whose formats are twins. Raises ProofError."""
    for name, reading in readings.items():
        twin = named(name).twin
        if twin in readings:
            differences = compare_readings(readings[twin], reading)
            if differences:
                raise ProofError(f"{twin} and {name}", differences)


class ClaimProof:
    """Lets validators check the standards that the files of a build claim: at once where they can, else together at the
    end; where none is installed, nothing is claimed."""

    def __init__(self) -> None:
        self._order: dict[str, tuple[str, ...]] = {}
        self._kept: dict[str, set[str]] = {}
        self.remarks: tuple[str, ...] = ()
        """Why validators could not tell of files that waited for them."""

    @cached_property
    def _jury(self) -> Jury:
        from reportgen.verify.claims import Jury

        return Jury()

    def add(self, name: str, format_: str, content: bytes) -> None:
        """The file `name` is finished. Raises ProofError where it breaks a rule."""
        from reportgen.verify.claims import Claimed

        claims = named(format_).claims
        self._order[name], self._kept[name] = claims, set()
        self._judged(name, self._jury.judge(Claimed(name, claims, content)))

    def finish(self) -> dict[str, tuple[str, ...]]:
        """The claims that each file keeps. Raises ProofError."""
        late = self._jury.finish() if self._order else {}
        for name, judgements in late.items():
            self._judged(name, judgements)
        reasons = dict.fromkeys(each.gave_up for found in late.values() for each in found if each.gave_up)
        self.remarks = tuple(f"what could not be checked is not claimed: {why}" for why in reasons)
        return {
            name: tuple(claim for claim in claims if claim in self._kept[name]) for name, claims in self._order.items()
        }

    def _judged(self, name: str, judgements: Iterable[Judgement]) -> None:
        found = tuple(judgements)
        failures = [failure for judgement in found for failure in judgement.failures]
        if failures:
            raise ProofError(name, tuple(Difference("not-conforming", failure) for failure in failures))
        self._kept[name].update(judgement.claim for judgement in found if judgement.kept)
