"""Which function sets which block; each family of blocks registers its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from reportgen.document import nodes as n
from reportgen.typeset.flow.frame import Frame
from reportgen.typeset.flow.strip import Strip

Setter = Callable[[Frame, Any], Iterable[Strip]]
_SETTERS: dict[type, Setter] = {}
_F = TypeVar("_F", bound=Setter)


def sets(*kinds: type) -> Callable[[_F], _F]:
    """Registers a function that sets blocks of these classes."""

    def register(setter: _F) -> _F:
        for kind in kinds:
            _SETTERS[kind] = setter
        return setter

    return register


def registered() -> frozenset[type]:
    """The block classes that can be set."""
    return frozenset(_SETTERS)


def stream_block(frame: Frame, block: n.Block) -> Iterator[Strip]:
    """The strips of one block; those of long tables are set when they are asked for."""
    return iter(_SETTERS[type(block)](frame, block))


def set_block(frame: Frame, block: n.Block) -> list[Strip]:
    """The strips of one block."""
    return list(stream_block(frame, block))


def set_blocks(frame: Frame, blocks: Iterable[n.Block]) -> list[Strip]:
    """The strips of blocks below each other."""
    return [strip for block in blocks for strip in set_block(frame, block)]
