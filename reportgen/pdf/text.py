"""Lines of text as text-showing operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

import math

from reportgen.pdf.content import PageContent
from reportgen.pdf.syntax import number, numbers
from reportgen.typeset.boxes import Line, Run


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
        _show(content, run)
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


def _show(content: PageContent, run: Run) -> None:
    size = number(run.size)
    for resource, operator in content.fonts.font(run.face).shown(run.text):
        content.set("font", f"{resource} {size} Tf")
        content.operators.append(operator)
