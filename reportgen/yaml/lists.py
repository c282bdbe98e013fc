"""Changes of lists that keep their layout: entries in one line, in several lines, or behind hyphens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from reportgen.yaml.blocks import WIDTH
from reportgen.yaml.edit import (
    Edit,
    block_scalar_end,
    end_of_value,
    last_content,
    line_end,
    line_start,
    newline,
    written,
)
from reportgen.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class Entries:
    """A list of a file with at least one entry, and the edits that change it. Entries may not be aliases."""

    def __init__(self, text: str, node: SequenceNode) -> None:
        self.text, self.node = text, node
        self.count = len(node.value)

    @property
    def has_aliases(self) -> bool:
        """Whether an entry stands somewhere else in the file."""
        starts = [each.start_mark.index for each in self.node.value]
        return starts != sorted(starts) or any(start < self.node.start_mark.index for start in starts)

    def set_to(self, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Edit]:
        """Make the list, whose values are `old`, say `new`, which has an entry at least."""
        keys = [[written(each) for each in values] for values in (old, new)]
        gone: list[int] = []
        for kind, start, end, first, last in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
            both = min(end - start, last - first) if kind != "equal" else 0
            for step in range(both):
                yield self.replace(start + step, new[first + step])
            if kind != "equal":
                gone += range(start + both, end)
                yield from self.insert(start + both, new[first + both : last])
        yield from self.remove(gone)

    def append(self, value: Any) -> Iterator[Edit]:
        """A further entry behind all others."""
        yield from self.insert(self.count, [value])

    def insert(self, at: int, values: Sequence[Any]) -> Iterator[Edit]:
        """Further entries in front of the one with the number `at`, behind all for their count."""
        if not values:
            return
        if self.node.flow_style:
            yield self._into_flow(at, [written(value) for value in values])
            return
        behind = max(at - 1, 0)
        end = line_end(self.text, self._end(behind))
        line = f"{newline(self.text)}{' ' * self._column(behind)}- "
        if at:
            yield Edit(end, end, "".join(f"{line}{self._entry(value, line)}" for value in values))
            return
        start = self._dash(0)
        yield Edit(start, start, "".join(f"- {self._entry(value, line)}{line[:-2]}" for value in values))

    def replace(self, at: int, value: Any) -> Edit:
        """Another value for an entry."""
        node = self.node.value[at]
        return Edit(node.start_mark.index, self._end(at), written(value))

    def remove(self, numbers: Sequence[int]) -> Iterator[Edit]:
        """Entries taken away, not all of them."""
        gone = set(numbers)
        for at in sorted(gone):
            if not self.node.flow_style:
                end = line_end(self.text, self._end(at))
                following = end + len(newline(self.text)) if end < len(self.text) else end
                yield Edit(line_start(self.text, self._dash(at)), following, "")
            elif any(later not in gone for later in range(at + 1, self.count)):
                yield Edit(self._start(at), self._start(at + 1), "")
            else:
                yield Edit(self._end(at - 1), self._end(at), "")

    def _into_flow(self, at: int, values: Sequence[str]) -> Edit:
        parted = self._parted(at, values)
        if at:
            end = self._end(at - 1)
            return Edit(end, end, "".join(f",{parted}{value}" for value in values))
        start = self._start(0)
        return Edit(start, start, "".join(f"{value},{parted}" for value in values))

    def _parted(self, at: int, values: Sequence[str]) -> str:
        """What stands between entries: a space, or a line break where they stand in lines of their own."""
        near = self._start(max(at - 1, 0))
        begin = line_start(self.text, near)
        alone = not self.text[begin:near].strip()
        length = line_end(self.text, near) - begin + sum(len(value) + 2 for value in values)
        first = self._start(0)
        column = near - begin if alone else first - line_start(self.text, first)
        return f"{newline(self.text)}{' ' * column}" if alone or length > WIDTH else " "

    def _entry(self, value: Any, line: str) -> str:
        """An entry behind its hyphen, in lines where the others are."""
        last = self.node.value[-1]
        if not isinstance(value, dict) or not isinstance(last, MappingNode) or last.flow_style:
            return written(value)
        pairs = [f"{key}: {written(each)}" for key, each in value.items()]
        return f"{line[:-2]}  ".join(pairs)

    def _start(self, at: int) -> int:
        return int(self.node.value[at].start_mark.index)

    def _dash(self, at: int) -> int:
        return self.text.rindex("-", 0, self._start(at))

    def _column(self, at: int) -> int:
        dash = self._dash(at)
        return dash - line_start(self.text, dash)

    def _end(self, at: int) -> int:
        node: Node = self.node.value[at]
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return block_scalar_end(self.text, node.start_mark.index, self._column(at))
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            return end_of_value(self.text, *node.value[-1])
        if isinstance(node, SequenceNode) and not node.flow_style:
            return last_content(self.text, node)
        return int(node.end_mark.index)
