"""The whole report set by reportgen and by Typst: pages side by side, measures of both files, and how long it takes.

    python benchmarks/beside_typst.py PROJECT EDITION [-o FOLDER] [--pictures FOLDER]
    python benchmarks/beside_typst.py PROJECT EDITION --speed 10      time and memory, the report so many times as long

Both get the same document: `typst_source.py` prints it as Typst source in a hand-written look. The times are those of
setting and writing a tagged PDF (PDF/UA-1 and PDF/A-2a), each in a process of its own, best of three, imports not
counted; ours starts at the document, Typst at its source. Needs the extra `peers`.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from itertools import zip_longest
from pathlib import Path

import fontpkg_lato
import pypdfium2
from page_quality import HEAD, chapter_starts, quality
from pairs import Picture, pictures, write_sheets
from typst_source import source

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset_leaves

FONTS = Path(fontpkg_lato.__file__).parent / "files"
SETTERS = ("reportgen", "typst")
ROUNDS = 3


def composed(project: Path, edition: str) -> tuple[n.Document, Theme]:
    """The numbered document of an edition and the theme it is set in."""
    from reportgen.build.documents import Documents
    from reportgen.files.cache import Cache

    documents = Documents(project, edition, Cache(None))
    return documents.part(None).document, documents.header.theme


def set_by(setter: str, given: Path, target: Path) -> None:
    """Set what `given` holds: a pickled document and theme, or Typst source."""
    if setter == "typst":
        import typst

        typst.compile(
            given, output=target, font_paths=[FONTS], ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"]
        )
    else:
        with given.open("rb") as stream:
            document, theme = pickle.load(stream)
        target.write_bytes(write_pdf(typeset_leaves(document, theme, FontBook(theme.fonts)), document.meta, theme))


def prepared(project: Path, edition: str, folder: Path) -> tuple[dict[str, Path], n.Document, Theme]:
    """What each setter is given, in files."""
    document, theme = composed(project, edition)
    given = {"reportgen": folder / "document.pickle", "typst": folder / "report.typ"}
    given["reportgen"].write_bytes(pickle.dumps((document, theme)))
    given["typst"].write_text(source(document, theme, FontBook(theme.fonts)), encoding="utf-8")
    return given, document, theme


def compare(project: Path, edition: str, folder: Path, sheets: Path | None) -> None:
    """Print the measures of both files; write sheets of their pages."""
    given, document, theme = prepared(project, edition, folder)
    files = {setter: folder / f"{setter}.pdf" for setter in SETTERS}
    for setter in SETTERS:
        set_by(setter, given[setter], files[setter])
    measured = [quality(files[setter], document, theme)._asdict() for setter in SETTERS]
    print("| | reportgen | Typst |\n|---|---|---|")
    for name, words in HEAD.items():
        cells = [f"{of[name]:.1f}" if isinstance(of[name], float) else str(of[name]) for of in measured]
        print(f"| {words} | {' | '.join(cells)} |")
    if sheets:
        write_sheets(paired(files["reportgen"], files["typst"], theme), sheets, "typst")


# ------------------------------------------------------------------------------------------------------------ pictures


def paired(ours: Path, theirs: Path, theme: Theme) -> list[tuple[Picture | None, Picture | None]]:
    """Pairs of pages, ours at the left, chapter by chapter; what one has more of a chapter has nothing beside it."""
    parts = [_chapters(path, theme) for path in (ours, theirs)]
    return [pair for chapters in zip(*parts, strict=True) for pair in zip_longest(*chapters)]


def _chapters(path: Path, theme: Theme) -> list[list[Picture]]:
    """The pages of a file as pictures, a list for each chapter, and one for what stands before the first."""
    chapters: list[list[Picture]] = [[]]
    for picture, begins in zip(pictures(path), chapter_starts(path, theme), strict=True):
        chapters += [[]] if begins else []
        chapters[-1].append(picture)
    return chapters


# --------------------------------------------------------------------------------------------------------------- times


def speed(project: Path, edition: str, times: int) -> None:
    """Print time, memory and size of both for the report so many times as long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if times > 1:
            from scale import scale

            scale(project, folder / "project", times, edition)
            project = folder / "project"
        given, _, _ = prepared(project, edition, folder)
        print("| set by | pages | wall s | processor s | peak MB | file MB |\n|---|---|---|---|---|---|", flush=True)
        for setter in SETTERS:
            target = folder / f"{setter}.pdf"
            runs = [_run(setter, given[setter], target) for _ in range(ROUNDS)]
            wall, processor, peak = (min(values) for values in zip(*runs, strict=True))
            pages, size = len(pypdfium2.PdfDocument(target)), target.stat().st_size / 1e6
            print(f"| {setter} | {pages} | {wall:.2f} | {processor:.2f} | {peak:.0f} | {size:.1f} |", flush=True)


def _run(setter: str, given: Path, target: Path) -> tuple[float, float, float]:
    command = [sys.executable, __file__, "--worker", setter, str(given), str(target)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, processor, peak = map(float, done.stdout.split())
    return wall, processor, peak


def worker(setter: str, given: Path, target: Path) -> None:
    """One timed run: wall seconds, processor seconds, peak megabytes."""
    import gc

    import_module(setter)
    gc.disable()
    wall, processor = time.perf_counter(), time.process_time()
    set_by(setter, given, target)
    taken = time.perf_counter() - wall, time.process_time() - processor
    # Not ru_maxrss: it begins with what the parent held when it forked.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(*taken, int(peak.split()[1]) / 1024)


def main() -> None:
    """Compare, or measure times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("edition")
    parser.add_argument("--speed", type=int, metavar="TIMES", help="measure time and memory instead")
    parser.add_argument("--pictures", type=Path, help="write sheets of pages side by side here")
    parser.add_argument("-o", "--output", type=Path, help="keep both files and the source here")
    options = parser.parse_args()
    if options.speed:
        speed(options.project, options.edition, options.speed)
        return
    folder = options.output or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    compare(options.project, options.edition, folder, options.pictures)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
