"""The parts of a package beside its texts: pictures, charts, running heads; and the relationships that lead to them."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from reportgen.ooxml.parts import ExtraPart


class Relation(Struct, frozen=True):
    """A relationship of a part: its type, and the part or the outside address that it leads to."""

    kind: str
    target: str
    external: bool = False


class Relations(Struct):
    """The relationships of one part, by the ids that its XML uses; the same target is named once."""

    known: dict[Relation, str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship."""
        relation = Relation(kind, target, external)
        return self.known.setdefault(relation, f"rId{len(self.known) + 101}")


class ExtraParts(Struct):
    """All parts that blocks have made; one of the same name takes the place of the other."""

    known: dict[str, ExtraPart] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, part: ExtraPart) -> None:
        """Put a part into the file."""
        self.known[part.name] = part

    def number(self, kind: str) -> int:
        """Which part of its kind a new one is, from 1."""
        self._counts[kind] += 1
        return self._counts[kind]
