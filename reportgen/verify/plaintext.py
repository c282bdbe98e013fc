"""Reads a text file back: properties, then a paragraph for each block."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.reading import ReadBlock, Reading, load

_PROPERTY = re.compile(r"\[(title|language|edition|inputs)\] ?(.*)")
_BLOCK = re.compile(r"\[#([^\]\s]+)\](?: (?:([^\t]*)\t)?(.*))?")
_MORE = re.compile(r"\[(alt|values)\] (.*)")


def read_text(source: Path | str | bytes) -> Reading:
    """What a text file says, by block id. Raises UnreadableError."""
    try:
        text = load(source).decode()
    except UnicodeDecodeError:
        raise UnreadableError("unknown-format", "is no UTF-8 text") from None
    head, *paragraphs = text.removesuffix("\n").split("\n\n")
    properties = {found[1]: found[2] for found in map(_PROPERTY.fullmatch, head.split("\n")) if found}
    if "inputs" not in properties:
        raise UnreadableError("unknown-format", "is no text file of a report: it does not begin with its properties")
    blocks = [_block(paragraph.split("\n")) for paragraph in paragraphs]
    found = tuple(block for block in blocks if isinstance(block, ReadBlock))
    return Reading(
        format="text",
        blocks=tuple(block for block in found if block.says_something),
        ids=(),  # what only holds others has no paragraph, so that items printed cannot be told from rows
        flaws=tuple(block for block in blocks if isinstance(block, Difference)),
        title=properties.get("title", ""),
        language=properties.get("language", ""),
        inputs=properties["inputs"],
        properties=properties,
    )


def _block(lines: list[str]) -> ReadBlock | Difference:
    """A paragraph, or what is wrong with it."""
    first = _BLOCK.fullmatch(lines[0])
    more = [_MORE.fullmatch(line) for line in lines[1:]]
    if first is None or None in more:
        return Difference("stray-paragraph", f"has a paragraph that belongs to no block: {lines[0][:60]}")
    block_id, number, said = first.groups()
    known = {found[1]: found[2] for found in more if found}
    drawn = " ".join(known.values())
    return ReadBlock(block_id, "paragraph", said or "", number, known.get("alt"), figure_text=drawn)
