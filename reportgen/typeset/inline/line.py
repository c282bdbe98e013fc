"""A line between two places: its runs, the notes called in it, and the parts of links it holds."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.typeset.boxes import Run
from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import SOFT_HYPHEN, Fragment
from reportgen.typeset.structure import Element

At = tuple[int, int]
"""A place in a paragraph: fragment and offset in it."""


class SetLine(Struct):
    """A line of a paragraph, not yet placed. `width` is its ink's, in points."""

    runs: tuple[Run, ...]
    width: float
    notes: tuple[tuple[n.Note, Element], ...] = ()
    linked: bool = False
    """Whether a run belongs to a link."""
    paged: bool = False
    """Whether a run stands for a page number that is not known yet."""
    word_space: float = 0
    """Points added to every space of a justified line; `width` is without them."""
    hang: float = 0
    """Points by which its first character hangs over the left edge."""
    divided: bool = False
    """Whether its last word goes on in the next line, behind an added hyphen."""


def build(found: list[Fragment], start: At, end: At, hyphen: bool, links: dict[Element, Element]) -> SetLine:
    """The line from `start` to `end`; `links` learns which link the owner of a run belongs to."""
    runs: list[Run] = []
    notes: list[tuple[n.Note, Element]] = []
    linked = paged = False
    kerns: list[tuple[int, float]] = []
    look: Look | None = None
    text, width, space_after = "", 0.0, 0.0
    for fragment, word, closes in _slices(found, start, end):
        if look is not None and fragment.look is not look:
            runs.append(_run(text, look, width + space_after, kerns))
            text, kerns, width, space_after = "", [], 0.0, 0.0
        look = fragment.look
        if closes and hyphen:
            measured, pairs = look.face.measure(word + "-")
            word += SOFT_HYPHEN
        else:
            measured, pairs = look.face.measure(word)
        if pairs:
            offset = len(text)
            kerns += [(index + offset, kern) for index, kern in pairs] if offset else pairs
        width += space_after + measured * look.size / 1000
        text += word
        space_after = 0.0
        if fragment.gap and not (closes and end[1]):
            text += " "
            space_after = look.space
        if look.link is not None and look.owner is not None:
            linked = True
            links[look.owner] = look.link
            if fragment.piece.note:
                notes.append(fragment.piece.note)
        if fragment.piece.target is not None:
            paged = True
    if look is not None:
        runs.append(_run(text, look, width, kerns))
    return SetLine(tuple(runs), sum([run.width for run in runs]), tuple(notes), linked, paged, divided=hyphen)


def _run(text: str, look: Look, width: float, kerns: list[tuple[int, float]]) -> Run:
    return Run(text, look.face.key, look.size, look.colour, width, look.owner, tuple(kerns), look.rise)


def _slices(found: list[Fragment], start: At, end: At) -> Iterator[tuple[Fragment, str, bool]]:
    """The fragments of a line with the part of their text in it, and whether it closes the line."""
    first, skip = start
    last, stop = end if end[1] else (end[0] - 1, 0)
    for index in range(first, last + 1):
        fragment = found[index]
        text = fragment.text
        closes = index == last
        if closes and stop:
            text = text[:stop]
        if index == first and skip:
            text = text[skip:]
        yield fragment, text, closes
