"""The strict YAML reader: text in, plain values and findings out; never an exception for what a file may say.

Mappings become dicts with text keys, lists become tuples. Refused, each with its place: duplicate keys, merge keys,
tags, more than one document, deep nesting, aliases that make a small file large, and files that lead out of their
folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from reportgen.errors import FindingsError, OversizeError
from reportgen.findings.finding import Finding
from reportgen.findings.place import Keys
from reportgen.outside.place import confined, read_whole
from reportgen.yaml import nodes, syntax
from reportgen.yaml.comments import swallowed
from reportgen.yaml.forms import old_forms, today
from reportgen.yaml.scalars import plain_scalar
from reportgen.yaml.source import SourceFile

MAX_BYTES = 20_000_000
"""Larger files are refused unread; a report of 1,000 pages is a tenth of this."""


_EMPTY = "fill it, write {} for no entries, or delete a file that is not needed"


class YamlFile(Struct, frozen=True):
    """A file's value (None where it has none that can be used) with what is wrong with it."""

    value: Any
    findings: tuple[Finding, ...]
    source: SourceFile


def read_file(root: Path, name: str) -> YamlFile:
    """Read the file `name` in the folder `root`. One that is missing, leads out or cannot be read is a finding."""
    path = confined(root, name)
    if path is None:
        hint = "copy what it leads to into the project"
        return _nothing(name, "file-outside", "the file leads out of the project's folder", hint)
    return read_named(path, name)


def read_named(path: Path, name: str) -> YamlFile:
    """Read the file at `path`, wherever it lies; `name` is what findings call it."""
    try:
        content = read_whole(path, MAX_BYTES)
    except FileNotFoundError:
        return _nothing(name, "missing-file", "the file does not exist")
    except OSError as error:
        return _nothing(name, "unreadable-file", f"the file cannot be read: {error.strerror or error}")
    except OversizeError:
        return _nothing(name, "file-too-large", f"the file has more than {MAX_BYTES:,} bytes")
    return read_bytes(content, name)


def read_bytes(content: bytes, name: str) -> YamlFile:
    """Read the content of a file; `name` is what findings call it, and says in which old forms it may be written."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(content, name, error)
    source = SourceFile(name, text)
    findings = []
    if content.startswith(b"\xef\xbb\xbf"):
        hint = "save the file as UTF-8 without BOM"
        findings.append(
            Finding("byte-order-mark", "warning", "the file begins with a byte order mark", name, 1, 1, hint=hint)
        )
    try:
        value = _read_text(source, findings)
    except FindingsError as refused:
        return YamlFile(None, (*findings, *refused.findings), source)
    old = old_forms(name, value)
    if old:
        value = today(value, old)
        findings += [source.placed(each.problem) for each in old]
    return YamlFile(value, tuple(findings), source)


def read_node(source: SourceFile, node: nodes.Node) -> Any:
    """The value of one node of a file, None where the strict reader refuses a part of it."""
    findings: list[Finding] = []
    try:
        value = _Builder(source, findings).build(node, (), 0)
    except FindingsError:
        return None
    return None if findings else value


def _nothing(name: str, code: str, text: str, hint: str | None = None) -> YamlFile:
    return YamlFile(None, (Finding(code, "error", text, name, hint=hint),), SourceFile(name, ""))


def _not_utf8(content: bytes, name: str, error: UnicodeDecodeError) -> YamlFile:
    before = content[: error.start].decode("utf-8", "replace")
    place = SourceFile(name, before + "\ufffd").at_index(len(before))
    text = f"byte 0x{content[error.start]:02x} is not UTF-8"
    finding = Finding("not-utf8", "error", text, name, place.line, place.column, hint="save the file as UTF-8")
    return YamlFile(None, (finding,), SourceFile(name, ""))


def _read_text(source: SourceFile, findings: list[Finding]) -> Any:
    wrong = syntax.forbidden_character(source)
    if wrong:
        raise FindingsError((wrong,))
    deep = nodes.too_deep(source.text)
    if deep:
        raise FindingsError((_too_deep(source, deep),))
    try:
        root = source.root
    except yaml.YAMLError as error:
        raise FindingsError((syntax.finding(source, error),)) from None
    if root is None:
        raise FindingsError((Finding("empty-file", "error", "the file says nothing", source.name, 1, 1, hint=_EMPTY),))
    value = _Builder(source, findings).build(root, (), 0)
    findings += swallowed(source, root)
    return value


def _too_deep(source: SourceFile, mark: Any, keys: Keys = ()) -> Finding:
    text = f"mappings and lists are nested more than {nodes.MAX_DEPTH} levels deep"
    return source.finding("nested-too-deep", text, source.at_mark(mark), keys)


class _Builder:
    """Turns nodes into values. Shared nodes (aliases) are counted as often as they are used."""

    def __init__(self, source: SourceFile, findings: list[Finding]) -> None:
        self._source = source
        self._findings = findings
        self._left = 2 * len(source.text) + 1000

    def build(self, node: nodes.Node, keys: Keys, depth: int) -> Any:
        self._left -= 1
        if self._left < 0:
            text = "the aliases of this file repeat so much that it becomes many times as large"
            raise FindingsError(
                (self._source.finding("alias-bomb", text, self._source.at_mark(node.start_mark), keys),)
            )
        if depth > nodes.MAX_DEPTH:
            raise FindingsError((_too_deep(self._source, node.start_mark, keys[:3]),))
        tag = node.tag
        if tag == nodes.PLAIN:
            return plain_scalar(node.value)
        if tag == nodes.QUOTED:
            return node.value
        if tag != nodes.COLLECTION:
            self._add("yaml-tag", f'the tag "{tag}" is not supported', node, keys, "take the tag away")
            return None
        if isinstance(node, nodes.SequenceNode):
            return tuple(self.build(child, (*keys, i), depth + 1) for i, child in enumerate(node.value))
        return self._mapping(node, keys, depth)

    def _mapping(self, node: nodes.Node, keys: Keys, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, keys)
            if key is None:
                continue
            if key in result:
                first = self._source.at_mark(next(k for k, _ in node.value if k.value == key).start_mark).line
                hint = f"the first one is in line {first}"
                self._add("duplicate-key", f'"{key}" is given twice', key_node, (*keys, key), hint)
                continue
            result[key] = self.build(value_node, (*keys, key), depth + 1)
        return result

    def _key(self, node: nodes.Node, keys: Keys) -> str | None:
        if not isinstance(node, nodes.ScalarNode) or node.tag not in (nodes.PLAIN, nodes.QUOTED):
            self._add("bad-key", "a key must be a word or a number, not a list or mapping", node, keys, None)
            return None
        if node.value == "<<" and node.tag == nodes.PLAIN:
            self._add("merge-key", 'merge keys ("<<") are not supported', node, keys, "write the values out")
            return None
        return str(node.value)

    def _add(self, code: str, text: str, node: nodes.Node, keys: Keys, hint: str | None) -> None:
        place = self._source.of_node(node)
        self._findings.append(self._source.finding(code, text, place, keys, hint=hint))
