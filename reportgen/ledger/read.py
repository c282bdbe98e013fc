"""The ledger of an edition with the places of its figures in the data and on the pages."""

from __future__ import annotations

from reportgen.build.where import printed
from reportgen.edition.loading import Loaded
from reportgen.ledger.entries import Entry, entries
from reportgen.project.open import Project


def read_ledger(project: Project, loaded: Loaded) -> tuple[Entry, ...]:
    """Every figure with file and line, and with the pages, blocks and excerpts that print it.

    Raises FindingsError where the edition has errors or cannot be composed.
    """
    edition = loaded.edition
    paths = {key: (f"figures[{key}]",) for key in edition.figures}
    places = {key: loaded.locate(path, key=True) for key, (path,) in paths.items()}
    return entries(edition, places, printed(project, loaded, paths))
