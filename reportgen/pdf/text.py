"""Lines of text as text-showing operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

import math

from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import HYPHEN
from reportgen.pdf.syntax import number, numbers, text_string
from reportgen.typeset.boxes import SOFT_HYPHEN, Line, Run, divided

_ENDS = ("-", SOFT_HYPHEN)


def draw_line(content: PageContent, line: Line, turn: float = 0) -> None:
    """One line: placed once, its runs follow each other by their advance widths; turned by degrees."""
    runs = [run for run in line.runs if run.text]
    if not runs:
        return
    content.text()
    content.end_artifact()
    matrix = _turned(turn) if turn else "1 0 0 1"
    content.operators.append(f"{matrix} {numbers(line.x, content.y(line.y))} Tm")
    for run in runs:
        content.mark(run.owner)
        content.nodes.said(run.owner, run.text)
        look = (run.face, run.size, run.colour, run.rise, line.word_space)
        if content.look != look:
            _set(content, run, line.word_space)
        if run.text.rstrip(" ").endswith(_ENDS if run is runs[-1] else SOFT_HYPHEN):
            _show_end(content, run)
        else:
            _show(content, run, run.text)
        content.look = look


def _turned(degrees: float) -> str:
    """The first four numbers of a text matrix that turns (ISO 32000-1, 8.3.3)."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f}"


def _set(content: PageContent, run: Run, word_space: float) -> None:
    content.fill(run.colour)
    if word_space or content.is_set("word-space"):
        content.set("word-space", f"{word_space:.3f} Tw")
    if run.rise or content.is_set("rise"):
        content.set("rise", f"{number(run.rise)} Ts")


def _show(content: PageContent, run: Run, text: str) -> None:
    size = number(run.size)
    for resource, operator in content.fonts.font(run.face).shown(text):
        content.set("font", f"{resource} {size} Tf")
        content.operators.append(operator)


def _show_end(content: PageContent, run: Run) -> None:
    """The last run of a line that ends in a hyphen or inside a word.

    Readers that join lines drop a hyphen at the end of one; U+2010, drawn the same, they keep. So that is what a word's
    own hyphen says there. Where the word goes on in the next line (ISO 32000-1, 14.8.2.2.3), the replacement text says
    so with U+00AD, behind a sign of the word's own; where it does not, with the space, which some readers leave out.
    """
    text = run.text.rstrip(" ")
    tail = run.text[len(text) :]
    goes_on = text.endswith(SOFT_HYPHEN)
    head, sign = divided(text) if goes_on else (text[:-1], "-")
    if not (goes_on or head[-1:].isalnum()):
        _show(content, run, run.text)
        return
    added = goes_on and len(text) == len(head) + 1
    character = HYPHEN if sign == "-" and not added else sign
    said = (SOFT_HYPHEN if added else sign + SOFT_HYPHEN) if goes_on else character + tail
    if head:
        _show(content, run, head)
    resource, operator = content.fonts.font(run.face).sign(character, sign, head[-1:])
    content.set("font", f"{resource} {number(run.size)} Tf")
    content.operators.append(f"/Span <</ActualText {text_string(said).decode('ascii')}>> BDC\n{operator}")
    if tail:
        _show(content, run, tail)
    content.operators.append("EMC")
