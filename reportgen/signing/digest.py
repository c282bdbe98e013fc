"""The hash that binds a signature to what was signed.

It covers what a reader sees of an item: its fields, how it stands to the edition before, the figures it shows, its
text names or that are about it, the statements and charts about it, and the names of the institutions in it on the
edition's date. Not covered are who has confirmed it and when, fields for the editors (but the note of a statement),
and the sections and sources it refers to beyond their ids. The model marks the fields.

SHA-256 over JSON in UTF-8, keys sorted, no spaces, nothing that has its default value; texts in Unicode's form NFC,
with single line breaks as spaces. So new fields of the model, another order or other line breaks in a file change no
hash.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from reportgen.edition.fields import fields, references
from reportgen.edition.model import Edition, Figure, Item
from reportgen.edition.own import figure_of, own_id
from reportgen.edition.references import scan
from reportgen.edition.texts import texts_of

_SOFT_BREAK = re.compile(r"(?<=\S)[ \t]*\r?\n(?=[^\W\d])")
"""A line break inside a paragraph: the next line begins with a letter, not with the sign of a list or with nothing."""


class Digests:
    """The hashes of an edition's items. Use the whole edition, never an excerpt."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    @cached_property
    def _about(self) -> dict[tuple[str, str], list[str]]:
        """The ids of figures, statements and charts by kind and what they are about."""
        found: dict[tuple[str, str], list[str]] = {}
        for name in ("figures", "statements", "charts"):
            for key, record in getattr(self._edition, name).items():
                found.setdefault((name, record.about), []).append(key)
        return found

    def of(self, collection: str, key: str) -> str:
        """The hash of an item as it is printed in this edition, 64 hexadecimal digits."""
        content = self._content(collection, key)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _content(self, collection: str, key: str) -> dict[str, Any]:
        edition = self._edition
        item = edition.collections[collection][key]
        texts = [text for _, text in texts_of(item, "", edition.collection_schemas.get(collection))]
        named = {reference.id for text in texts for reference in scan(text) if reference.kind == "figure"}
        figures = {*item.figures, *named, *self._about.get(("figures", key), ())}
        content: dict[str, Any] = {
            "item": {key: _signed(item)},
            "figures": {each: _signed(found) for each in figures if (found := self._figure(each)) is not None},
            "names": dict(_names(edition, item, texts)),
        }
        for name in ("statements", "charts"):
            if about := self._about.get((name, key)):
                content[name] = {each: _signed(getattr(edition, name)[each]) for each in about}
        return content

    def _figure(self, key: str) -> Figure | None:
        """A figure that an item prints; of the number in a field nothing but that, so no title of its item."""
        found = figure_of(self._edition, key)
        return found if found is None or own_id(key) is None else replace(found, statement=key)


def _signed(record: Struct) -> Any:
    """What a signature covers of a record, as mappings and lists."""
    return _clean(to_builtins(record), type(record))


def _clean(value: Any, model: type[Struct] | None = None) -> Any:
    """The value with its texts in one form, and the records of a model in it without the fields that are not signed."""
    if isinstance(value, str):
        return _SOFT_BREAK.sub(" ", unicodedata.normalize("NFC", value).strip())
    if isinstance(value, Mapping) and model is not None:
        covered = {field.key: field.record for field in fields(model).values() if field.signed}
        return {key: _clean(each, covered[key]) for key, each in value.items() if key in covered}
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    return [_clean(each, model) for each in value] if isinstance(value, tuple | list) else value


def _names(edition: Edition, item: Item, texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    named = {each.id for each in references(item) if each.ref.kind == "institution" and not each.ref.at_any_time}
    named |= {reference.id for text in texts for reference in scan(text) if reference.kind == "institution"}
    for key in named:
        institution = edition.institutions.get(key)
        name = institution.name_on(edition.as_of) if institution else None
        if name is not None:
            yield key, [name.abbreviation, name.full]
