"""Findings: what a check or a loader has to say about the data, with its place."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]


class Finding(Struct, frozen=True):
    """One finding. `code` is a kebab-case name explained in docs/messages.md; `line` and `column` count from 1.

    `file` is relative to the project's folder; `path` is the path in the data (``startups.value``); `source` is the
    line the finding is about and `length` how many characters of it from `column` on are meant (the caret).
    """

    code: str
    severity: Severity
    text: str
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    hint: str | None = None
    source: str | None = None
    length: int = 1


def order(finding: Finding) -> tuple[str, int, int, str]:
    """The order in which findings are reported: by file, line and column."""
    return (finding.file, finding.line, finding.column, finding.code)
