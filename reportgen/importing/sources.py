"""A file as sheets, whatever it is: the same readers, and the same limits, as for forms that come back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reportgen.collecting.returns import refused
from reportgen.collecting.workbook.grid import GridSheet

_TEXT: Final = frozenset({".csv", ".tsv", ".txt", ".tab"})


def sheets_of(path: Path, content: bytes) -> tuple[GridSheet, ...]:
    """The sheets of a workbook (xlsx, ods), the rows of a text file, or the tables of a Word file.

    Raises FindingsError for what is none of these, and for passwords, macros, links to other files and too much.
    """
    if path.suffix.casefold() in _TEXT and not content.startswith(b"PK") and content:
        from reportgen.importing.delimited import sheet_of

        return (sheet_of(path.name, content),)
    from reportgen.collecting.package import opened

    with opened(path, content) as (kind, package):
        if kind == "docx":
            from reportgen.importing.word_tables import sheets as tables

            found = tuple(tables(package))
        elif kind == "xlsx":
            from reportgen.collecting.workbook.xlsx import sheets as of_xlsx

            found = tuple(of_xlsx(package))
        else:
            from reportgen.collecting.workbook.ods import sheets as of_ods

            found = tuple(of_ods(package))
    if any(sheet.name == "_reportgen" for sheet in found):
        raise refused("is-a-form", "this is a form that was sent", f"reportgen receive {path.name}", path.name)
    return found
