"""Bookmarks of what stands in another place now, and the references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from reportgen.ooxml.package import DOCUMENT, FOOTNOTES
from reportgen.word_changes.elements import HYPERLINK, MARK_START, W
from reportgen.word_changes.parts import EditablePackage

_CODE, _ANCHOR, _NAME = f"{W}instrText", f"{W}anchor", f"{W}name"
_REFERENCE: Final = re.compile(r"((?:PAGE|NOTE)?REF )(\w+)")
_NOW, _FORMER = "rg_", "ro_"


def former(name: str) -> str:
    """What the old place is called of which the new one has the name: as long, for 40 characters are all there are."""
    return _FORMER + name[len(_NOW) :] if name.startswith(_NOW) else name


def present(name: str) -> str:
    """The name of the new place, from that of either."""
    return _NOW + name[len(_FORMER) :] if name.startswith(_FORMER) else name


class Places:
    """Bookmarks of the new version by `names`; of those `elsewhere` the old place has a name of its own."""

    def __init__(self, names: frozenset[str], elsewhere: frozenset[str]) -> None:
        self._names, self._elsewhere = names, elsewhere
        self.left: set[str] = set()
        """Bookmarks that both versions have, whose old place went or was left."""

    def give_way(self, gone: Any) -> None:
        """Bookmarks of the new version stay where they are; others of that name in what is gone give way."""
        for mark in list(gone.iter(MARK_START)):
            name = mark.get(_NAME)
            if name not in self._names:
                continue
            self.left.add(name)
            if name in self._elsewhere and former(name) != name:
                mark.set(_NAME, former(name))
            else:
                mark.getparent().remove(mark)


def referred(package: EditablePackage) -> frozenset[str]:
    """The bookmarks that fields and links of a file lead to."""
    found = {link.get(_ANCHOR) for tree in _trees(package) for link in tree.iter(HYPERLINK) if link.get(_ANCHOR)}
    codes = (code.text or "" for tree in _trees(package) for code in tree.iter(_CODE))
    return frozenset(found | {match[2] for code in codes for match in _REFERENCE.finditer(code)})


def refer_to_former(package: EditablePackage, names: frozenset[str]) -> None:
    """Let fields and links lead to the former places of what has these names."""
    if not names:
        return
    for tree in _trees(package):
        for link in tree.iter(HYPERLINK):
            if link.get(_ANCHOR) in names:
                link.set(_ANCHOR, former(link.get(_ANCHOR)))
        for code in tree.iter(_CODE):
            code.text = _REFERENCE.sub(
                lambda match: match[1] + (former(match[2]) if match[2] in names else match[2]), code.text or ""
            )


def _trees(package: EditablePackage) -> Iterator[Any]:
    return (package.tree(name) for name in (DOCUMENT, FOOTNOTES) if name in package.parts)
