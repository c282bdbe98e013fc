"""Themes and templates that nobody would write: a document or findings with their place, and never anything else.

``HYPOTHESIS_PROFILE=exploring`` tries a thousand of each.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from compose_kit import document, edition, template
from generated import templates, themes
from hypothesis import event, example, given
from pdf_sample import META

from reportgen.compose import parse, render
from reportgen.document.numbering import number
from reportgen.docx import write_docx
from reportgen.errors import DocumentError, FindingsError
from reportgen.findings.finding import Finding
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

BODY = """\
<cover><title>T</title></cover>
<section id="s"><h1>Eins</h1><p>Ein Wort, und noch eines.</p>
<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>zwei</td></tr></tbody></table>
<blockquote><p>Zitat</p></blockquote></section>
"""


@pytest.mark.long
@given(templates)
@example("<section id='s'><h1>Eins</h1></section>")
def test_a_template_is_a_document_or_findings_with_their_line(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            document(Path(folder), body)
        except FindingsError as error:
            findings = error.findings
        else:
            event("a document")
            return
    event(findings[0].code)
    assert all(finding.line is not None and finding.line >= 1 for finding in findings), findings


@pytest.mark.long
@given(themes)
@example({})
def test_a_theme_is_a_look_of_both_files_or_findings_with_their_line(settings: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        findings = _files(Path(folder), json.dumps(settings))
    event(findings[0].code if findings else "files")
    assert all(finding.line == 1 for finding in findings), findings


def _files(folder: Path, theme: str) -> tuple[Finding, ...]:
    """What is wrong with a theme; of one that is right, both files are made, or no page holds the text."""
    try:
        made = template(folder, BODY, **{"theme.yaml": theme})
    except FindingsError as error:
        return error.findings
    numbered = number(parse(render(edition(), made, folder)))
    with suppress(DocumentError):
        assert write_pdf(typeset(numbered, made.theme, FontBook(made.theme.fonts)), META, made.theme)
    assert write_docx(numbered, made.theme)
    return ()
