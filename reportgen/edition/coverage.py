"""The proof that the excerpts together are the whole report, as plain data for the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from reportgen.edition.audience import takes
from reportgen.edition.cut import Audience
from reportgen.edition.model import Edition
from reportgen.edition.records import tables
from reportgen.findings.finding import Finding

Owners = Mapping[tuple[str, str], tuple[Audience, ...]]
"""The audiences in whose excerpts each item belongs, by collection and id."""


class Proof(Struct, frozen=True):
    """What was counted. `whole` and `excerpts` are numbers of items by collection, the latter by audience; `joint`
    numbers of items that belong in more than one of the excerpts.

    `findings` are what contradicts the claim: joint items in each of theirs, each excerpt an ordered part of the whole.
    `uncovered` contradicts that every item is in at least one excerpt, which not all choices of excerpts claim. Neither
    is a part of `data`.
    """

    whole: Mapping[str, int]
    joint: Mapping[str, int]
    excerpts: Mapping[str, Mapping[str, int]]
    findings: tuple[Finding, ...]
    uncovered: tuple[Finding, ...]

    @property
    def data(self) -> dict[str, object]:
        """The proof for the manifest."""
        claims = ["every item is in an excerpt", "joint items are in each", "each excerpt is an ordered part"]
        return {
            "whole": dict(self.whole),
            "joint": dict(self.joint),
            "excerpts": {key: dict(counts) for key, counts in self.excerpts.items()},
            "proven": claims if not self.findings and not self.uncovered else [],
        }


def prove_coverage(whole: Edition, audiences: Iterable[Audience], excerpts: Iterable[Edition]) -> Proof:
    """Compare the excerpts for some audiences with the whole."""
    family = tuple(audiences)
    parts = {part.audience.id: part for part in excerpts if part.audience is not None}
    owners = {
        (name, key): tuple(each for each in family if takes(each, item))
        for name, items in whole.collections.items()
        for key, item in items.items()
    }
    return Proof(
        whole=_counts(whole, whole),
        joint={
            name: sum(len(owners[name, key]) > 1 for key in items) for name, items in whole.collections.items() if items
        },
        excerpts={key: _counts(part, whole) for key, part in parts.items()},
        findings=(
            *_lost_items(parts, owners),
            *(finding for part in parts.values() for finding in (*_strays(whole, part), *_strangers(part, owners))),
        ),
        uncovered=tuple(
            _finding(
                "not-covered",
                f'"{key}" is in no excerpt: none of its institutions gets one',
                name,
                key,
                "name those that take part under involved",
            )
            for (name, key), own in owners.items()
            if not own
        ),
    )


def _counts(edition: Edition, whole: Edition) -> dict[str, int]:
    """How many items an edition has of each collection that the whole has items of."""
    return {name: len(edition.collections[name]) for name, items in whole.collections.items() if items}


def _lost_items(parts: Mapping[str, Edition], owners: Owners) -> Iterable[Finding]:
    """Items that belong in an excerpt and are not in it."""
    for (name, key), own in owners.items():
        for owner in own:
            if owner.id not in parts or key not in parts[owner.id].collections.get(name, {}):
                yield _finding("not-covered", f'"{key}" is missing in the excerpt for "{owner.id}"', name, key)


def _strangers(part: Edition, owners: Owners) -> Iterable[Finding]:
    """Items in an excerpt that belong elsewhere."""
    for name, items in part.collections.items():
        for key in items:
            if part.audience not in owners.get((name, key), ()):
                yield _finding("not-a-part", f'"{key}" does not belong in the excerpt for "{_id(part)}"', name, key)


def _id(part: Edition) -> str:
    return part.audience.id if part.audience else ""


def _strays(whole: Edition, part: Edition) -> Iterable[Finding]:
    """What an excerpt has that the whole has not, or has elsewhere or otherwise."""
    for name, records in tables(part).items():
        origin = tables(whole).get(name, {})
        rest = iter(origin)
        for key, record in records.items():
            if key not in origin or origin[key] != record:
                yield _finding("not-a-part", f'"{key}" of the excerpt for "{_id(part)}" differs', name, key)
            elif key not in rest:
                text = f'"{key}" stands in another order in the excerpt for "{_id(part)}"'
                yield _finding("not-a-part", text, name, key)
                break


def _finding(code: str, text: str, collection: str, key: str, hint: str | None = None) -> Finding:
    return Finding(code, "error", text, path=f"{collection}[{key}]", hint=hint)
