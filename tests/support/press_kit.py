"""A print file of the example report, its screen file, and their operators."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
from built import EDITION, ROOT
from msgspec.structs import replace

from reportgen.build.documents import Documents, Part
from reportgen.document.theme import Theme
from reportgen.files.cache import Cache
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles.press import press_profile
from reportgen.print.pages import print_layout
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout, Line
from reportgen.typeset.structure import Element

STAND_IN = {"stand-in-profile"}
"""What preflight says of every file without a printing house's profile."""


@cache
def composed() -> tuple[Part, Theme, Layout]:
    documents = Documents(ROOT, EDITION, Cache(None))
    part, theme = documents.part(None), documents.header.theme
    return part, theme, typeset(part.document, theme, FontBook(theme.fonts))


def themed(**settings: object) -> Theme:
    theme = composed()[1]
    return replace(theme, print=replace(theme.print, **settings))


@cache
def printed(*, grey: bool = False, standard: str = "x-4") -> bytes:
    part, _, layout = composed()
    theme = themed(standard=standard)
    return write_pdf(print_layout(layout, theme), part.document.meta, theme, press_profile(theme, grey=grey))


@cache
def screen() -> bytes:
    part, theme, layout = composed()
    return write_pdf(layout, part.document.meta, theme)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def words(line: Line) -> str:
    return "".join(run.text for run in line.runs)


DRAWING = Element("Figure")
