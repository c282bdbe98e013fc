"""The cover: lines of text, a sender, a band of bars."""

from __future__ import annotations

from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.blocks.figure import unlabelled
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document import nodes as n

_COVER = {
    "kicker": "cover-kicker",
    "title": "cover-title",
    "subtitle": "cover-subtitle",
    "notice": "cover-notice",
    "year": "cover-year",
    "band-caption": "cover-caption",
}


def cover(b: Builder, element: XmlElement, found: dict[str, Any]) -> n.Cover | None:
    """``<cover>``."""
    own = b.id(element, "cover")
    lines: dict[str, n.Paragraph] = {}
    sender: tuple[n.Block, ...] = ()
    bars: list[n.Bar] = []
    picture: n.Figure | None = None
    with b.inside(own, found):
        for child in b.children(element):
            tag = str(child.tag)
            if tag in _COVER:
                lang = b.attributes(child, {}).get("lang") or b.inherited_lang
                name = "caption" if tag == "band-caption" else tag
                inlines = b.inlines(child)
                if inlines:
                    lines[name] = n.Paragraph(b.named(child, name), inlines, _COVER[tag], lang)
            elif tag == "sender":
                with b.inside(f"{own}.sender", b.attributes(child, {}), "sender"):
                    sender = b.flow(child)
            elif tag == "figure" and picture is None:
                picture = unlabelled(b, child)
            elif tag == "band":
                bars = _band(b, child)
            else:
                b.misplaced(child, element)
    if "title" not in lines:
        b.issue(element, "missing-element", "<cover> needs a <title> with text")
        return None
    return n.Cover(own, sender=sender, bars=tuple(bars), picture=picture, **lines)


def _band(b: Builder, element: XmlElement) -> list[n.Bar]:
    b.attributes(element, {})
    bars: list[n.Bar] = []
    for child in b.children(element):
        if child.tag != "bar":
            b.misplaced(child, element, "<band> holds <bar> elements")
            continue
        found = b.attributes(child, {"weight": at.positive, "height": at.positive, "emphasis": at.yes_no})
        bars.append(n.Bar(found.get("weight", 1.0), min(found.get("height", 1.0), 1.0), found.get("emphasis", False)))
    return bars


COVER = BlockElement(cover, parts=(*_COVER, "sender", "band", "bar"))
