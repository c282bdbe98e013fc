"""What the Word files of a build need besides their documents: a reference document, and the numbers of their pages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.build.documents import Documents, Header
from reportgen.build.formats import named
from reportgen.build.jobs import Job
from reportgen.build.manifest import Input, hash_inputs
from reportgen.build.reference import NAME, named_reference
from reportgen.build.write import Word

if TYPE_CHECKING:
    from reportgen.docx.reference import ReferenceDocument

_SHOWN = 12
"""Missing styles that are named one by one."""


def prepare_word(
    documents: Documents, planned: tuple[Job, ...], reference_doc: Path | None, *, page_numbers: bool, cached: bool
) -> tuple[Word, tuple[str, ...]]:
    """What is needed, and what there is to tell about it. Raises DocumentError for a reference document that will not
    do, OSError for one that cannot be read."""
    if not any(named(name).counted for job in planned for name in job.formats):
        return Word(), ()
    reference, remarks = _reference(documents.header, reference_doc)
    numbers, more = _page_numbers(documents, planned, reference, cached) if page_numbers else ({}, ())
    return Word(numbers, reference), remarks + more


def reference_input(root: Path, reference_doc: Path | None) -> tuple[Input, ...]:
    """The reference document as an input of the build, where it was named on the command line."""
    return hash_inputs(root, (reference_doc,)) if reference_doc else ()


def _reference(header: Header, named: Path | None) -> tuple[ReferenceDocument | None, tuple[str, ...]]:
    content = named_reference(named, os.fspath(named)) if named else header.reference
    if content is None:
        return None, ()
    from reportgen.docx.reference import read_reference, stand_ins

    name = os.fspath(named) if named else NAME
    reference = read_reference(content, name)
    missing = stand_ins(reference, header.theme)
    if not missing:
        return reference, ()
    shown = ", ".join(f'"{style}"' for style in missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    return reference, (f"{name}: {len(missing)} styles are missing, the theme's stand in for them: {shown}{more}",)


def _page_numbers(
    documents: Documents, planned: tuple[Job, ...], reference: ReferenceDocument | None, cached: bool
) -> tuple[Mapping[str | None, Mapping[str, str]], tuple[str, ...]]:
    """The page numbers of all Word files; none, and why, where they cannot be measured."""
    from reportgen.errors import OfficeError
    from reportgen.programs.table import SOFFICE

    program = SOFFICE.find()
    if program is None:
        return {}, (f"no page numbers in the contents of Word files: {SOFFICE.absence} (reportgen doctor)",)
    from reportgen.libreoffice.pages import number_pages

    wanted = {job.key: partial(documents.document, job.audience) for job in planned}
    theme, cache = documents.header.theme, documents.cache
    try:
        numbers = number_pages(program, wanted, theme, reference, cache, stored=cached)
        return numbers, _other_widths(documents, program, reference)
    except OfficeError as error:
        return {}, (f"no page numbers in the contents of Word files: {error.program} failed: {error}",)


def _other_widths(documents: Documents, program: str, reference: ReferenceDocument | None) -> tuple[str, ...]:
    """A remark where the pages are those of other fonts than Word's. What is installed is asked for only once."""
    from reportgen.fonts.substitutes import word_families
    from reportgen.libreoffice.fonts import lack, other_widths
    from reportgen.libreoffice.office import state_of

    theme = documents.header.theme
    if reference is not None:
        from reportgen.docx.reference.look import restyled

        theme = restyled(theme, reference)
    families = word_families(theme)
    name = f"fonts-{state_of(program)}-{'-'.join(families).replace('/', ' ')}"
    found = documents.cache.get(name)
    if not isinstance(found, tuple):
        found = other_widths(program, families)
        documents.cache.put(name, found)
    return tuple(f"page numbers of Word files may be off: {lack(each)}; install {each.remedy}" for each in found)
