"""What a finished file says, read back from the file alone: the common ground of both readers and all checks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from reportgen.document.ids import bookmark_name
from reportgen.errors import OversizeError, UnreadableError
from reportgen.findings.difference import Difference
from reportgen.outside.place import read_whole
from reportgen.outside.work import MOST_BYTES


class ReadBlock(Struct, frozen=True):
    """One block that says something. `id` is the block id in a PDF, the bookmark's name in a Word file.

    `kind` is the file's own word for it (a structure type, a Word style). `figure_text` is text drawn inside a
    figure; `values` are a chart's labels and numbers in turn, as its data has them, `formats` the number formats in
    which it prints these.
    """

    id: str
    kind: str
    text: str
    number: str | None = None
    alt: str | None = None
    values: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    figure_text: str = ""

    @property
    def says_something(self) -> bool:
        """False for one that only holds others."""
        return bool(self.text or self.number or self.alt is not None or self.values or self.figure_text)


class Artifact(NamedTuple):
    """Text that belongs to no structure element. `kind` is "header", "footer", "pagination", "layout", "background",
    "artifact" (of no stated type), "untagged" (in no marked content at all) or "unclaimed" (marked, but in no tree).
    """

    page: int
    kind: str
    text: str


class ReadHeading(NamedTuple):
    """A heading's level, from 1, and its text; level 0 where it stands outside of the file's outline."""

    id: str | None
    level: int
    text: str


class ReadCell(NamedTuple):
    """A table cell. `head` is "Column", "Row", "Both", "" for a head cell without scope, None for a data cell."""

    colspan: int = 1
    rowspan: int = 1
    head: str | None = None


class ReadTable(NamedTuple):
    """A table's rows of cells; `columns` is the width of its grid where the file states one."""

    id: str | None
    rows: tuple[tuple[ReadCell, ...], ...]
    columns: int | None = None


class Reading(Struct, frozen=True, kw_only=True):
    """Everything that was read from one file. `flaws` are what the reader itself stumbled over."""

    format: str
    """Whose checks hold for it: "pdf", "docx", or another one that has none of its own."""
    blocks: tuple[ReadBlock, ...]
    """Blocks that say something, in the order in which they begin to."""
    ids: tuple[str, ...]
    """Every block's id, containers included, in document order."""
    title: str = ""
    language: str = ""
    inputs: str = ""
    """SHA-256 over the inputs, as the file's properties give it."""
    headings: tuple[ReadHeading, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    targets: tuple[str, ...] = ()
    """The blocks that links inside the file lead to, once for each link."""
    rows: frozenset[str] = frozenset()
    """Ids of rows of tables."""
    flaws: tuple[Difference, ...] = ()
    pages: int | None = None
    saved_by: str = ""
    """The program that saved the file after reportgen, "" for none."""
    claims: tuple[str, ...] = ()
    """Standards that the file says it keeps: "pdf/ua-1", "pdf/a-2a"."""
    artifacts: tuple[Artifact, ...] = ()
    repeatable: frozenset[str] = frozenset()
    """Texts that may stand again outside the structure: head cells and captions of tables."""
    properties: Mapping[str, str] = field(default_factory=dict)

    def key(self, block_id: str) -> str:
        """How this file names the block `block_id`."""
        return bookmark_name(block_id) if self.format == "docx" else block_id


def load(source: Path | str | bytes) -> bytes:
    """The bytes of a file. Raises UnreadableError where there is none, or nothing in it."""
    try:
        content = source if isinstance(source, bytes) else read_whole(Path(source), MOST_BYTES)
    except OSError as error:
        raise UnreadableError("unreadable-file", f"cannot be read: {error.strerror}") from None
    except OversizeError as error:
        raise UnreadableError("file-too-large", str(error)) from None
    if not content:
        raise UnreadableError("empty-file", "is empty (0 bytes)")
    return content


def excerpt(text: str, limit: int = 60) -> str:
    """`text` in quotes, cut where it is long."""
    return f'"{text}"' if len(text) <= limit else f'"{text[: limit - 1]}…"'
