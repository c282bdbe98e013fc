"""Problems of a file in few lines: what another program lost by count, what repeats by count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from reportgen.findings.difference import Difference

_EACH: Final = 3
"""How many problems of one kind are listed; if there are at least twice as many, the others are counted."""
_LOST: Final = {
    "bookmark-pair": "ends of bookmarks",
    "duplicate-bookmark": "names of bookmarks",
    "dead-anchor": "targets of links",
    "control-unnamed": "numbers of content controls",
    "figure-without-alt": "text alternatives",
    "chart-workbook": "workbooks of charts",
    "field-empty": "results of fields",
    "field-open": "ends of fields",
    "comment-pair": "places of comments",
    "text-without-id": "bookmarks of texts",
    "no-title": "title",
    "no-language": "language",
    "empty-heading": "text of headings",
    "irregular-grid": "widths of tables",
}
"""What a program that saved a file took from it, by the code of the problem."""


def loss(program: str, lost: Iterable[Difference]) -> str:
    """Which program saved a file, and what it lost, in one line."""
    places: dict[str, set[object]] = {}
    for number, each in enumerate(lost):
        places.setdefault(each.code, set()).add(each.block or number)
    counted = Counter({code: len(found) for code, found in places.items()}).most_common()
    if not counted:
        return f"saved by {program}; nothing is lost"
    what = ", ".join(f"{count} {_LOST.get(code, f'× {code}')}" for code, count in counted)
    return f"saved by {program}, which lost: {what}"


def problem_lines(problems: Iterable[Difference]) -> Iterator[str]:
    """List problems line by line, equal ones once; of many of one kind, some and a count."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for words, count in Counter(f"{each}" for each in problems).items():
        groups.setdefault(words.rpartition("[")[2], []).append((words, count))
    for code, found in groups.items():
        shown = found if len(found) < 2 * _EACH else found[:_EACH]
        yield from (f"{count} times: {words}" if count > 1 else words for words, count in shown)
        more = sum(count for _, count in found[len(shown) :])
        if more:
            yield f"and {more} more like these [{code}"
