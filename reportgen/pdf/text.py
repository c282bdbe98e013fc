"""Lines of text as text-showing operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

from reportgen.pdf.content import PageContent
from reportgen.pdf.fonts import Face
from reportgen.pdf.syntax import number, numbers
from reportgen.typeset.boxes import Line, Run


def draw_line(content: PageContent, line: Line) -> None:
    """One line: placed once, its runs follow each other by their advance widths."""
    runs = [run for run in line.runs if run.text]
    if not runs:
        return
    content.text()
    content.operators.append(f"1 0 0 1 {numbers(line.x, content.y(line.y))} Tm")
    for run in runs:
        content.mark(run.owner)
        content.tree.said(run.owner, run.text)
        content.fill(run.colour)
        if line.word_space or content.is_set("word-space"):
            content.set("word-space", f"{line.word_space:.3f} Tw")
        if run.rise or content.is_set("rise"):
            content.set("rise", f"{number(run.rise)} Ts")
        _show(content, run)


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
    pieces: list[tuple[str, list[str]]] = []
    start = 0
    adjust = ""
    for index, kern in (*run.kerns, (len(run.text), 0.0)):
        for resource, codes in face.encode(run.text[start:index]) if index > start else ():
            if not pieces or pieces[-1][0] != resource:
                pieces.append((resource, []))
            pieces[-1][1].append(f"{adjust}({codes})")
            adjust = ""
        start = index
        adjust = number(-kern)
    return [(resource, f"[{''.join(parts)}] TJ") for resource, parts in pieces]
