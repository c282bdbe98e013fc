"""Many findings at a glance: how many of each code every institution has to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reportgen.edition.audience import abbreviation
from reportgen.edition.files import data_path
from reportgen.edition.loading import Loaded
from reportgen.edition.owners import owners
from reportgen.findings.finding import Finding

EDITORS = "editors"
"""Who answers for what no institution does."""
MOST = 10
"""Findings of one code that are shown where not all are asked for."""


class Owned:
    """Findings by who answers for the records that they are about."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded, self._owners = loaded, owners(loaded.partial)

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The ids of the institutions that a finding is for; none for one that is for the editors."""
        loaded = self._loaded
        path = data_path(finding.file, finding.path, loaded.name, loaded.partial.collections) or ""
        record, bracket, _ = path.partition("]")
        return self._owners.get(record + bracket, ())


def overview(found: Iterable[Finding], owned: Owned, loaded: Loaded) -> list[str]:
    """A line for each institution with how many findings of each code it has, the editors last."""
    counts: dict[str, Counter[str]] = {}
    for finding in found:
        names = [abbreviation(loaded.partial, key) for key in owned.of(finding)]
        for name in names or [EDITORS]:
            counts.setdefault(name, Counter())[finding.code] += 1
    order = sorted(counts, key=lambda name: (name == EDITORS, name.casefold()))
    width = max(map(len, order), default=0)
    return [f"{name:{width}}  {_codes(counts[name])}" for name in order]


def _codes(counts: Mapping[str, int]) -> str:
    """``unconfirmed 12, no-date 3``: the commonest code first."""
    return ", ".join(f"{code} {count}" for code, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def shorten(found: Iterable[Finding]) -> tuple[tuple[Finding, ...], Mapping[str, int]]:
    """Every error, and the first of all others of each code; and how many of each code are left out."""
    kept: list[Finding] = []
    seen: Counter[str] = Counter()
    for finding in found:
        if finding.severity == "error":
            kept.append(finding)
            continue
        seen[finding.code] += 1
        if seen[finding.code] <= MOST:
            kept.append(finding)
    return tuple(kept), {code: count - MOST for code, count in seen.items() if count > MOST}
