"""The proof of a finished file: it says what the document says, and keeps what it claims."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.build.formats import named
from reportgen.document.nodes import Document
from reportgen.document.plain import plain_blocks
from reportgen.errors import ProofError, UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify import check, compare, compare_readings
from reportgen.verify.reading import Reading


def prove(document: Document, format_: str, content: bytes) -> Reading:
    """Read a file of a format back and show that it says what the document says. Gives the reading, or raises
    ProofError."""
    try:
        reading = named(format_).reader()(content)
    except UnreadableError as error:
        raise ProofError(format_, (error.difference,)) from None
    differences = (*compare(plain_blocks(document), reading, document.meta), *check(reading))
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


def prove_claims(name: str, format_: str, content: bytes) -> tuple[str, ...]:
    """Let a validator check the standards that the format claims, and give those that the file `name` keeps; none where
    no validator is installed. Raises ProofError."""
    from reportgen.verify.claims import judge

    judgements = tuple(judge(named(format_).claims, content))
    failures = [failure for judgement in judgements for failure in judgement.failures]
    if failures:
        raise ProofError(name, tuple(Difference("not-conforming", failure) for failure in failures))
    return tuple(judgement.claim for judgement in judgements if judgement.kept)
