"""How far something has come: a bar of progress, and events in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.document.inlines import Inlines
from reportgen.findings.problem import Problem


class Progress(Struct, frozen=True):
    """A value against its target, as a bar. `label` says what is measured, `said` value and target in words, which tell
    everything that the bar shows."""

    id: str
    label: Inlines
    said: Inlines
    value: float
    target: float

    @property
    def share(self) -> float:
        """The part of the bar that is filled, from 0 to 1: all of it where the target is passed."""
        return self.value / self.scale

    @property
    def mark(self) -> float | None:
        """Where the target stands on a bar that goes beyond it, as a share of its length."""
        return self.target / self.scale if self.value > self.target else None

    @property
    def scale(self) -> float:
        """What the whole length of the bar stands for."""
        return max(self.value, self.target)


class Event(Struct, frozen=True):
    """What happened at a date; `time` is its place on an axis of time, in years."""

    id: str
    date: Inlines
    text: Inlines
    time: float | None = None


class TimeLine(Struct, frozen=True):
    """Events in the order of time, the first or the last one at the top. `scaled`: at true distances."""

    id: str
    events: tuple[Event, ...]
    scaled: bool = False

    @property
    def places(self) -> tuple[float, ...]:
        """Where each event stands between the first (0) and the last (1); at equal distances where not all have a
        time of their own."""
        times = [event.time for event in self.events if event.time is not None]
        if len(times) < len(self.events) or len(set(times)) < 2:
            last = max(len(self.events) - 1, 1)
            return tuple(index / last for index in range(len(self.events)))
        return tuple((time - times[0]) / (times[-1] - times[0]) for time in times)


def beyond_target(bars: Iterator[Progress]) -> Iterator[Problem]:
    """Bars of what has passed its target: that may be so, or a slip in a unit."""
    for bar in bars:
        if bar.value > bar.target:
            text = f"the progress is beyond its target: {bar.value:g} of {bar.target:g}"
            hint = "check that both have one unit, and that more is better; the bar shows the target as a mark"
            yield Problem("progress-beyond-target", text, hint=hint, block=bar.id, severity="warning")
