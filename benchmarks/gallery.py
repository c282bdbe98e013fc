"""Pictures of pages for whoever wants to see before building: docs/gallery/, sheets of four pages and a page that shows
them. `make gallery` makes them anew; LibreOffice is needed for those of Word files.

    python benchmarks/gallery.py [-o FOLDER]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from page_reports import ROOT, Report, built, made, set_by_office
from PIL import Image

_DPI, _PER_SHEET, _GAP, _GREY, _QUALITY = 46, 4, 8, "#8a8f96", 62

TITLES = {
    "zwischenbericht-ki-strategie-2020.pdf": "The report of 2020, PDF",
    "zwischenbericht-ki-strategie-2019.pdf": "The report of 2019, PDF",
    "zwischenbericht-ki-strategie-2020-bmas.pdf": "An excerpt for one ministry",
    "zwischenbericht-ki-strategie-2020.docx": "The same report as a Word file, set by LibreOffice",
    "zwischenbericht-ki-strategie-2020-print.pdf": "For the press, with bleed and marks",
}
"""What of the reports is shown besides starter and examples, in this order, and how it is called."""
_SHEETS = {"zwischenbericht-ki-strategie-2020.pdf": 6, "zwischenbericht-ki-strategie-2020-bmas.pdf": 3}
_FEW = 2
"""Sheets of what is shown in part."""


class Shown(NamedTuple):
    """A part of the gallery: its title and the names of its pictures."""

    title: str
    sheets: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "gallery")
    target = parser.parse_args().output
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        shown = [_shown(title, path, target, scratch) for title, path in _wanted(scratch)]
    lines = [
        "# Gallery",
        "What `make gallery` has made of the reports in this repository, four pages to a picture.",
        "",
    ]
    for part in shown:
        lines += [f"## {part.title}", *(f"![{part.title}]({name})" for name in part.sheets), ""]
    (target / "README.md").write_text("\n".join(lines), encoding="utf-8")
    size = sum(path.stat().st_size for path in target.iterdir())
    print(f"{target}: {sum(len(part.sheets) for part in shown)} pictures, {size / 1e6:.1f} MB")


def _wanted(scratch: Path) -> Iterator[tuple[str, Path]]:
    """The files that are shown, with their titles."""
    found: dict[str, Report] = {report.path.name: report for report in built(scratch)}
    made("-C", ROOT, "build", "2020", "--to", "print", "-o", scratch / "print")
    press = next((scratch / "print").rglob("*-print.pdf"))
    for name, title in TITLES.items():
        yield title, press if name.endswith("-print.pdf") else found[name].path
    for name, report in found.items():
        if report.path.is_relative_to(scratch / "others"):
            kind = "PDF" if report.path.suffix == ".pdf" else "Word, set by LibreOffice"
            yield f"{name.partition('-')[0].capitalize()}: {report.template.name}, {kind}", report.path


def _shown(title: str, path: Path, target: Path, scratch: Path) -> Shown:
    pdf = set_by_office(path, scratch) if path.suffix == ".docx" else path
    pages = [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]
    names = []
    sheets = [pages[start : start + _PER_SHEET] for start in range(0, len(pages), _PER_SHEET)]
    for number, some in enumerate(sheets[: _SHEETS.get(path.name, _FEW)], 1):
        name = f"{path.stem}-{path.suffix[1:]}-{number}.webp"
        _sheet(some).save(target / name, quality=_QUALITY, method=6)
        names.append(name)
    return Shown(title, names)


def _sheet(pages: list[Image.Image]) -> Image.Image:
    width, height = max(page.width for page in pages) + _GAP, max(page.height for page in pages)
    canvas = Image.new("RGB", (_PER_SHEET * width + _GAP, height + 2 * _GAP), _GREY)
    for place, page in enumerate(pages):
        canvas.paste(page, (_GAP + place * width, _GAP))
    return canvas


if __name__ == "__main__":
    main()
