"""Places in a data file, worked out only when something has to be said about it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import yaml

from reportgen.findings.finding import Finding, Severity
from reportgen.findings.place import Keys, Place, show_keys
from reportgen.findings.problem import Problem
from reportgen.yaml import nodes

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class SourceFile:
    """The text of a file (without byte order mark) under its name relative to the project."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    @cached_property
    def root(self) -> nodes.Node | None:
        """The nodes of the text, None where it has none. Raises yaml.YAMLError; see also `nodes.too_deep`."""
        return nodes.compose(self.text)

    def forget_nodes(self) -> None:
        """Let go of the nodes, which are many times as large as the text; whoever asks for a place has them again."""
        for name in ("root", "_usable_root", "_records"):
            self.__dict__.pop(name, None)

    @cached_property
    def _usable_root(self) -> nodes.Node | None:
        try:
            return None if nodes.too_deep(self.text) else self.root
        except yaml.YAMLError:
            return None

    def at_index(self, index: int, length: int = 1) -> Place:
        """The place of the character `index`, at most the end of the last line with text."""
        from bisect import bisect_right

        index = max(0, min(index, len(self.text)))
        line = bisect_right(self._starts, index) - 1
        if index == self._starts[line] == len(self.text) and line > 0:
            line -= 1
            index = self._starts[line] + len(self._line(line))
        source = self._line(line)
        column = min(index - self._starts[line], len(source))
        return Place(self.name, line + 1, column + 1, max(1, min(length, len(source) - column)), source)

    def _line(self, line: int) -> str:
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[line] : end].rstrip("\r\n")

    def at_mark(self, mark: Any) -> Place:
        """The place of a mark of PyYAML's."""
        return self.at_index(mark.index)

    def of_node(self, node: nodes.Node) -> Place:
        """The place of a node, its length up to the end of the line where it is longer."""
        return self.at_index(node.start_mark.index, node.end_mark.index - node.start_mark.index)

    def find(self, keys: Keys, *, key: bool = False) -> Place:
        """The place of the value at `keys`, or of its key; where it does not exist, of the nearest key above it."""
        found_key, found = self._walk(keys)
        node = found_key if (key or found is None) and found_key is not None else found
        return self.of_node(node) if node is not None else self.at_index(0)

    def find_text(self, keys: Keys, token: str, nth: int = 0) -> Place:
        """The place of the `nth` occurrence of `token` in the text at `keys`, else of the text itself."""
        _, node = self._walk(keys)
        if node is None:
            return self.find(keys)
        index, end = node.start_mark.index - 1, node.end_mark.index
        for _ in range(nth + 1):
            index = self.text.find(token, index + 1, end)
            if index < 0:
                return self.of_node(node)
        return self.at_index(index, len(token))

    def _walk(self, keys: Keys) -> tuple[nodes.Node | None, nodes.Node | None]:
        """The key node and value node at `keys`; the value is None when the way ends early."""
        key_node: nodes.Node | None = None
        node = self._usable_root
        for step in keys:
            pair = self._child(node, step)
            if pair is None:
                return key_node or node, None
            key_node, node = pair[0] or key_node, pair[1]
        return key_node, node

    def _child(self, node: nodes.Node | None, step: str | int) -> tuple[nodes.Node | None, nodes.Node] | None:
        """The key and value below a node; in large mappings, which hold records by id, they are looked up."""
        if node is not self._usable_root or not isinstance(node, nodes.MappingNode) or len(node.value) < _LARGE:
            return _child(node, step)
        return self._records.get(str(step))

    @cached_property
    def _records(self) -> dict[str, tuple[nodes.Node, nodes.Node]]:
        root = self._usable_root
        pairs = root.value if isinstance(root, nodes.MappingNode) else []
        return {key.value: (key, value) for key, value in reversed(pairs)}

    def finding(
        self,
        code: str,
        text: str,
        place: Place,
        keys: Keys = (),
        severity: Severity = "error",
        hint: str | None = None,
    ) -> Finding:
        """A finding at `place`, with its line."""
        return Problem(code, text, hint=hint, severity=severity).at(place, show_keys(keys))

    def placed(self, problem: Problem, keys: Keys | None = None) -> Finding:
        """The finding for a problem with the value at `keys` of this file, without them at the keys that it has."""
        keys = problem.keys if keys is None else keys
        return problem.at(self.find(keys, key=problem.at_key), show_keys(keys))


_LARGE = 30
"""Pairs of a mapping from which on it pays to look them up."""


def _child(node: nodes.Node | None, step: str | int) -> tuple[nodes.Node | None, nodes.Node] | None:
    if isinstance(node, nodes.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == str(step)), None)
    if isinstance(node, nodes.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None
