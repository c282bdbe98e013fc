"""Reference documents with something changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
from docx.shared import Mm, Pt


def english(picture: bytes | None = None) -> bytes:
    """A file as python-docx makes it: letterhead, margins, a typeface of its own, a link in its text."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(35)
    section.header.paragraphs[0].text = "Das Ministerium"
    if picture:
        section.header.paragraphs[0].add_run().add_picture(io.BytesIO(picture), Mm(20))
    made.styles["Heading 1"].font.size = Pt(19)
    made.add_paragraph("Text, der nicht übernommen wird")
    made.part.relate_to("https://example.org/", f"{_OFFICE}/hyperlink", is_external=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(data: bytes, changes: dict[str, Callable[[str], str]], more: dict[str, bytes] | None = None) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            blob = source.read(entry)
            for pattern, change in changes.items():
                if re.fullmatch(pattern, entry):
                    blob = change(blob.decode()).encode()
            target.writestr(entry, blob)
        for name, blob in (more or {}).items():
            target.writestr(name, blob)
    return out.getvalue()
