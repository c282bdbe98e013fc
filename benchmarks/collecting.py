"""How long tables and returned forms take: an import of 10,000 rows, a form of 10,000 rows, ten edited forms.

    python benchmarks/collecting.py PROJECT EDITION [--rows 10000]

Processor seconds of whole processes. Forms are made, one text of each is changed with openpyxl, and they are read with
``--dry-run``, which does all but write. A form whose change is refused is read and checked all the same.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("edition")
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _tables(Path(folder), options.rows)
        _ten_forms(Path(folder), options.project, options.edition)


def _tables(folder: Path, rows: int) -> None:
    import xlsxwriter

    root = folder / "tables"
    _run(folder, "init", str(root))
    shutil.copytree(root, folder / "text")
    head = ["Project", "Department", "Start date", "Status", "Description"]
    lines = [[f"Project {n}", "Lending", f"{n % 28 + 1}.6.2024", "done", f"What was done in {n}."] for n in range(rows)]
    with xlsxwriter.Workbook(root / "table.xlsx") as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([head, *lines]):
            sheet.write_row(number, 0, line)
    (root / "table.csv").write_text("\n".join(";".join(line) for line in [head, *lines]), encoding="utf-8")
    words = ("--into", "projects", "--always", "section=shelves")
    _say(f"import of {rows} rows, xlsx", _run(root, "import", "table.xlsx", *words, "--dry-run"))
    _say(f"import of {rows} rows, csv", _run(root, "import", "table.csv", *words, "--yes"))
    settings = root / "reportgen.yaml"
    request = '    request: {due: "2026-01-31", contact: A. Lee}\n'
    settings.write_text(settings.read_text(encoding="utf-8").rstrip("\n") + "\n" + request, encoding="utf-8")
    _say(f"send of a form of {rows} rows", _run(root, "send", "--for", "lending"))
    forms = [_edited(path, folder) for path in (root / "output/2025/forms").glob("*.xlsx")]
    _say(f"receive of a form of {rows} rows", _run(root, "receive", *forms, "--dry-run"))


def _ten_forms(folder: Path, project: Path, edition: str) -> None:
    root = folder / "project"
    root.mkdir()
    for name in ("data", "templates"):
        shutil.copytree(project / name, root / name)
    text = (project / "reportgen.yaml").read_text(encoding="utf-8")
    entry = f'  "{edition}":\n'
    request = '    request: {due: "2026-01-31", contact: A. Lee}\n'
    (root / "reportgen.yaml").write_text(text.replace(entry, entry + request), encoding="utf-8")
    _say("send --for all", _run(root, "send", edition, "--for", "all"))
    forms = [_edited(path, folder) for path in sorted((root / f"output/{edition}/forms").glob("*.xlsx"))]
    _say(f"receive of {len(forms)} edited forms", _run(root, "receive", *forms, "--dry-run"))


def _edited(path: Path, folder: Path) -> str:
    """The form with one text changed."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    for sheet in book.worksheets:
        names: dict[Any, int] = {cell.value: cell.column for cell in sheet[1]}
        if "text" in names:
            cell = sheet.cell(3, names["text"])
            cell.value = f"{cell.value or ''} A sentence more."
            break
    target = folder / path.name
    book.save(target)
    return str(target)


def _run(root: Path, *words: str) -> float:
    """Run the command in a folder; its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command: Sequence[str] = (sys.executable, "-m", "reportgen", "-q", *words)
    done = subprocess.run(command, cwd=root, env=os.environ, capture_output=True, text=True)
    if done.returncode and "nothing of it is taken" not in done.stdout:
        raise SystemExit(f"{' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _say(what: str, seconds: float) -> None:
    sys.stdout.write(f"{what:<40} {seconds:6.2f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
