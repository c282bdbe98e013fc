"""Every difference between what a file should say and what it says, and between two files of the same report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import chain

from reportgen.document.nodes import Meta
from reportgen.document.plain import PlainBlock, normalise
from reportgen.findings.difference import Difference
from reportgen.text.invisible import differing, told_apart
from reportgen.verify.numbers import numbers, readings, shown, signs
from reportgen.verify.reading import ReadBlock, Reading, excerpt

_CELL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_AROUND = 24
"""Characters shown before and after the first place where two texts differ."""


def compare(expected: Sequence[PlainBlock], reading: Reading, meta: Meta | None = None) -> tuple[Difference, ...]:
    """What `reading` says otherwise than the document: blocks by id and, with `meta`, the file's properties."""
    wanted = {reading.key(block.id): block for block in expected}
    found = {block.id: block for block in reading.blocks}
    language = meta.language if meta is not None else reading.language
    return (
        *_properties(meta, reading),
        *_missing(wanted, found),
        *(
            Difference("extra-block", f"has a block that the report does not have: {excerpt(block.text)}", block.id)
            for block in reading.blocks
            if block.id not in wanted
        ),
        *_order([key for key in wanted if key in found], [key for key in found if key in wanted], wanted),
        *chain.from_iterable(_block(block, found[key], language) for key, block in wanted.items() if key in found),
    )


def compare_targets(wanted: Iterable[str], reading: Reading) -> tuple[Difference, ...]:
    """Blocks that links of the file lead to more or less often than they should."""
    expected, found = Counter(wanted), Counter(reading.targets)
    return tuple(
        Difference("other-target", f"links lead here {found[block]} times instead of {expected[block]}", block)
        for block in expected | found
        if expected[block] != found[block]
    )


def compare_readings(pdf: Reading, docx: Reading) -> tuple[Difference, ...]:
    """What the Word file says otherwise than the PDF. Ids are those of the PDF; Word's names follow from them."""
    expected = [PlainBlock(b.id, b.kind, b.text, b.number, b.alt) for b in pdf.blocks]
    meta = Meta(pdf.title, pdf.language, "", "", pdf.inputs)
    found = {block.id: block for block in docx.blocks}
    charts = (
        difference
        for block in pdf.blocks
        if block.figure_text and found.get(docx.key(block.id)) is not None
        for difference in _drawn(_labelled(found[docx.key(block.id)], pdf.language), block, pdf.language)
    )
    said = {block.id for block in pdf.blocks}
    there = set(docx.ids)
    containers = (
        Difference("missing-bookmark", "has no bookmark in the Word file", block_id)
        for block_id in pdf.ids
        if block_id not in said and docx.key(block_id) not in there
    )
    return (*compare(expected, docx, meta), *charts, *containers, *_levels(pdf, docx))


def _levels(pdf: Reading, docx: Reading) -> Iterator[Difference]:
    """Headings of another level; what Word keeps out of its outline (the title of the contents) has none to compare."""
    found = {heading.id: heading.level for heading in docx.headings}
    for heading in pdf.headings:
        level = found.get(docx.key(heading.id)) if heading.id else None
        if level and level != heading.level:
            text = f"is a heading of level {level} instead of {heading.level}: {excerpt(heading.text)}"
            yield Difference("other-level", text, heading.id)


def _properties(meta: Meta | None, reading: Reading) -> Iterator[Difference]:
    if meta is None:
        return
    if normalise(meta.title) != normalise(reading.title):
        yield Difference("other-title", f"has the title {excerpt(reading.title)} instead of {excerpt(meta.title)}")
    if _primary(meta.language) != _primary(reading.language):
        text = f"is in the language {excerpt(reading.language)} instead of {excerpt(meta.language)}"
        yield Difference("other-language", text)
    if meta.inputs != reading.inputs:
        yield Difference("other-inputs", "was built from other inputs (the SHA-256 in its properties differs)")


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _missing(wanted: dict[str, PlainBlock], found: dict[str, ReadBlock]) -> Iterator[Difference]:
    for key, block in wanted.items():
        if key not in found and (block.text or block.alt or block.number or block.values):
            says = block.text or block.alt or ""
            yield Difference("missing-block", f"is missing: {excerpt(says)}", block.id)


def _order(wanted: list[str], found: list[str], blocks: dict[str, PlainBlock]) -> Iterator[Difference]:
    """The fewest blocks that would have to move."""
    place = {key: index for index, key in enumerate(wanted)}
    ranks = [place[key] for key in found]
    stay = _longest_rise(ranks)
    for key, rank in zip(found, ranks, strict=True):
        if rank not in stay:
            before = f'after "{blocks[wanted[rank - 1]].id}"' if rank else "at the beginning"
            yield Difference("other-order", f"stands in another place; it belongs {before}", blocks[key].id)


def _longest_rise(ranks: list[int]) -> set[int]:
    """The longest increasing subsequence (patience sorting)."""
    tails: list[int] = []
    previous: dict[int, int | None] = {}
    for rank in ranks:
        at = bisect_left(tails, rank)
        previous[rank] = tails[at - 1] if at else None
        tails[at : at + 1] = [rank]
    stay: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        stay.add(last)
        last = previous[last]
    return stay


def _block(wanted: PlainBlock, found: ReadBlock, language: str) -> Iterator[Difference]:
    if wanted.text != found.text:
        yield Difference("other-text", first_difference(wanted.text, found.text), wanted.id)
    if wanted.number != found.number:
        text = f"has the number {excerpt(found.number or '')} instead of {excerpt(wanted.number or '')}"
        yield Difference("other-number", text, wanted.id)
    if (wanted.alt or None) != (found.alt or None):
        text = "text alternative: " + first_difference(wanted.alt or "", found.alt or "")
        yield Difference("other-alt", text, wanted.id)
    if wanted.values and found.values:
        yield from _charted(wanted, found, language)
    elif wanted.values:
        yield from _drawn(wanted.values, found, language, wanted.id)


def first_difference(wanted: str, found: str) -> str:
    """Where two texts begin to differ, with a little of what stands around; what cannot be seen is named."""
    at = differing(wanted, found)
    start = max(0, at - _AROUND)
    said, should = told_apart(found[start : at + _AROUND], wanted[start : at + _AROUND])
    return f'says "{"…" * bool(start)}{said}" instead of "{"…" * bool(start)}{should}" (character {at + 1})'


# -------------------------------------------------------------------------------------------------------- charts


def _charted(block: PlainBlock, read: ReadBlock, language: str) -> Iterator[Difference]:
    """Labels and printed numbers against the data of a native chart, and against what its labels print of them."""
    wanted, found = block.values, read.values
    if len(wanted) != len(found):
        text = f"the chart has {len(found) // 2} values instead of {len(wanted) // 2}"
        yield Difference("other-values", text, block.id)
        return
    labels = _labelled(read, language)
    for i in range(0, len(wanted), 2):
        label, text, number = wanted[i], wanted[i + 1], found[i + 1]
        printed = labels[i + 1]
        right = _equal(text, number, language) if printed == number else printed == text
        if label != found[i] or not right:
            said = f"the chart has {excerpt(f'{found[i]}: {printed}')} instead of {excerpt(f'{label}: {text}')}"
            yield Difference("other-values", said, block.id)


def _labelled(read: ReadBlock, language: str) -> tuple[str, ...]:
    """Labels of a native chart and what stands at its points in turn; the bare number where its format is unknown."""
    found = list(read.values)
    for i, code in enumerate(read.formats):
        printed = shown(found[2 * i + 1], code, language)
        found[2 * i + 1] = found[2 * i + 1] if printed is None else normalise(printed)
    return tuple(found)


def _drawn(
    values: tuple[str, ...], read: ReadBlock, language: str, block_id: str | None = None
) -> Iterator[Difference]:
    """Labels and numbers against the text drawn inside a figure."""
    squeezed, owner = _squeeze(read.figure_text), block_id or read.id
    printed = list(numbers(read.figure_text, language))
    for label, text in zip(values[::2], values[1::2], strict=True):
        if _squeeze(label) not in squeezed:
            yield Difference("other-values", f"the drawing does not name {excerpt(label)}", owner)
        elif not any(way in squeezed for way in _notations(text, language)) and not any(
            number in printed for number in readings(text, language)
        ):
            yield Difference("other-values", f"the drawing does not show {excerpt(f'{label}: {text}')}", owner)


def _notations(text: str, language: str) -> Iterator[str]:
    """How a number of a data cell (78.03) can be drawn; numbers stand side by side without a space between them."""
    plain = _squeeze(text)
    yield plain
    if _CELL.fullmatch(plain):
        whole, point, rest = plain.replace("-", "−").partition(".")
        sign, amount = ("−" if whole.startswith("−") else ""), int(whole.lstrip("−"))
        for decimal, group in signs(language):
            ending = f"{decimal}{rest}" if point else ""
            yield from (f"{sign}{f'{amount:,}'.replace(',', group.strip())}{ending}", f"{sign}{amount}{ending}")


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _equal(text: str, number: str, language: str) -> bool:
    """Whether a printed number ("1.205", "58 %", "über 130") can be this number of a data cell."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return text == number
    return any(abs(value - printed) < _LEAST for printed in numbers(text, language))


_LEAST = Decimal("1e-9")
