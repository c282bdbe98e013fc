"""The ledger of an edition with the places of its figures in the data and on the pages."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.origins import PrintedBlock
from reportgen.edition.loading import Loaded
from reportgen.edition.model import Edition
from reportgen.edition.own import own_figures
from reportgen.ledger.entries import Entry, entries


def figure_paths(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The data paths of the figures by id, those of fields of the report's own among them."""
    own = {each.id: (each.path,) for each in own_figures(edition)}
    return {**{key: (f"figures[{key}]",) for key in edition.figures}, **own}


def read_ledger(loaded: Loaded, printed: Mapping[str, tuple[PrintedBlock, ...]]) -> tuple[Entry, ...]:
    """Every figure with file and line, and with the pages, blocks and excerpts that print it.

    `printed` are the blocks that print something of a figure, by its id. Raises FindingsError where the edition has
    errors.
    """
    edition = loaded.edition
    places = {key: loaded.locate(path, key=True) for key, (path,) in figure_paths(edition).items()}
    return entries(edition, places, printed)
