"""The door of the Word room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.docx.blocks.registry import BLOCKS, MEASURED
from reportgen.docx.context import BlockWriter, Writer
from reportgen.docx.controls import Fields
from reportgen.docx.inlines import INLINES

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument


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
    w = _writer(document, theme, pages or {}, BLOCKS, reference, fields)
    w.flowing = flowing
    return _written(w, document)


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
    plain = replace(document, comments={})
    w = _writer(plain, theme, {}, MEASURED, reference, fields)
    w.unknown_page, w.controlled = stand_in, False
    return _written(w, plain)


def _writer(
    document: n.Document,
    theme: Theme,
    pages: Mapping[str, str],
    blocks: Mapping[type, BlockWriter],
    reference: ReferenceDocument | None,
    fields: Fields | None,
) -> Writer:
    if reference is not None:
        from reportgen.docx.reference.look import restyled

        theme = restyled(theme, reference)
    if fields is None:
        fields = Fields.NAMED if document.meta.draft else Fields.NONE
    return Writer(document, theme, pages, blocks, INLINES, reference, fields)


def _written(w: Writer, document: n.Document) -> bytes:
    from reportgen.docx.assemble import assemble

    w.blocks(document.children)
    if w.after_table or not w.story.length:
        w.spacer()
    last = w.sections.properties()
    if w.controls.store is not None:
        w.package.add_store(w.controls.store)
    if document.comments:
        from reportgen.docx.comments import attach

        attach(w, w.story.pieces, document.comments)
    return assemble(w, last)
