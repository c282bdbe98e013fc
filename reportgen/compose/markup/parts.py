"""The large parts of a document: cover, sections, contents, registers, page breaks."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.builder import Builder, Element
from reportgen.document import nodes as n

_COVER = {
    "kicker": "cover-kicker",
    "title": "cover-title",
    "subtitle": "cover-subtitle",
    "notice": "cover-notice",
    "year": "cover-year",
    "band-caption": "cover-caption",
}


def cover(b: Builder, element: _Element, found: dict[str, Any]) -> n.Cover | None:
    """``<cover>``."""
    own = b.id(element, "cover")
    lines: dict[str, n.Paragraph] = {}
    sender: tuple[n.Block, ...] = ()
    bars: list[n.Bar] = []
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
            elif tag == "band":
                bars = _band(b, child)
            else:
                b.misplaced(child, element)
    if "title" not in lines:
        b.issue(element, "missing-element", "<cover> needs a <title> with text")
        return None
    return n.Cover(own, sender=sender, bars=tuple(bars), **lines)


def _band(b: Builder, element: _Element) -> list[n.Bar]:
    b.attributes(element, {})
    bars: list[n.Bar] = []
    for child in b.children(element):
        if child.tag != "bar":
            b.misplaced(child, element, "<band> holds <bar> elements")
            continue
        found = b.attributes(child, {"weight": at.positive, "height": at.positive})
        bars.append(n.Bar(found.get("weight", 1.0), min(found.get("height", 1.0), 1.0)))
    return bars


def section(b: Builder, element: _Element, found: dict[str, Any]) -> n.Section:
    """``<section>``."""
    own = b.id(element, "section")
    before = b.inherited_lang
    with b.inside(own, found):
        b.inherited_lang = before
        blocks = b.blocks(b.children(element), element)
    return n.Section(
        own,
        blocks,
        page=found.get("page"),
        matter=found.get("matter") or "body",
        role=found.get("role"),
        lang=found.get("lang") or b.inherited_lang,
    )


def contents(b: Builder, element: _Element, found: dict[str, Any]) -> n.TableOfContents:
    """``<toc>``: empty; numbering fills it."""
    _empty(b, element)
    of: Any = found.get("of") or "headings"
    return n.TableOfContents(b.id(element, "contents"), min(found.get("depth", 2), 6), of=of)


def page_break(b: Builder, element: _Element, _: dict[str, Any]) -> n.PageBreak:
    """``<page-break>``."""
    _empty(b, element)
    return n.PageBreak(b.id(element, "break"))


def _empty(b: Builder, element: _Element) -> None:
    for child in b.children(element):
        b.misplaced(child, element, f"<{element.tag}> is empty")


def index(b: Builder, element: _Element, found: dict[str, Any]) -> n.Index:
    """``<index>``."""
    own = b.id(element, "index")
    groups: list[n.IndexGroup] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "index-group":
                groups.append(_group(b, child))
            else:
                b.misplaced(child, element, "<index> holds <index-group> elements")
    return n.Index(own, tuple(groups))


def _group(b: Builder, element: _Element) -> n.IndexGroup:
    found = b.attributes(element, {})
    own = b.id(element, "group")
    term: n.Inlines = ()
    entries: list[n.IndexEntry] = []
    with b.inside(own, found):
        for child in b.children(element):
            if child.tag == "index-term":
                b.attributes(child, {})
                term = b.spoken(child)
            elif child.tag == "index-entry":
                to = b.attributes(child, {"to": at.identifier}, ("to",)).get("to", "")
                entries.append(n.IndexEntry(b.spoken(child), to))
            else:
                b.misplaced(child, element, "<index-group> holds <index-term> and <index-entry>")
    if not term:
        b.issue(element, "missing-element", "<index-group> needs an <index-term> with text")
    return n.IndexGroup(own, term, tuple(entries))


ELEMENTS = {
    "cover": Element(cover),
    "section": Element(
        section,
        {"page": at.choice("new", "recto"), "matter": at.choice("front", "body", "annex"), "role": at.optional},
    ),
    "toc": Element(contents, {"depth": at.count, "of": at.choice("headings", "tables", "figures")}),
    "index": Element(index),
    "page-break": Element(page_break),
}
PARTS = ("report", *_COVER, "sender", "band", "bar", "index-group", "index-term", "index-entry")
