"""The tokens of a Markdown text as report markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup, escape

from reportgen.compose.run import Rendering
from reportgen.compose.view.values import Value, wrap
from reportgen.document.wording import DEFAULTS

if TYPE_CHECKING:
    from markdown_it.token import Token

_FIGURE_PARTS = {"": "said", "value": "number", "unit": "with_unit", "previous": "previous", "target": "target"}
_INSTITUTION_PARTS = {"": "abbreviation", "full": "full", "short": "short", "genitive": "genitive"}


class Finder(Protocol):
    """Looks up what a text names."""

    def figure(self, key: str) -> Any:
        """The figure with an id, or None."""

    def institution(self, key: str) -> Any:
        """The institution with an id, or None."""

    def source(self, key: str) -> Any:
        """The source with an id, or None."""


class Printer:
    """Prints the tokens of the text at a data path."""

    def __init__(self, path: str, run: Rendering, finder: Finder) -> None:
        self.path, self.run, self.finder = path, run, finder
        self.levels: list[int] = []
        """The levels of the headings that are open, as typed."""

    def parts(self, tokens: Sequence[Token]) -> list[tuple[str, str]]:
        """The outermost blocks: paragraphs ("p") as inlines, all others ("block") as markup."""
        found: list[tuple[str, str]] = []
        i = 0
        while i < len(tokens):
            end = _closing(tokens, i)
            if tokens[i].type == "paragraph_open":
                found.append(("p", self.inlines(tokens[i + 1])))
            else:
                found.append(("block", "".join(self._block(tokens[i : end + 1]))))
            i = end + 1
        return found

    def _block(self, tokens: Sequence[Token]) -> Iterator[str]:
        """A block with all that stands in it."""
        for i, token in enumerate(tokens):
            if token.type == "inline":
                yield wrap(self.inlines(token), self.path) if token.content else ""
            elif token.type == "fence":
                yield f"<pre>{wrap(escape(token.content), self.path)}</pre>"
            elif token.type == "heading_open":
                yield f'<h depth="{self._depth(int(token.tag[1]))}">'
            elif token.type == "ordered_list_open" and token.attrs.get("start") is not None:
                yield f'<ol start="{int(token.attrs["start"])}">'
            elif token.type == "table_open":
                yield '<table wide="no">' + _columns(tokens[i:])
            elif not token.hidden:
                yield _TAGS[token.type]

    def _depth(self, level: int) -> int:
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        return len(self.levels)

    def inlines(self, token: Token) -> str:
        """A line."""
        return "".join(_INLINE[child.type](self, child) for child in token.children or ())

    def text(self, token: Token) -> str:
        return str(escape(token.content))

    def code(self, token: Token) -> str:
        """`` `characters` ``."""
        return f"<code>{escape(token.content)}</code>"

    def reference(self, token: Token) -> str:
        """``{startups}``, ``{measures.m-03.budget}`` or ``{@arbeit.full}``."""
        at, key, part = token.meta["at"], token.meta["key"], token.meta["part"]
        kind, parts = ("institution", _INSTITUTION_PARTS) if at else ("figure", _FIGURE_PARTS)
        found = self.finder.institution(key) if at else self.finder.figure(key)
        if found is None or part not in parts:
            text = f'there is no {kind} "{key}"' if found is None else f'a {kind} has no part "{part}"'
            hint = None if found is None else "known are " + ", ".join(name for name in parts if name)
            self.run.report("dead-reference", f"{{{at}{key}}}: {text}", self.path, hint)
            return ""
        shown: Value | None = getattr(found, parts[part])
        return "" if shown is None else shown.__html__()

    def page(self, token: Token) -> str:
        """``{page:id}``."""
        return f'<page-ref to="{escape(token.meta["target"])}"/>'

    def citation(self, token: Token) -> str:
        """``[@source, p. 4]``: what the sources are called, in parentheses but for a note of their own."""
        named = [self._cited(each.id, each.locator) for each in token.meta["cited"]]
        joined = "; ".join(words for words in named if words)
        if token.meta["bare"] or not joined:
            return joined
        before, _, after = (str(escape(part)) for part in self._word("citation").partition("{sources}"))
        return f"{before}{joined}{after}"

    def _cited(self, key: str, locator: str) -> str:
        """One source of a citation, as a link to where the report lists it."""
        found = self.finder.source(key)
        if found is None:
            self.run.report("dead-reference", f'[@{key}]: there is no source "{key}"', self.path)
            return ""
        at = f", {escape(locator)}" if locator else ""
        return f'<source-ref to="{escape(key)}">{found.cited.__html__()}{at}</source-ref>'

    def _word(self, key: str) -> str:
        return self.run.words.get(key) or DEFAULTS[key]

    def note(self, token: Token) -> str:
        """``^[…]``."""
        return f"<note>{self.inlines(token)}</note>"

    def link(self, token: Token) -> str:
        """``[words](#id)``, ``[words](https://…)`` or an address alone."""
        href = str(token.attrs.get("href", ""))
        if not href.startswith(("#", "https://", "http://", "mailto:")):
            text = f'"{href}" is no address'
            self.run.report("bad-link", text, self.path, 'it begins with "https://", "mailto:" or "#"')
        return f'<a href="{escape(href)}">'

    def span(self, token: Token) -> str:
        """``[…]{lang=en}``."""
        return f'<span lang="{escape(token.meta["lang"])}">'


def _closing(tokens: Sequence[Token], start: int) -> int:
    level = 0
    for i in range(start, len(tokens)):
        level += tokens[i].nesting
        if level == 0:
            return i
    return len(tokens) - 1


def _columns(tokens: Sequence[Token]) -> str:
    """The columns of a table, aligned as its second line says."""
    head: list[str] = []
    for token in tokens:
        if token.type == "thead_close":
            break
        if token.type == "th_open":
            head.append(
                str(token.attrs.get("style", "")).removeprefix("text-align:").replace("center", "centre") or "left"
            )
    columns = "".join(f'<col align="{align}"/>' for align in head)
    return f"<colgroup>{columns}</colgroup>"


_PAIRS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "heading": "h",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
}
_TAGS = {f"{name}_open": f"<{tag}>" for name, tag in _PAIRS.items()} | {
    f"{name}_close": f"</{tag}>" for name, tag in _PAIRS.items()
}


def _fixed(markup: str) -> Callable[[Printer, Token], str]:
    return lambda _printer, _token: markup


_INLINE: dict[str, Callable[[Printer, Token], str]] = {
    "text": Printer.text,
    "text_special": Printer.text,
    "code_inline": Printer.code,
    "softbreak": _fixed(" "),
    "hardbreak": _fixed("<br/>"),
    **{
        f"{name}_{end}": _fixed(f"<{slash}{name}>")
        for name in ("strong", "em", "sub", "sup")
        for end, slash in (("open", ""), ("close", "/"))
    },
    "link_open": Printer.link,
    "link_close": _fixed("</a>"),
    "reference": Printer.reference,
    "page": Printer.page,
    "citation": Printer.citation,
    "note": Printer.note,
    "span_open": Printer.span,
    "span_close": _fixed("</span>"),
}

# ---------------------------------------------------------------------------------------------------------- plain

_SCRIPTS = {
    "sup": str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"),
    "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_SCRIPT = re.compile(r"<(su[bp])>([^<]*)</su[bp]>")
_BESIDE = re.compile(r"<note>.*?</note>")
_BLOCK_END = re.compile(r"</(?:p|li|h|pre|th|td|blockquote)>|<br/>")


def plain(markup: str) -> str:
    """The words of markup without its tags and notes; a raised number stays apart from what it stands beside."""
    markup = _BLOCK_END.sub(" ", _SCRIPT.sub(_script, _BESIDE.sub("", markup)))
    return str(Markup(re.sub(r"<[^>]*>", "", markup)).unescape())


def _script(match: re.Match[str]) -> str:
    table = _SCRIPTS[match[1]]
    if all(ord(character) in table for character in match[2]):
        return match[2].translate(table)
    return ("^" if match[1] == "sup" else "_") + match[2]
