"""What a Word file consists of beside its body: parts, relationships, notes, and the numbers that are used but once."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from reportgen.ooxml.bindings import Store
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import R


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


class Package(Struct):
    """One file while it is written: what blocks add to it, and its counters."""

    parts: dict[str, ExtraPart] = field(default_factory=dict)
    """Parts that blocks have made, by name: pictures, charts, heads and feet."""
    relations: Relations = field(default_factory=Relations)
    """Relationships of the body."""
    note_relations: Relations = field(default_factory=Relations)
    """Relationships of the footnotes."""
    notes: list[str] = field(default_factory=list)
    """The footnotes, as elements."""
    comments: list[str] = field(default_factory=list)
    """The comments of a draft, as elements."""
    _counts: Counter[str] = field(default_factory=Counter)
    _captions: dict[str, int] = field(default_factory=dict)

    def add(self, part: ExtraPart) -> None:
        """Put a part into the file; one of the same name takes the place of the other."""
        self.parts[part.name] = part

    def shown(self, kind: str, part: ExtraPart) -> str:
        """Put a part into the file that the body shows ("image", "chart"); the id of the relationship to it."""
        self.add(part)
        return self.relations.add(f"{R}/{kind}", part.name)

    def add_note(self, note: str) -> None:
        """Take in a footnote, an element that has the number `next_note`."""
        self.notes.append(note)

    @property
    def next_note(self) -> int:
        """The number (w:id) of the footnote that is taken in next; separators have those below 1 (17.11.10)."""
        return len(self.notes) + 1

    def add_store(self, store: Store) -> None:
        """Put the parts that fields are bound to into the file."""
        for part in store.parts():
            self.add(part)
            if part.relations:
                self.relations.add(f"{R}/customXml", part.name)

    # -------------------------------------------------------------------------------------------------- counters

    def number(self, kind: str) -> int:
        """A number that nothing else of its kind has in this file, from 1: of parts, drawings, bookmarks."""
        self._counts[kind] += 1
        return self._counts[kind]

    def drawing_id(self) -> int:
        """A number that no other drawing of this file has (20.4.2.5)."""
        return self.number("drawing")

    def bookmark(self, name: str) -> tuple[str, str]:
        """Start and end of a bookmark (17.13.6)."""
        number = self.number("bookmark")
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def counts_note(self, number: int | None) -> bool:
        """Whether Word counts to the number of a note itself: it does not count those with marks of their own
        (17.11.14)."""
        follows = number in (None, self._counts["note"] + 1)
        self._counts["note"] += follows
        return follows

    def counts_caption(self, sequence: str, number: int) -> bool:
        """Whether Word counts to the number of a caption itself, which an excerpt may leave others out before."""
        follows = number == self._captions.get(sequence, 0) + 1
        self._captions[sequence] = number
        return follows
