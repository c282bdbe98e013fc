"""The covering letter of a form: by when, to whom, and what is asked; a plain Word file, for one's own paper."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any, Final

from reportgen.collecting.model import Form
from reportgen.collecting.words import words_of
from reportgen.ooxml.archive import archive

FONT: Final = "Calibri"


def letter(form: Form, day: str, files: tuple[str, ...]) -> bytes:
    """The letter of the day (ISO) for a form with a request; `files` are the names of the form."""
    from docx import Document
    from docx.shared import Pt

    assert form.request is not None
    words = words_of(form.language).letter
    document: Any = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = FONT, Pt(11)
    due, contact = day_in_words(form.request.due, form.language), form.request.contact
    told = {
        "title": form.title, "edition": form.edition, "name": form.name, "abbreviation": form.abbreviation,
        "due": due, "files": ", ".join(files), "day": day_in_words(day, form.language), "count": len(form.rows),
        "open": sum(row.open for row in form.rows),
    }  # fmt: skip
    for name in ("to", "date"):
        document.add_paragraph(words[name].format(**told))
    document.add_paragraph().add_run(words["subject"].format(**told)).bold = True
    for name in ("greeting", "ask", "how"):
        document.add_paragraph(words[name].format(**told))
    for line in contact.strip().splitlines():
        document.add_paragraph(line).paragraph_format.left_indent = Pt(24)
    document.add_paragraph(words["files"].format(**told))
    for paragraph in (form.request.note or "").strip().split("\n\n"):
        document.add_paragraph(" ".join(paragraph.split()))
    return saved(document, words["subject"].format(**told), form.language, form.as_of)


def saved(document: Any, title: str, language: str, as_of: str) -> bytes:
    """A python-docx document as a file that has the same bytes every time: no clock, no user, the day (ISO) of the
    edition."""
    import zipfile

    about, then = document.core_properties, datetime.fromisoformat(as_of)
    about.title, about.author, about.language, about.last_modified_by = title, "", language, ""
    about.comments, about.created, about.modified, about.revision = "", then, then, 1
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content) as package:
        return archive({name: package.read(name) for name in package.namelist()})


def day_in_words(iso: str, language: str) -> str:
    """A day in words."""
    from babel.dates import format_date

    return format_date(date.fromisoformat(iso), format="long", locale=language.replace("-", "_"))
