"""Pieces become fragments (the parts of words that share a look) and the places between which a line may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.fonts.face import Face
from reportgen.hyphenation.divide import hyphenate
from reportgen.hyphenation.ideographs import has_wide
from reportgen.hyphenation.places import OWN_SIGNS, Hyphenate, added_places, is_address, own_places
from reportgen.typeset.boxes import SOFT_HYPHEN, ZERO_WIDTH_SPACE
from reportgen.typeset.inline.collect import TextPiece
from reportgen.typeset.inline.look import Look

_MARKS = re.compile(f"([{SOFT_HYPHEN}{ZERO_WIDTH_SPACE}])")
_SHORTEST = 4
"""Characters of a word that may be divided."""
_REMEMBERED = 1 << 16
"""Words whose places are kept for their next occurrence."""


Division = tuple[int, bool, float, float]
"""An offset in a word, whether a hyphen is added there, and the widths of the two parts in 1/1000 em."""


class Fragment(Struct):
    """Characters without a space between them, in one look, `x` points from the start of the paragraph's one long line.

    `gap` says that a word space follows, `line_end` that the line ends here whatever its length.
    """

    text: str
    look: Look
    piece: TextPiece
    x: float = 0
    width: float = 0
    gap: bool = False
    tied: bool = False
    """No line ends at the space that follows."""
    line_end: bool = False
    soft: tuple[tuple[int, bool], ...] = ()
    """Offsets of divisions that the text itself asks for, and whether with U+00AD, so that a hyphen is added."""


class Breakpoints(Struct):
    """Places where a line may end, as parallel lists. Place 0 is the start of the paragraph, the last its end.

    `ends` is where a line's ink ends that ends there (hyphen included), `starts` where the next line's ink begins;
    `at` is (fragment, offset in it), `hyphens` says whether a hyphen is added.
    """

    ends: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    at: list[tuple[int, int]] = field(default_factory=list)
    hyphens: list[bool] = field(default_factory=list)

    @classmethod
    def beginning(cls, x: float, at: tuple[int, int]) -> Breakpoints:
        """Place 0 alone."""
        return cls([x], [x], [at], [False])

    def add(self, end: float, start: float, at: tuple[int, int], hyphen: bool = False) -> None:
        """One more place, behind all others."""
        self.ends.append(end)
        self.starts.append(start)
        self.at.append(at)
        self.hyphens.append(hyphen)


def fragments(pieces: Iterable[TextPiece], tail: str = "") -> list[Fragment]:
    """The fragments of a paragraph, measured; spaces at its start are dropped, `tail` (a space or nothing) ends it."""
    found: list[Fragment] = []
    apart = False
    for piece in pieces:
        if piece.line_end:
            if found:
                found[-1].gap = found[-1].line_end = True
            continue
        apart = apart or _apart(piece)
        marked = SOFT_HYPHEN in piece.text or ZERO_WIDTH_SPACE in piece.text
        for number, word in enumerate(piece.text.split(" ")):
            if number and found:
                found[-1].gap = True
            if word and not number and found and not marked and _goes_on(found[-1], piece):
                found[-1].text += word
            elif word and marked:
                _add_marked(found, word, piece)
            elif word:
                found.append(Fragment(word, piece.look, piece))
    if found:
        found[-1].gap = bool(tail)
        found[-1].line_end = False
    if apart:
        found = _spaced(found)
    _place(found)
    return found


def _add_marked(found: list[Fragment], word: str, piece: TextPiece) -> None:
    """A word in which U+00AD or U+200B may say where it is divided; one that is nothing else is none."""
    parts = _MARKS.split(word)
    whole = "".join(parts[::2])
    if whole:
        ends = accumulate(map(len, parts[::2]))
        soft = {end: mark == SOFT_HYPHEN for end, mark in zip(ends, parts[1::2], strict=False) if 0 < end < len(whole)}
        found.append(Fragment(whole, piece.look, piece, soft=tuple(sorted(soft.items()))))


def _goes_on(before: Fragment, piece: TextPiece) -> bool:
    """Whether a word began in the piece before and looks the same: then it is one, for kerning and division."""
    return (
        not before.gap
        and before.look is piece.look
        and before.piece.tied is piece.tied
        and not before.soft
        and not _set_apart(before)
        and piece.note is None
        and piece.target is None
    )


def _spaced(found: list[Fragment]) -> list[Fragment]:
    """Spaces behind marks of notes and numbers of pages moved out of them: who reads the text may leave these out.

    Spaces behind what is raised or lowered, or in a fall-back face, too: they are as wide as the others.
    """
    spaced: list[Fragment] = []
    for index, fragment in enumerate(found):
        spaced.append(fragment)
        if fragment.gap and _set_apart(fragment):
            around = fragment.piece.base
            if around is None or around.rise:
                beside = [*found[index + 1 :], *reversed(found[:index])]
                near = next((other for other in beside if not _set_apart(other)), None)
                around = near.look if near is not None else None
            if around is not None:
                spaced.append(Fragment("", around, TextPiece("", around), gap=True, line_end=fragment.line_end))
                fragment.gap = fragment.line_end = False
    return spaced


def _set_apart(fragment: Fragment) -> bool:
    return _apart(fragment.piece)


def _apart(piece: TextPiece) -> bool:
    return piece.note is not None or piece.target is not None or piece.base is not None or piece.look.rise != 0


def _place(found: list[Fragment]) -> None:
    x = 0.0
    for fragment in found:
        look = fragment.look
        fragment.x = x
        fragment.width = look.face.words[fragment.text] * look.size / 1000
        x += fragment.width
        if fragment.gap:
            x += look.space


def breakpoints(found: list[Fragment], divide: bool) -> Iterator[Breakpoints]:
    """The places of each stretch between forced line ends; with `divide`, those inside words too."""
    current = Breakpoints.beginning(found[0].x, (0, 0))
    final = len(found) - 1
    for index, fragment in enumerate(found):
        if len(fragment.text) >= _SHORTEST or (fragment.text and has_wide(fragment.text)):
            for division in divisions(fragment, divide):
                _divide(current, fragment, index, division)
        if index == final:
            end = fragment.x + fragment.width
            current.add(end, end, (index + 1, 0))
        elif fragment.gap and not fragment.tied:
            start = found[index + 1].x
            current.ends.append(fragment.x + fragment.width)
            current.starts.append(start)
            current.at.append((index + 1, 0))
            current.hyphens.append(False)
            if fragment.line_end:
                yield current
                current = Breakpoints.beginning(start, (index + 1, 0))
    yield current


def _divide(current: Breakpoints, fragment: Fragment, index: int, division: Division) -> None:
    offset, hyphen, head, tail = division
    scale = fragment.look.size / 1000
    current.ends.append(fragment.x + head * scale)
    current.starts.append(fragment.x + fragment.width - tail * scale)
    current.at.append((index, offset))
    current.hyphens.append(hyphen)


def divisions(fragment: Fragment, divide: bool) -> tuple[Division, ...]:
    """Where a fragment may be divided, in order; with `divide`, where hyphens are added too."""
    look, piece = fragment.look, fragment.piece
    if piece.target is not None or piece.note is not None:
        return ()
    hyphenate = look.hyphenate if divide else None
    if hyphenate is None and not fragment.soft and fragment.text.isalpha() and not has_wide(fragment.text):
        return ()
    return _divisions(look.face, fragment.text, fragment.soft, piece.tied, hyphenate, look.lang)


@lru_cache(_REMEMBERED)
def _divisions(
    face: Face, word: str, soft: tuple[tuple[int, bool], ...], tied: bool, hyphenate: Hyphenate | None, lang: str
) -> tuple[Division, ...]:
    if soft:
        added = {offset: hyphen and word[offset - 1] not in OWN_SIGNS for offset, hyphen in soft}
        found = {**added, **dict(own_places(word))}
    else:
        found = {} if tied else dict(own_places(word))
        if hyphenate is not None and (word.isalpha() or not is_address(word)):
            found = {**dict(added_places(word, lang, hyphenate)), **found}
    return tuple((offset, hyphen, *face.divided(word, offset, hyphen)) for offset, hyphen in sorted(found.items()))


def anywhere(found: list[Fragment], known: Breakpoints, measure: float) -> Breakpoints:
    """`known` with places inside the words that are wider than the measure, the last resort: where patterns divide
    them, or where even that leaves too wide a part, behind every character. Letters are parted by a hyphen only."""
    first, last = known.at[0][0], known.at[-1][0]
    breakpoints = Breakpoints.beginning(known.starts[0], known.at[0])
    inside = {index for index in range(first, last) if found[index].width > measure}
    for end, start, at, hyphen in zip(known.ends[1:], known.starts[1:], known.at[1:], known.hyphens[1:], strict=True):
        if at[1] and at[0] in inside:
            continue
        index = at[0] - 1
        if not at[1] and index in inside:
            for division in _forced(found[index], measure):
                _divide(breakpoints, found[index], index, division)
        breakpoints.add(end, start, at, hyphen)
    return breakpoints


def _forced(fragment: Fragment, measure: float) -> Iterator[Division]:
    """Divisions of a word that has no room on a line."""
    word, face = fragment.text, fragment.look.face
    verbatim = fragment.look.verbatim or is_address(word) or any(map(str.isdigit, word))
    places = {} if verbatim else {**dict(added_places(word, fragment.look.lang, hyphenate)), **dict(own_places(word))}
    room = measure * 1000 / fragment.look.size
    ends = (*sorted(places), len(word))
    parts = (word[start:end] + ("-" if places.get(end) else "") for start, end in zip((0, *ends), ends, strict=False))
    if not places or any(face.words[part] > room for part in parts):
        places = {at: not verbatim and _between_letters(word[at - 1 : at + 1]) for at in range(1, len(word))}
    for offset, hyphen in sorted(places.items()):
        yield (offset, hyphen, *face.divided(word, offset, hyphen))


def _between_letters(pair: str) -> bool:
    return pair.isalpha() and not has_wide(pair)


def tie_segments(found: list[Fragment], measure: float, separator: str = "·") -> None:
    """Ties the words of each part between separators, where the part fits in the measure and there is more than one."""
    starts = [0, *(index + 1 for index, fragment in enumerate(found) if fragment.text == separator)]
    if len(starts) < 2:
        return
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        part = found[start:end]
        if part and part[-1].x + part[-1].width - part[0].x <= measure:
            for fragment in part:
                fragment.tied = fragment is not part[-1]
                fragment.piece = replace(fragment.piece, tied=True)
