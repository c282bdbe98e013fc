"""Lines of text as text-showing operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

import math
from itertools import pairwise

from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import Face
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
        content.fill(run.colour)
        if line.word_space or content.is_set("word-space"):
            content.set("word-space", f"{line.word_space:.3f} Tw")
        if run.rise or content.is_set("rise"):
            content.set("rise", f"{number(run.rise)} Ts")
        _show(content, run)


def _turned(degrees: float) -> str:
    """The first four numbers of a text matrix that turns (ISO 32000-1, 8.3.3)."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f}"


def _show(content: PageContent, run: Run) -> None:
    face = content.fonts.face(run.face)
    size = number(run.size)
    for resource, operand in _pieces(face, run):
        content.set("font", f"{resource} {size} Tf")
        content.operators.append(operand)


def _pieces(face: Face, run: Run) -> list[tuple[str, str]]:
    """Pairs of font resource and the operator that shows text in it."""
    if not run.kerns:
        return [(resource, f"({codes}) Tj") for resource, codes in face.encode(run.text)]
    places = [0, *(index for index, _ in run.kerns), len(run.text)]
    pieces = [run.text[start:end] for start, end in pairwise(places)]
    adjustments = [number(-kern) for _, kern in run.kerns]
    encoded = face.encode_pieces(pieces)
    if encoded is not None:
        rest = "".join([f"){adjust}({text}" for adjust, text in zip(adjustments, encoded[1:], strict=True)])
        return [(face.resource, f"[({encoded[0]}{rest})] TJ")]
    return _over_subsets(face, pieces, ["", *adjustments])


def _over_subsets(face: Face, pieces: list[str], adjustments: list[str]) -> list[tuple[str, str]]:
    """Kerned text whose characters are in more than one subset; each change of subset ends an array."""
    arrays: list[tuple[str, list[str]]] = []
    for piece, adjust in zip(pieces, adjustments, strict=True):
        waiting = adjust
        for resource, codes in face.encode(piece):
            if not arrays or arrays[-1][0] != resource:
                arrays.append((resource, []))
            arrays[-1][1].append(f"{waiting}({codes})")
            waiting = ""
    return [(resource, f"[{''.join(parts)}] TJ") for resource, parts in arrays]
