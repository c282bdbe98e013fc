"""Number and name trees, in leaves of a bounded size (ISO 32000-1, 7.9.6 and 7.9.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from reportgen.pdf.reportlab_compat import PdfFile, reference
from reportgen.pdf.syntax import array, byte_string

LEAF = 64
"""Most entries of a leaf, and most kids of the root before a level is added."""

_Key = TypeVar("_Key", int, str)


def number_tree(file: PdfFile, entries: Iterable[tuple[int, bytes]]) -> bytes:
    """A reference to a tree of the entries; keys must differ."""
    return _tree(file, sorted(entries), b"/Nums", lambda key: b"%d " % key)


def name_tree(file: PdfFile, entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A reference to a tree of the entries, sorted by the bytes of their keys; keys must differ."""
    return _tree(file, sorted(entries, key=lambda entry: entry[0].encode()), b"/Names", byte_string)


def _tree(file: PdfFile, entries: Sequence[tuple[_Key, bytes]], kind: bytes, write: Callable[[_Key], bytes]) -> bytes:
    if len(entries) <= LEAF:
        return reference(file.add(b"<<%s%s>>" % (kind, _leaf(entries, write))))
    level: list[tuple[_Key, _Key, bytes]] = []
    for part in _parts(entries):
        first, last = part[0][0], part[-1][0]
        limits = _limits(first, last, write)
        number = file.add(b"<<%s%s%s>>" % (limits, kind, _leaf(part, write)))
        level.append((first, last, reference(number)))
    while len(level) > LEAF:
        level = [
            (
                part[0][0],
                part[-1][1],
                reference(file.add(b"<<%s%s>>" % (_limits(part[0][0], part[-1][1], write), _kids(part)))),
            )
            for part in _parts(level)
        ]
    return reference(file.add(b"<<%s>>" % _kids(level)))


_Item = TypeVar("_Item")


def _parts(items: Sequence[_Item]) -> list[Sequence[_Item]]:
    return [items[start : start + LEAF] for start in range(0, len(items), LEAF)]


def _leaf(entries: Sequence[tuple[_Key, bytes]], write: Callable[[_Key], bytes]) -> bytes:
    return array(write(key) + value for key, value in entries)


def _limits(first: _Key, last: _Key, write: Callable[[_Key], bytes]) -> bytes:
    return b"/Limits[%s%s]" % (write(first), write(last))


def _kids(level: Sequence[tuple[_Key, _Key, bytes]]) -> bytes:
    return b"/Kids" + array(kid for _, _, kid in level)
