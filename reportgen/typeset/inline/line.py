"""A line between two places: its runs, the notes called in it, and the parts of links it holds."""

from __future__ import annotations

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.hyphenation.places import OWN_SIGNS, is_address
from reportgen.typeset.boxes import SOFT_HYPHEN, Run
from reportgen.typeset.inline.look import Look
from reportgen.typeset.inline.words import Fragment
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
    first, skip = start
    last, stop = end if end[1] else (end[0] - 1, 0)
    runs: list[Run] = []
    notes: list[tuple[n.Note, Element]] = []
    linked = paged = False
    look: Look | None = None
    text, width, space_after = "", 0.0, 0.0
    for index in range(first, last + 1):
        fragment = found[index]
        if fragment.look is not look:
            if look is not None:
                runs.append(_run(text, look, width + space_after))
            text, width, space_after = "", 0.0, 0.0
            look = fragment.look
            if look.link is not None and look.owner is not None:
                linked = True
                links[look.owner] = look.link
                if fragment.piece.note:
                    notes.append(fragment.piece.note)
            paged = paged or fragment.piece.target is not None
        if index in (first, last):
            word, taken = _part(fragment, skip if index == first else 0, stop if index == last else 0, hyphen)
        else:
            word, taken = fragment.text, fragment.width
        text += word
        width += space_after + taken
        space_after = 0.0
        if fragment.gap and not (stop and index == last):
            text += " "
            space_after = look.space
    if look is not None:
        runs.append(_run(text, look, width))
    return SetLine(tuple(runs), sum([run.width for run in runs]), tuple(notes), linked, paged, divided=hyphen)


def _run(text: str, look: Look, width: float) -> Run:
    return Run(text, look.face.key, look.size, look.colour, width, look.owner, look.rise)


def _part(fragment: Fragment, skip: int, stop: int, hyphen: bool) -> tuple[str, float]:
    """What of a fragment is in the line, from one offset to another (0: to its end), and the points it takes."""
    if not skip and not stop:
        return fragment.text, fragment.width
    words, scale = fragment.look.face.words, fragment.look.size / 1000
    if not stop:
        word = fragment.text[skip:]
        return word, words[word] * scale
    word = fragment.text[skip:stop]
    if hyphen:
        return word + SOFT_HYPHEN, words[word + "-"] * scale
    own = word[-1] in OWN_SIGNS and not is_address(fragment.text)
    return (word + SOFT_HYPHEN if own else word), words[word] * scale
