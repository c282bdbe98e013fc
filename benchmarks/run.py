"""reportgen beside others that make the same report: whole processes in turn, as a Markdown table.

    python benchmarks/run.py [--sizes 1,10] [--rounds 3] [--peers PYTHON] [--before TREE]

Every round starts each command once, in turn (A B C A B C …), so that a drift of the machine's speed hits all alike.
Seconds are the processor's, medians of whole processes; a ratio is the median of the ratios within each round; the
peak is that of the largest process (wait4). reportgen's time holds everything that `build` does: reading the data,
composing, writing, and reading the file back to prove it; the optional validator is left out, and LibreOffice, which
counts the pages of Word files.

`--peers` is the Python of an environment with the extra `peers`, by itself: who is not installed there is left out.
`--before` is another state of the repository (`git worktree add`), which builds the same project.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = "import sys; sys.modules['page'] = None; from reportgen.cli.process import run; run()"
"""The command without the optional validator (page-validation), which no plain script runs either."""

EDITION = "2019"
"""The edition that is measured, as it is and made longer."""

PEERS = {
    "pdf": {
        "platypus": ("reportlab", "peer_platypus.py"),
        "Typst": ("typst", "peer_typst.py"),
        "WeasyPrint": ("weasyprint", "peer_weasyprint.py"),
    },
    "docx": {
        "python-docx": ("docx", "peer_docx.py"),
        "docxtpl": ("docxtpl", "peer_docxtpl.py"),
        "pandoc": ("pypandoc", "peer_pandoc.py"),
    },
}
"""Who makes the same report, by format: what has to be installed, and the script."""
LONGEST = {"WeasyPrint": 10}
"""The size up to which somebody takes part: ten times as long takes WeasyPrint half a minute."""
TARGETS = {
    **{("docx", size, "docxtpl"): 1.0 for size in (10, 100)},
    **{("pdf", size, "Typst"): ratio for size, ratio in ((1, 1.2), (10, 0.5), (100, 0.35))},
    **{("pdf", size, "before"): ratio for size, ratio in ((1, 0.65), (10, 0.6), (100, 0.6))},
    **{("docx", size, "before"): 0.5 for size in (10, 100)},
}
"""The greatest share of somebody's processor time that a first build is to take."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the clock, seconds of the processor, megabytes at the peak."""

    wall: float
    cpu: float
    peak: float


def measure(command: list[str], tree: Path = ROOT) -> Run:
    """Run a command with the packages of `tree`. Raises SystemExit with what it said where it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(tree)
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


def installed(python: str, package: str) -> bool:
    """Whether an environment has a package."""
    look = f"import importlib.util as u, sys; sys.exit(u.find_spec({package!r}) is None)"
    return subprocess.run([python, "-c", look], check=False).returncode == 0


@dataclass(frozen=True, slots=True)
class Contest:
    """The report at a size: where its project lies, and what the others are given of it."""

    work: Path
    size: int
    project: Path

    @classmethod
    def prepared(cls, work: Path, size: int) -> Contest:
        """Make the project, and its content for scripts that know nothing of reportgen."""
        project = work / f"project-{size}"
        measure([sys.executable, str(HERE / "scale.py"), str(ROOT), str(project), str(size), EDITION])
        contest = cls(work, size, project)
        measure([sys.executable, str(HERE / "content.py"), str(project), str(contest.given("json")), EDITION])
        source = [sys.executable, str(HERE / "typst_source.py"), str(project), EDITION, str(contest.given("typ"))]
        measure(source)
        return contest

    def given(self, ending: str) -> Path:
        """The content in a file."""
        return self.work / f"content-{self.size}.{ending}"

    def build(self, format_: str, *more: str) -> list[str]:
        """The command that builds the report."""
        asked = ["-q", "-C", str(self.project), "build", EDITION, "--no-page-numbers", "--no-claims", "--to", format_]
        return [sys.executable, "-c", OURS, *asked, "-o", str(self.work / f"o{self.size}"), *more]

    def theirs(self, format_: str, name: str, python: str) -> list[str]:
        """The command of somebody else."""
        given = self.given("typ" if name == "Typst" else "json")
        return [python, str(HERE / PEERS[format_][name][1]), str(given), str(self.work / f"{name}.{format_}")]


def contestants(contest: Contest, format_: str, peers: str | None, before: Path | None) -> dict[str, Callable[[], Run]]:
    """Who takes part, by name: a function that runs once."""
    found: dict[str, Callable[[], Run]] = {"reportgen": lambda: measure(contest.build(format_, "--no-cache"))}
    if before is not None:
        found["before"] = lambda: measure(contest.build(format_, "--no-cache"), before)
    for name, (package, _) in PEERS[format_].items():
        if peers is None or contest.size > LONGEST.get(name, contest.size) or not installed(peers, package):
            print(f"{name} is not installed or too slow for {contest.size}x, and left out", file=sys.stderr)
            continue
        found[name] = partial(measure, contest.theirs(format_, name, peers))
    return found


def rows(contest: Contest, format_: str, runs: dict[str, list[Run]]) -> list[str]:
    """Lines of the table."""
    ours, found = runs["reportgen"], []
    for name, theirs in runs.items():
        ratios = [a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True)]
        ratio, target = statistics.median(ratios), TARGETS.get((format_, contest.size, name))
        share = "" if name == "reportgen" else f"{ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        verdict = "" if target is None else f"≤ {target:g}: {'met' if ratio <= target else 'missed'}"
        cpu, wall = (f"{statistics.median(getattr(run, key) for run in theirs):.2f}" for key in ("cpu", "wall"))
        peak = f"{max(run.peak for run in theirs):.0f}"
        found.append(f"| {' | '.join((f'{format_} {contest.size}x', name, cpu, wall, share, peak, verdict))} |")
    return found


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
    parser.add_argument("--formats", default="pdf,docx")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", help="the Python of an environment with the extra peers")
    parser.add_argument("--before", type=Path, help="another state of the repository")
    chosen = parser.parse_args()
    load = f"load {os.getloadavg()[0]:.1f}"
    print(f"{machine()}, {time.strftime('%Y-%m-%d')}, {load}, {chosen.rounds} rounds\n")
    print("| report | made by | processor s | wall s | reportgen takes of it (least–most) | peak MB | target |")
    print("|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as folder:
        for size in map(int, chosen.sizes.split(",")):
            contest = Contest.prepared(Path(folder), size)
            for format_ in chosen.formats.split(","):
                who = contestants(contest, format_, chosen.peers, chosen.before)
                for once in who.values():
                    once()  # fills caches, and does not count
                runs: dict[str, list[Run]] = {name: [] for name in who}
                for _ in range(chosen.rounds):
                    for name, once in who.items():
                        runs[name].append(once())
                print("\n".join(rows(contest, format_, runs)), flush=True)


if __name__ == "__main__":
    main()
