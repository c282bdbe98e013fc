"""What a template printed: report markup with everything needed to read it and to say where it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.findings.place import Place
from reportgen.tabular.model import DataTable

if TYPE_CHECKING:
    from reportgen.plugins.model import Addition

Locate = Callable[[Sequence[int]], list[Place | None]]
"""From offsets in the markup to the template lines that printed them."""


class Markup(Struct, frozen=True):
    """Report markup and its circumstances.

    `printed` are the data paths whose values stand in it. `folders` are where pictures may lie, in the order of
    search. `roles` are the styles of the theme (None: any name will do). `locate` is only asked when there is
    something to report.
    """

    text: str
    language: str = "en"
    edition: str = ""
    as_of: str = ""
    draft: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    printed: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    roles: frozenset[str] | None = None
    locate: Locate | None = None
    tables: Mapping[str, DataTable] = field(default_factory=dict)
    """Tables that are printed as they were read from their files."""
    elements: tuple[Addition, ...] = ()
    """Block elements that plug-ins add."""
