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
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    from reportgen.markdown import blocks, inlines
    from reportgen.markdown.lists import ends_list, lists

    md = MarkdownIt("commonmark", {"html": False}).enable("table")
    md.disable(["code", "hr", "reference", "html_block", "lheading", "image", "html_inline", "entity"])
    md.use(sub_plugin).use(superscript_plugin).use(gfm_autolink_plugin)
    vars(md).update(normalizeLink=str, validateLink=lambda _url: True)
    md.block.ruler.at("list", lists, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("list", "ends_list", ends_list, {"alt": ["list"]})
    md.block.ruler.at("heading", blocks.heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("blockquote", blocks.quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.at("emphasis", inlines.emphasis)
    for name, rule in (
        ("span", inlines.span),
        ("note", inlines.note),
        ("citation", inlines.citation),
        ("page", inlines.page),
        ("reference", inlines.reference),
        ("tildes", inlines.tildes),
    ):
        md.inline.ruler.before("emphasis", name, rule)
    return md
