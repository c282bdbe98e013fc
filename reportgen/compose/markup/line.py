"""One line of text: inline elements, white space as in HTML, and microtypography over the whole line.

White space and typography look across the borders of elements (a quotation mark may open in the template's words and
close in the data), so a line is first collected as runs of characters beside a skeleton of elements, then set, then
built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from sys import intern
from typing import Any

from msgspec import Struct, field

from reportgen.compose import typography
from reportgen.compose.markup import attributes as at
from reportgen.compose.markup import characters
from reportgen.compose.markup.attributes import Attributes
from reportgen.compose.markup.reading import ReadingState, XmlElement
from reportgen.document import nodes as n
from reportgen.document.ids import source_block
from reportgen.document.purpose import with_purposes

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\n"
_MASK = "\ufffc"
NO_LANGUAGE = "zxx"
"""The language of what is none (ISO 639): typography leaves it alone."""

Make = Callable[[n.Inlines], n.Inline]
Skeleton = list["int | n.Inline | tuple[Make, Skeleton]"]
Collect = Callable[["LineBuilder", XmlElement, dict[str, Any]], None]


class InlineElement(Struct, frozen=True):
    """An inline element: how it is collected, the attributes it takes, and those it must have."""

    collect: Collect
    attributes: Attributes = field(default_factory=dict)
    required: tuple[str, ...] = ()


class LineBuilder:
    """A line in the making: `add` and `element` collect, `finish` gives its inlines."""

    def __init__(self, state: ReadingState) -> None:
        self.state = state
        self.runs: list[str] = []
        self.origins: list[str | None] = []
        self.languages: list[str] = []
        self.skeleton: Skeleton = []
        self.origin: str | None = None
        self.in_note = False
        self.language = state.language

    # ------------------------------------------------------------------------------------------------ collecting

    def add(self, text: str | None) -> None:
        """Text with the origin and language of where the line stands."""
        if not text:
            return
        if not self.state.odd:
            self.skeleton.append(self._run(text))
            return
        for index, line in enumerate(characters.lines(text)):
            if index:
                self.line_break()
            if line:
                self.skeleton.append(self._run(line))

    def _run(self, text: str) -> int:
        self.runs.append(text)
        self.origins.append(self.origin)
        self.languages.append(self.language)
        return len(self.runs) - 1

    def node(self, node: n.Inline) -> None:
        """A finished inline that has no text in this line."""
        self.skeleton.append(node)

    def later(self, node: n.Inline) -> None:
        """An inline whose text is filled in later: for white space and typography it counts as a character."""
        self._run(_MASK)
        self.skeleton.append(node)

    def line_break(self) -> None:
        """A forced line end."""
        self._run(_BREAK)
        self.skeleton.append(n.LineBreak())

    def content(self, element: XmlElement) -> None:
        """Everything inside `element`."""
        self.add(element.text)
        for child in element:
            self.element(child, element)

    def element(self, child: XmlElement, parent: XmlElement) -> None:
        """An inline element and the text behind it."""
        known = INLINES.get(str(child.tag))
        if known is None:
            hint = _RICH if parent.tag in _LINES and child.tag in ("p", "ul", "ol") else None
            self.state.misplaced(child, parent, hint)
        elif (refusal := _refusal(child)) is not None:
            self.state.misplaced(child, *refusal)
        else:
            found = self.state.attributes(child, known.attributes, known.required)
            if found.get("lang") and child.tag not in _SPEAKING:
                self._in_language(child, found, known.collect)
            else:
                known.collect(self, child, found)
        self.add(child.tail)

    def _in_language(self, child: XmlElement, found: dict[str, Any], collect: Collect) -> None:
        outer, self.skeleton = self.skeleton, []
        before, self.language = self.language, found["lang"]
        collect(self, child, found)
        self.language = before
        outer.append((lambda children: n.Span(children, found["lang"]), self.skeleton))
        self.skeleton = outer

    def nested(self, element: XmlElement, make: Make) -> None:
        """The content of `element` as children of what `make` makes."""
        outer, self.skeleton = self.skeleton, []
        self.content(element)
        outer.append((make, self.skeleton))
        self.skeleton = outer

    # -------------------------------------------------------------------------------------------------- building

    def finish(self) -> n.Inlines:
        """The inlines: white space collapsed, typography applied, empty ones left out."""
        runs = self.runs
        if len(runs) == 1 and self.skeleton == [0]:
            text = _SPACE.sub(" ", runs[0]).strip(" ")
            return (_text(typography.set_text(text, self.languages[0]), self.origins[0]),) if text else ()
        _collapse(runs)
        self._typography()
        return with_purposes(self._build(self.skeleton))

    def _typography(self) -> None:
        for language in dict.fromkeys(self.languages):
            mine = [language == other for other in self.languages]
            masked = [run if own else _masked(run) for run, own in zip(self.runs, mine, strict=True)]
            done = typography.set_runs(masked, language)
            self.runs[:] = [new if own else old for new, old, own in zip(done, self.runs, mine, strict=True)]

    def _build(self, skeleton: Skeleton) -> n.Inlines:
        found: list[n.Inline] = []
        for part in skeleton:
            if isinstance(part, int):
                if self.runs[part]:
                    found.append(_text(self.runs[part], self.origins[part]))
            elif isinstance(part, tuple):
                make, inner = part
                children = self._build(inner)
                if children:
                    found.append(make(children))
            else:
                found.append(part)
        return tuple(found)


def _masked(run: str) -> str:
    """What the rest of a line sees of a part in another language: one character, and the spaces at its ends."""
    return " " * (run[:1] == " ") + _MASK + " " * (run[-1:] == " ") if run.strip(" ") else run


def _collapse(runs: list[str]) -> None:
    """White space as in HTML: one space for many, none at the ends of a line."""
    at_space = True
    last = -1
    for i, run in enumerate(runs):
        if run == _BREAK:
            _trim(runs, last)
            at_space, last = True, -1
            continue
        text = _SPACE.sub(" ", run)
        if at_space and text[:1] == " ":
            text = text[1:]
        runs[i] = text
        if text:
            at_space = text[-1] == " "
            last = i
    _trim(runs, last)


def _trim(runs: list[str], last: int) -> None:
    if last >= 0 and runs[last][-1:] == " ":
        runs[last] = runs[last][:-1]


_SPEAKING = frozenset(("span", "abbr"))
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "title", "dd", "dt", "figcaption", "caption"))
_RICH = "a text of the data prints its own paragraphs; inside a line write {{ … | inline }}"


_REFUSED: Mapping[str, Mapping[str, str]] = {
    "note": {
        "cover": "a cover has no foot for notes; say it in the text",
        "index": "put the note where the term stands in the text",
        "facts": "put the note into the text above",
        "marks": "put the note into the text beside",
        "alt": "a text alternative is heard in one go; say it in the text",
        "ref": "put the note behind the reference",
    },
    "br": {"facts": "a fact stands on one line"},
    "ref": {"alt": "write out what the reference would say"},
    "page-ref": {"alt": "write out what the reference would say"},
    "source-ref": {"alt": "write out what the reference would say"},
    "a": {"alt": "write the address as text"},
}
"""Inline elements that the elements around a line cannot hold, each with the way out."""


def _refusal(child: XmlElement) -> tuple[XmlElement, str] | None:
    """The element around `child` that cannot hold it, and the way out."""
    refused = _REFUSED.get(str(child.tag))
    if refused is not None:
        for around in child.iterancestors():
            hint = refused.get(str(around.tag))
            if hint is not None:
                return around, hint
    return None


# ------------------------------------------------------------------------------------------------------- elements


def _strong(line: LineBuilder, element: XmlElement, _: dict[str, Any]) -> None:
    line.nested(element, n.Strong)


def _emphasis(line: LineBuilder, element: XmlElement, _: dict[str, Any]) -> None:
    line.nested(element, n.Emphasis)


def _subscript(line: LineBuilder, element: XmlElement, _: dict[str, Any]) -> None:
    line.nested(element, n.Subscript)


def _superscript(line: LineBuilder, element: XmlElement, _: dict[str, Any]) -> None:
    line.nested(element, n.Superscript)


def _code(line: LineBuilder, element: XmlElement, _: dict[str, Any]) -> None:
    before, line.language = line.language, NO_LANGUAGE
    line.nested(element, n.Code)
    line.language = before


def _a(line: LineBuilder, element: XmlElement, found: dict[str, Any]) -> None:
    href, title = found.get("href", ""), found.get("title", "")
    if href.startswith("#"):
        _refer(line, element, href[1:], "text")
    else:
        line.nested(element, lambda children: n.Link(href, children, title))


def _ref(line: LineBuilder, element: XmlElement, found: dict[str, Any]) -> None:
    _refer(line, element, found.get("to", ""), found.get("show") or "title")


def _refer(line: LineBuilder, element: XmlElement, target: str, show: Any) -> None:
    origin = line.origin
    if len(element) or (element.text or "").strip():
        line.nested(element, lambda children: n.CrossReference(target, show, children, origin=origin))
    else:
        line.later(n.CrossReference(target, show, origin=origin))


def _source_ref(line: LineBuilder, element: XmlElement, found: dict[str, Any]) -> None:
    target, origin = source_block(found.get("to", "")), line.origin
    line.nested(element, lambda children: n.CrossReference(target, "text", children, optional=True, origin=origin))


def _page_ref(line: LineBuilder, _element: XmlElement, found: dict[str, Any]) -> None:
    line.later(n.PageReference(found.get("to", ""), line.origin))


def _abbr(line: LineBuilder, element: XmlElement, found: dict[str, Any]) -> None:
    title, lang = found.get("title", ""), found.get("lang")
    line.nested(element, lambda children: n.Abbreviation(children, title, lang))


def _span(line: LineBuilder, element: XmlElement, found: dict[str, Any]) -> None:
    lang = found.get("lang")
    role = line.state.style(element, found.get("role"), "") or None
    before, line.language = line.language, lang or line.language
    line.nested(element, lambda children: n.Span(children, lang, role))
    line.language = before


def _br(line: LineBuilder, _element: XmlElement, _: dict[str, Any]) -> None:
    line.line_break()


def _note(line: LineBuilder, element: XmlElement, _: dict[str, Any]) -> None:
    if line.in_note:
        line.state.issue(element, "note-in-note", "a footnote cannot stand in a footnote")
    inner = LineBuilder(line.state)
    inner.origin, inner.in_note = line.origin, True
    inner.content(element)
    line.node(n.Note(line.state.id(element, "note"), inner.finish()))


def _value(line: LineBuilder, element: XmlElement, found: dict[str, Any]) -> None:
    before, line.origin = line.origin, found.get("path")
    line.content(element)
    line.origin = before


INLINES: Mapping[str, InlineElement] = {
    "strong": InlineElement(_strong),
    "em": InlineElement(_emphasis),
    "sub": InlineElement(_subscript),
    "sup": InlineElement(_superscript),
    "code": InlineElement(_code),
    "a": InlineElement(_a, {"href": at.address, "title": at.text}, ("href",)),
    "ref": InlineElement(_ref, {"to": at.identifier, "show": at.choice("title", "number", "text")}, ("to",)),
    "source-ref": InlineElement(_source_ref, {"to": at.identifier}, ("to",)),
    "page-ref": InlineElement(_page_ref, {"to": at.identifier}, ("to",)),
    "abbr": InlineElement(_abbr, {"title": at.text}, ("title",)),
    "span": InlineElement(_span, {"role": at.optional}),
    "br": InlineElement(_br),
    "note": InlineElement(_note),
    "value": InlineElement(_value, {"path": at.text}, ("path",)),
}
"""Every inline element."""


def _text(text: str, origin: str | None) -> n.Text:
    """A text node; names and paths that stand in many places are kept once."""
    return n.Text(intern(text), origin and intern(origin))
