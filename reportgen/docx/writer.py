"""The door of the Word room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.docx.blocks.registry import BLOCKS, MEASURED
from reportgen.docx.context import BlockWriter, Wanted, Writer
from reportgen.docx.controls import Fields
from reportgen.docx.inlines import INLINES

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument

_SECTION = re.compile("<w:sectPr>.*</w:sectPr>")


def write_docx(
    document: n.Document,
    theme: Theme,
    pages: Mapping[str, str] | None = None,
    reference: ReferenceDocument | None = None,
    fields: Fields | None = None,
    *,
    flowing: bool = False,
) -> bytes:
    """The Word file of a numbered document: the same bytes for the same document and theme.

    `pages` are the printed numbers of the pages on which blocks begin, by bookmark, where somebody has measured them
    in this very file; without them page fields show an en dash until they are updated. `reference` is a Word file whose
    looks the report takes over. `fields` says whether what comes from data stands in fields; where nobody says so, it
    does in drafts, under the names of its paths, and in no other file. `flowing`: chapters begin pages, but no
    sections of the file, and wide tables stand upright. Raises DocumentError for a role that the theme does not have
    and for pictures that Word cannot show.
    """
    if fields is None:
        fields = Fields.NAMED if document.meta.draft else Fields.NONE
    wanted = Wanted(pages or {}, reference=reference, fields=fields, flowing=flowing)
    return _written(document, theme, BLOCKS, wanted)


def write_measuring_copy(
    document: n.Document,
    theme: Theme,
    stand_in: str,
    reference: ReferenceDocument | None = None,
    fields: Fields | None = None,
) -> bytes:
    """The Word file with `stand_in` for every page number and a blank for every chart: the same pages, laid out sooner.

    Raises DocumentError.
    """
    if fields is None:
        fields = Fields.NAMED if document.meta.draft else Fields.NONE
    wanted = Wanted(unknown_page=stand_in, reference=reference, fields=fields, measured=True)
    return _written(replace(document, comments={}), theme, MEASURED, wanted)


def _written(document: n.Document, theme: Theme, blocks: Mapping[type, BlockWriter], wanted: Wanted) -> bytes:
    from reportgen.docx.assemble import assemble, begin
    from reportgen.ooxml.archive import Archive

    if wanted.reference is not None:
        from reportgen.docx.reference.look import restyled

        theme = restyled(theme, wanted.reference)
    with Archive() as archive:
        begin(archive)
        w = Writer(document, theme, blocks, INLINES, wanted, archive)
        w.blocks(w.place, document.children)
        if w.body.after_table or w.body.empty:
            w.spacer(w.place)
        last = _last_section(w)
        if w.controls.store is not None:
            w.package.add_store(w.controls.store)
        w.comments.attach(w.package)
        assemble(w, last)
        return archive.finish()


def _last_section(w: Writer) -> str:
    """The properties of the last section; one that would begin a page and in which nothing stands gives way to the one
    before, whose end is then that of the file."""
    last = w.body.last
    if not w.sections.fresh or last is None or not last.section:
        return w.sections.properties()
    found, last.section = last.section, ""
    return found
