"""The edition before one that is built: what a template may ask of it, and the files that this depends on."""

from __future__ import annotations

from pathlib import Path

from reportgen.compose.previous import PreviousEdition
from reportgen.edition.loading import load
from reportgen.edition.model import Edition
from reportgen.project.folder import DATA
from reportgen.project.open import Project


def previous_edition(project: Project, edition: Edition) -> PreviousEdition | None:
    """The predecessor of an edition, not yet read; None where it has none."""
    name = edition.previous
    if name is None:
        return None
    return PreviousEdition(edition, lambda: load(project, name).edition)


def previous_files(project: Project, edition: Edition) -> tuple[Path, ...]:
    """The data files of the predecessor."""
    folder = project.root / DATA / edition.previous if edition.previous is not None else None
    return tuple(sorted(folder.glob("*.yaml"))) if folder is not None and folder.is_dir() else ()
