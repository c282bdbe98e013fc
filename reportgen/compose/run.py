"""What happens while a template prints: the paths it prints, what it has used of its budget, and what is wrong, each
with the template's line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextvars import ContextVar
from time import thread_time
from types import FrameType, TracebackType
from typing import Any

from msgspec import Struct, field

from reportgen.compose.limits import LIMITS, LimitError, Limits
from reportgen.findings.problem import Problem

_BETWEEN_LOOKS = 4096
"""Steps between two looks at the time that was taken."""


class Rendering(Struct):
    """One rendering."""

    limits: Limits = LIMITS
    printed: set[str] = field(default_factory=set)
    problems: dict[tuple[str, int, Problem], None] = field(default_factory=dict)
    """What is wrong, each with the name and the line of a template."""
    names: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    """The template's own."""
    steps: int = 0
    handled: int = 0
    look: int = _BETWEEN_LOOKS
    """At how many steps to look at the time that was taken next."""
    indexes: dict[int, Any] = field(default_factory=dict)
    """Indexes of lists that were searched last, by identity; each holds its list (`metered.looked_up`)."""
    begun: float = field(default_factory=thread_time)

    def report(self, code: str, text: str, path: str = "", hint: str | None = None) -> None:
        """Note what is wrong at the line that the template is at; the rendering goes on."""
        self.problems[*here(), Problem(code, text, path, hint)] = None

    def step(self, count: int = 1) -> None:
        """Count steps. Raises LimitError beyond what a rendering may take."""
        self.steps += count
        if self.steps > self.limits.steps:
            raise LimitError(f"the template's loops, calls and filters take more than {self.limits.steps:,} steps")
        if self.steps >= self.look:
            self.look = self.steps + _BETWEEN_LOOKS
            if thread_time() - self.begun > self.limits.seconds:
                raise LimitError(f"the template runs longer than {self.limits.seconds:g} seconds")

    def handle(self, size: int) -> None:
        """Count characters or members of lists. Raises LimitError beyond what a rendering may handle."""
        self.handled += size
        if self.handled > self.limits.handled:
            raise LimitError(f"the template handles more than {self.limits.handled:,} characters and members of lists")


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
