"""The page numbers that Word files show in contents and registers, measured by LibreOffice.

A Word file has no pages until a program lays it out. LibreOffice does so with a copy whose numbers are stand-ins, and
says on which page each bookmark came to lie. That takes seconds, so what was measured is kept in the user's cache: by
everything that the document depends on, and by the content of the copy.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from reportgen.document.ids import bookmark_name
from reportgen.document.nodes import Document
from reportgen.document.pagination import body_start, page_label
from reportgen.document.theme import Theme
from reportgen.errors import OfficeError
from reportgen.files.cache import Cache, open_store
from reportgen.libreoffice.office import state_of, to_pdf

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument

PageNumbers = Mapping[str, str]
"""Printed numbers by the bookmark on whose first page they stand."""
_SHORT, _LONG = "00", "0000"
"""What stands for a number while pages are measured; the longer one where the shorter was too short."""


def number_pages(
    program: str,
    documents: Mapping[str | None, Callable[[], Document]],
    theme: Theme,
    reference: ReferenceDocument | None,
    cache: Cache,
    *,
    stored: bool,
) -> dict[str | None, PageNumbers]:
    """The page numbers of the whole report (None) and of excerpts; those documents are asked for that `cache` lacks.

    `cache` keeps numbers as long as nothing changes that the documents depend on. `stored`: what was ever measured of
    files of the same content is looked up, too. Raises OfficeError.
    """
    looks = hashlib.sha256(repr(reference).encode()).hexdigest()[:16] if reference else ""
    state = state_of(program) + looks
    names = {key: f"pages-{key or ''}-{state}" for key in documents}
    found: dict[str | None, PageNumbers] = {}
    found |= {each: numbers for each, name in names.items() if isinstance(numbers := cache.get(name), dict)}
    todo = {name: documents[each]() for each, name in names.items() if each not in found}
    if todo:
        measured = measure(program, todo, theme, open_store() if stored else Cache(None), reference)
        for name, numbers in measured.items():
            cache.put(name, numbers)
        found |= {each: measured[name] for each, name in names.items() if name in measured}
    return found


def measure(
    program: str,
    documents: Mapping[str, Document],
    theme: Theme,
    store: Cache,
    reference: ReferenceDocument | None = None,
) -> dict[str, PageNumbers]:
    """The page numbers of documents by name; `store` keeps places by content. Raises OfficeError."""
    written = partial(_copies, theme=theme, reference=reference)
    found = _pass(program, written(documents, _SHORT), store)
    longer = {
        name: document
        for name, document in documents.items()
        if max(found[name].values(), default=0) >= 10 ** len(_SHORT) - 1
    }
    found |= _pass(program, written(longer, _LONG), store)
    return {name: _labels(documents[name], theme, places) for name, places in found.items()}


def _copies(
    documents: Mapping[str, Document], stand_in: str, *, theme: Theme, reference: ReferenceDocument | None
) -> dict[str, bytes]:
    from reportgen.docx.writer import write_measuring_copy

    return {name: write_measuring_copy(each, theme, stand_in, reference) for name, each in documents.items()}


def _pass(program: str, copies: Mapping[str, bytes], store: Cache) -> dict[str, dict[str, int]]:
    """The page of each bookmark, from 0, in each copy."""
    state = state_of(program)
    keys = {name: hashlib.sha256(copy + state.encode()).hexdigest() for name, copy in copies.items()}
    places = {name: found for name, key in keys.items() if isinstance(found := store.get(key), dict)}
    todo = {name: copy for name, copy in copies.items() if name not in places}
    for name, pdf in to_pdf(program, todo).items() if todo else ():
        places[name] = pages_of_destinations(pdf)
        store.put(keys[name], places[name])
    return places


def _labels(document: Document, theme: Theme, places: Mapping[str, int]) -> PageNumbers:
    """Pages as they are numbered in the file, from their places in it."""
    start = body_start(document) if theme.rules.front_numbers == "roman" else None
    body = places.get(bookmark_name(start)) if start else None
    return {name: page_label(page, body) for name, page in places.items()}


def pages_of_destinations(pdf: bytes) -> dict[str, int]:
    """The page, from 0, of every named destination of a PDF (ISO 32000-1, 12.3.2.3). Raises OfficeError."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            numbers = {page.objgen: index for index, page in enumerate(opened.pages)}
            named = dict(opened.Root.get("/Dests", {}).items())
            if "/Names" in opened.Root and "/Dests" in opened.Root.Names:
                named |= dict(pikepdf.NameTree(opened.Root.Names.Dests).items())
            return {_plain(name): numbers[_target(place).objgen] for name, place in sorted(named.items())}
    except (pikepdf.PdfError, KeyError, AttributeError, IndexError, TypeError, ValueError) as error:
        raise OfficeError(f"its PDF cannot be read: {error}") from None


def _target(place: Any) -> Any:
    """The page of an explicit destination, or of one in a dictionary."""
    from pikepdf import Dictionary

    return (place["/D"] if isinstance(place, Dictionary) else place)[0]


def _plain(name: str) -> str:
    """A bookmark's name from a destination's: LibreOffice writes "_" by its hexadecimal code."""
    return name.lstrip("/").replace("5F", "_")
