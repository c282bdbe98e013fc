"""Elements that plug-ins add: each is replaced by an element of ours, and read as that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from typing import Any

from reportgen.compose.markup import attributes as at
from reportgen.compose.markup.blocks.registry import BLOCKS, names
from reportgen.compose.markup.builder import BlockElement, Builder
from reportgen.compose.markup.reading import XmlElement
from reportgen.document.nodes import Block
from reportgen.findings.problem import Problem
from reportgen.plugins.guard import failed
from reportgen.plugins.model import Addition
from reportgen.plugins.used import conflict
from reportgen.registry import Registry

_DEEPEST = 16
"""How many elements of plug-ins may come out of each other."""


def claimed_elements(added: Iterable[Addition]) -> Iterator[Problem]:
    """Elements of plug-ins that are called as one of ours."""
    found = tuple(added)
    own: Collection[str] = names() if found else ()
    yield from (conflict(each, "reportgen's own") for each in found if each.name in own)


def with_elements(added: Iterable[Addition]) -> Registry[str, BlockElement]:
    """All block elements, those of plug-ins too."""
    own = {each.name: _Expansion(each) for each in added}
    made: Registry[str, BlockElement] = Registry(BLOCKS.package, {**BLOCKS.places, **dict.fromkeys(own, "")})
    for name, expansion in own.items():
        value = expansion.added.value
        known = dict.fromkeys((*value.attributes, *value.required), at.text)
        made[name] = BlockElement(expansion, known, tuple(value.required))
    return made


class _Expansion:
    """One element of a plug-in, for one reading."""

    def __init__(self, added: Addition) -> None:
        self.added = added
        self.depth = 0

    def __call__(self, b: Builder, element: XmlElement, attributes: dict[str, Any], /) -> Block | None:
        """Expand the element and read the result as a block; report its problems at the element."""
        before = len(b.problems)
        self.depth += 1
        try:
            return self._block(b, element, attributes)
        finally:
            self.depth -= 1
            b.problems[before:] = [(element, problem) for _, problem in b.problems[before:]]

    def _block(self, b: Builder, element: XmlElement, attributes: dict[str, Any]) -> Block | None:
        if self.depth > _DEEPEST:
            self._refuse(b, element, "comes out of itself without end")
            return None
        copied = deepcopy(element)
        copied.tail = None
        try:
            made = self.added.value.expand(copied)
        except Exception as error:
            problem = failed(self.added.what, self.added.plugin.label, error)
            b.problems.append((element, problem))
            return None
        if not isinstance(made, XmlElement):
            self._refuse(b, element, f"gives a {type(made).__name__}, and one element of lxml is needed")
            return None
        for name in ("id", "lang"):
            if name in attributes and name not in made.attrib and attributes[name]:
                made.set(name, attributes[name])
        return b.block(made, element)

    def _refuse(self, b: Builder, element: XmlElement, why: str) -> None:
        b.issue(element, "plugin-failed", f"{self.added.what} of the plug-in {self.added.plugin.label} {why}")
