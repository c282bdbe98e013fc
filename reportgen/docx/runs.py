"""Runs as text: characters, tabulators, line ends, fields with their results (ECMA-376 part 1, 17.3.2 and 17.16)."""

from __future__ import annotations

import re

from reportgen.docx.ppr import RunFormat, run_properties
from reportgen.text.xml import escape

_SPACE = re.compile(r"[\t\n\r\f\v]+")
_SPECIAL = re.compile("([\u00ad\u2011])")
_ODD = re.compile('[\x00-\x1f"&<>\u00ad\u2011\ud800-\udfff\ufffe\uffff]')
"""What does not stand in XML as it is, or has an element of its own in Word."""
_ELEMENTS = {"\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}
PLAIN = RunFormat()


def run(text: str, form: RunFormat = PLAIN) -> str:
    """One run. Soft and no-break hyphens become Word's own, so that they need no glyph in the font."""
    if not text:
        return ""
    properties = run_properties(*form)
    if not _ODD.search(text):
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
    text = escape(_SPACE.sub(" ", text))
    if not _SPECIAL.search(text):
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
    parts = (_ELEMENTS.get(part) or f'<w:t xml:space="preserve">{part}</w:t>' for part in _SPECIAL.split(text) if part)
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def tab(form: RunFormat = PLAIN) -> str:
    """A tabulator."""
    return f"<w:r>{run_properties(*form)}<w:tab/></w:r>"


GAP = "\u2003 "
"""Between two facts or dates in a line: an em space, and a space where the line may end."""
NEXT_COLUMN = '<w:r><w:br w:type="column"/></w:r>'
"""What follows stands in the next column of its section."""


def line_break(form: RunFormat = PLAIN) -> str:
    """A forced line end."""
    return f"<w:r>{run_properties(*form)}<w:br/></w:r>"


def field(code: str, result: str, form: RunFormat = PLAIN) -> str:
    """A complex field with its cached result, which are runs (17.16.18); an empty one would make Word repair."""
    properties = run_properties(*form)
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def begin_field(code: str) -> str:
    """The beginning of a field whose result goes over several paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
