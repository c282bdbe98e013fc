"""Changes of a YAML text that leave every other character of it alone: comments, order, quotes, line breaks.

Places come from the nodes of the strict reader. A library that writes YAML anew loses comments inside ``{…}`` and lays
lines out its own way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from reportgen.numbers.exact import plain
from reportgen.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from reportgen.yaml.scalars import plain_scalar
from reportgen.yaml.source import SourceFile

_ALIAS = re.compile(r"\s*:\s*\*[^\s,\]}]+")
_PLAIN = re.compile(r"[^\W\d_][\w./ -]*(?<! )")
_COMMENT_OR_BLANK = re.compile(r"[ \t]*(#.*)?")


class Edit(Struct, frozen=True, order=True):
    """Put `text` in place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits done; they must not overlap."""
    parts = []
    done = 0
    for edit in sorted(edits):
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


@lru_cache(maxsize=8)
def newline(text: str) -> str:
    """The line break that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def written(value: object) -> str:
    """A value as YAML in one line, so that the strict reader gives it back."""
    if isinstance(value, dict):
        pairs = (f"{written(key)}: {written(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(written(each) for each in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return plain(value)
    return str(value) if _is_plain(str(value)) else _quoted(str(value))


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and plain_scalar(text) == text


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


class Records:
    """A mapping of a file, and the edits that change it."""

    def __init__(self, text: str, mapping: MappingNode) -> None:
        self.text, self.mapping = text, mapping
        self.keys: dict[str, tuple[ScalarNode, Node]] = {key.value: (key, value) for key, value in mapping.value}

    def put_first(self, *lines: str, without: Collection[str] = ()) -> Edit:
        """Further pairs before all others; `without` are those that are taken away at the same time."""
        kept = (key for name, (key, _) in self.keys.items() if name not in without)
        at = next(kept, self.mapping.value[0][0]).start_mark
        if self.mapping.flow_style:
            return Edit(at.index, at.index, "".join(f"{line}, " for line in lines))
        return Edit(at.index, at.index, "".join(f"{line}{newline(self.text)}{' ' * at.column}" for line in lines))

    def put_last(self, line: str) -> Edit:
        """A further pair behind all others, below the comment of the last one."""
        end = self.end_of(len(self.mapping.value) - 1)
        if self.mapping.flow_style:
            return Edit(end, end, f", {line}")
        end = line_end(self.text, end)
        column = self.mapping.value[0][0].start_mark.column
        return Edit(end, end, f"{newline(self.text)}{' ' * column}{line}")

    def rename(self, old: str, new: str) -> Edit:
        """Another key for a value."""
        key = self.keys[old][0]
        return Edit(key.start_mark.index, key.end_mark.index, new)

    def replace(self, key: str, value: str) -> Edit:
        """Another value, in one line, for a key."""
        at = list(self.keys).index(key)
        node = self.keys[key][0]
        return Edit(node.end_mark.index, self.end_of(at), f": {value}")

    def remove(self, names: Collection[str]) -> Iterator[Edit]:
        """Pairs taken away, with their lines where nothing else stands in them; comments behind them stay."""
        gone = [i for i, key in enumerate(self.keys) if key in names]
        if not self.mapping.flow_style:
            yield from (self._without_lines(i) for i in gone)
            return
        for _, run in groupby(enumerate(gone), key=lambda pair: pair[1] - pair[0]):
            members = [i for _, i in run]
            yield self._from_flow(members[0], members[-1])

    def end_of(self, index: int) -> int:
        """Where the value of the pair with this number ends in the text."""
        key, value = self.mapping.value[index]
        return end_of_value(self.text, key, value)

    def start_of(self, index: int) -> int:
        """Where the key of the pair with this number begins in the text."""
        return int(self.mapping.value[index][0].start_mark.index)

    def _without_lines(self, index: int) -> Edit:
        start, end = self.start_of(index), self.end_of(index)
        rest = self.text[end : line_end(self.text, end)]
        if not rest.strip():
            after = line_end(self.text, end)
            following = after + len(newline(self.text)) if after < len(self.text) else after
            return Edit(line_start(self.text, start), following, "")
        return Edit(start, end + len(rest) - len(rest.lstrip()), "")

    def _from_flow(self, first: int, last: int) -> Edit:
        if last + 1 < len(self.mapping.value):
            return Edit(self.start_of(first), self.start_of(last + 1), "")
        return Edit(self.end_of(first - 1) if first else self.start_of(first), self.end_of(last), "")


def records_of(text: str) -> Records | None:
    """The records of a file by id; None where it has none."""
    root = SourceFile("", text).root
    return Records(text, root) if isinstance(root, MappingNode) and root.value else None


def line_start(text: str, index: int) -> int:
    """Where the line of a character begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the line of a character ends, before its line break."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if end > index and text[end - 1] == "\r" else end


def end_of_value(text: str, key: ScalarNode, value: Node) -> int:
    """Where the value of a key ends in the text."""
    if value.start_mark.index < key.start_mark.index:
        alias = _ALIAS.match(text, key.end_mark.index)
        return alias.end() if alias else line_end(text, key.end_mark.index)
    if isinstance(value, ScalarNode):
        if value.style in ("|", ">"):
            return block_scalar_end(text, value.start_mark.index, key.start_mark.column)
        return int(value.end_mark.index)
    if isinstance(value, MappingNode | SequenceNode) and value.flow_style:
        return int(value.end_mark.index)
    if isinstance(value, MappingNode) and value.value:
        return end_of_value(text, *value.value[-1])
    return last_content(text, value)


def block_scalar_end(text: str, start: int, column: int) -> int:
    """The end of the last line with text of a block scalar whose key stands at `column`."""
    end = line_end(text, start)
    at = text.find("\n", end) + 1
    while 0 < at < len(text):
        until = line_end(text, at)
        line = text[at:until]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            end = until
        at = text.find("\n", until) + 1
    return end


def last_content(text: str, node: Node) -> int:
    """The end of a list in lines of its own: of its last line that is no comment, or of the last text in it."""
    last = node.value[-1] if node.value else None
    if isinstance(last, ScalarNode) and last.style in ("|", ">") and last.start_mark.index >= node.start_mark.index:
        return block_scalar_end(text, last.start_mark.index, node.start_mark.column)
    if isinstance(last, MappingNode) and not last.flow_style and last.start_mark.index >= node.start_mark.index:
        return end_of_value(text, *last.value[-1])
    end = int(node.end_mark.index)
    while end > node.start_mark.index:
        begin = line_start(text, end)
        if not _COMMENT_OR_BLANK.fullmatch(text, begin, end):
            return begin + len(text[begin:end].rstrip())
        end = max(begin - 1, 0)
    return int(node.end_mark.index)
