"""The same prose in the same column set by reportgen, Typst and WeasyPrint; what the lines look like, measured alike.

    python benchmarks/typography.py [--column MM] [-o FOLDER]
    python benchmarks/typography.py --speed 20        how long it takes, the prose so many times

Every sample is a PDF of plain paragraphs in Lato 10/14; the lines are read back from the files by pdfium, so no program
is asked about itself. Needs the extra `peers` (typst, weasyprint); what is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from html import escape
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import fontpkg_lato
import pypdfium2
import yaml
from msgspec.structs import replace
from page_quality import HYPHENS, characters

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.theme import MM, Family, Page, Theme
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

ROOT = Path(__file__).parent.parent
FONTS = Path(fontpkg_lato.__file__).parent / "files"
SIZE, LEADING, AFTER, DEPTH = 10.0, 14.0, 5.0, 244.0
SPACE = 2.56
"""Points of Lato's word space at 10 points."""


class Line(NamedTuple):
    """The words of a line with their left and right edges in points."""

    words: tuple[tuple[float, float, str], ...]

    @property
    def gaps(self) -> list[tuple[float, float]]:
        """Left and right edge of every word space."""
        return [(a[1], b[0]) for a, b in zip(self.words, self.words[1:], strict=False)]

    @property
    def divided(self) -> bool:
        """Whether its last word goes on in the next line."""
        return self.words[-1][2][-1:] in HYPHENS


def texts() -> list[str]:
    """The prose of the example report, without marks of emphasis, figures and links."""
    found = []
    for name in ("measures", "outlook", "sections"):
        for record in yaml.safe_load((ROOT / f"data/2019/{name}.yaml").read_text(encoding="utf-8")).values():
            text = " ".join(str(record.get("text") or "").split())
            text = re.sub(r"\^?\[([^\]]*)\](\([^)]*\)|\{[^}]*\})?|[{}*_]", r"\1", text)
            found += [text] if len(text) > 120 else []
    return found


# ------------------------------------------------------------------------------------------------------------- setters


def reportgen(align: str, hanging: bool = False) -> Callable[[list[str], float, Path], None]:
    def write(paragraphs: list[str], column: float, target: Path) -> None:
        files = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold_italic": "BoldItalic"}
        family = Family(word="Lato", **{face: str(FONTS / f"Lato-{file}.ttf") for face, file in files.items()})
        neutral = Theme()
        body = replace(neutral.styles["body"], align=align, size=SIZE, leading=LEADING, after=AFTER)
        side = (210 - column) / 2
        theme = Theme(
            page=Page(left=side, right=side, top=28, bottom=25, margin_column=0),
            fonts={"text": family},
            styles={**neutral.styles, "body": body},
            rules=replace(neutral.rules, hanging_punctuation=hanging),
        )
        meta = n.Meta("Probe", "de", "2019", "2019-11-15", "0" * 64)
        blocks = tuple(n.Paragraph(f"p{i}", (n.Text(words),)) for i, words in enumerate(paragraphs))
        document = number(n.Document(meta, blocks))
        target.write_bytes(write_pdf(typeset(document, theme, FontBook(theme.fonts)), meta, theme))

    return write


_TYPST = """#let texts = json(bytes(sys.inputs.texts))
#let side = (210mm - float(sys.inputs.column) * 1mm) / 2
#set page(width: 210mm, height: 297mm, margin: (left: side, right: side, top: 28mm, bottom: 25mm))
#set text(font: "Lato", size: 10pt, lang: "de", hyphenate: true, top-edge: "ascender", bottom-edge: "descender")
#set par(justify: sys.inputs.justify == "true", leading: 2pt, spacing: 7pt)
#for t in texts { par(t) }
"""


def typst(justify: bool) -> Callable[[list[str], float, Path], None]:
    def write(paragraphs: list[str], column: float, target: Path) -> None:
        import typst as compiler

        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "sample.typ"
            source.write_text(_TYPST, encoding="utf-8")
            given = {"texts": json.dumps(paragraphs), "column": str(column), "justify": str(justify).lower()}
            compiler.compile(source, output=target, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=given)

    return write


def weasyprint(paragraphs: list[str], column: float, target: Path) -> None:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    side = (210 - column) / 2
    style = (
        f"@font-face {{ font-family: Lato; src: url(file://{FONTS}/Lato-Regular.ttf) }}"
        f"@page {{ size: A4; margin: 28mm {side}mm 25mm }}"
        f"body {{ font: {SIZE}pt/{LEADING}pt Lato; margin: 0 }}"
        f"p {{ text-align: justify; hyphens: auto; margin: 0 0 {AFTER}pt }}"
    )
    body = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    page = f'<!doctype html><html lang="de"><meta charset="utf-8"><title>Probe</title><style>{style}</style>{body}'
    HTML(string=page).write_pdf(target, font_config=FontConfiguration(), pdf_tags=True)


SETTERS: dict[str, tuple[str, Callable[[list[str], float, Path], None]]] = {
    "reportgen, ragged": ("reportgen", reportgen("left")),
    "reportgen, justified": ("reportgen", reportgen("justify")),
    "reportgen, justified, hanging": ("reportgen", reportgen("justify", hanging=True)),
    "Typst, ragged": ("typst", typst(False)),
    "Typst, justified": ("typst", typst(True)),
    "WeasyPrint, justified": ("weasyprint", weasyprint),
}

# ----------------------------------------------------------------------------------------------------------- measuring


def read(path: Path) -> tuple[int, list[Line]]:
    """Pages of a file, and its lines from top to bottom, running heads and feet left out."""
    document = pypdfium2.PdfDocument(path)
    found: list[Line] = []
    for page in document:
        rows: list[tuple[float, list[tuple[float, float, str]]]] = []
        for each in characters(page):
            if 25 * MM <= each.base <= (297 - 28) * MM:
                row = next((row for y, row in reversed(rows[-2:]) if abs(y - each.base) < LEADING / 3), None)
                if row is None:
                    rows.append((each.base, row := []))
                row.append((each.left, each.right, each.text))
        found += [Line(tuple(_words(sorted(row)))) for _, row in sorted(rows, key=lambda each: -each[0])]
    return len(document), found


def _words(row: list[tuple[float, float, str]]) -> Iterator[tuple[float, float, str]]:
    left, right, word = row[0]
    for start, end, character in row[1:]:
        if start - right > 0.55 * SPACE:
            yield left, right, word
            left, word = start, ""
        right, word = end, word + character
    yield left, right, word


def rivers(lines: list[Line]) -> int:
    """White that runs down through three lines or more: wide spaces each of which overlaps the one above."""
    count, above = 0, []
    for line in lines:
        below = []
        for left, right in line.gaps:
            if right - left > 1.25 * SPACE:
                length = 1 + max((n for a, b, n in above if min(b, right) - max(a, left) > 0.6 * SPACE), default=0)
                count += length == 3
                below.append((left, right, length))
        above = below
    return count


def measured(path: Path, column: float) -> tuple[str, ...]:
    """One row of the table."""
    pages, lines = read(path)
    inner = [line for line in lines if len(line.words) > 1]
    spaces = [statistics.fmean(b - a for a, b in line.gaps) / SPACE for line in inner]
    wide = sum(space > 1.5 for space in spaces)
    runs = "".join("-" if line.divided else " " for line in lines).split(" ")
    edge = (105 + column / 2) * MM
    overrun = max(line.words[-1][1] for line in lines) - edge
    return (
        str(len(lines)),
        f"{100 * wide / len(lines):.1f} %",
        f"{max(spaces):.1f}",
        f"{100 * sum(line.divided for line in lines) / len(lines):.0f} %",
        str(max(map(len, runs))),
        str(rivers(lines)),
        f"{max(overrun, 0):.1f}",
        str(pages),
    )


HEAD = ("set by", "lines", "space > 1.5", "widest", "divided", "in a row", "rivers", "overrun pt", "pages")


def speed(times: int, column: float) -> None:
    """Print wall and processor seconds of setting and writing a tagged PDF: best of three, each in a fresh process,
    because reportgen and Typst remember what they have set."""
    print("| set by | pages | wall s | processor s |\n|---|---|---|---|")
    for name, (package, _) in SETTERS.items():
        if importlib.util.find_spec(package) is None:
            continue
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
            taken = [pool.submit(_timed, name, times, column).result() for _ in range(3)]
        pages, wall, cpu = (min(values) for values in zip(*taken, strict=True))
        print(f"| {name} | {pages:.0f} | {wall:.2f} | {cpu:.2f} |", flush=True)


def _timed(name: str, times: int, column: float) -> tuple[float, float, float]:
    """Pages, wall and processor seconds of one run; imports are not counted."""
    package, setter = SETTERS[name]
    importlib.import_module(package)
    paragraphs = [f"{words} {index}" for index in range(times) for words in texts()]
    target = Path(tempfile.mkdtemp()) / "sample.pdf"
    wall, cpu = time.perf_counter(), time.process_time()
    setter(paragraphs, column, target)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return len(pypdfium2.PdfDocument(target)), wall, cpu


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--column", type=float, default=122.0, help="width in millimetres")
    parser.add_argument("--speed", type=int, metavar="TIMES", help="measure time instead")
    parser.add_argument("-o", "--output", type=Path, help="keep the samples here")
    options = parser.parse_args()
    if options.speed:
        speed(options.speed, options.column)
        return
    folder = options.output or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name, (package, setter) in SETTERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"| {name} | not measured: the package {package} is not installed |")
            continue
        target = folder / f"{re.sub('[^a-z]+', '-', name.lower())}.pdf"
        setter(texts(), options.column, target)
        print(f"| {' | '.join((name, *measured(target, options.column)))} |", flush=True)


if __name__ == "__main__":
    main()
