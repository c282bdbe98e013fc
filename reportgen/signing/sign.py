"""Signing: the sign-off file of an edition with further signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.edition.audience import abbreviation, resolve_institution, responsible
from reportgen.edition.loading import Loaded
from reportgen.edition.signatures import Signature, SignOff
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem
from reportgen.project.folder import DATA, SCHEMA_FOLDER
from reportgen.signing.digest import Digests
from reportgen.yaml.edit import newline, records_of, written
from reportgen.yaml.model import is_day

NAME = "signoff.yaml"

_SCHEMA = "# yaml-language-server: $schema=../schema/signoff.schema.json\n"
_HEAD = """\
# Who has signed which items, by institution. Written by `reportgen sign`, which keeps this head and orders the rest.
# hash: of the item as it was printed then; a later change of the item makes the signature void.

"""


def sign(loaded: Loaded, institution: str, by: str, on: str, wanted: Iterable[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The new content of the sign-off file, and the ids that were signed: of `wanted`, else of all items that the
    institution (id or abbreviation) answers for.

    A second signature of the same person takes the place of the first. Raises FindingsError for strangers, days that
    are none, items of others and items that are not confirmed; then nothing is signed.
    """
    edition = loaded.edition
    key = resolve_institution(edition, institution)
    _check(by, on)
    theirs = {
        item: collection
        for collection, items in edition.collections.items()
        for item, record in items.items()
        if key in responsible(edition, record)
    }
    chosen = tuple(dict.fromkeys(wanted)) or tuple(theirs)
    _refuse(loaded, key, theirs, chosen)
    digests = Digests(edition)
    signed = dict(edition.signoff.get(key, SignOff()).items)
    for item in chosen:
        others = tuple(each for each in signed.get(item, ()) if each.by != by)
        mine = Signature(by=by, on=on, hash=digests.of(theirs[item], item))
        signed[item] = (*others, mine)
    return _text(loaded, {**edition.signoff, key: SignOff(items=signed)}), chosen


def _check(by: str, on: str) -> None:
    if not by.strip():
        raise FindingsError((Finding("no-signer", "error", "nobody is named who signs", hint='--by "A. Name"'),))
    if not is_day(on):
        text = f'"{on}" is no day of the calendar'
        raise FindingsError((Finding("bad-date", "error", text, hint="write it as 2020-12-31: --on"),))


def _refuse(loaded: Loaded, institution: str, theirs: Mapping[str, str], chosen: tuple[str, ...]) -> None:
    name = abbreviation(loaded.edition, institution)
    found = []
    for item in chosen:
        if item not in theirs:
            text = f'"{item}" is no item that {name} answers for'
            found.append(Finding("not-theirs", "error", text, hint=did_you_mean(item, theirs)))
        elif (path := f"{theirs[item]}[{item}]") in loaded.edition.unconfirmed:
            text = f'"{item}" was carried over and is not confirmed, so nobody can sign it'
            hint = "confirm it first (progress), or name the items that are: --item ID"
            found.append(loaded.finding(Problem("unconfirmed", text, path, hint, at_key=True)))
    if found:
        raise FindingsError(tuple(found))


def _text(loaded: Loaded, signoff: Mapping[str, SignOff]) -> str:
    """The file: institutions and items in the order of the report, what is not in it last."""
    edition = loaded.partial
    source = loaded.sources.get(f"{DATA}/{edition.name}/{NAME}")
    records = records_of(source.text) if source is not None else None
    head = source.text[: records.start_of(0)] if source is not None and records is not None else _head(loaded)
    line = newline(head)
    items = [key for records in edition.collections.values() for key in records]
    lines = []
    for institution in _ordered(signoff, edition.institutions):
        lines += [f"{institution}:", "  items:"]
        for item in _ordered(signoff[institution].items, items):
            lines.append(f"    {item}:")
            for each in signoff[institution].items[item]:
                lines += [f"      - by: {written(each.by)}", f'        on: "{each.on}"', f'        hash: "{each.hash}"']
    return head + line.join([*lines, ""])


def _head(loaded: Loaded) -> str:
    """The head of a new file, with its schema where the project has written that."""
    schema = loaded.project.root / SCHEMA_FOLDER / "signoff.schema.json"
    return _SCHEMA + _HEAD if schema.is_file() else _HEAD


def _ordered(present: Iterable[str], order: Iterable[str]) -> list[str]:
    known = [key for key in order if key in present]
    return [*known, *sorted(set(present) - set(known))]
