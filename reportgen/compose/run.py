"""What happens while a template prints: the paths it prints, and what is wrong, each with the template's line."""

from __future__ import annotations

import sys
from contextvars import ContextVar
from types import FrameType, TracebackType

from msgspec import Struct, field

from reportgen.errors import ReportgenError
from reportgen.findings.problem import Problem

MAX_STEPS = 2_000_000
"""Rounds of all loops of one rendering together."""
MAX_OUTPUT = 32 * 1024 * 1024
"""Characters of report markup (1,200 pages have about 3 million)."""
MAX_RANGE = 10_000
"""Members of a range()."""


class LimitError(ReportgenError):
    """A template wants more loops, text or memory than a report can need."""


class Rendering(Struct):
    """One rendering."""

    printed: set[str] = field(default_factory=set)
    problems: dict[tuple[str, int, Problem], None] = field(default_factory=dict)
    """What is wrong, each with the name and the line of a template."""
    steps: int = 0
    names: frozenset[str] = frozenset()

    def report(self, code: str, text: str, path: str = "", hint: str | None = None) -> None:
        """Note what is wrong at the line that the template is at; the rendering goes on."""
        self.problems[*here(), Problem(code, text, path, hint)] = None

    def step(self, rounds: int) -> None:
        """Count rounds of loops; LimitError beyond MAX_STEPS."""
        self.steps += rounds
        if self.steps > MAX_STEPS:
            raise LimitError(f"the template's loops run more than {MAX_STEPS:,} times")


CURRENT: ContextVar[Rendering | None] = ContextVar("reportgen_compose_run", default=None)
"""The rendering that goes on in this context: Jinja2 creates undefined values without telling for whom."""


def _line_of(frame: FrameType, line: int) -> tuple[str, int] | None:
    template = frame.f_globals.get("__jinja_template__")
    if template is None:
        return None
    return str(template.name), int(template.get_corresponding_lineno(line))


def here() -> tuple[str, int]:
    """Name and line of the innermost template that is being executed."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        found = _line_of(frame, frame.f_lineno)
        if found:
            return found
        frame = frame.f_back
    return "", 0


def raised_at(traceback: TracebackType | None) -> tuple[str, int]:
    """Name and line of the innermost template that an exception passed through."""
    found = ("", 0)
    while traceback is not None:
        found = _line_of(traceback.tb_frame, traceback.tb_lineno) or found
        traceback = traceback.tb_next
    return found
