"""Signatures: whether they hold, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportgen.edition.audience import abbreviation, responsible
from reportgen.edition.model import Edition, Signature
from reportgen.edition.near import did_you_mean
from reportgen.edition.remarks import Context, Remark
from reportgen.edition.signing.digest import digest


def signatures(context: Context) -> Iterator[Remark]:
    """Sign-offs of what does not exist or is not theirs, void ones, and such as contradict each other."""
    edition = context.edition
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
            yield from _item(edition, institution, homes[key], key, found, where)


def _item(
    edition: Edition, institution: str, collection: str, key: str, found: tuple[Signature, ...], path: str
) -> Iterator[Remark]:
    if institution not in responsible(edition, edition.collections[collection][key]):
        text = f'{abbreviation(edition, institution)} does not answer for "{key}", so its signature counts for nothing'
        yield Remark("signoff-stranger", "warning", text, path, at_key=True)
        return
    yield from _days(found, path)
    now = digest(edition, collection, key)
    again = f"reportgen sign {edition.name} --for {institution} --item {key} --by NAME"
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
        try:
            date.fromisoformat(signature.on)
        except ValueError:
            text = f'"{signature.on}" is no day of the calendar'
            yield Remark("bad-date", "error", text, f"{path}[{i}].on")
