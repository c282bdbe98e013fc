"""Comments that look like a part of the text in front of them: ``title: The tool wall #1`` is "The tool wall"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.findings.finding import Finding
from reportgen.findings.place import Keys
from reportgen.yaml import nodes
from reportgen.yaml.scalars import plain_scalar
from reportgen.yaml.source import SourceFile

_LOOKS_SO = r"[ \t]+(?P<comment>#(?:\w[^\n\r]*|[ \t]+\d+[ \t]*(?=[\r\n]|$)))"
"""A comment right behind its sign, or nothing but a number: comments have a space there, and words."""

_SOMEWHERE = re.compile(rf"\S{_LOOKS_SO}")
_HERE = re.compile(_LOOKS_SO)


def swallowed(source: SourceFile, root: nodes.Node) -> Iterator[Finding]:
    """A warning for each text without quotes that such a comment follows in its line."""
    if not _SOMEWHERE.search(source.text):
        return
    for keys, node in _scalars(root, ()):
        found = _HERE.match(source.text, node.end_mark.index)
        if node.tag == nodes.PLAIN and found is not None and isinstance(plain_scalar(node.value), str | None):
            said = found["comment"].rstrip()
            text = f'"{said}" is a comment and no part of the text'
            hint = "put the text in quotes where it belongs to it; else write words, and a space behind the #"
            place = source.at_index(found.start("comment"), len(said))
            yield source.finding("comment-in-text", text, place, keys, "warning", hint)


def _scalars(node: nodes.Node, keys: Keys) -> Iterator[tuple[Keys, nodes.ScalarNode]]:
    """Every value that is no list and no mapping, with the way to it."""
    if isinstance(node, nodes.ScalarNode):
        yield keys, node
    elif isinstance(node, nodes.SequenceNode):
        for i, child in enumerate(node.value):
            yield from _scalars(child, (*keys, i))
    elif isinstance(node, nodes.MappingNode):
        for key, child in node.value:
            yield from _scalars(child, (*keys, str(key.value)))
