"""Fields that name another record: it must exist."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.edition.fields import FieldReference, Ref, references
from reportgen.edition.model import Edition
from reportgen.edition.own import EVERY, own_id, own_ids
from reportgen.edition.records import records
from reportgen.findings.near import did_you_mean, nearest
from reportgen.findings.problem import Problem


def dead_ids(context: Context) -> Iterator[Problem]:
    """Find ids of sections, items, figures, sources and so on that do not exist."""
    targets = {
        "section": context.known("sections"),
        "item": context.items,
        "section or item": context.known("sections") | context.items,
        "figure": context.figures,
        "source": context.known("sources"),
        "institution": context.known("institutions"),
    }
    for reference in _references(context.edition):
        kind, key, known = reference.ref.kind, reference.id, targets[reference.ref.kind]
        if key not in known and not (kind == "figure" and context.has_figure(key)):
            yield Problem("dead-id", f'there is no {kind} "{key}"', reference.path, _hint(context, key, known))


def _hint(context: Context, key: str, known: frozenset[str]) -> str | None:
    elsewhere = [name for name, ids in context.ids.items() if key in ids]
    if elsewhere:
        return f'"{key}" is one of {elsewhere[0]}'
    near = no_number(context, key) or did_you_mean(key, known)
    if near:
        return near
    other = nearest(key, frozenset().union(*context.ids.values()))
    return f'the nearest id is "{other}"' if other else None


def no_number(context: Context, key: str) -> str | None:
    """What keeps an id from being that of a figure, where it is that of a field."""
    own = own_id(key)
    schema = context.edition.collection_schemas.get(own.collection) if own is not None else None
    if own is None or schema is None:
        return None
    settings = schema.fields.get(own.field)
    if settings is not None and not settings.numeric:
        return f"its type is {settings.type}; figures are fields of the types number, quantity and money"
    if own.item != EVERY:
        return None
    if settings is not None:
        return f"no item of {own.collection} gives {own.field}"
    return did_you_mean(key, own_ids(context.edition, own.collection, (EVERY,)))


def _references(edition: Edition) -> Iterator[FieldReference]:
    """Every id in a field, but those of institutions with a name on the edition's date (see `institutions`) and the
    sections that the settings give to items, which are named there."""
    given = {
        f"{name}[{key}].section"
        for name, schema in edition.collection_schemas.items()
        for key, item in edition.collections.get(name, {}).items()
        if item.section == schema.section
    }
    for path, record in records(edition):
        for reference in references(record, path):
            dated = reference.ref.kind == "institution" and not reference.ref.at_any_time
            if not dated and reference.path not in given:
                yield reference
    for name, schema in edition.collection_schemas.items():
        if schema.section is not None:
            yield FieldReference(f"settings.schema.collections.{name}.section", Ref("section"), schema.section)
