"""A finding before it has a place: it knows a path in the data but no file."""

from __future__ import annotations

from msgspec import Struct

from reportgen.findings.finding import Severity


class Remark(Struct, frozen=True):
    """What is to be said about the value at the data path `path`, about its key with `at_key`; with `token` about the
    `nth` such text inside the value."""

    code: str
    severity: Severity
    text: str
    path: str
    hint: str | None = None
    token: str | None = None
    nth: int = 0
    at_key: bool = False
