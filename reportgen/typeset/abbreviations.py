"""Abbreviations of the glossary where the text first uses them: readers can say what they stand for.

Each chapter begins anew, as nobody hears a report from its first page on. Word files have no place for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text, rebuild
from reportgen.text.abbreviations import word_pattern

_NO_TEXT = (n.Heading, n.TableOfContents, n.Index, n.Chart, n.Abbreviation, n.Code, n.Link)
"""What is no running text, or says by itself what it means."""


def explained(document: n.Document) -> n.Document:
    """The document with an Abbreviation around each chapter's first use of a term of its glossaries."""
    glossaries = [terms for terms in find(document, n.Terms) if terms.role == "glossary"]
    meanings = {_single_spaced(plain_text(term.label)): _meaning(term) for terms in glossaries for term in terms.terms}
    meanings.pop("", None)
    if not meanings:
        return document
    apart = {id(text) for node in (*glossaries, *find(document, *_NO_TEXT)) for text in find(node, n.Text)}
    pattern = re.compile("|".join(map(word_pattern, sorted(meanings, key=len, reverse=True))))
    chapters = (_Chapter(meanings, pattern, apart) for _ in document.children)
    children = zip(document.children, chapters, strict=True)
    return replace(document, children=tuple(rebuild(block, {n.Text: chapter.text}) for block, chapter in children))


def _meaning(term: n.Term) -> n.Abbreviation:
    """What stands for the short form, without its text; in the language of the long form."""
    lang = next((span.lang for span in find(n.Paragraph("", term.value), n.Span) if span.lang), None)
    return n.Abbreviation((), _single_spaced(plain_text(term.value)), lang)


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


class _Chapter:
    """The terms that a chapter has not used yet."""

    def __init__(self, meanings: Mapping[str, n.Abbreviation], pattern: re.Pattern[str], apart: set[int]) -> None:
        self._left = dict(meanings)
        self._pattern, self._apart = pattern, apart

    def text(self, node: n.Text) -> n.Inline:
        """A text, parted where it uses a term first."""
        if id(node) in self._apart or not self._left:
            return node
        parts: list[n.Inline] = []
        done = 0
        for found in self._pattern.finditer(node.text):
            meaning = self._left.pop(_single_spaced(found[0]), None)
            if meaning is None or node.text[found.start() - 1 : found.start()] == "(":
                continue  # in brackets it stands behind its meaning
            if found.start() > done:
                parts.append(n.Text(node.text[done : found.start()], node.origin))
            parts.append(replace(meaning, children=(n.Text(found[0], node.origin),)))
            done = found.end()
        if not parts:
            return node
        rest = (n.Text(node.text[done:], node.origin),) if done < len(node.text) else ()
        return n.Span((*parts, *rest))
