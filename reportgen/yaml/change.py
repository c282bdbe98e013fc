"""Values of a file changed by their keys: every other character stays, and what is made is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final

import yaml
from msgspec import Struct

from reportgen.errors import ReportgenError
from reportgen.findings.place import Keys
from reportgen.yaml.blocks import WIDTH, block
from reportgen.yaml.edit import Edit, Records, apply, line_end, line_start, newline, written
from reportgen.yaml.lists import Entries
from reportgen.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from reportgen.yaml.reader import read_bytes
from reportgen.yaml.source import SourceFile


class _Gone(Enum):
    GONE = "gone"


GONE: Final = _Gone.GONE
"""In place of a value: takes the pair or entry away."""


class ValueChange(Struct, frozen=True):
    """Another value at `keys`: a text, number, true, false, None for null, a list, a mapping, or GONE.

    A number one behind the last entry of a list is a further entry.
    """

    keys: Keys
    value: Any


class CannotEditError(ReportgenError):
    """A value cannot be changed without changing others too: it is an alias, or has an anchor."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        super().__init__(keys)


class _Leaf(Struct, frozen=True):
    value: Any


_Tree = dict[Any, Any]


def changed(text: str, changes: Iterable[ValueChange]) -> str:
    """The text with all changes. Raises CannotEditError for the first that cannot be made alone."""
    wanted = tuple(changes)
    try:
        return _changed(text, wanted)
    except CannotEditError:
        made = text
        for change in sorted(wanted, key=_last):
            made = _changed(made, (change,))
        tree = _tree(wanted)
        if read_bytes(made.encode(), "").value != apply_tree(read_bytes(text.encode(), "").value, tree):
            raise
        return made


def _last(change: ValueChange) -> tuple[int, int]:
    """Entries of lists are taken away after all else, from the end, so that the others keep their numbers."""
    number = change.keys[-1]
    return (1, -number) if change.value is GONE and isinstance(number, int) else (0, 0)


def _changed(text: str, changes: tuple[ValueChange, ...]) -> str:
    root = SourceFile("", text).root
    tree = _tree(changes)
    first = changes[0].keys if changes else ()
    before = read_bytes(text.encode(), "").value
    try:
        made = apply(text, _Editor(text).edits(root, tree, ()))
        after = read_bytes(made.encode(), "")
    except (yaml.YAMLError, ValueError, IndexError):
        raise CannotEditError(first) from None
    if any(finding.severity == "error" for finding in after.findings) or after.value != apply_tree(before, tree):
        raise CannotEditError(first)
    return made


def _tree(changes: Iterable[ValueChange]) -> _Tree:
    tree: _Tree = {}
    for change in changes:
        _plant(tree, change.keys, change.value)
    return tree


def _plant(tree: _Tree, keys: Keys, value: Any) -> None:
    for key in keys[:-1]:
        tree = tree.setdefault(key, {})
        if isinstance(tree, _Leaf):
            raise CannotEditError(keys)
    tree[keys[-1]] = _Leaf(value)


def apply_tree(value: Any, tree: Any) -> Any:
    """A value with the changes of a tree, as reading gives it."""
    if isinstance(tree, _Leaf):
        return _read(tree.value)
    if isinstance(value, tuple) or (value is None and all(isinstance(key, int) for key in tree)):
        entries: list[Any] = list(value or ())
        for at, sub in sorted(tree.items()):
            made = apply_tree(entries[at] if at < len(entries) else None, sub)
            entries[at : at + 1] = [made]
        return tuple(entry for entry in entries if entry is not GONE)
    pairs = dict(value) if isinstance(value, Mapping) else {}
    for key, sub in tree.items():
        pairs[key] = apply_tree(pairs.get(key), sub)
        if pairs[key] is GONE:
            del pairs[key]
    return pairs


def _read(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _read(each) for key, each in value.items()}
    return tuple(map(_read, value)) if isinstance(value, tuple | list) else value


class _Editor:
    """The edits of one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def edits(self, node: Node | None, tree: _Tree, keys: Keys) -> Iterator[Edit]:
        """Those that make a node say what a tree wants."""
        if isinstance(node, MappingNode) and node.value:
            yield from self._of_mapping(node, tree, keys)
        elif isinstance(node, SequenceNode) and node.value:
            yield from self._of_list(node, tree, keys)
        else:
            raise CannotEditError(keys)

    def _of_mapping(self, node: MappingNode, tree: _Tree, keys: Keys) -> Iterator[Edit]:
        records = Records(self.text, node)
        gone = {key for key, sub in tree.items() if isinstance(sub, _Leaf) and sub.value is GONE}
        yield from records.remove(gone & records.keys.keys())
        for key, sub in tree.items():
            if key in gone:
                continue
            if key in records.keys:
                yield from self._of_pair(records, key, sub, (*keys, key))
            else:
                yield records.put_last(f"{written(key)}:{self._laid_out(records, _value(sub))}")

    def _of_pair(self, records: Records, key: str, sub: Any, keys: Keys) -> Iterator[Edit]:
        name, value = records.keys[key]
        alias = value.start_mark.index < name.start_mark.index
        holds = isinstance(value, MappingNode | SequenceNode) and bool(value.value)
        if not isinstance(sub, _Leaf) and holds:
            if alias:
                raise CannotEditError(keys)
            yield from self.edits(value, sub, keys)
        elif not alias and isinstance(value, SequenceNode) and holds and _is_list(_value(sub)):
            entries = Entries(self.text, value)
            if entries.has_aliases or not all(isinstance(each, ScalarNode) for each in value.value):
                raise CannotEditError(keys)
            old = read_bytes(self.text.encode(), "").value
            for step in keys:
                old = old[step]
            yield from entries.set_to(old, _value(sub))
        else:
            yield self._replaced(records, key, _value(sub))

    def _of_list(self, node: SequenceNode, tree: _Tree, keys: Keys) -> Iterator[Edit]:
        entries = Entries(self.text, node)
        if entries.has_aliases:
            raise CannotEditError(keys)
        yield from entries.remove([at for at, sub in tree.items() if isinstance(sub, _Leaf) and sub.value is GONE])
        further = [_value(sub) for at, sub in sorted(tree.items()) if at >= entries.count]
        yield from entries.insert(entries.count, further)
        for at, sub in tree.items():
            if at < entries.count and not isinstance(sub, _Leaf):
                yield from self.edits(node.value[at], sub, (*keys, at))
            elif at < entries.count and sub.value is not GONE:
                yield entries.replace(at, sub.value)

    def _replaced(self, records: Records, key: str, value: Any) -> Edit:
        """Another value for a key that is there, in the style that it has where it is a text in lines of its own."""
        name, node = records.keys[key]
        at = list(records.keys).index(key)
        end = records.end_of(at)
        in_lines = isinstance(node, ScalarNode) and node.style in ("|", ">")
        before = self.text[node.start_mark.index : end] if in_lines else ""
        rest = self.text[end : line_end(self.text, end)]
        laid_out = self._laid_out(records, value, before, rest if rest.strip() else "")
        if "\n" in laid_out and not in_lines:
            end += len(rest)
        return Edit(name.end_mark.index, end, f":{laid_out}")

    def _laid_out(self, records: Records, value: Any, before: str = "", rest: str = "") -> str:
        """What stands behind ``key:``, with a space or line break in front."""
        line = f" {written(value)}"
        column = records.mapping.value[0][0].start_mark.column
        long = column + len(line) + 20 > WIDTH
        if records.mapping.flow_style or not isinstance(value, str) or not (before or long or "\n" in value):
            return line
        made = block(value, column + self._step(records), before, rest=rest)
        return line if made is None else made.replace("\n", newline(self.text))

    def _step(self, records: Records) -> int:
        """The spaces by which what belongs to a key is indented: as another one's text is, else two."""
        column = int(records.mapping.value[0][0].start_mark.column)
        for _, node in records.keys.values():
            if isinstance(node, ScalarNode) and node.style in ("|", ">"):
                start = self.text.find("\n", node.start_mark.index) + 1
                line = self.text[line_start(self.text, start) : line_end(self.text, start)]
                if line.strip() and len(line) - len(line.lstrip(" ")) > column:
                    return len(line) - len(line.lstrip(" ")) - column
        return 2


def _is_list(value: Any) -> bool:
    return isinstance(value, tuple | list) and bool(value)


def _value(sub: Any) -> Any:
    """The value that a tree stands for where nothing is yet."""
    if isinstance(sub, _Leaf):
        return sub.value
    if sub and all(isinstance(key, int) for key in sub):
        return tuple(_value(each) for _, each in sorted(sub.items()))
    return {key: value for key, each in sub.items() if (value := _value(each)) is not GONE}
