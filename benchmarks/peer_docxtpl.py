"""The report with docxtpl: a Word template with Jinja2 tags, rich text for paragraphs, pictures for charts.

python benchmarks/peer_docxtpl.py CONTENT.json OUT.docx
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from peer_docx import chart_png

STYLES = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Normal", "List Bullet", "Caption")


def template() -> io.BytesIO:
    """A document with a branch for each style, one for tables and one for pictures."""
    document = Document()
    add = document.add_paragraph
    add("{%p for b in blocks %}")
    for style in STYLES:
        add(f"{{%p if b.style == '{style}' %}}")
        add("{{r b.text }}", style)
        add("{%p endif %}")
    add("{%p if b.style == 'table' %}")
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).text = "{%tr for row in b.rows %}"
    for column, tag in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        table.cell(1, column).text = tag
    table.cell(2, 0).text = "{%tr endfor %}"
    add("{%p endif %}")
    add("{%p if b.style == 'picture' %}")
    add("{{ b.picture }}")
    add("{%p endif %}")
    add("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


def rich(runs: list[Any]) -> RichText:
    """Runs as rich text."""
    text = RichText()
    for words, style, _ in runs:
        text.add(words, bold=style == "b", italic=style == "i", underline=style == "a")
    return text


def flat(blocks: list[Any], made: DocxTemplate) -> Iterator[dict[str, Any]]:
    """Blocks as the template knows them."""
    for kind, *more in blocks:
        match kind:
            case "heading":
                level, number, runs, _ = more
                yield {"style": f"Heading {min(level, 4)}", "text": rich([[f"{number} ", "", ""], *runs])}
            case "cover":
                for line, style in zip(more[0], ("Subtitle", "Title", *["Normal"] * len(more[0])), strict=False):
                    yield {"style": style, "text": rich(line)}
            case "para":
                yield {"style": "Caption" if more[0] == "source" else "Normal", "text": rich(more[1])}
            case "list":
                lines = [block[2] for item in more[1] for block in item if block[0] == "para"]
                yield from ({"style": "List Bullet", "text": rich(line)} for line in lines)
            case "card":
                yield from flat(more[0], made)
            case "marks" | "terms":
                yield {"style": "Normal", "text": rich([run for part in more[0] for run in _runs(part)])}
            case "tiles":
                cells = ["".join(run[0] for part in tile for run in part) for tile in more[0]]
                yield {"style": "table", "rows": [cells[i : i + 3] for i in range(0, len(cells), 3)]}
            case "table":
                rows = [
                    ["\n".join("".join(run[0] for run in line) for line in cell) for cell in row]
                    for row in more[2] + more[3]
                ]
                yield {"style": "table", "rows": rows}
            case "chart":
                yield {"style": "picture", "picture": InlineImage(made, chart_png(more[0]), Mm(160))}


def _runs(part: Any) -> Iterator[list[str]]:
    """The runs in a nest of lists."""
    if len(part) == 3 and all(isinstance(each, str) for each in part):
        yield part
    else:
        for each in part:
            yield from _runs(each)


def main(source: str, target: str) -> None:
    content = json.loads(Path(source).read_text(encoding="utf-8"))
    made = DocxTemplate(template())
    made.render({"blocks": list(flat(content["blocks"], made))}, autoescape=True)
    made.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
