"""Puts the counters of `reportgen.compose.metered` into a template while it is compiled, and refuses what Python could
not compile: what is nested too deeply, and numbers beyond all bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.visitor import NodeTransformer

from reportgen.compose import metered
from reportgen.compose.limits import Limits

COUNTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "_counted": metered.counted,
    "_sized": metered.sized,
    "_weighed": metered.weighed,
    "_searched": metered.searched,
    "_looked_up": metered.looked_up,
    "_joined": metered.joined,
    "_built": metered.built,
    "_spent": metered.spent,
}
"""Filters that only this module puts into templates."""

_OPENING: Final = frozenset({"lparen", "lbracket", "lbrace"})
_CLOSING: Final = frozenset({"rparen", "rbracket", "rbrace"})
_CODE_IN_A_STEP: Final = 100
"""Nodes of a syntax tree that count as one step of a body that runs."""
_SEARCHES: Final = ("in", "notin")
_FEW: Final = 4
"""Members that a list may have without being counted: the body that it stands in is."""


class Bounded(Extension):
    """Counts the words and signs of a file, and looks at its brackets and numbers, before Jinja2 parses them."""

    priority = 10

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens themselves. Raises TemplateSyntaxError."""
        limits: Limits = self.environment.limits  # type: ignore[attr-defined]
        depth = count = 0
        tokens = iter(stream)
        while True:
            try:
                token = next(tokens, None)
            except (ValueError, OverflowError):
                line = stream.current.lineno
                raise TemplateSyntaxError(_TOO_LARGE, line, stream.name, stream.filename) from None
            if token is None:
                return
            line = token.lineno
            count += 1
            depth += (token.type in _OPENING) - (token.type in _CLOSING)
            if depth > limits.expressions:
                raise TemplateSyntaxError(_deep("brackets", limits.expressions), line, stream.name, stream.filename)
            if count > limits.tokens:
                text = f"the file has more than {limits.tokens:,} words and signs"
                raise TemplateSyntaxError(text, line, stream.name, stream.filename)
            if token.type in ("integer", "float") and not _usual(token.value, limits):
                raise TemplateSyntaxError(_TOO_LARGE, line, stream.name, stream.filename)
            yield token


_TOO_LARGE: Final = "the number is too large"


def _usual(number: Any, limits: Limits) -> bool:
    return isfinite(number) if isinstance(number, float) else abs(number) < 10**limits.digits


def _deep(what: str, most: int) -> str:
    return f"nested too deeply: {what} in more than {most} others"


# --------------------------------------------------------------------------------------------------------------- depth

_FUNCTIONS: Final = (nodes.Macro, nodes.CallBlock, nodes.Block, nodes.Template)
_BODIES: Final = (*_FUNCTIONS, nodes.For)


def check_depth(tree: nodes.Template, limits: Limits, name: str | None, filename: str | None) -> None:
    """Raises TemplateSyntaxError at the first line that is nested deeper than may be."""
    waiting: list[tuple[nodes.Node, int, int, int]] = [(tree, 0, 0, 0)]
    while waiting:
        node, statements, expressions, loops = waiting.pop()
        if isinstance(node, nodes.Stmt):
            statements, expressions = statements + 1, 0
            loops = 0 if isinstance(node, _FUNCTIONS) else loops + isinstance(node, nodes.For)
        elif isinstance(node, nodes.Expr):
            expressions += 1
        for depth, most, what in (
            (statements, limits.statements, "statements"),
            (expressions, limits.expressions, "expressions"),
            (loops, limits.loops, "loops"),
        ):
            if depth > most:
                raise TemplateSyntaxError(_deep(what, most), node.lineno, name, filename)
        waiting += [(each, statements, expressions, loops) for each in reversed(list(node.iter_child_nodes()))]


# ------------------------------------------------------------------------------------------------------------ counters


def instrument(tree: nodes.Template) -> None:
    """Put the counters into a template's syntax tree."""
    _Instrument().visit(tree)


def _filtered(node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


def _plain(node: nodes.Node) -> bool:
    """Whether a value costs nothing to be compared with: a word, a number, a few of them in a list."""
    if isinstance(node, nodes.List | nodes.Tuple):
        return len(node.items) <= _FEW * _FEW and all(isinstance(each, nodes.Const) for each in node.items)
    return isinstance(node, nodes.Const)


class _Instrument(NodeTransformer):
    """Counts bodies that run, loops, comparisons, lists and parts of them; deepest nodes first."""

    def _body(self, node: Any) -> Any:
        """A body that tells what it is each time it begins."""
        code, characters = _own(node.body)
        self.generic_visit(node)
        line = node.lineno or 1
        given = nodes.Const(characters, lineno=line), nodes.Const(1 + code // _CODE_IN_A_STEP, lineno=line)
        node.body.insert(0, nodes.ExprStmt(_filtered(given[0], "_spent", given[1]), lineno=line))
        return node

    visit_Template = visit_Macro = visit_CallBlock = visit_Block = _body

    def visit_For(self, node: nodes.For) -> nodes.For:
        """A loop counts its members besides."""
        self._body(node)
        node.iter = _filtered(node.iter, "_counted")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """``a ~ b``."""
        self.generic_visit(node)
        first, *others = node.nodes
        return _filtered(first, "_joined", *others)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        """``a[1:3]`` makes a copy."""
        self.generic_visit(node)
        return _filtered(node, "_sized") if isinstance(node.arg, nodes.Slice) else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """Lists and texts are looked through, unless one side is a word, a number or nothing."""
        sides: list[tuple[Any, str]] = [(node, ""), *((each, each.op) for each in node.ops)]
        searches = any(operator in _SEARCHES for _, operator in sides)
        counter = "_looked_up" if len(node.ops) == 1 else "_searched"
        counted = [(each, operator) for each, operator in sides if not _plain(each.expr)]
        self.generic_visit(node)
        if searches or len(counted) == len(sides):
            for each, operator in counted:
                each.expr = _filtered(each.expr, counter if operator in _SEARCHES else "_weighed")
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Pair:
        """A key is looked through to be found again."""
        self.generic_visit(node)
        if not _plain(node.key):
            node.key = _filtered(node.key, "_weighed")
        return node

    def _literal(self, node: Any) -> Any:
        members = sum(len(each.items) for each in _literals(node))
        self.generic_visit(node)
        if members <= _FEW or getattr(node, "ctx", "load") != "load":
            return node
        return _filtered(node, "_built", nodes.Const(members, lineno=node.lineno))

    visit_List = visit_Tuple = visit_Dict = _literal


def _literals(node: Any) -> Iterator[Any]:
    yield node
    yield from node.find_all((nodes.List, nodes.Tuple, nodes.Dict))


def _own(body: list[nodes.Node]) -> tuple[int, int]:
    """Nodes and characters of text in a body, without those of bodies in it that are counted themselves."""
    code = characters = 0
    waiting: list[nodes.Node] = list(body)
    while waiting:
        node = waiting.pop()
        code += 1
        if isinstance(node, nodes.TemplateData):
            characters += len(node.data)
        waiting += node.iter_child_nodes(exclude=("body",) if isinstance(node, _BODIES) else None)
    return code, characters
