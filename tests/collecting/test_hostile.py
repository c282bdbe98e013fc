"""Returned Word files are from outside: whatever they are, one message, and neither much time nor much memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from climate import tree
from docx import Document
from requests_kit import send
from returns_kit import receive
from word_forms import W, rewritten, word_form

SECONDS, MEGABYTES = 5, 300
DOCUMENT = "word/document.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def sent(city: Path) -> Path:
    assert send(city, "all", "--to", "docx").exit_code == 0
    return city


def odt() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<x/>")
    return content.getvalue()


def plain_document() -> bytes:
    content = io.BytesIO()
    Document().save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code", "way"),
    [
        ("~$form.docx", b"x", "lock-file", "give the file itself"),
        ("form.docx", b"", "empty-form", "sent again"),
        ("form.doc", OLD + b"\0" * 600, "old-format", ".docx"),
        (
            "form.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
            "without",
        ),
        ("form.rtf", b"{\\rtf1 text}", "no-form", ".docx"),
        ("form.odt", odt(), "odt-form", ".docx"),
        ("form.docx", plain_document(), "no-form", "reportgen send"),
        ("form.docx", b"PK\3\4 and no more", "damaged-form", "save it anew"),
    ],
)
def test_what_is_no_form_is_refused_by_name(sent: Path, name: str, content: bytes, code: str, way: str) -> None:
    (sent / name).write_bytes(content)
    before = tree(sent / "data")
    done = receive(sent, sent / name)
    assert done.exit_code == 1
    assert f"[{code}]" in done.stderr
    assert way in done.stderr
    assert tree(sent / "data") == before


def add(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.update({name: content})


PARAGRAPH = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"


def begin(parts: dict[str, bytes], content: bytes) -> None:
    """Put something before the text."""
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + content)


def doctype(parts: dict[str, bytes]) -> None:
    head, _, rest = parts[DOCUMENT].partition(b"?>")
    parts[DOCUMENT] = head + b'?><!DOCTYPE w:document [<!ENTITY one "1">]>' + rest


def not_well_formed(parts: dict[str, bytes]) -> None:
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"</w:body>", b"", 1)


def strict(parts: dict[str, bytes]) -> None:
    parts[DOCUMENT] = parts[DOCUMENT].replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")


def without_text(parts: dict[str, bytes]) -> None:
    parts[DOCUMENT] = f'<w:document xmlns:w="{W}"/>'.encode()


def paragraphs(parts: dict[str, bytes]) -> None:
    parts[DOCUMENT] = parts[DOCUMENT].replace(
        b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000
    )


def deep(parts: dict[str, bytes]) -> None:
    table, end = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    begin(parts, table * 80 + b"<w:p/>" + end * 80)


def long(parts: dict[str, bytes]) -> None:
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"</w:body>", b"<!--" + b" " * 25_000_000 + b"--></w:body>")


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add("word/vbaProject.bin", b"x"), "macros"),
        (doctype, "damaged-form"),
        (not_well_formed, "damaged-form"),
        (strict, "damaged-form"),
        (without_text, "damaged-form"),
        (paragraphs, "form-too-large"),
        (deep, "form-too-large"),
        (long, "form-too-large"),
    ],
)
def test_what_is_done_to_a_form_has_one_message(
    sent: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    path = rewritten(word_form(sent, "dms"), sent / "x.docx", change)
    before = tree(sent / "data")
    start = time.process_time()
    done = receive(sent, path)
    assert time.process_time() - start < SECONDS
    assert done.exit_code == 1
    assert done.stderr.count("x.docx: ") == 1
    assert f"[{code}]" in done.stderr
    assert tree(sent / "data") == before


MEASURED = """
import re, sys, time
from pathlib import Path
from reportgen.cli import main
try:
    main(sys.argv[1:])
finally:
    most = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]
    sys.stderr.write(f"\\n{time.process_time()} {most}\\n")
"""


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, as Linux has it")
def test_a_form_full_of_strange_text_takes_little_memory(sent: Path) -> None:
    def fill(parts: dict[str, bytes]) -> None:
        parts[DOCUMENT] = parts[DOCUMENT].replace(
            b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 35_000
        )

    path = rewritten(word_form(sent, "dms"), sent / "x.docx", fill)
    words = [sys.executable, "-c", MEASURED, "-C", str(sent), "receive", str(path), "--dry-run"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    seconds, kilobytes = map(float, done.stderr.splitlines()[-1].split())
    assert seconds < SECONDS
    assert kilobytes / 1024 < MEGABYTES
    assert done.stderr.count("[outside-field]") == 41
    assert "34960 more texts" in done.stderr


def test_nothing_outside_is_fetched_and_what_is_linked_is_told(sent: Path) -> None:
    def link(parts: dict[str, bytes]) -> None:
        names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        picture = f'<w:p><w:r><w:pict><v:x xmlns:v="urn:v" {names} r:id="rIdOut"/></w:pict></w:r></w:p>'.encode()
        parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + picture)
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        row = (
            f'<Relationship Id="rIdOut" Type="{kind}" Target="http://192.0.2.1/x.png" TargetMode="External"/>'.encode()
        )
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", row + b"</Relationships>")

    done = receive(sent, rewritten(word_form(sent, "dms"), sent / "x.docx", link))
    assert done.exit_code == 0
    assert "[picture-in-form]" in done.stderr
