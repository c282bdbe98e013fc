"""What parts of python-docx would cost a Word file of ours, each in place of our own: whole processes in turn.

    python benchmarks/python_docx.py [--sizes 1,10,100] [--rounds 5]

Each process writes the report's Word file as a build does, and does one part once more with python-docx, its import
included. Reported are seconds of the processor, the best of all rounds, how many more than in the same round without
the part, the median, and the peak of memory.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from run import EDITION, HERE, ROOT, Run, machine, measure
from word import COMPOSED, OURS

OPENED = """
import io
from docx.opc.package import OpcPackage
with open(sys.argv[2], "rb") as source:
    written = OpcPackage.open(io.BytesIO(source.read()))
"""
PARTS = {
    "import": "from docx.opc.package import OpcPackage",
    "core properties": """
import datetime
from docx.opc.packuri import PackURI
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
part = CorePropertiesPart(PackURI("/docProps/core.xml"), "", CT_CoreProperties.new(), None)
made, meta = part.core_properties, document.meta
made.title, made.subject, made.author, made.language = meta.title, meta.subject, meta.author, meta.language
made.keywords, made.version = ", ".join(meta.keywords), meta.edition
made.created = made.modified = datetime.datetime.fromisoformat(meta.as_of)
part.blob
""",
    "relationships": """
from docx.opc.rel import Relationships
made = Relationships("/word")
for number in range(NOTES):
    made.get_or_add_ext_rel("hyperlink", f"https://www.example.org/{number}")
made.xml
""",
    "content types": """
from docx.opc.part import Part
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import _ContentTypesItem
_ContentTypesItem.from_parts([Part(PackURI(f"/word/charts/chart{n}.xml"), "chart+xml") for n in range(NOTES)]).blob
""",
    "open a reference document": OPENED,
    "take over its styles": f"{OPENED}from docx import Document\nDocument(sys.argv[2]).styles.element\n",
    "write the package": f"{OPENED}written.save(io.BytesIO())\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10,100")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{machine()}, {chosen.rounds} rounds\n\n| report | part | seconds | more | peak MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="reportgen-python-docx-") as folder:
        for size in map(int, chosen.sizes.split(",")):
            _size(Path(folder), size, chosen.rounds)


def _size(work: Path, size: int, rounds: int) -> None:
    python, project, document = sys.executable, ROOT, work / f"document-{size}.pickle"
    if size > 1:
        project = work / f"project-{size}"
        measure([python, str(HERE / "scale.py"), str(ROOT), str(project), str(size), EDITION])
    measure([python, "-c", COMPOSED, str(project), EDITION, str(document)])
    codes = {"ours alone": ""} | {name: code.replace("NOTES", str(15 * size)) for name, code in PARTS.items()}
    runs: dict[str, list[Run]] = {name: [] for name in codes}
    for turn in range(rounds):
        for name in list(codes)[:: 1 if turn % 2 else -1]:
            runs[name].append(measure([python, "-c", OURS + codes[name], str(document), str(work / "file.docx")]))
    alone = [run.cpu for run in runs["ours alone"]]
    for name, found in runs.items():
        more = statistics.median(run.cpu - cpu for run, cpu in zip(found, alone, strict=True))
        peak = statistics.median(run.peak for run in found)
        best = min(run.cpu for run in found)
        print(f"| {size}x | {name} | {best:.2f} | {more:+.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
