"""The ledger for the terminal: a paragraph for each figure, what is unknown left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.ledger.entries import Entry, Number, digits


def as_text(ledger: Iterable[Entry]) -> str:
    """One paragraph for each entry, the place of its record first, so that editors can jump to it."""
    return "\n".join("\n".join(_paragraph(entry)) + "\n" for entry in ledger)


def _paragraph(entry: Entry) -> Iterator[str]:
    yield f"{entry.place}: {entry.id}" if entry.place else entry.id
    yield f"    {entry.value_printed} {entry.unit} ({entry.kind}): {entry.statement}"
    lines = (
        ("as of", entry.as_of_printed or "not said"),
        ("source", _source(entry)),
        ("before", _before(entry)),
        ("earlier", entry.history),
        ("target", _joined(_shown(entry.target, entry.places), entry.target_date)),
        ("part of", entry.part_of),
        ("same as", entry.same_as),
        ("caveat", entry.caveat),
        ("about", _joined(entry.about_title, entry.about)),
        ("printed", entry.printed_in or "nowhere" if entry.place else None),
    )
    yield from (f"    {name + ':':<9}{value}" for name, value in lines if value)


def _source(entry: Entry) -> str:
    if entry.source is None:
        return "not said"
    return f"{entry.source_title} <{entry.source_url}>" if entry.source_url else entry.source_title or entry.source


def _before(entry: Entry) -> str | None:
    if entry.previous is None:
        return None
    change = "" if entry.change is None else f", change {_signed(entry.change, entry.places)}"
    percent = "" if entry.change_percent is None else f" ({_signed(entry.change_percent, None)} %)"
    return f"{_joined(_shown(entry.previous, entry.places), entry.previous_as_of)}{change}{percent}"


def _joined(text: str | None, aside: str | None) -> str | None:
    return f"{text} ({aside})" if text and aside else text


def _shown(value: Number | None, places: int | None) -> str | None:
    return None if value is None else digits(value, places)


def _signed(value: Number, places: int | None) -> str:
    return f"{'' if value < 0 else '+'}{digits(value, places)}"
