"""What is asked of a build, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportgen.build.formats import defaults, named
from reportgen.build.manifest import Manifest, OutputFile
from reportgen.edition.audience import Selection
from reportgen.errors import ArgumentError

if TYPE_CHECKING:
    from reportgen.findings.finding import Finding

Progress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and what is being done."""


class Request(Struct, frozen=True):
    """What is asked for: an edition (the newest where none is named), the whole report or excerpts, and formats.

    Raises ArgumentError for what contradicts itself.
    """

    edition: str | None = None
    selection: Selection = Selection()
    formats: tuple[str, ...] = field(default_factory=defaults)
    output: Path | None = None
    processes: int = 1
    strict: bool = False
    """Warnings stop the build too."""
    cached: bool = True
    """Take documents from the cache where nothing they depend on has changed."""
    claims: bool = True
    """Let validators check the standards that the files keep, where they are installed."""
    draft: bool = False
    """Mark the files as drafts; they stand beside the final ones under names of their own."""
    page_numbers: bool = True
    """Measure the page numbers of Word files, where LibreOffice is there to do it."""
    reference_doc: Path | None = None
    """A Word file whose looks the report takes over, in place of the template's own."""
    release: bool = False
    """Build only what every institution has signed, and leave the sheets to sign out of the excerpts."""

    def __post_init__(self) -> None:
        if self.processes < 1:
            raise ArgumentError(f"1 process or more is needed, not {self.processes}")
        if self.draft and self.release:
            raise ArgumentError("a release is no draft: ask for the one or the other")
        press = [name for name in self.formats if named(name).press is not None]
        if self.draft and press:
            raise ArgumentError(f"a draft is not for the press: leave {' and '.join(press)} out")


class Built(Struct, frozen=True):
    """What came of it: the folder, the manifest, the findings that did not stop the build, and what else to tell.

    The manifest may speak of files of earlier builds too; `files` are those of this one.
    """

    folder: Path
    manifest: Manifest
    files: tuple[OutputFile, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()
