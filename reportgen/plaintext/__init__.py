"""The document as a text file, for search indexes, translation and language checkers: UTF-8, a paragraph a block.

Every paragraph begins with the id of its block, ``[#id]``; an empty line stands between them. The first one holds the
file's properties instead. A tab follows the number of a heading or note; ``[alt]`` begins the line of a text
alternative, ``[values]`` what a chart draws and its alternative leaves out.
"""

from __future__ import annotations

from reportgen.document.nodes import Document, Meta
from reportgen.document.plain import PlainBlock, normalise, plain_blocks
from reportgen.document.theme import Theme


def write_text(document: Document, _theme: Theme) -> bytes:
    """The text of a numbered document; how it looks makes no difference."""
    paragraphs = (_properties(document.meta), *map(_paragraph, plain_blocks(document)))
    return ("\n\n".join(paragraphs) + "\n").encode()


def rebind_text(content: bytes, before: str, after: str) -> bytes | None:
    """The file that would have been written for the inputs `after` instead of `before`; None where it carries another
    digest."""
    head, gap, rest = content.partition(b"\n\n")
    old, new = (f"[inputs] {digest}".encode() for digest in (before, after))
    return head.removesuffix(old) + new + gap + rest if head.endswith(old) else None


def _properties(meta: Meta) -> str:
    known = {"title": meta.title, "language": meta.language, "edition": meta.edition, "inputs": meta.inputs}
    return "\n".join(f"[{name}] {normalise(value)}" for name, value in known.items())


def _paragraph(block: PlainBlock) -> str:
    said = f"{block.number}\t{block.text}" if block.number is not None else block.text
    lines = [f"[#{block.id}] {said}".rstrip(" ")]
    alternative = block.alt or ""
    if alternative:
        lines.append(f"[alt] {alternative}")
    if any(value not in alternative for value in block.values):
        pairs = zip(block.values[::2], block.values[1::2], strict=True)
        lines.append("[values] " + "; ".join(f"{label}: {text}" for label, text in pairs))
    return "\n".join(lines)
