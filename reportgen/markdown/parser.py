"""The parser: markdown-it's CommonMark with the rules of this room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def tokens(text: str) -> Sequence[Token]:
    """The tokens of a text, blocks with their inlines as children."""
    env: dict[str, Any] = {}
    return _parser().parse(text, env)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    from reportgen.markdown import inlines
    from reportgen.markdown.lists import ends_list, lists

    md = MarkdownIt("commonmark", {"html": False})
    md.disable(["code", "fence", "blockquote", "hr", "reference", "html_block", "heading", "lheading"])
    md.disable(["backticks", "image", "html_inline", "entity"])
    vars(md).update(normalizeLink=str, validateLink=lambda _url: True)
    md.block.ruler.at("list", lists, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("list", "ends_list", ends_list, {"alt": ["list"]})
    md.inline.ruler.at("emphasis", inlines.emphasis)
    for name, rule in (("span", inlines.span), ("note", inlines.note), ("reference", inlines.reference)):
        md.inline.ruler.before("emphasis", name, rule)
    return md
