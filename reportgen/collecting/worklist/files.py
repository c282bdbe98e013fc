"""The files of work lists: which formats there are, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from reportgen.collecting.returns import refused
from reportgen.collecting.worklist.open import OpenList
from reportgen.edition.cut import slug


def _md(work: OpenList) -> bytes:
    from reportgen.collecting.worklist.lines import as_markdown

    return as_markdown(work)


def _docx(work: OpenList) -> bytes:
    from reportgen.collecting.worklist.office import as_docx

    return as_docx(work)


def _xlsx(work: OpenList) -> bytes:
    from reportgen.collecting.worklist.office import as_xlsx

    return as_xlsx(work)


FORMATS: Final[Mapping[str, Callable[[OpenList], bytes]]] = {"docx": _docx, "xlsx": _xlsx, "md": _md}
"""Format -> what writes a list in it."""


def files_of(lists: Iterable[OpenList], formats: Iterable[str]) -> dict[str, bytes]:
    """The files of lists by name: ``climate-plan-2026-dot-worklist.docx``. Raises FindingsError for other formats."""
    wanted = tuple(formats)
    unknown = next((name for name in wanted if name not in FORMATS), None)
    if unknown is not None:
        raise refused("unknown-format", f'no work list is made as "{unknown}"', f"there are: {', '.join(FORMATS)}")
    return {
        f"{each.report}-{each.edition}-{slug(each.abbreviation) or 'editors'}-worklist.{name}": FORMATS[name](each)
        for each in lists
        for name in wanted
    }
