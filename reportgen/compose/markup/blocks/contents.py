"""Tables of contents, and lists of tables, figures, charts and boxes."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n


def contents(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.TableOfContents:
    """``<toc>``: empty; numbering fills it."""
    b.empty(element)
    of: Any = found.get("of") or "headings"
    return n.TableOfContents(b.id(element, "contents"), min(found.get("depth", 2), 6), of=of)


CONTENTS = BlockElement(
    contents, {"depth": at.count, "of": at.choice("headings", "tables", "figures", "charts", "boxes")}
)
