"""A file in old forms rewritten in today's: every other character of it stays."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.findings.place import Keys
from reportgen.yaml.change import CannotEditError, ValueChange, changed
from reportgen.yaml.edit import Edit, Records, apply, written
from reportgen.yaml.forms import Old, today
from reportgen.yaml.nodes import MappingNode, Node, SequenceNode
from reportgen.yaml.reader import read_bytes
from reportgen.yaml.source import SourceFile


def rewrite(text: str, old: Iterable[Old]) -> str:
    """The text with today's forms in place of `old`, read again to show that it says the same.

    Raises CannotEditError where one cannot be rewritten without others: it is shared by an alias.
    """
    found = tuple(old)
    values = [ValueChange(each.keys, each.after) for each in found if each.after != each.before]
    made = changed(text, values)
    root = SourceFile("", made).root
    edits = [_renamed(made, root, each) for each in found if each.name != each.keys[-1]]
    made = apply(made, edits)
    if read_bytes(made.encode(), "").value != today(read_bytes(text.encode(), "").value, found):
        raise CannotEditError(found[0].keys if found else ())
    return made


def _renamed(text: str, root: Node | None, old: Old) -> Edit:
    mapping = _node(root, old.keys[:-1])
    if not isinstance(mapping, MappingNode):
        raise CannotEditError(old.keys)
    return Records(text, mapping).rename(str(old.keys[-1]), written(old.name))


def _node(node: Node | None, keys: Keys) -> Node | None:
    for key in keys:
        if isinstance(node, MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, SequenceNode) and isinstance(key, int):
            node = node.value[key]
        else:
            return None
    return node
