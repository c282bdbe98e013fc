"""Builds one after the other in one process: what is left behind in memory, open files and on the disk.

    python benchmarks/soak.py [1000]

The project of `reportgen init`, its title another each time, as PDF and Word file, with a cache of its own. What grows
after the first fifty builds, when everything is loaded that stays, is a leak.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
from pathlib import Path

from reportgen.api.project import open_project
from reportgen.starter.project import project_files

WARM = 50
"""Builds until everything is loaded that stays."""
MOST_GROWTH = 3.0
"""MB that may come after them."""


def memory() -> float:
    """MB that this process has in memory now."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def open_files() -> int:
    """Files that this process has open."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def soak(times: int, root: Path) -> float:
    """Build so often, tell now and then, and return what grew after the first fifty, in MB."""
    for name, content in project_files("soak", "en-GB", "A4").items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    report = next(root.glob("data/*/report.yaml"))
    text, output, warm = report.read_text("utf-8"), root / "output", memory()
    print(f"{'builds':>8}{'MB':>8}{'open files':>12}{'files written':>15}")
    for number in range(1, times + 1):
        report.write_text(re.sub(r"^title: .*", f"title: Report {number}", text, count=1, flags=re.M), "utf-8")
        open_project(root).build(audience=None, output=output, jobs=1)
        if number == WARM:
            gc.collect()
            warm = memory()
        if number in (1, WARM) or number % 100 == 0:
            gc.collect()
            files = sum(path.is_file() for path in output.rglob("*"))
            print(f"{number:>8}{memory():>8.1f}{open_files():>12}{files:>15}", flush=True)
    return memory() - warm


if __name__ == "__main__":
    os.environ["REPORTGEN_SOFFICE"] = ""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = os.path.join(folder, "cache")
        grown = soak(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, Path(folder) / "project")
    print(f"grown by {grown:.1f} MB after the first {WARM}; allowed: {MOST_GROWTH:g} MB")
    sys.exit(grown > MOST_GROWTH)
