"""The proof that the excerpts together are the whole report, as plain data for the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from reportgen.edition.audience import audiences, participants
from reportgen.edition.model import Edition
from reportgen.edition.records import tables
from reportgen.findings.finding import Finding


class Proof(Struct, frozen=True):
    """What was counted. `whole` and `excerpts` are numbers of items by collection, the latter by institution;
    `joint` numbers of items that more than one institution answers for or is involved in.

    `findings` are what contradicts the claim: every item in at least one excerpt, joint items in each of theirs, each
    excerpt an ordered part of the whole. They are no part of `data`.
    """

    whole: Mapping[str, int]
    joint: Mapping[str, int]
    excerpts: Mapping[str, Mapping[str, int]]
    findings: tuple[Finding, ...]

    @property
    def data(self) -> dict[str, object]:
        """The proof for the manifest."""
        claims = ["every item is in an excerpt", "joint items are in each", "each excerpt is an ordered part"]
        return {
            "whole": dict(self.whole),
            "joint": dict(self.joint),
            "excerpts": {key: dict(counts) for key, counts in self.excerpts.items()},
            "proven": claims if not self.findings else [],
        }


def prove_coverage(whole: Edition, excerpts: Iterable[Edition]) -> Proof:
    """Compare the excerpts for all audiences with the whole."""
    parts = {part.audience or "": part for part in excerpts}
    findings = (*_lost_items(whole, parts), *(finding for part in parts.values() for finding in _strays(whole, part)))
    return Proof(
        whole=_counts(whole, whole),
        joint={
            name: sum(len(_owners(whole, name, key)) > 1 for key in items)
            for name, items in whole.collections.items()
            if items
        },
        excerpts={key: _counts(part, whole) for key, part in parts.items()},
        findings=findings,
    )


def _counts(edition: Edition, whole: Edition) -> dict[str, int]:
    """How many items an edition has of each collection that the whole has items of."""
    return {name: len(edition.collections[name]) for name, items in whole.collections.items() if items}


def _owners(whole: Edition, collection: str, key: str) -> tuple[str, ...]:
    """The institutions in whose excerpts an item belongs."""
    item = whole.collections[collection][key]
    return tuple(dict.fromkeys(name for name in participants(item) if name in audiences(whole)))


def _lost_items(whole: Edition, parts: Mapping[str, Edition]) -> Iterable[Finding]:
    for name, items in whole.collections.items():
        for key in items:
            owners = _owners(whole, name, key)
            if not owners:
                text = f'"{key}" is in no excerpt: none of its institutions gets one'
                yield _finding("not-covered", text, name, key, "name those that take part under involved")
            for owner in owners:
                if owner not in parts or key not in parts[owner].collections.get(name, {}):
                    yield _finding("not-covered", f'"{key}" is missing in the excerpt for "{owner}"', name, key)


def _strays(whole: Edition, part: Edition) -> Iterable[Finding]:
    """What an excerpt has that the whole has not, or has elsewhere or otherwise."""
    for name, records in tables(part).items():
        origin = tables(whole).get(name, {})
        rest = iter(origin)
        for key, record in records.items():
            if key not in origin or origin[key] != record:
                yield _finding("not-a-part", f'"{key}" of the excerpt for "{part.audience}" differs', name, key)
            elif key not in rest:
                text = f'"{key}" stands in another order in the excerpt for "{part.audience}"'
                yield _finding("not-a-part", text, name, key)
                break


def _finding(code: str, text: str, collection: str, key: str, hint: str | None = None) -> Finding:
    return Finding(code, "error", text, path=f"{collection}[{key}]", hint=hint)
