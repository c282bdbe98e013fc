"""The Word writer alone against others that write the same content: whole processes in turn, as a Markdown table.

    python benchmarks/word.py [--sizes 1,10,100] [--rounds 3]

Each process reads what it is to write from a file (ours a composed document, the others JSON) and writes a Word file;
LibreOffice is not asked. docxtpl and pandoc take part where they are installed: pip install docxtpl pypandoc_binary
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from pathlib import Path

from run import EDITION, HERE, ROOT, Run, machine, measure

PEERS = {
    "python-docx": ("peer_docx.py", "docx"),
    "docxtpl": ("peer_docxtpl.py", "docxtpl"),
    "pandoc": ("peer_pandoc.py", "pypandoc"),
}
COMPOSED = """
import pickle, sys
from pathlib import Path
from reportgen.files.cache import Cache
from reportgen.build.documents import Documents
documents = Documents(Path(sys.argv[1]), sys.argv[2], Cache(None))
Path(sys.argv[3]).write_bytes(pickle.dumps((documents.part(None).document, documents.header.theme), -1))
"""
"""The project's document, as a build hands it to the writers; in a process of its own, whose peak would count else."""
OURS = """
import gc, pickle, sys
gc.disable()
from reportgen.docx import write_docx
with open(sys.argv[1], "rb") as source:
    document, theme = pickle.load(source)
with open(sys.argv[2], "wb") as target:
    target.write(write_docx(document, theme))
"""


def commands(work: Path, size: int) -> dict[str, list[str]]:
    """What is measured, by name."""
    python, project = sys.executable, ROOT
    if size > 1:
        project = work / f"project-{size}"
        measure([python, str(HERE / "scale.py"), str(ROOT), str(project), str(size), EDITION])
    content, document = work / f"content-{size}.json", work / f"document-{size}.pickle"
    measure([python, str(HERE / "content.py"), str(project), str(content), EDITION])
    measure([python, "-c", COMPOSED, str(project), EDITION, str(document)])
    found = {"reportgen": [python, "-c", OURS, str(document), str(work / "ours.docx")]}
    for name, (script, package) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"{name} is not installed and left out", file=sys.stderr)
        else:
            found[name] = [python, str(HERE / script), str(content), str(work / f"{name}.docx")]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10,100")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    print(f"{machine()}, {time.strftime('%Y-%m-%d')}, {chosen.rounds} rounds\n")
    print("| report | writer | seconds | of the processor | peak MB |\n|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="reportgen-word-") as folder:
        for size in map(int, chosen.sizes.split(",")):
            wanted = commands(Path(folder), size)
            runs: dict[str, list[Run]] = {name: [] for name in wanted}
            for _ in range(chosen.rounds):
                for name, command in wanted.items():
                    runs[name].append(measure(command))
            for name, found in runs.items():
                wall, cpu, peak = (
                    statistics.median(getattr(run, key) for run in found) for key in ("wall", "cpu", "peak")
                )
                print(f"| {size}x | {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
