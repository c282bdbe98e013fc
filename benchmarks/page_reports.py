"""What `page_quality.py` measures by itself: the example reports, three excerpts, the starter on A4 and Letter, and the
examples, built into a temporary folder; and their Word files as LibreOffice sets them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from page_limits import Limits, limits

from reportgen import load_theme
from reportgen.libreoffice.office import to_pdf
from reportgen.programs.table import SOFFICE

ROOT = Path(__file__).parents[1]
EXCERPTS = "bmas,bmbf,bmwi"
KINDS = ("white", "ends", "gaps", "small")


class Report(NamedTuple):
    """A finished file and the template it was made with."""

    path: Path
    template: Path


def built(scratch: Path) -> Iterator[Report]:
    """The reports of this repository, each built anew."""
    own = ROOT / "templates" / "interim-report"
    made("-C", ROOT, "build", "2019", "-o", scratch / "report")
    made("-C", ROOT, "build", "2020", "-o", scratch / "report")
    made("-C", ROOT, "build", "2020", "--for", EXCERPTS, "-o", scratch / "excerpts")
    starters = scratch / "starter", scratch / "starter-letter"
    made("init", starters[0])
    made("init", "--paper", "Letter", starters[1])
    for project in (*starters, *sorted(each.parent for each in ROOT.glob("examples/*/reportgen.yaml"))):
        made("-C", project, "build", "-o", scratch / "others" / project.name)
        template = next((project / "templates").iterdir())
        yield from (Report(path, template) for path in _files(scratch / "others" / project.name))
    for folder in ("report", "excerpts"):
        yield from (Report(path, own) for path in _files(scratch / folder))


def measured(report: Report, scratch: Path) -> Limits:
    """What exceeds a limit in a file."""
    path = set_by_office(report.path, scratch) if report.path.suffix == ".docx" else report.path
    return limits(path, load_theme(report.template / "theme.yaml"), divides=report.path.suffix == ".pdf")


def set_by_office(file: Path, scratch: Path) -> Path:
    """A Word file as LibreOffice makes a PDF of it."""
    program = SOFFICE.find()
    if program is None:
        raise SystemExit(f"{file.name}: {SOFFICE.absence}")
    target = scratch / f"{file.stem}-docx.pdf"
    target.write_bytes(to_pdf(program, {"file": file.read_bytes()})["file"])
    return target


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".pdf", ".docx"))


def made(*words: object) -> None:
    """Run reportgen with these words."""
    subprocess.run([sys.executable, "-m", "reportgen", "-q", *map(str, words)], check=True, stdout=subprocess.DEVNULL)
