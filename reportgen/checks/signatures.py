"""Signatures: whether they hold, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.remarks import Context, Remark
from reportgen.edition.audience import abbreviation, responsible
from reportgen.edition.model import Signature
from reportgen.findings.near import did_you_mean
from reportgen.signing.digest import Digests
from reportgen.yaml.model import is_day


def signatures(context: Context) -> Iterator[Remark]:
    """Sign-offs of what does not exist or is not theirs, void ones, and such as contradict each other."""
    edition = context.edition
    digests = Digests(edition)
    homes = {key: name for name, items in edition.collections.items() for key in items}
    for institution, signed in edition.signoff.items():
        path = f"signoff[{institution}]"
        if institution not in context.known("institutions"):
            hint = did_you_mean(institution, context.known("institutions"))
            yield Remark("dead-id", "error", f'there is no institution "{institution}"', path, hint, at_key=True)
            continue
        for key, found in signed.items.items():
            where = f"{path}.items.{key}"
            if key not in homes:
                if key not in context.items:
                    hint = did_you_mean(key, context.items)
                    yield Remark("dead-id", "error", f'there is no item "{key}"', where, hint, at_key=True)
                continue
            if institution not in responsible(edition, edition.collections[homes[key]][key]):
                name = abbreviation(edition, institution)
                text = f'{name} does not answer for "{key}", so its signature counts for nothing'
                yield Remark("signoff-stranger", "warning", text, where, at_key=True)
                continue
            again = f"reportgen sign {edition.name} --for {institution} --item {key} --by NAME"
            yield from _item(key, found, digests.of(homes[key], key), where, again)


def _item(key: str, found: tuple[Signature, ...], now: str, path: str, again: str) -> Iterator[Remark]:
    """What is to be said of the signatures below an item whose hash is `now`."""
    yield from _days(found, path)
    for i, signature in enumerate(found):
        for other in found[:i]:
            if other.by == signature.by or other.hash != signature.hash:
                yield _conflict(other, signature, f"{path}[{i}]", again)
        if signature.hash != now:
            text = f'"{key}" has changed since {signature.by} signed it on {signature.on}'
            yield Remark("signoff-void", "warning", text, f"{path}[{i}].hash", f"let it be signed again: {again}")


def _conflict(first: Signature, second: Signature, path: str, again: str) -> Remark:
    if first.by == second.by:
        text = f"{first.by} has signed twice, on {first.on} and on {second.on}"
        return Remark("signoff-conflict", "warning", text, path, "take the older signature away")
    text = f"{first.by} ({first.on}) and {second.by} ({second.on}) have signed different versions of it"
    return Remark("signoff-conflict", "warning", text, path, f"let both sign the same: {again}")


def _days(found: tuple[Signature, ...], path: str) -> Iterator[Remark]:
    for i, signature in enumerate(found):
        if not is_day(signature.on):
            text = f'"{signature.on}" is no day of the calendar'
            yield Remark("bad-date", "error", text, f"{path}[{i}].on")
