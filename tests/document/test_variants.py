"""Variants of blocks in PDF and Word file: the lead figure, cards told in passing, lists in columns."""

from __future__ import annotations

import pytest
from oracles.ooxml import lint
from typeset_help import FONTS, THEME

from reportgen.compose import Markup, parse
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import write_docx
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import check, compare, read_docx, read_pdf

VARIANTS = {
    "lead figure": (
        '<key-figures id="k" role="lead"><tile id="t"><tile-value>214</tile-value><tile-unit>ships</tile-unit>'
        "<statement>came into the harbour</statement><tile-note>As of May</tile-note></tile></key-figures>"
    ),
    "cards told in passing": (
        '<card id="one" kind="brief"><h2>Quay</h2><p>Unchanged.</p></card>'
        '<card id="two" kind="brief"><h2>Light</h2><p>Unchanged.</p></card>'
    ),
    "list in columns": f'<ul id="l" columns="2">{"".join(f"<li>Berth {i}</li>" for i in range(7))}</ul>',
}


@pytest.mark.parametrize("body", VARIANTS.values(), ids=VARIANTS)
def test_both_files_say_what_the_document_says(body: str) -> None:
    text = f'<report title="T" lang="en"><section id="s" page="new"><h1>Chapter</h1>{body}</section></report>'
    document = number(parse(Markup(text)))
    docx = write_docx(document, THEME)
    assert lint(docx) == []
    assert len(tuple(plain_blocks(document))) > 1
    for reading in (read_pdf(write_pdf(typeset(document, THEME, FONTS), document.meta, THEME)), read_docx(docx)):
        assert (*compare(plain_blocks(document), reading, document.meta), *check(reading)) == ()
