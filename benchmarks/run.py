"""reportgen against plain scripts for the same report: whole processes in turn, as a Markdown table.

    python benchmarks/run.py [--sizes 1,10] [--rounds 5]

Every round starts each command once, in turn (A B A B …), so that a drift of the machine's speed hits all alike. Times
are medians of whole processes, from the clock around the child; the ratio is the median of the ratios within each
round; the peak is that of the largest process (wait4). reportgen's time holds everything that `build` does: reading the
data, composing, writing, and reading the file back to prove it; the optional validator is left out, and
LibreOffice, which counts the pages of Word files.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = "import sys; sys.modules['page'] = None; from reportgen.cli.process import run; run()"
"""The command without the optional validator (page-validation), which no plain script runs either."""

EDITION = "2019"
"""The edition that is measured, as it is and made longer."""

TARGETS = {("pdf", 1): 0.6, ("pdf", 10): 0.35, ("docx", 1): 1.0, ("docx", 10): 0.35}
"""Greatest ratio to the plain script by format and size."""
PEAK = 150
"""Greatest peak in megabytes."""


@dataclass(frozen=True, slots=True)
class Contest:
    """A format at a size: the plain script, and ours; `fresh` composes anew, the others build what was built before."""

    format: str
    size: int
    peer: str
    fresh: bool
    commands: tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the clock, seconds of the processor, megabytes at the peak."""

    wall: float
    cpu: float
    peak: float


def measure(command: list[str]) -> Run:
    """Run a command. Raises SystemExit with what it said where it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def contests(work: Path, sizes: list[int]) -> list[Contest]:
    """Make the projects and their contents, once for each size."""
    python = sys.executable
    found = []
    for size in sizes:
        project = ROOT
        if size > 1:
            project = work / f"project-{size}"
            measure([python, str(HERE / "scale.py"), str(ROOT), str(project), str(size), EDITION])
        content = work / f"content-{size}.json"
        measure([python, str(HERE / "content.py"), str(project), str(content), EDITION])
        for format_, peer in (("pdf", "platypus"), ("docx", "python-docx")):
            script = HERE / f"peer_{'platypus' if format_ == 'pdf' else 'docx'}.py"
            theirs = [python, str(script), str(content), str(work / f"plain-{size}.{format_}")]
            ours = [
                python,
                "-c",
                OURS,
                "-q",
                "-C",
                str(project),
                "build",
                EDITION,
                "--no-page-numbers",
                "--to",
                format_,
                "-o",
                str(work / f"o{size}"),
            ]
            found.append(Contest(format_, size, peer, True, (theirs, [*ours, "--no-cache"])))
            found.append(Contest(format_, size, peer, False, (theirs, ours)))
    return found


def rounds(contest: Contest, count: int) -> list[tuple[Run, Run]]:
    """Both commands in turn; a first round fills caches and does not count."""
    measured = [(measure(contest.commands[0]), measure(contest.commands[1])) for _ in range(count + 1)]
    return measured[1:]


def row(contest: Contest, measured: list[tuple[Run, Run]]) -> str:
    """A line of the table."""
    theirs, ours = ([pair[i] for pair in measured] for i in (0, 1))
    ratios = [b.wall / a.wall for a, b in zip(theirs, ours, strict=True)]
    ratio, peak = statistics.median(ratios), max(run.peak for run in ours)
    target = TARGETS.get((contest.format, contest.size))
    verdict = "" if target is None else f"≤ {target:g}: {'met' if ratio <= target and peak <= PEAK else 'missed'}"
    seconds = (f"{statistics.median(run.wall for run in runs):.2f}" for runs in (theirs, ours))
    peaks = (f"{statistics.median(run.peak for run in runs):.0f}" for runs in (theirs, ours))
    spread = f"{ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    when = "first build" if contest.fresh else "again"
    cells = (f"{contest.format} {contest.size}x, {when}", contest.peer, *seconds, spread, *peaks, verdict)
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Cores, processor and Python, in a line."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        name = models[0] if models else name
    return f"{os.cpu_count()} cores, {name}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10", help="how many times as long, for example 1,10,100")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures of every run here too")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    print(f"{machine()}, {time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {chosen.rounds} rounds\n")
    print("| report | plain script | its s | reportgen s | ratio (least–most) | its peak MB | our peak MB | target |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    raw = []
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as folder:
        for contest in contests(Path(folder), sizes):
            measured = rounds(contest, chosen.rounds)
            print(row(contest, measured), flush=True)
            raw.append(
                {"format": contest.format, "size": contest.size, "wall": [[a.wall, b.wall] for a, b in measured]}
            )
    if chosen.json:
        chosen.json.write_text(json.dumps(raw))


if __name__ == "__main__":
    main()
