"""What a page costs that ends at a place, and the sums over strips that the costs are worked out from."""

from __future__ import annotations

from msgspec import Struct, field

from reportgen.typeset.flow.strip import Strip

FULL_PAGE = 0.35
"""The cost of a page without white."""
_SCANT = 0.15
_SCANT_COST = 0.6
_WHITE_THIRD = 1 / 3
_THIRD_COST = 1.0
_WHITE_COST, _WITHIN_COST, _LAST_COST = 4.0, 16.0, 3.0
_SPARE_COST = 1.0
"""What it costs besides that more than the spare share of a page stays white."""
_SPARE_LAST, _SPARE_CHAPTER = 0.33, 0.33
_EARLY_COST, _WITHIN_EARLY_COST = 0.5, 10.0
"""What white costs before a run's last page, where it is free up to `_SPARE_LAST`: so the first are full."""
_TIGHT = 0.02


def _from_nothing() -> list[float]:
    return [0.0]


class Sums(Struct):
    """Running sums over the strips of a run: entry i is that of the strips before strip i; in points."""

    height: list[float] = field(default_factory=_from_nothing)
    gaps: list[float] = field(default_factory=_from_nothing)
    stretch: list[float] = field(default_factory=_from_nothing)
    shrink: list[float] = field(default_factory=_from_nothing)
    notes: list[float] = field(default_factory=_from_nothing)

    @property
    def count(self) -> int:
        """Strips so far."""
        return len(self.height) - 1

    def add(self, strip: Strip) -> None:
        """One more strip."""
        self.height.append(self.height[-1] + strip.height)
        self.gaps.append(self.gaps[-1] + strip.before)
        self.stretch.append(self.stretch[-1] + strip.stretch)
        self.shrink.append(self.shrink[-1] + strip.shrink)
        notes = sum([note.height + note.after for note in strip.notes]) if strip.notes else 0.0
        self.notes.append(self.notes[-1] + notes)

    def used(self, i: int, j: int, separator: float) -> float:
        """Points that the strips from `i` up to `j` take with their notes."""
        noted = self.notes[j] - self.notes[i]
        return self.height[j] - self.height[i] + self.gaps[j] - self.gaps[i + 1] + (noted + separator if noted else 0)


def page_cost(slack: float, stretch: float, depth: float, spare: float, within: bool) -> float:
    """The cost of a page with so much white; `spare` is the share of it that may stay white where something ends there,
    `within` says that a paragraph goes on over its end."""
    tight = _TIGHT if slack < 0 else 0.0
    if spare:
        white = slack / depth - spare
        return FULL_PAGE + tight + (_SPARE_COST + _LAST_COST * white * white if white > 0 else 0.0)
    white = max(slack - stretch, 0.0) / depth
    early, squared = (_WITHIN_EARLY_COST, _WITHIN_COST) if within else (_EARLY_COST, _WHITE_COST)
    cost = FULL_PAGE + tight + early * white + squared * white * white
    return cost + _THIRD_COST if white > _WHITE_THIRD else cost


def spare(below: Strip | None) -> float:
    """The share of a page that may stay white before a strip: at the end of a run (None), before a chapter."""
    if below is None:
        return _SPARE_LAST
    return _SPARE_CHAPTER if below.heading == 1 else 0.0


def scant_cost(slack: float, depth: float, strips: int) -> float:
    """What it costs besides that a run's last page, not its first, has one strip or next to nothing on it."""
    return _SCANT_COST if strips == 1 or slack > (1 - _SCANT) * depth else 0.0
