"""A small output format: a writer and a reader."""

from __future__ import annotations

import json
from pathlib import Path

from reportgen.document.nodes import Document, Heading
from reportgen.document.plain import plain_blocks
from reportgen.document.theme import Theme
from reportgen.document.walk import descend, plain_text
from reportgen.verify.reading import ReadBlock, ReadHeading, Reading, load


def write_lines(document: Document, _theme: Theme) -> bytes:
    """The document as lines of JSON: its properties, the ids of its nodes, its headings, and a line for each block."""
    meta = document.meta
    nodes = list(descend(document))
    ids = [node.id for node in nodes if isinstance(getattr(node, "id", None), str)]
    headings = [(node.id, node.level, plain_text(node.children)) for node in nodes if isinstance(node, Heading)]
    blocks = [(b.id, b.kind, b.text, b.number, b.alt, b.values) for b in plain_blocks(document)]
    rows = [(meta.title, meta.language, meta.inputs), ids, headings, *blocks]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def read_lines(source: Path | str | bytes) -> Reading:
    """What such a file says."""
    (title, language, inputs), ids, headings, *blocks = map(json.loads, load(source).splitlines())
    return Reading(
        format="lines",
        blocks=tuple(ReadBlock(*said, tuple(values)) for *said, values in blocks),
        ids=tuple(ids),
        title=title,
        language=language,
        inputs=inputs,
        headings=tuple(ReadHeading(*heading) for heading in headings),
    )
