"""Signatures: whether they hold, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.audience import abbreviation, responsible
from reportgen.edition.signatures import Signature
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem
from reportgen.signing.digest import Digests
from reportgen.yaml.model import is_day


def signatures(context: Context) -> Iterator[Problem]:
    """Find sign-offs of items that do not exist or belong to others, void ones, and contradictory ones."""
    edition = context.edition
    digests = Digests(edition)
    homes = {key: name for name, items in edition.collections.items() for key in items}
    for institution, signed in edition.signoff.items():
        path = f"signoff[{institution}]"
        if institution not in context.known("institutions"):
            hint = did_you_mean(institution, context.known("institutions"))
            yield Problem("dead-id", f'there is no institution "{institution}"', path, hint, at_key=True)
            continue
        for key, found in signed.items.items():
            where = f"{path}.items.{key}"
            if key not in homes:
                if key not in context.items:
                    hint = did_you_mean(key, context.items)
                    yield Problem("dead-id", f'there is no item "{key}"', where, hint, at_key=True)
                continue
            if institution not in responsible(edition, edition.collections[homes[key]][key]):
                name = abbreviation(edition, institution)
                text = f'{name} does not answer for "{key}", so its signature counts for nothing'
                yield Problem("signoff-stranger", text, where, at_key=True, severity="warning")
                continue
            again = f"reportgen sign {edition.name} --for {institution} --item {key} --by NAME"
            yield from _item(key, found, digests.of(homes[key], key), where, again)


def _item(key: str, found: tuple[Signature, ...], now: str, path: str, again: str) -> Iterator[Problem]:
    """What is to be said of the signatures below an item whose hash is `now`."""
    yield from _days(found, path)
    for i, signature in enumerate(found):
        for other in found[:i]:
            if other.by == signature.by or other.hash != signature.hash:
                yield _conflict(other, signature, f"{path}[{i}]", again)
        if signature.hash != now:
            text = f'"{key}" has changed since {signature.by} signed it on {signature.on}'
            yield Problem(
                "signoff-void", text, f"{path}[{i}].hash", f"let it be signed again: {again}", severity="warning"
            )


def _conflict(first: Signature, second: Signature, path: str, again: str) -> Problem:
    if first.by == second.by:
        text = f"{first.by} has signed twice, on {first.on} and on {second.on}"
        return Problem("signoff-conflict", text, path, "take the older signature away", severity="warning")
    text = f"{first.by} ({first.on}) and {second.by} ({second.on}) have signed different versions of it"
    return Problem("signoff-conflict", text, path, f"let both sign the same: {again}", severity="warning")


def _days(found: tuple[Signature, ...], path: str) -> Iterator[Problem]:
    for i, signature in enumerate(found):
        if not is_day(signature.on):
            text = f'"{signature.on}" is no day of the calendar'
            yield Problem("bad-date", text, f"{path}[{i}].on")
