"""One table from two: rows that came and went, and cells whose words changed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportgen.text.alignment import align, split_words
from reportgen.word_changes.elements import MARK_START, P, T, W, canonical, copy, make, properties, text_of
from reportgen.word_changes.lines import Lines
from reportgen.word_changes.places import Places
from reportgen.word_changes.revisions import Kind

_ROW, _CELL = f"{W}tr", f"{W}tc"
_ROW_ABOUT, _CELL_ABOUT, _TABLE_ABOUT, _GRID = f"{W}trPr", f"{W}tcPr", f"{W}tblPr", f"{W}tblGrid"
_ALIKE: Final = 0.5
"""Share of common words from which on two rows are one row that was changed."""


class Grids:
    """Merges tables; bookmarks of rows that are gone give way to those of `places`."""

    def __init__(self, lines: Lines, places: Places) -> None:
        self._lines, self._revisions, self._places = lines, lines.revisions, places

    def whole(self, table: Any, kind: Kind) -> Any:
        """A table that came or went: all of its rows."""
        made = copy(table)
        for row in made.findall(_ROW):
            made.replace(row, self._row(row, kind))
        return made

    def mergeable(self, old: Any, new: Any) -> bool:
        """Whether both have the same number of columns."""
        return len(old.find(_GRID)) == len(new.find(_GRID))

    def merged(self, old: Any, new: Any) -> Any:
        """The table `new` with what it was in `old`."""
        made = make("tbl")
        for tag in (_TABLE_ABOUT, _GRID):
            made.append(self._changed(copy(new.find(tag)), old.find(tag)))
        made.extend(self._rows(old.findall(_ROW), new.findall(_ROW)))
        return made

    def _changed(self, now: Any, before: Any) -> Any:
        if canonical(now) == canonical(before):
            return now
        if now.tag == _GRID:
            change = make("tblGridChange", make("tblGrid", *(copy(each) for each in before)))
            change.set(f"{W}id", self._revisions.number())
            now.append(change)
        else:
            self._revisions.changed(now, before)
        return now

    # ------------------------------------------------------------------------------------------------------ rows

    def _rows(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Any]:
        for stretch in align([text_of(row) for row in old], [text_of(row) for row in new]):
            before, after = old[stretch.i1 : stretch.i2], new[stretch.j1 : stretch.j2]
            couples = list(zip(range(len(before)), range(len(after)), strict=True)) if stretch.same else None
            yield from self._stretch(before, after, _couples(before, after) if couples is None else couples)

    def _stretch(self, old: Sequence[Any], new: Sequence[Any], couples: list[tuple[int, int]]) -> Iterator[Any]:
        i = j = 0
        for a, b in [*couples, (len(old), len(new))]:
            yield from (self._row(row, "del") for row in old[i:a])
            yield from (self._row(row, "ins") for row in new[j:b])
            if a < len(old):
                if _same_shape(old[a], new[b]):
                    yield self._merged_row(old[a], new[b])
                else:
                    yield self._row(old[a], "del")
                    yield self._row(new[b], "ins")
            i, j = a + 1, b + 1

    def _row(self, row: Any, kind: Kind) -> Any:
        made = copy(row)
        for cell in made.findall(_CELL):
            for child in cell:
                if child.tag == P:
                    cell.replace(child, self._revisions.whole(child, kind))
        properties(made, _ROW_ABOUT).append(self._revisions.mark(kind))
        if kind == "del":
            self._places.give_way(made)
        return made

    def _merged_row(self, old: Any, new: Any) -> Any:
        made = copy(new)
        about, before = made.find(_ROW_ABOUT), old.find(_ROW_ABOUT)
        if canonical(about) != canonical(before):
            self._revisions.changed(properties(made, _ROW_ABOUT), before)
        for was, cell in zip(old.findall(_CELL), made.findall(_CELL), strict=True):
            if cell.find(_CELL_ABOUT) is not None and was.find(_CELL_ABOUT) is not None:
                self._changed(cell.find(_CELL_ABOUT), was.find(_CELL_ABOUT))
            for one, other in zip(was.findall(P), cell.findall(P), strict=True):
                if canonical(one) != canonical(other):
                    cell.replace(other, self._lines.merged(one, other))
        return made


def _couples(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Rows that are the same, though changed, rising on both sides: by the record that they show, else by their first
    cell or common words."""
    found: list[tuple[int, int]] = []
    begin = 0
    for i, row in enumerate(old):
        for j in range(begin, len(new)):
            if _alike(row, new[j]):
                found.append((i, j))
                begin = j + 1
                break
    return found


def _alike(old: Any, new: Any) -> bool:
    names = [mark.get(f"{W}name") for row in (old, new) for mark in itertools.islice(row.iter(MARK_START), 1)]
    if len(names) == 2:
        return bool(names[0] == names[1])
    first, other = (text_of(row.find(_CELL)).strip() for row in (old, new))
    if first and first == other:
        return True
    words, those = (set(split_words(" ".join(each.text or "" for each in row.iter(T)))) for row in (old, new))
    return len(words & those) > _ALIKE * len(words | those)


def _same_shape(old: Any, new: Any) -> bool:
    """Whether the cells of one row stand for those of the other, each with as many paragraphs and nothing else."""
    one, other = old.findall(_CELL), new.findall(_CELL)
    return len(one) == len(other) and all(_shape(a) == _shape(b) for a, b in zip(one, other, strict=True))


def _shape(cell: Any) -> tuple[object, ...]:
    about = cell.find(_CELL_ABOUT)
    spanning = (f"{W}gridSpan", f"{W}vMerge")
    spans = [canonical(each) for each in (about if about is not None else ()) if each.tag in spanning]
    return *spans, *(child.tag for child in cell if child.tag != _CELL_ABOUT)
