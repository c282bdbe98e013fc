"""Texts of the data that are Markdown, as report markup.

A part of CommonMark: paragraphs, lists, emphasis, links; no HTML, headings, quotes, code or pictures, so that a text
cannot leave its place in the layout. Beyond CommonMark: footnotes ``^[…]``, parts in another language
``[…]{lang=en}``, and values by name ``{startups}``, ``{@arbeit}`` (see `reportgen.edition.model.Rich`).
The gender star never begins emphasis: a star between two letters is a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup, escape

from reportgen.compose.run import Rendering
from reportgen.compose.view.values import Value, clean, wrap
from reportgen.markdown.parser import tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKED = re.compile(r"[\\`_\[\]<>{}^#]|(?<!\w)\*|\*(?!\w)|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)
"""What a text without Markdown does not have; such texts are printed without loading the parser."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FIGURE_PARTS = {"": "said", "value": "number", "unit": "with_unit", "previous": "previous"}
_INSTITUTION_PARTS = {"": "abbreviation", "full": "full", "short": "short", "genitive": "genitive"}


class Finder(Protocol):
    """Looks up what a text names."""

    def figure(self, key: str) -> Any:
        """The figure with an id, or None."""

    def institution(self, key: str) -> Any:
        """The institution with an id, or None."""


class RichValue(Value):
    """A text in Markdown. Printed as paragraphs and lists; `inline` and `blocks` print it otherwise."""

    __slots__ = ("finder",)
    finder: Finder

    def __new__(cls, text: str, path: str, run: Rendering, finder: Finder) -> RichValue:
        made = super().__new__(cls, text, path, run)
        made.finder = finder  # type: ignore[attr-defined]
        return made  # type: ignore[return-value]

    def __html__(self) -> str:
        return self.blocks()

    def blocks(self, role: str = "") -> str:
        """Its paragraphs (in a style of the theme) and lists."""
        opening = f'<p role="{escape(role)}">' if role else "<p>"
        self.note()
        return "".join(
            f"{opening}{wrap(markup, self.path)}</p>" if kind == "p" else markup for kind, markup in self._parts()
        )

    def inline(self) -> Markup:
        """Its only paragraph without the ``<p>``; more than that is reported."""
        self.note()
        parts = self._parts()
        if any(kind != "p" for kind, _ in parts) or len(parts) > 1:
            hint = "make it one paragraph, or print it as blocks: {{ … }} or {{ … | blocks }}"
            self.run.report("not-inline", "the text has several paragraphs or a list", self.path, hint)
        return Markup(" ".join(wrap(markup, self.path) for kind, markup in parts if kind == "p"))

    def plain(self) -> str:
        """Its words without Markdown."""
        markup = " ".join(markup for _, markup in self._parts())
        return str(Markup(re.sub(r"<note>.*?</note>|<[^>]*>", "", markup)).unescape())

    def _parts(self) -> list[tuple[str, str]]:
        text = clean(str.__str__(self), self.path, self.run)
        if not _MARKED.search(text):
            return [("p", str(escape(part.strip()))) for part in _BLANK_LINE.split(text) if part.strip()]
        return _Printer(self).parts(tokens(text))


# -------------------------------------------------------------------------------------------------------- printing


class _Printer:
    """Prints the tokens of one text."""

    def __init__(self, value: RichValue) -> None:
        self.value = value

    def parts(self, tokens: Sequence[Token]) -> list[tuple[str, str]]:
        """The outermost blocks: paragraphs as inlines, lists as markup."""
        found: list[tuple[str, str]] = []
        i = 0
        while i < len(tokens):
            end = _closing(tokens, i)
            if tokens[i].type == "paragraph_open":
                found.append(("p", self.inlines(tokens[i + 1])))
            else:
                found.append(("list", self.list(tokens[i : end + 1])))
            i = end + 1
        return found

    def list(self, tokens: Sequence[Token]) -> str:
        """A list with its items, paragraphs and lists inside."""
        out: list[str] = []
        for token in tokens:
            if token.type == "inline":
                out.append(wrap(self.inlines(token), self.value.path))
            elif token.type == "ordered_list_open" and token.attrs.get("start") is not None:
                out.append(f'<ol start="{int(token.attrs["start"])}">')
            elif not token.hidden:
                out.append(_TAGS[token.type])
        return "".join(out)

    def inlines(self, token: Token) -> str:
        """A line."""
        return "".join(_INLINE[child.type](self, child) for child in token.children or ())

    def text(self, token: Token) -> str:
        return str(escape(token.content))

    def reference(self, token: Token) -> str:
        """``{startups}`` or ``{@arbeit.full}``."""
        at, key, part = token.meta["at"], token.meta["key"], token.meta["part"]
        kind, parts = ("institution", _INSTITUTION_PARTS) if at else ("figure", _FIGURE_PARTS)
        found = self.value.finder.institution(key) if at else self.value.finder.figure(key)
        if found is None or part not in parts:
            text = f'there is no {kind} "{key}"' if found is None else f'a {kind} has no part "{part}"'
            hint = None if found is None else "known are " + ", ".join(name for name in parts if name)
            self.value.run.report("dead-reference", f"{{{at}{key}}}: {text}", self.value.path, hint)
            return ""
        shown: Value | None = getattr(found, parts[part])
        return "" if shown is None else shown.__html__()

    def note(self, token: Token) -> str:
        """``^[…]``."""
        return f"<note>{self.inlines(token)}</note>"

    def link(self, token: Token) -> str:
        """``[words](#id)`` or ``[words](https://…)``."""
        href = str(token.attrs.get("href", ""))
        if not href.startswith(("#", "https://", "http://", "mailto:")):
            text = f'"{href}" is no address'
            self.value.run.report("bad-link", text, self.value.path, 'it begins with "https://", "mailto:" or "#"')
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


_TAGS = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>",
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>",
    "ordered_list_close": "</ol>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
}


def _fixed(markup: str) -> Callable[[_Printer, Token], str]:
    return lambda _printer, _token: markup


_INLINE: dict[str, Callable[[_Printer, Token], str]] = {
    "text": _Printer.text,
    "text_special": _Printer.text,
    "softbreak": _fixed(" "),
    "hardbreak": _fixed("<br/>"),
    "strong_open": _fixed("<strong>"),
    "strong_close": _fixed("</strong>"),
    "em_open": _fixed("<em>"),
    "em_close": _fixed("</em>"),
    "link_open": _Printer.link,
    "link_close": _fixed("</a>"),
    "reference": _Printer.reference,
    "note": _Printer.note,
    "span_open": _Printer.span,
    "span_close": _fixed("</span>"),
}
