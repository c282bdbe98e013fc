"""The lint and the validator together see what can go wrong in a Word file: each damage is reported by one of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from oracles import audit
from oracles import ooxml_documents as docs
from oracles.ooxml import lint
from sample import EVERYTHING

from reportgen.document.numbering import number
from reportgen.docx import Fields, write_docx

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"


COMMENTS = {"trainer.p1": ("Stimmt das?",), "a4": ("Welcher Monat?", "Wer zeichnet?")}


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_docx(replace(number(EVERYTHING), comments=COMMENTS), docs.THEME, fields=Fields.NAMED)


def damaged(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one part changed; the change must change something."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            blob = source.read(entry)
            if entry == name:
                changed = change(blob.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
                assert changed != blob
                blob = changed
            target.writestr(entry, blob)
    return out.getvalue()


def once(old: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(old, new, text, count=1, flags=re.DOTALL)


DAMAGE = {
    "unclosed-field": (DOCUMENT, once(r'<w:r>(?:(?!<w:r>).)*?fldCharType="end"/></w:r>', "")),
    "field-without-result": (
        DOCUMENT,
        once(r'(PAGEREF [^<]*</w:instrText></w:r>.*?"separate"/></w:r>)<w:r>.*?</w:r>', r"\1"),
    ),
    "dirty-field": (DOCUMENT, once(r'fldCharType="begin"', 'fldCharType="begin" w:dirty="true"')),
    "bookmark-without-end": (DOCUMENT, once(r"<w:bookmarkEnd [^>]*/>", "")),
    "bookmark-name-twice": (
        DOCUMENT,
        once(
            r'(<w:bookmarkStart w:id="\d+" w:name=")([^"]+)("/>.*?<w:bookmarkStart w:id="\d+" w:name=")[^"]+',
            r"\1\2\3\2",
        ),
    ),
    "bookmark-name-too-long": (DOCUMENT, once(r'w:name="rg_', 'w:name="rg_' + "x" * 40)),
    "dead-anchor": (DOCUMENT, once(r'w:anchor="[^"]+"', 'w:anchor="nowhere"')),
    "dead-reference": (DOCUMENT, once(r"REF rg_\w+", "REF nowhere")),
    "empty-cell": (DOCUMENT, once(r"(</w:tcPr>).*?(</w:tc>)", r"\1\2")),
    "row-too-short": (DOCUMENT, once(r"<w:tc>.*?</w:tc>", "")),
    "missing-style": (DOCUMENT, once(r'<w:pStyle w:val="Lead"/>', '<w:pStyle w:val="Nothing"/>')),
    "missing-list": (DOCUMENT, once(r'<w:numId w:val="\d+"/>', '<w:numId w:val="999"/>')),
    "missing-footnote": (DOCUMENT, once(r'<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="9"/>')),
    "missing-relation": (DOCUMENT, once(r'r:id="rId\d+"', 'r:id="rId999"')),
    "drawing-id-twice": (DOCUMENT, lambda text: re.sub(r'<wp:docPr id="\d+"', '<wp:docPr id="1"', text)),
    "empty-paragraph": (DOCUMENT, once(r"<w:p><w:pPr>", "<w:p/><w:p><w:pPr>")),
    "wrong-order": (DOCUMENT, once(r"(<w:pStyle [^>]*/>)(<w:keepNext[^>]*/>)", r"\2\1")),
    "unknown-element": (DOCUMENT, once(r"<w:pPr>", "<w:pPr><w:nonsense/>")),
    "list-without-levels": (NUMBERING, once(r'<w:abstractNumId w:val="0"/>', '<w:abstractNumId w:val="77"/>')),
    "style-based-on-nothing": (STYLES, once(r'<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Nothing"/>')),
    "style-name-twice": (STYLES, once(r'<w:name w:val="Lead"/>', '<w:name w:val="Normal"/>')),
    "asks-on-opening": ("word/settings.xml", once(r"<w:zoom", "<w:updateFields/><w:zoom")),
    "compatibility-mode": ("word/settings.xml", once(r'w:val="15"', 'w:val="14"')),
    "workbook-differs": ("word/charts/chart1.xml", once(r"<c:v>214</c:v>", "<c:v>215</c:v>")),
    "chart-cells-elsewhere": ("word/charts/chart1.xml", once(r"'Daten'!", "'Tabelle'!")),
    "axis-id-negative": ("word/charts/chart1.xml", lambda text: text.replace('"1001"', '"-1001"')),
    "workbook-broken": ("word/embeddings/chart1.xlsx", lambda text: text[: len(text) // 2]),
    "control-number-twice": (
        DOCUMENT,
        lambda text: re.sub(r'(<w:alias [^>]*/><w:id w:val=")\d+', r"\g<1>7", text),
    ),
    "control-name-too-long": (DOCUMENT, once(r'<w:alias w:val="', '<w:alias w:val="' + "x" * 64)),
    "control-properties-disordered": (DOCUMENT, once(r"(<w:alias [^>]*/>)(<w:id [^>]*/>)", r"\2\1")),
    "control-without-content": (DOCUMENT, once(r"<w:sdtContent><w:r>.*?</w:sdtContent>", "<w:sdtContent/>")),
    "points-not-a-number": ("word/charts/chart1.xml", once(r'<c:ptCount val="\d+"/>', '<c:ptCount val="four"/>')),
    "page-number-without-result": (
        "word/footer1.xml",
        once(r'("separate"/></w:r>)<w:r>.*?</w:r>(<w:r>)', r"\1\2"),
    ),
    "running-head-missing": (DOCUMENT, once(r'(<w:headerReference [^>]*r:id=")[^"]+', r"\1rId999")),
    "section-in-the-wrong-order": (DOCUMENT, once(r"(<w:pgSz [^>]*/>)(<w:pgMar [^>]*/>)", r"\2\1")),
    "comments-none": ("word/comments.xml", once(r"<w:comment w.*</w:comment>", "")),
    "comment-without-author": ("word/comments.xml", once(r' w:author="[^"]+"', "")),
    "comment-number-twice": ("word/comments.xml", once(r'w:id="1"', 'w:id="0"')),
    "comment-without-end": (DOCUMENT, once(r"<w:commentRangeEnd [^>]*/>", "")),
    "comment-without-reference": (DOCUMENT, once(r"<w:commentReference [^>]*/>", "")),
    "comment-not-there": (DOCUMENT, once(r'(<w:commentReference w:id=)"0"', r'\1"7"')),
    "part-of-comments-missing": (
        "[Content_Types].xml",
        once(
            r"</Types>",
            '<Override PartName="/word/commentsIds.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.commentsIds+xml"/></Types>',
        ),
    ),
    "text-not-xml": (DOCUMENT, lambda text: text[:-20]),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_reported(data: bytes, tmp_path: Path, name: str) -> None:
    part, change = DAMAGE[name]
    broken = damaged(data, part, change)
    path = tmp_path / "broken.docx"
    path.write_bytes(broken)
    try:
        found = lint(broken)
    except Exception as error:  # a part that cannot be read is a finding, whatever it raises
        found = [repr(error)]
    assert found or audit.errors(path)
