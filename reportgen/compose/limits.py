"""How much a template may want: budgets of one rendering, and what may stand in its files (docs/security.md)."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from reportgen.errors import ReportgenError


class Limits(Struct, frozen=True):
    """The limits of a template. The example as a report of 1,200 pages takes a third of the steps and a sixth of
    what may be handled."""

    steps: int = 2_000_000
    """Rounds of loops, calls, filters, tests, operators and files, of one rendering together."""
    handled: int = 128 * 1024 * 1024
    """Characters and members of lists that all of these make, copy, print or look through."""
    largest: int = 32 * 1024 * 1024
    """Characters or members of one value; characters of report markup (1,200 pages have about 3 million)."""
    members: int = 10_000
    """Members of a ``range``, rows of ``batch``, columns of ``slice``."""
    digits: int = 308
    """Digits of a whole number, as many as a number with decimals has before its point."""
    width: int = 999
    """Characters that a conversion of ``%`` may fill up."""
    seconds: float = 120
    """Processor time: nothing reaches it that the others stop, however busy the machine is."""
    statements: int = 40
    """Nesting of statements in a file."""
    expressions: int = 40
    """Nesting of expressions in a statement."""
    loops: int = 16
    """Nesting of loops within one macro, block or file: Python compiles no more than twenty."""
    source: int = 1_000_000
    """Bytes of all files of a template together."""
    tokens: int = 100_000
    """Words and signs of all statements of a file."""


LIMITS: Final = Limits()


class LimitError(ReportgenError):
    """A template wants more loops, text or memory than a report can need."""
