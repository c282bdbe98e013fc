"""Reading report markup: from its text to a Document, or to every finding in it with its place.

The place of a finding costs nothing until there is one: elements are then matched with the start tags of the text in
document order, and the template is asked which of its lines printed them.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from msgspec.structs import replace

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup import characters
from reportgen.compose.markup.blocks.registry import BLOCKS, ROOT, names
from reportgen.compose.markup.builder import Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.compose.rendered import Markup
from reportgen.document import nodes as n
from reportgen.errors import DocumentError, FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.place import Place
from reportgen.findings.problem import Problem

REPORT: at.Attributes = dict.fromkeys(
    ("title", "subtitle", "author", "subject", "keywords", "running-head", "running-foot"), at.text
)
_UNCLOSED = re.compile(
    r"(?:Opening and ending tag mismatch:|Premature end of data in tag) (\S+) line (\d+)(?: and (\S+))?"
)
"""What libxml2 says of an element that is open, and of the line where it begins."""
_LINES_KNOWN = 0xFFFF
"""From here on libxml2 knows no lines of elements."""
_START_TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<([A-Za-z_][^\s/>]*)", re.DOTALL)


def parse(markup: Markup) -> n.Document:
    """The Document that `markup` describes, not yet bound to the inputs that it comes from (`identify`).

    Raises DocumentError for characters that are not printed, FindingsError with every other finding: not well formed,
    unknown elements and attributes, wrong nesting, missing pictures and text alternatives.
    """
    odd = characters.odd(markup.text)
    problems = dict.fromkeys(characters.refused(markup.text)) if odd else ()
    if problems:
        raise DocumentError(*problems)
    root = _read(markup)
    b = _builder(markup)
    b.odd = odd
    if root.tag != ROOT:
        b.issue(root, "misplaced-element", f"report markup begins with <report>, not with <{root.tag}>")
        raise FindingsError(_findings(markup, root, b.problems))
    found = b.attributes(root, REPORT, ("title",))
    with b.inside(None, {"lang": found.pop("lang", None)}):
        children = b.blocks(b.children(root), root)
    if b.problems:
        raise FindingsError(_findings(markup, root, b.problems))
    return identify(n.Document(_meta(markup, found), children), markup, "")


def _builder(markup: Markup) -> Builder:
    elements = BLOCKS
    if markup.elements:
        from reportgen.compose.markup.expanded import with_elements

        elements = with_elements(markup.elements)

    def known() -> tuple[str, ...]:
        return (*names(), *(each.name for each in markup.elements))

    return Builder(
        markup.language, markup.words, markup.folders, markup.roles, known, elements=elements, tables=markup.tables
    )


def identify(document: n.Document, markup: Markup, inputs: str) -> n.Document:
    """The document of `markup` bound to `inputs`, the SHA-256 over all of them: in its properties, and in the watermark
    of a draft."""
    draft = ""
    if markup.draft:
        from reportgen.compose.watermark import watermark

        draft = watermark(markup, inputs)
    return replace(document, meta=replace(document.meta, inputs=inputs, draft=draft))


def _meta(markup: Markup, found: dict[str, Any]) -> n.Meta:
    keywords = tuple(word.strip() for word in found.get("keywords", "").split(",") if word.strip())
    return n.Meta(
        title=found.get("title", ""),
        language=markup.language,
        edition=markup.edition,
        as_of=markup.as_of,
        inputs="",
        subtitle=found.get("subtitle", ""),
        author=found.get("author", ""),
        subject=found.get("subject", ""),
        keywords=keywords,
        running_head=found.get("running-head", ""),
        running_foot=found.get("running-foot", ""),
        words=markup.words,
    )


# ----------------------------------------------------------------------------------------------------- well-formed


def _read(markup: Markup) -> XmlElement:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    doctype = markup.text.find("<!DOCTYPE")
    if doctype >= 0 and _outside(markup.text, doctype):
        text = "report markup has no document type declaration and no entities"
        problem = Problem("not-well-formed", text, hint="remove <!DOCTYPE …>")
        raise FindingsError((_finding(markup, doctype, problem),))
    try:
        return etree.fromstring(markup.text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        raise FindingsError((_malformed(markup, error),)) from None


def _outside(text: str, offset: int) -> bool:
    """Whether `offset` is not inside a comment or CDATA section."""
    return all(not match.start() < offset < match.end() for match in _START_TAG.finditer(text, 0))


def _malformed(markup: Markup, error: etree.XMLSyntaxError) -> Finding:
    line, column = error.position
    message = error.msg.partition(", line ")[0]
    hint = None
    if "Entity '" in message:
        hint = "write the character itself (or its number, such as &#160;); a plain & is &amp;"
    elif "Document is empty" in message or not markup.text.strip():
        message, hint = "the template printed nothing", "report markup begins with <report>"
    offset = _offset(markup.text, line, column)
    unclosed = _UNCLOSED.match(message)
    if unclosed is not None and int(unclosed[2]) < _LINES_KNOWN:
        tag, closing = unclosed[1], unclosed[3]
        message = f"<{tag}> is not closed" + (f" before </{closing}>" if closing else "")
        begin = _offset(markup.text, int(unclosed[2]), 1)
        offset = max(markup.text.find(f"<{tag}", begin, begin + markup.text[begin:].find("\n") + 1 or None), begin)
        return _finding(markup, offset, Problem("not-well-formed", f"not well-formed: {message}"), tag)
    problem = Problem("not-well-formed", f"not well-formed: {message}", hint=hint)
    return _finding(markup, offset, problem)


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        end = text.find("\n", start)
        if end < 0:
            break
        start = end + 1
    return min(start + max(column - 1, 0), max(len(text) - 1, 0))


# ---------------------------------------------------------------------------------------------------------- places


def _findings(markup: Markup, root: XmlElement, problems: list[tuple[XmlElement, Problem]]) -> tuple[Finding, ...]:
    starts = [match.start() for match in _START_TAG.finditer(markup.text) if match.group(1)]
    offsets = dict(zip(root.iter(), starts, strict=False))
    found: dict[tuple[Problem, Place | int], Finding] = {}
    for element, problem in problems:
        offset = offsets.get(element, 0)
        place = markup.locate([offset])[0] if markup.locate else None
        key = (replace(problem, hint=None), place or offset)
        if key not in found:  # what a line of the template prints many times is wrong once
            found[key] = _finding(markup, offset, problem, str(element.tag))
    return tuple(found.values())


def reference_finding(markup: Markup, problem: Problem) -> Finding:
    """A reference that leads nowhere or to what has no name, with the place of the first element that makes it;
    `problem` has its target as its block."""
    pattern = rf'<([\w-]+)\b[^<>]*?\s(?:to|href)="#?{re.escape(problem.block or "")}"'
    match = re.search(pattern, markup.text)
    return problem.at(Place("")) if match is None else _finding(markup, match.start(), problem, match[1])


def block_finding(markup: Markup, problem: Problem, otherwise: str) -> Finding:
    """A problem of a block, with the place of the element that has its id; of a block without one, of the first element
    that the pattern `otherwise` finds, whose group is the tag."""
    own = rf'<([\w-]+)\b[^<>]*?\sid="{re.escape(problem.block or "")}"'
    match = re.search(own, markup.text) or re.search(otherwise, markup.text)
    return problem.at(Place("")) if match is None else _finding(markup, match.start(), problem, match[1])


def _finding(markup: Markup, offset: int, problem: Problem, tag: str = "") -> Finding:
    """The finding for a problem with the element `tag` at an offset: at the line of the template that printed it."""
    line = markup.text.count("\n", 0, offset) + 1
    begin = markup.text.rfind("\n", 0, offset) + 1
    end = markup.text.find("\n", offset)
    place: Place | None = markup.locate([offset])[0] if markup.locate else None
    if place is None or place.source is None:
        source = markup.text[begin : end if end >= 0 else None]
        return problem.at(Place("markup", line, offset - begin + 1, len(tag) + 1, source))
    at_tag = place.source.find(f"<{tag}") if tag else -1
    text = f"{problem.text} (line {line} of the printed markup)"
    return replace(problem, text=text).at(replace(place, column=max(at_tag, 0) + 1, length=len(tag) + 1))
