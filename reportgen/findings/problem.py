"""What can go wrong after the data was read: a typed problem with its place in the document.

The stages behind composing do not know files; whoever calls them turns `origin` (a data path) into file and line.
"""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True):
    """`code` is a kebab-case name explained in docs/messages.md; `block` an id, `origin` a data path."""

    code: str
    text: str
    block: str | None = None
    origin: str | None = None
    hint: str | None = None
    setting: tuple[str | int, ...] = ()
    """The place in theme.yaml, for what a theme is to blame for."""
