"""Captions whose number is a SEQ field, so that Word can count on and list them (17.16.5.56)."""

from __future__ import annotations

import re

from reportgen.document import nodes as n
from reportgen.document.walk import plain_text
from reportgen.docx.context import Writer
from reportgen.docx.place import Place
from reportgen.docx.runs import field, run

_LABEL = re.compile(r"(\D*?)\s*(?:[\w.]+-)?(\d+)(\D*)")
"""Words, the number of a chapter ("2-", "A-"), the number, and words behind it."""


def caption(w: Writer, place: Place, label: str | None, words: n.Inlines, /, **parts: str) -> None:
    """A caption paragraph: label with its number as a field, a colon, the words."""
    content = w.inlines(place, words)
    if label:
        content = _label(w, label) + (run(": ") if plain_text(words) else "") + content
    w.paragraph(place, w.styles.paragraph("caption"), content, **parts)


def title(w: Writer, place: Place, label: str | None, block: n.Paragraph) -> None:
    """The title of a block, with its number as a caption has it where it has one."""
    if not label:
        w.blocks(place, (block,))
        return
    content = _label(w, label) + run(": ") + w.inlines(place, block.children, w.plain(place, block.lang))
    with w.block(place, block.id):
        w.paragraph(place, w.styles.paragraph(block.role, block.id), content)


def sequence_of(label: str) -> str | None:
    """The sequence that Word counts labels like this one in, None where the label is not a word and a number."""
    match = _LABEL.fullmatch(label)
    name = match[1].strip() if match else ""
    return name if name.isalpha() else None


def _label(w: Writer, label: str) -> str:
    match, name = _LABEL.fullmatch(label), sequence_of(label)
    if not match or not name:
        return run(label)
    code = f"SEQ {name} \\* ARABIC{_restart(w, name, int(match[2]))}"
    return run(label[: match.start(2)]) + field(code, run(match[2])) + run(match[3])


def _restart(w: Writer, name: str, number: int) -> str:
    """What makes Word go on from `number` where it would not count to it: an excerpt leaves out others before."""
    return "" if w.package.counts_caption(name, number) else f" \\r {number}"
