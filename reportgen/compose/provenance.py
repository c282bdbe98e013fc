"""Jinja2 extensions that know the template's own text: is an expression inside a tag, and which line printed what.

Values print themselves wrapped in ``<value path="…">``. Between ``<`` and ``>`` that would break the markup; the
lexer's tokens tell where an expression stands, and there the wrapping comes off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

BARE = "_bare"
"""The filter that takes the wrapping off."""

_STEP = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|[<>\"']", re.DOTALL)
_CLOSERS = {"<!--": "-->", "<![CDATA[": "]]>"}


def scan(text: str, inside: str) -> str:
    """Where `text` ends when it begins `inside`: "" in text, "<" in a tag, a quotation mark in an attribute's value,
    or what closes a comment or CDATA section."""
    for match in _STEP.finditer(text):
        found = match.group()
        if inside in ("", "<"):
            inside = _outside(found, inside)
        elif found == inside:
            inside = "<" if inside in "\"'" else ""
    return inside


def _outside(found: str, inside: str) -> str:
    if inside == "":
        return _CLOSERS.get(found, "<" if found == "<" else "")
    if found == ">":
        return ""
    return found if found in "\"'" else "<"


class Provenance(Extension):
    """Takes values bare inside tags, and refuses to switch escaping off."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens, with ``{{ x }}`` inside a tag as ``{{ (x) | _bare }}``."""
        inside = ""
        in_block = bare = False
        for token in stream:
            if token.type == "data":
                inside = scan(str(token.value), inside)
            elif in_block and token.value == "autoescape":
                raise TemplateSyntaxError("escaping cannot be switched", token.lineno, stream.name, stream.filename)
            in_block = token.type == "block_begin"
            if token.type == "variable_end" and bare:
                yield Token(token.lineno, "rparen", ")")
                yield Token(token.lineno, "pipe", "|")
                yield Token(token.lineno, "name", BARE)
            yield token
            if token.type == "variable_begin":
                bare = inside != ""
                if bare:
                    yield Token(token.lineno, "lparen", "(")


# ---------------------------------------------------------------------------------------------------------- places

_OPEN, _CLOSE = "\x02", "\x03"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*):(\\d+){_CLOSE}")


class PlaceMarks(Extension):
    """Marks each line of the template's own text with the template's name and line, in characters no XML may hold."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens, with a mark at the beginning of each line of text."""
        name = stream.name or ""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _marked(str(token.value), name, token.lineno))
            else:
                yield token


def _marked(text: str, name: str, first: int) -> str:
    lines = text.split("\n")
    return "\n".join(f"{_OPEN}{name}:{first + i}{_CLOSE}{line}" for i, line in enumerate(lines))


def unmark(text: str) -> tuple[str, list[tuple[int, str, int]]]:
    """Marked text without its marks, and for each mark its offset, template and line."""
    places: list[tuple[int, str, int]] = []
    parts: list[str] = []
    length = end = 0
    for match in _MARK.finditer(text):
        parts.append(text[end : match.start()])
        length += match.start() - end
        end = match.end()
        places.append((length, match.group(1), int(match.group(2))))
    parts.append(text[end:])
    return "".join(parts), places


def with_places(environment: Environment) -> Environment:
    """The same environment with marks."""
    marked = environment.overlay(cache_size=50, bytecode_cache=None)
    marked.add_extension(PlaceMarks)
    return marked
