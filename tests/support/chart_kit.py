"""Charts as data, and what is drawn of them in both formats."""

from __future__ import annotations

import io
import zipfile

from compose_kit import read
from hypothesis import strategies as st
from lxml import etree
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import FigureArea
from reportgen.verify import read_docx, read_pdf
from reportgen.verify.compare import compare

TIMES = ["2018", "2020", "2024"]


def series(name: str, values: str, times: list[str] = TIMES) -> str:
    points = "".join(
        f'<point label="{time}" time="{time}" value="{"" if value == "-" else value}"/>'
        for time, value in zip(times, values.split(), strict=True)
    )
    return f'<series name="{name}">{points}</series>'


def chart(kind: str, *inner: str, more: str = "", language: str = "en") -> n.Document:
    return number(read(f'<chart id="c" kind="{kind}" {more}>{"".join(inner)}</chart>', language=language))


def drawn(document: n.Document) -> FigureArea:
    pages = typeset(document, THEME, FONTS).pages
    return next(box for page in pages for box in page.boxes if isinstance(box, FigureArea))


def word(document: n.Document) -> etree._Element:
    package = zipfile.ZipFile(io.BytesIO(write_docx(document, THEME)))
    return etree.fromstring(package.read("word/charts/chart1.xml"))


def differences(document: n.Document) -> list[str]:
    """What verification finds in both files."""
    files = write_pdf(typeset(document, THEME, FONTS), document.meta, THEME), write_docx(document, THEME)
    wanted = tuple(plain_blocks(document))
    readings = read_pdf(files[0]), read_docx(files[1])
    return [str(each) for reading in readings for each in compare(wanted, reading, document.meta)]


LABELS = st.text("abcÄöß 0123456789.,()/–-", min_size=1, max_size=12).map(str.strip).filter(bool)
