"""Words of one look that stay on one line: numbers, labels, running heads."""

from __future__ import annotations

from reportgen.fonts.book import UNDRAWN
from reportgen.fonts.face import Face
from reportgen.typeset.boxes import Run
from reportgen.typeset.inline.look import Look
from reportgen.typeset.setting import Setting
from reportgen.typeset.structure import Element

_UNDRAWN = dict.fromkeys(map(ord, UNDRAWN))


def label_runs(setting: Setting, text: str, look: Look) -> tuple[Run, ...]:
    """The runs of words, as a rule one; what no font has becomes a problem of the block that they belong to.

    A space at their end stays in the text and takes no room.
    """
    text = text.translate(_UNDRAWN)
    if look.face.covered.issuperset(text):
        return runs([(look.face, text)], look)
    return runs(setting.stretches(look.face, text, None, _block(look.owner)), look)


def runs(parts: list[tuple[Face, str]], look: Look) -> tuple[Run, ...]:
    """Parts of one face each as runs of one look."""
    last = len(parts) - 1
    return tuple(
        Run(
            text,
            face.key,
            look.size,
            look.colour,
            face.width(text.rstrip(" ") if index == last else text, look.size),
            look.owner,
            look.rise,
        )
        for index, (face, text) in enumerate(parts)
    )


def _block(owner: Element | None) -> str | None:
    while owner is not None and owner.id is None:
        owner = owner.parent
    return owner.id if owner is not None else None
