"""Where the time and the memory of a first build go, stage by stage, as a Markdown table.

    python benchmarks/stages.py [--sizes 1,10] [--formats pdf,docx]

Each size and format is a process of its own. Milliseconds are the processor's, without what other stages take that are
called from within; megabytes are what the process holds when the stage ends (Linux), in the last line the peak.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from run import EDITION, HERE, ROOT, machine

START, REST = "start and imports", "everything else"
STAGES = {
    "read the data": ("reportgen.checks.run:load",),
    "check the data": ("reportgen.checks.run:check",),
    "template": ("reportgen.build.prepare:load_template",),
    "render": ("reportgen.build.prepare:render",),
    "parse": ("reportgen.build.prepare:parse",),
    "number": ("reportgen.build.prepare:number",),
    "turn wide tables": ("reportgen.build.prepare:_settled",),
    "typeset and write the PDF": ("reportgen.pdf:write_pdf",),
    "read the PDF back": ("reportgen.verify.pdf.read:read_pdf",),
    "write the Word file": ("reportgen.docx:write_docx",),
    "read the Word file back": ("reportgen.verify.word.read:read_docx",),
    "compare": tuple(f"reportgen.build.proof:{name}" for name in ("plain_blocks", "compare", "check")),
}


class Clock:
    """Times of stages within each other."""

    def __init__(self) -> None:
        self.taken: dict[str, tuple[float, int]] = {}
        self._inside: list[float] = []

    def watch(self, stage: str, name: str) -> None:
        """Have every call of a function timed."""
        module_name, _, function = name.partition(":")
        module = importlib.import_module(module_name)
        setattr(module, function, self._timed(stage, getattr(module, function)))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            self._inside.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.process_time() - start
                within = self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent
                before, _ = self.taken.get(stage, (0.0, 0))
                self.taken[stage] = before + spent - within, _held()

        return timed


def _held() -> int:
    """Megabytes that the process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    except OSError:
        return 0


def one(project: str, format_: str) -> None:
    """Build, and print as JSON what each stage has taken."""
    sys.modules["page"] = None  # type: ignore[assignment]
    import gc

    from reportgen.cli.garbage import ALLOCATIONS

    gc.set_threshold(ALLOCATIONS)
    clock = Clock()
    for stage, names in STAGES.items():
        other = "pdf" if format_ == "docx" else "Word"
        if not (other == "Word" and "Word" in stage) and not (other == "pdf" and "PDF" in stage):
            for name in names:
                clock.watch(stage, name)
    imported = time.process_time()
    from reportgen.cli import main as command

    with tempfile.TemporaryDirectory() as folder:
        asked = ["-q", "-C", project, "build", EDITION, "--no-page-numbers", "--no-claims", "--no-cache"]
        command([*asked, "--to", format_, "-o", folder], standalone_mode=False)
    taken = {START: (imported, 0), **clock.taken}
    rest = time.process_time() - sum(spent for spent, _ in taken.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(json.dumps({**taken, REST: (rest, peak)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10")
    parser.add_argument("--formats", default="pdf,docx")
    parser.add_argument("--one", nargs=2, metavar=("PROJECT", "FORMAT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one(*chosen.one)
        return
    columns: dict[str, dict[str, tuple[float, int]]] = {}
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as folder:
        for size in chosen.sizes.split(","):
            project = Path(folder) / size
            subprocess.run([sys.executable, HERE / "scale.py", ROOT, project, size, EDITION], check=True)
            for format_ in chosen.formats.split(","):
                command = [sys.executable, __file__, "--one", str(project), format_]
                subprocess.run(command, check=True, capture_output=True)  # compiles the template for the next
                said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                columns[f"{format_} {size}x"] = json.loads(said.splitlines()[-1])
    print(
        f"{machine()}, {time.strftime('%Y-%m-%d')}\n\n| stage | {' | '.join(f'{name}: ms, MB' for name in columns)} |"
    )
    print(f"|---|{'---|' * len(columns)}")
    for stage in (START, *STAGES, REST):
        cells = (taken.get(stage) for taken in columns.values())
        print(f"| {stage} | {' | '.join(f'{c[0] * 1000:.0f}, {c[1]}' if c else '' for c in cells)} |")


if __name__ == "__main__":
    main()
