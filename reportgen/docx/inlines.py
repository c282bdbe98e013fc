"""Inlines become runs: text, emphasis, links, references, notes (ECMA-376 part 1, 17.3.2, 17.11 and 17.16)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from reportgen.document import nodes as n
from reportgen.document.ids import bookmark_name
from reportgen.document.walk import plain_text
from reportgen.docx.context import Writer
from reportgen.docx.language import full_tag
from reportgen.docx.place import Place
from reportgen.docx.ppr import RunFormat, run_properties
from reportgen.docx.runs import PLAIN, field, line_break, run, tab
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.ooxml.xml import R, attributes

_LEADING = (n.Link, n.CrossReference, n.PageReference, n.Note)
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"
HYPERLINK = f"{R}/hyperlink"
REFERENCE, ALONE = "CrossReference", "LinkAlone"


def leads_alone(inlines: n.Inlines) -> bool:
    """Whether a text has no words but those that lead somewhere."""
    if not any(isinstance(each, _LEADING) for each in inlines):
        return False
    return not any(sign.isalnum() for each in inlines if not isinstance(each, _LEADING) for sign in plain_text((each,)))


def page_field(w: Writer, target: str, form: RunFormat = PLAIN) -> str:
    """The number of the page on which a block stands, as a field."""
    name = w.targets.bookmark(target)
    page = run(w.wanted.pages.get(name or "", w.wanted.unknown_page), form)
    return field(f"PAGEREF {name} \\h", page, form) if name else page


def anchor(w: Writer, target: str, content: str) -> str:
    """A link to a block of this file."""
    name = w.targets.bookmark(target)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>' if name and content else content


def _text(w: Writer, node: n.Text, form: RunFormat, place: Place) -> str:
    del w, place
    return run(node.text, form)


def _strong(w: Writer, node: n.Strong, form: RunFormat, place: Place) -> str:
    return w.inlines(place, node.children, form._replace(bold=True))


def _emphasis(w: Writer, node: n.Emphasis, form: RunFormat, place: Place) -> str:
    return w.inlines(place, node.children, form._replace(italic=True))


def _subscript(w: Writer, node: n.Subscript, form: RunFormat, place: Place) -> str:
    return w.inlines(place, node.children, form._replace(script="subscript"))


def _superscript(w: Writer, node: n.Superscript, form: RunFormat, place: Place) -> str:
    return w.inlines(place, node.children, form._replace(script="superscript"))


def _code(w: Writer, node: n.Code, form: RunFormat, place: Place) -> str:
    return w.inlines(place, node.children, form._replace(style=w.styles.character("code")))


def _link(w: Writer, node: n.Link, form: RunFormat, place: Place) -> str:
    relations = w.package.note_relations if place.note else w.package.relations
    number = relations.add(HYPERLINK, quote(node.href, safe=_SAFE), external=True)
    style = ALONE if place.alone else w.styles.character("link")
    content = w.inlines(place, node.children, form if place.ground else form._replace(style=style))
    tip = attributes({"w:tooltip": node.purpose}) if node.purpose else ""
    return f'<w:hyperlink r:id="{number}"{tip} w:history="1">{content}</w:hyperlink>' if content else ""


def _reference(w: Writer, node: n.CrossReference, form: RunFormat, place: Place) -> str:
    name = None if node.elsewhere else w.targets.bookmark(node.target)
    if name is None:
        return w.repeated(place, node.children, form)
    form = form if place.ground else form._replace(style=ALONE if place.alone else REFERENCE)
    content = w.repeated(place, node.children, form)
    title = w.targets.title(node.target)
    if title and node.show == "title" and plain_text(node.children) == title[0] and content:
        return field(f"REF {name} \\h", content, form)
    if title and node.show == "number" and plain_text(node.children) == title[1]:
        return field(f"REF {name} \\r \\h", content, form)
    return anchor(w, node.target, content)


def _page_reference(w: Writer, node: n.PageReference, form: RunFormat, place: Place) -> str:
    del place
    return page_field(w, node.target, form)


def _note(w: Writer, node: n.Note, form: RunFormat, place: Place) -> str:
    if place.note:
        problem = Problem("note-in-note", "a footnote cannot stand in a footnote", block=node.id)
        raise DocumentError(problem)
    number = w.package.next_note
    mark = run_properties("FootnoteReference", None, False, None)
    said, custom = _note_mark(w, node)
    start, end = w.package.bookmark(bookmark_name(node.id))
    content = w.fallback.content("FootnoteText", w.inlines(place.in_note(form.lang), node.children))
    w.package.add_note(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r>{mark}{said or '<w:footnoteRef/>'}</w:r>{tab()}{start}{content}{end}</w:p></w:footnote>"
    )
    return f'<w:r>{mark}<w:footnoteReference{custom} w:id="{number}"/>{said}</w:r>'


def _note_mark(w: Writer, node: n.Note) -> tuple[str, str]:
    """The mark of a note in words, and what says that they are it; nothing where Word counts to its number itself."""
    if w.package.counts_note(node.number):
        return "", ""
    return f"<w:t>{node.number}</w:t>", ' w:customMarkFollows="1"'


def _abbreviation(w: Writer, node: n.Abbreviation, form: RunFormat, place: Place) -> str:
    # The short form is in the text's own language; `lang` is that of its expansion, which Word has no place for.
    return w.inlines(place, node.children, form)


def _span(w: Writer, node: n.Span, form: RunFormat, place: Place) -> str:
    if node.lang:
        form = form._replace(lang=full_tag(node.lang))
    if node.role:
        form = form._replace(style=w.styles.character(node.role))
    return w.inlines(place, node.children, form)


def _line_break(w: Writer, node: n.LineBreak, form: RunFormat, place: Place) -> str:
    del w, node, place
    return line_break(form)


INLINES: dict[type, Any] = {
    n.Text: _text,
    n.Strong: _strong,
    n.Emphasis: _emphasis,
    n.Subscript: _subscript,
    n.Superscript: _superscript,
    n.Code: _code,
    n.Link: _link,
    n.CrossReference: _reference,
    n.PageReference: _page_reference,
    n.Note: _note,
    n.Abbreviation: _abbreviation,
    n.Span: _span,
    n.LineBreak: _line_break,
}
"""How each inline is written."""
