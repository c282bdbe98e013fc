"""Links say what they lead to: those that show an address have the words before it, in PDF and Word."""

from __future__ import annotations

import io

import pikepdf
import pytest
from compose_kit import read
from oracles.ooxml import Package, W
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.walk import find
from reportgen.docx import write_docx
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

URL = "https://www.example.org/reports/2020/"
SHOWN = f'<a href="{URL}">www.example.org/reports/2020</a>'
SOURCE = f"<p>Report on trees. City of Linden, 2020. {SHOWN}</p>"


def purposes(markup: str) -> list[str]:
    return [link.purpose for link in find(read(markup, language="en"), n.Link)]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (SOURCE, ["Report on trees. City of Linden, 2020"]),
        (f"<p><em>Trees</em>, 2020: {SHOWN}</p>", ["Trees, 2020"]),
        (f'<p>Trees <span lang="de">Bäume: {SHOWN}</span></p>', ["Trees Bäume"]),
        (f"<p>First {SHOWN}; second {SHOWN}</p>", ["First", "second"]),
        (f'<p>Trees <a href="{URL}">the report</a></p>', [""]),
        (f"<p>{SHOWN}</p>", [""]),
        (f"<p>– {SHOWN}</p>", [""]),
        ('<p>Write to <a href="mailto:a@example.org">a@example.org</a></p>', [""]),
        (f'<p>Trees: <a href="{URL}" title="The trees of Linden">www.example.org</a></p>', ["The trees of Linden"]),
        (f"<ul><li>Trees {SHOWN}</li></ul>", ["Trees"]),
        (f"<p>{'tree ' * 100}{SHOWN}</p>", [f"{'tree ' * 47}tree …"]),
    ],
)
def test_an_address_is_named_by_the_words_before_it(markup: str, found: list[str]) -> None:
    assert purposes(markup) == found


def test_both_files_say_the_purpose_of_a_link() -> None:
    """In the PDF the annotation's description, the visible address within it (WCAG 2.2, 2.5.3); in Word the tip."""
    document = number(read(SOURCE.replace("City", "&quot;City&quot; &amp; trees"), language="en"))
    purpose = purposes(SOURCE.replace("City", "&quot;City&quot; &amp; trees"))[0]
    with pikepdf.open(io.BytesIO(write_pdf(typeset(document, THEME, FONTS), document.meta, THEME))) as pdf:
        said = {str(link.Contents) for page in pdf.pages for link in page.obj.get("/Annots", ())}
    assert said == {f"{purpose}: www.example.org/reports/2020"}
    (link,) = Package(write_docx(document, THEME)).document.iter(f"{W}hyperlink")
    assert link.get(f"{W}tooltip") == purpose
