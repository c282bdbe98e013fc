"""YAML text to PyYAML's nodes, and nothing more: tags say only how a value was written.

Nodes are made by libyaml where PyYAML has it. Its composer calls itself once a level without looking at the stack, so
depth is checked before anything is composed.
"""

from __future__ import annotations

import re
from typing import Any, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

PLAIN = "plain"
"""Tag of a scalar without quotes."""
QUOTED = "quoted"
"""Tag of a quoted or block scalar: always text."""
COLLECTION = "collection"
"""Tag of a mapping or sequence."""

MAX_DEPTH = 32
"""How deep mappings and lists may be nested; the data needs six levels."""

MANY_BRACKETS = 1000
"""Texts with fewer opening brackets cannot nest deep enough to exhaust the stack (20,000 levels take 8 MB)."""

__all__ = ["COLLECTION", "MAX_DEPTH", "PLAIN", "QUOTED", "MappingNode", "Node", "ScalarNode", "SequenceNode"]

_LONG_INDENT = re.compile(rf"^[ \-?:]{{{2 * MAX_DEPTH},}}", re.MULTILINE)


class _OwnTags:
    """Stands in for PyYAML's Resolver: no implicit types, no paths."""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Called by the composer before a child."""

    def ascend_resolver(self) -> None:
        """Called by the composer after a child."""

    def resolve(self, kind: Any, _value: Any, implicit: Any) -> str:
        if kind is ScalarNode:
            return PLAIN if implicit[0] else QUOTED
        return COLLECTION


def _composer(text: str) -> Any:
    if yaml.__with_libyaml__:
        return _FastComposer(text)
    return _PlainComposer(text)


if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    class _FastComposer(_OwnTags, CParser):
        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)


class _PlainComposer(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer, _OwnTags):
    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)

    descend_resolver = _OwnTags.descend_resolver
    ascend_resolver = _OwnTags.ascend_resolver
    resolve = _OwnTags.resolve


def compose(text: str) -> Node | None:
    """The one document in `text`, None where there is none. Raises yaml.MarkedYAMLError; see also `too_deep`."""
    return cast("Node | None", _composer(text).get_single_node())


def too_deep(text: str) -> Any:
    """The mark where nesting passes MAX_DEPTH, None where it does not. Only texts that look deep are parsed for it."""
    if not _looks_deep(text):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return event.start_mark
    except yaml.MarkedYAMLError as error:
        # libyaml from 0.2.6 on refuses deep brackets itself, before the first event of them comes
        return error.problem_mark if "nesting depth" in str(error.problem or error.context) else None
    except yaml.YAMLError:
        return None
    return None


def _looks_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > MANY_BRACKETS or bool(_LONG_INDENT.search(text))
