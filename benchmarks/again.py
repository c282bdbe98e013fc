"""What a build costs when little has changed, as a share of a first one, as a Markdown table.

    python benchmarks/again.py [--rounds 3]

The example edition for everybody (`--for all`), both formats, one process: a first build (`--no-cache`), and in turn
with it one of which nothing has changed, one with a comment more in the data, one with another value of the last whole
number among the key figures, which few documents print.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from run import EDITION, OURS, ROOT, machine, measure
from scale import scale

CHANGES = {
    "nothing has changed": "",
    "a comment in the data": "# {now}\n",
    "one figure that few of the documents print": "value",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="reportgen-bench-") as folder:
        project = Path(folder) / "project"
        scale(ROOT, project, 1, EDITION)
        figures = project / "data" / EDITION / "key-figures.yaml"
        asked = ["-q", "-C", str(project), "build", EDITION, "--for", "all", "--no-page-numbers", "--no-claims"]
        command = [sys.executable, "-c", OURS, *asked, "-j", "1", "-o", str(Path(folder) / "out")]
        measure(command)
        shares: dict[str, list[float]] = {change: [] for change in CHANGES}
        for _ in range(rounds):
            first = measure([*command, "--no-cache"]).cpu
            for change, more in CHANGES.items():
                text = figures.read_text(encoding="utf-8")
                if more == "value":
                    *_, last = re.finditer(r"(?m)^  value: (\d+)$", text)
                    text = f"{text[: last.start(1)]}{int(last[1]) + 1}{text[last.end(1) :]}"
                figures.write_text(f"{text}{more.format(now=time.time_ns()) if more != 'value' else ''}", "utf-8")
                shares[change].append(measure(command).cpu / first)
    print(f"{machine()}, {time.strftime('%Y-%m-%d')}, {rounds} rounds\n\n| | of a first build |\n|---|---|")
    for change, found in shares.items():
        print(f"| {change} | {statistics.median(found):.2f} |")


if __name__ == "__main__":
    main()
