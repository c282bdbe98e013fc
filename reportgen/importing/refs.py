"""Other records as tables name them: by id, abbreviation, name, title or number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct

from reportgen.collecting.values import Unfit
from reportgen.edition.fields import Kind
from reportgen.edition.model import Edition
from reportgen.findings.near import nearest

_PARTED: Final = re.compile(r"\s*[;\n|]\s*")
_PARTED_MORE: Final = re.compile(r"(\s*(?:[,/]|\s(?:und|and|&|et|sowie)\s)\s*)")
_IN_A_NAME: Final = 6
"""How many commas and "and" a name may hold."""
_FILES: Final[Mapping[Kind, str]] = {
    "institution": "institutions.yaml", "section": "sections.yaml", "source": "sources.yaml",
    "figure": "key-figures.yaml", "section or item": "sections.yaml",
}  # fmt: skip


_Named = list[tuple[str, tuple[str | None, ...]]]


class KnownRecords(Struct, frozen=True, dict=True):
    """The records of an edition, by what people call them."""

    edition: Edition

    @cached_property
    def _names(self) -> Mapping[Kind, Mapping[str, tuple[str, ...]]]:
        edition = self.edition
        known: dict[Kind, _Named] = {
            "section": [(key, (each.title, each.short_title, each.number)) for key, each in edition.sections.items()],
            "item": [
                (key, (each.title, each.short_title))
                for group in edition.collections.values()
                for key, each in group.items()
            ],
            "institution": [
                (key, tuple(word for name in each.names for word in (name.abbreviation, name.full, name.short)))
                for key, each in edition.institutions.items()
            ],
            "figure": [(key, (each.label, each.statement)) for key, each in edition.figures.items()],
            "source": [(key, (each.title, each.short)) for key, each in edition.sources.items()],
        }
        known["section or item"] = [*known["item"], *known["section"]]
        return {kind: _by_name(records) for kind, records in known.items()}

    def one(self, kind: Kind, text: str) -> str | Unfit:
        """The id of the record that a text names."""
        names = self._names[kind]
        found = names.get(_plain(text), ())
        if len(found) == 1:
            return found[0]
        if found:
            return Unfit(f'"{text}" may be {" or ".join(found)}', "name it by its id")
        near = nearest(text, names)
        asked = f'did you mean "{names[near][0]}"? Else' if near else "Name it by its id, or"
        where = f"put it into {_FILES[kind]} first" if kind in _FILES else "leave it out"
        return Unfit(f'there is no {kind} called "{text}"', f"{asked} {where}")

    def several(self, kind: Kind, text: str) -> tuple[str, ...] | Unfit:
        """The ids of the records that a text names: one a line, or parted by signs or "and" where that is no name."""
        found: dict[str, None] = {}
        for part in filter(None, _PARTED.split(text.strip())):
            for piece in self._pieces(kind, part):
                one = self.one(kind, piece)
                if isinstance(one, Unfit):
                    return one
                found[one] = None
        return tuple(found)

    def _pieces(self, kind: Kind, text: str) -> Iterator[str]:
        """The names in a line, each as long as a record has it: names hold commas and "and", too."""
        words = _PARTED_MORE.split(text)  # names and, between them, what parts them
        start = 0
        while start < len(words):
            ends = range(min(len(words), start + 2 * _IN_A_NAME + 1), start, -2)
            end = next((end for end in ends if _plain("".join(words[start:end])) in self._names[kind]), start + 1)
            if name := "".join(words[start:end]):
                yield name
            start = end + 1


def _by_name(records: _Named) -> Mapping[str, tuple[str, ...]]:
    """The ids that a name may mean; an id means itself."""
    found: dict[str, dict[str, None]] = {}
    for key, names in records:
        for name in filter(None, names):
            found.setdefault(_plain(name), {})[key] = None
    return {name: tuple(keys) for name, keys in found.items()} | {_plain(key): (key,) for key, _ in records}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
