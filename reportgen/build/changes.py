"""Two versions of a report compared: as data, as lines, or as a Word file with tracked changes. Writes nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.comparison import Comparison, compare
from reportgen.comparison.names import dated_name
from reportgen.edition.loading import load
from reportgen.errors import FindingsError
from reportgen.project.versions import Version

if TYPE_CHECKING:
    from reportgen.document.nodes import Document
    from reportgen.document.theme import Theme
    from reportgen.edition.loading import Loaded
    from reportgen.edition.model import Edition

NOW_CALLED = "{old} (now {new})"
_LARGE = 1_000_000
"""Bytes of data from which on a second process pays."""


class Compared(Struct, frozen=True):
    """A comparison, and what institutions of the older version are called now, by their abbreviations then."""

    comparison: Comparison
    now_called: dict[str, str]


def compare_versions(old: Version, new: Version) -> Compared:
    """What is different in `new`. Raises FindingsError where one of them cannot be read.

    What the records say is not checked: a version under work can be compared, too.
    """
    before, after = _editions(old, new)
    known = after.institutions
    names = {
        dated_name(before, key, before.as_of, before.as_of).then: dated_name(
            after if key in known else before, key, before.as_of, after.as_of
        ).said(NOW_CALLED)
        for key in before.institutions
    }
    return Compared(compare(before, after), names)


def _editions(old: Version, new: Version) -> tuple[Edition, Edition]:
    """Both editions; large ones side by side in two processes where the system can fork."""
    size = sum(file.stat().st_size for each in (old, new) for file in each.project.edition_files(each.edition))
    if size < _LARGE or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return _edition(old), _edition(new)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        waiting = pool.submit(_edition, old)
        after = _edition(new)
        return waiting.result(), after


def _edition(version: Version) -> Edition:
    return _loaded(version).partial


def _loaded(version: Version) -> Loaded:
    try:
        loaded = load(version.project, version.edition)
    except FindingsError as error:
        raise type(error)(version.placed(error.findings)) from None
    if loaded.errors:
        raise FindingsError(version.placed(loaded.findings))
    return loaded


class Tracked(Struct, frozen=True):
    """A Word file with tracked changes. `same`: there is nothing to track. `remarks` are to be told."""

    content: bytes
    same: bool
    remarks: tuple[str, ...] = ()


def tracked_changes(
    old: Version, new: Version, author: str | None, *, margin: bool = False, page_numbers: bool = False
) -> Tracked:
    """The report of `new` in Word, with everything that is different in `old` as tracked changes.

    `margin`: with the margin column, behind whose frames LibreOffice loses changes. `page_numbers`: contents have the
    numbers of the pages on which LibreOffice lays the report of `new` out; what only `old` had, those of `old`.
    They are by `author` (the report's short title where none is given) on the day of the edition `new`. Raises
    FindingsError where one of the two cannot be composed, and ProofError where the file does not say what `new` says.
    """
    from reportgen.build.proof import prove
    from reportgen.build.review import reviewed
    from reportgen.docx import write_docx
    from reportgen.word_changes import track_changes

    edition, document, theme = _composed(new)
    _, was, its_theme = _composed(old)
    theme, its_theme = (reviewed(each, margin=margin) for each in (theme, its_theme))
    pages, remarks = _pages((was, its_theme), (document, theme)) if page_numbers else ({}, ())
    before, after = (write_docx(*each, pages, flowing=not margin) for each in ((was, its_theme), (document, theme)))
    by = author or edition.report.short_title or edition.report.title
    content = track_changes(before, after, by, edition.as_of)
    prove(document, "docx", content)
    return Tracked(content, before == after, remarks)


def _pages(*versions: tuple[Document, Theme]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The page of each block by its bookmark, of the last version that has it; and why there are none."""
    from reportgen.errors import OfficeError
    from reportgen.files.cache import open_store
    from reportgen.libreoffice.pages import measure
    from reportgen.programs.table import SOFFICE

    program = SOFFICE.find()
    if program is None:
        return {}, (f"no page numbers in the contents: {SOFFICE.absence} (reportgen doctor)",)
    found: dict[str, str] = {}
    try:
        for document, theme in versions:
            found |= measure(program, {"report": document}, theme, open_store())["report"]
    except OfficeError as error:
        return {}, (f"no page numbers in the contents: {error.program} failed: {error}",)
    return found, ()


def _composed(version: Version) -> tuple[Edition, Document, Theme]:
    from reportgen.build.prepare import prepare
    from reportgen.build.problems import place_problems

    loaded = _loaded(version)
    try:
        with place_problems(lambda: loaded):
            prepared = prepare(loaded)
            return prepared.edition, prepared.document(), prepared.template.theme
    except FindingsError as error:
        raise FindingsError(version.placed(error.findings)) from None
