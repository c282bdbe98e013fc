"""The report with pandoc: Markdown with pipe tables and pictures for charts, then pandoc's Word writer.

python benchmarks/peer_pandoc.py CONTENT.json OUT.docx
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
from peer_docx import chart_png
from peer_docxtpl import _runs

_MARK = {"b": "**", "i": "*"}


def words(runs: Any) -> str:
    """Runs as Markdown."""
    out = ""
    for text, style, href in _runs(runs):
        plain = re.sub(r"([\\`*_{}\[\]<>|#$^~])", r"\\\1", text).replace("\n", " ")
        mark = _MARK.get(style, "")
        body = f"{mark}{plain.strip()}{mark} " if mark and plain.strip() else plain
        out += f"[{plain}]({href})" if style == "a" and href else body
    return out


def markdown(blocks: list[Any], folder: Path) -> Iterator[str]:
    """Blocks as Markdown; pictures go into `folder`."""
    for kind, *more in blocks:
        match kind:
            case "heading":
                yield f"{'#' * min(more[0], 6)} {more[1]} {words(more[2])}"
            case "cover":
                yield from map(words, more[0])
            case "para":
                yield words(more[1])
            case "list":
                lines = [block[2] for item in more[1] for block in item if block[0] == "para"]
                yield "\n".join(f"- {words(line)}" for line in lines)
            case "card":
                yield from markdown(more[0], folder)
            case "marks" | "terms":
                yield words(more[0])
            case "tiles":
                yield from (words(tile) for tile in more[0])
            case "table":
                rows = [[" ".join(words(line) for line in cell) for cell in row] for row in more[2] + more[3]]
                lines = [f"| {' | '.join(row)} |" for row in rows]
                yield "\n".join([lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]])
            case "chart":
                path = folder / f"chart{len(list(folder.iterdir()))}.png"
                path.write_bytes(chart_png(more[0]).getvalue())
                yield f"![]({path})"


def main(source: str, target: str) -> None:
    content = json.loads(Path(source).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        text = "\n\n".join(markdown(content["blocks"], Path(folder)))
        pypandoc.convert_text(text, "docx", format="markdown", outputfile=target, extra_args=["--toc"])


if __name__ == "__main__":
    main(*sys.argv[1:3])
