"""Marks inside a line: what the texts of a report have beyond CommonMark, and where a mark is only a character."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from reportgen.markdown.citations import CITATION, NAMED, PAGE, cited

_REFERENCE = re.compile(NAMED)
_PAGE = re.compile(PAGE)
_CITATION = re.compile(CITATION)
_NOTED = re.compile(rf"\^{CITATION}")
_LANG = re.compile(r'\{\s*lang=["\']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)["\']?\s*\}')


def emphasis(state: Any, silent: bool) -> bool:
    """CommonMark's emphasis, but a star is no delimiter between letters (as an underscore is none)."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, False)
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), scanned.length, at, -1, scanned.can_open, scanned.can_close))
    state.pos += scanned.length
    return True


def span(state: Any, silent: bool) -> bool:
    """``[words]{lang=en}``."""
    if state.src[state.pos] != "[":
        return False
    end = parseLinkLabel(state, state.pos)
    match = _LANG.match(state.src, end + 1) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        start, maximum = state.pos + 1, state.posMax
        opening = state.push("span_open", "span", 1)
        opening.meta = {"lang": match.group(1)}
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = maximum
    state.pos = match.end()
    return True


def citation(state: Any, silent: bool) -> bool:
    """``[@source, p. 4]``."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content, token.meta = match["cited"], {"cited": tuple(cited(match["cited"])), "bare": False}
    state.pos = match.end()
    return True


def note(state: Any, silent: bool) -> bool:
    """``^[words]``; a citation in a note of its own, ``^[@source, p. 4]``, has no parentheses."""
    if not state.src.startswith("^[", state.pos):
        return False
    match = _NOTED.match(state.src, state.pos, state.posMax)
    if match is not None:
        if not silent:
            token = state.push("note", "", 0)
            inner = Token("citation", "", 0, content=match["cited"])
            inner.meta = {"cited": tuple(cited(match["cited"])), "bare": True}
            token.children = [inner]
        state.pos = match.end()
        return True
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.children = []
        state.md.inline.parse(state.src[state.pos + 2 : end], state.md, state.env, token.children)
    state.pos = end + 1
    return True


def reference(state: Any, silent: bool) -> bool:
    """``{name}``, ``{name.part}``, ``{collection.item.field}``, ``{@name}``."""
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"at": match["at"], "key": match["id"], "part": match["form"] or ""}
    state.pos = match.end()
    return True


def page(state: Any, silent: bool) -> bool:
    """``{page:id}``."""
    match = _PAGE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("page", "", 0)
        token.meta = {"target": match["page"]}
    state.pos = match.end()
    return True


def tildes(state: Any, silent: bool) -> bool:
    """Two tildes and more are no subscript; they are printed as they stand."""
    end = state.pos
    while end < state.posMax and state.src[end] == "~":
        end += 1
    if end - state.pos < 2:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True
