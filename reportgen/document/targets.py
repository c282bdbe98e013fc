"""Where the links of a document lead: what every finished file with links has to keep."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text

_LEADING = (n.Link, n.CrossReference, n.PageReference, n.Note, n.TocEntry, n.IndexEntry)


def link_targets(document: n.Document) -> Iterator[str]:
    """The blocks that links inside the document lead to, once for each link; marks lead to their notes."""
    for node in find(document, *_LEADING):
        match node:
            case n.Note():
                yield node.id
            case n.Link():
                if node.href.startswith("#") and plain_text(node.children).strip():
                    yield node.href[1:]
            case n.CrossReference():
                if node.resolved and not node.elsewhere and plain_text(node.children).strip():
                    yield node.target
            case _:
                yield node.target
