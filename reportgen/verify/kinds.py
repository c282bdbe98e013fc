"""What verification must know of the formats that there are; whoever asks for it knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from reportgen.verify.reading import Reading

Reader = Callable[[Path | bytes], Reading]
"""Reads a file back. Raises UnreadableError."""


class Kind(Struct, frozen=True):
    """A format as verification sees it: how its files are called and read, and what they are held against."""

    name: str
    ending: str
    """What the names of its files end in, ``.docx``, ``-archive.pdf``."""
    read: Reader | None = None
    """None for what has no structure to be read: pages on sheets, and text for people."""
    twin: str = ""
    """The format that says the same and is compared with it, "" for none."""

    @property
    def suffix(self) -> str:
        """The last part of the ending, from its dot on."""
        return self.ending[self.ending.rindex(".") :]


class Kinds:
    """The formats by name, by ending and by suffix; the first one that can be read speaks for all of a suffix.

    `more` is asked for formats that a manifest names and that are not among them.
    """

    def __init__(self, kinds: Iterable[Kind], more: Callable[[str], Kind | None] = lambda _name: None) -> None:
        known, self._more = tuple(kinds), more
        self._by_name = {kind.name: kind for kind in known}
        self._by_suffix = {kind.suffix: kind for kind in reversed(known) if kind.read is not None}
        self._by_ending = sorted((kind for kind in known if kind.read is not None), key=lambda kind: -len(kind.ending))
        self.suffixes = tuple(dict.fromkeys(kind.suffix for kind in known if kind.read is not None))
        """What the names of files that can be read end in."""

    def named(self, name: str) -> Kind | None:
        """The format of this name, None where there is none."""
        if name and name not in self._by_name:
            found = self._more(name)
            if found is None:
                return None
            self._by_name[name] = found
        return self._by_name.get(name)

    def of_file(self, path: Path) -> Kind | None:
        """The format of a file of which only the name is known, None where no such file can be read."""
        named = (kind for kind in self._by_ending if path.name.endswith(kind.ending))
        return next(named, None) or self._by_suffix.get(path.suffix.lower())

    def readable(self, path: Path) -> bool:
        """Whether files with such a name can be read."""
        return path.suffix.lower() in self._by_suffix
