"""The report with WeasyPrint: HTML and CSS, charts as pictures, contents with page numbers, a tagged PDF.

python benchmarks/peer_weasyprint.py CONTENT.json OUT.pdf
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import fontpkg_lato
from peer_docx import chart_png
from weasyprint import HTML

FONTS = Path(fontpkg_lato.__file__).parent / "files"
CSS = f"""
@font-face {{ font-family: Lato; src: url(file://{FONTS}/Lato-Regular.ttf) }}
@font-face {{ font-family: Lato; font-weight: bold; src: url(file://{FONTS}/Lato-Bold.ttf) }}
@page {{ size: A4; margin: 25mm; @top-left {{ content: string(head) }} @bottom-right {{ content: counter(page) }} }}
body {{ font: 10pt/14pt Lato; string-set: head attr(data-head); hyphens: auto }}
h1 {{ break-before: page }} nav a {{ display: block }}
nav a::after {{ content: leader('.') target-counter(attr(href url), page) }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: .5pt solid gray; padding: 3pt; font-size: 9pt }}
.card {{ border: .5pt solid gray; padding: 8pt; margin: 8pt 0 }} img {{ width: 100% }}
"""


def words(runs: Any) -> str:
    """Runs as HTML; lines of runs one below the other."""
    if not runs:
        return ""
    if isinstance(runs[0], list) and runs[0] and isinstance(runs[0][0], list):
        return "<br>".join(map(words, runs))
    out = ""
    for text, style, href in runs:
        plain = escape(text).replace("\n", "<br>")
        link = f'<a href="{escape(href)}">{plain}</a>' if style == "a" and href else plain
        out += f"<{style}>{plain}</{style}>" if style in ("b", "i") else link
    return out


class Page:
    """Blocks as HTML, and the headings among them."""

    def __init__(self) -> None:
        self.entries: list[str] = []

    def of(self, blocks: list[Any]) -> Iterator[str]:
        for kind, *more in blocks:
            match kind:
                case "heading":
                    level, number, runs = min(more[0], 6), more[1] or "", words(more[2])
                    key = f"h{len(self.entries)}"
                    self.entries.append(f'<a href="#{key}">{escape(number)} {runs}</a>')
                    yield f'<h{level} id="{key}">{escape(number)} {runs}</h{level}>'
                case "cover":
                    yield from (f"<p>{words(line)}</p>" for line in more[0])
                case "para":
                    yield f"<p>{words(more[1])}</p>"
                case "list":
                    items = ("".join(self.of(item)) for item in more[1])
                    yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
                case "card":
                    yield f'<div class="card">{"".join(self.of(more[0]))}</div>'
                case "marks" | "terms":
                    yield f"<p>{words(more[0])}</p>"
                case "tiles":
                    yield f"<table><tr>{''.join(f'<td>{words(tile)}</td>' for tile in more[0])}</tr></table>"
                case "table":
                    yield f"<table>{_rows(more[2], 'th')}{_rows(more[3], 'td')}</table>"
                case "chart":
                    picture = base64.b64encode(chart_png(more[0]).getvalue()).decode()
                    yield f'<img alt="chart" src="data:image/png;base64,{picture}">'


def _rows(rows: Any, tag: str) -> str:
    cells = ("".join(f"<{tag}>{'<br>'.join(map(words, cell))}</{tag}>" for cell in row) for row in rows)
    return "".join(f"<tr>{row}</tr>" for row in cells)


def main(source: str, target: str) -> None:
    content = json.loads(Path(source).read_text(encoding="utf-8"))
    meta, page = content["meta"], Page()
    body = "".join(page.of(content["blocks"]))
    head = f'<html lang="de"><title>{escape(meta["title"])}</title><style>{CSS}</style>'
    text = f'{head}<body data-head="{escape(meta["head"])}"><nav>{"".join(page.entries)}</nav>{body}'
    HTML(string=text).write_pdf(target, pdf_tags=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
