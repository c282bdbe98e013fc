"""Packed files: they say the same as plain ones, and leave no doubt where streams end."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pdf_sample import META, THEME, every_box

from reportgen.outside.work import Work
from reportgen.pdf import write_pdf
from reportgen.pdf.profiles import SCREEN
from reportgen.pdf.reportlab_compat import PdfFile
from reportgen.verify import read_pdf
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.source import PlainSource, QpdfSource, open_source
from reportgen.verify.pdf.values import IndirectReference


def made(count: int, *, packed: bool) -> bytes:
    """A file of so many times forty strings, a stream that ends in a return, and a number without an object."""
    file = PdfFile(100, 100, packed=packed)
    numbers = [file.add(b"(%d)" % index) for index in range(count * 40)]
    for scalar in (b"12", b"1.5", b"true", b"null", b"/Name", b"[1 0 R]"):
        file.add(scalar)
    file.reserve()
    returned = file.add_stream(b"ends in a return\r", compress=False)
    file.add_page(0, b"0 0 10 %d re f" % count, {"Resources": b"<<>>"})
    kept = b" ".join(b"%d 0 R" % number for number in numbers)
    return file.finish({"Kept": b"[%s]" % kept, "Returned": b"%d 0 R" % returned}, b"<<>>", (bytes(16), bytes(16)))


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 11])
@pytest.mark.parametrize("packed", [False, True])
def test_every_object_is_found_again(count: int, packed: bool) -> None:
    data = made(count, packed=packed)
    assert made(count, packed=packed) == data
    opened = pikepdf.open(io.BytesIO(data))
    assert not opened.check_pdf_syntax()
    assert [str(text) for text in opened.Root.Kept] == [str(index) for index in range(count * 40)]
    assert opened.Root.Returned.read_raw_bytes() == b"ends in a return\r"
    assert opened.pages[0].Contents.read_bytes() == b"0 0 10 %d re f" % count
    assert data.count(b"\r\nendstream") == data.count(b"endstream")


@pytest.mark.parametrize("packed", [False, True])
def test_verify_reads_it_without_a_library_as_with_one(packed: bool) -> None:
    data = made(6, packed=packed)
    own, other = open_source(data, Work(len(data))), QpdfSource(data, Work(len(data)))
    assert isinstance(own, PlainSource)
    numbers = range(1, 400)
    assert [own.object(IndirectReference(number)) for number in numbers] == [
        other.object(IndirectReference(number)) for number in numbers
    ]
    read = PdfObjects(data)
    assert read.stream(read.catalog["Returned"]) == b"ends in a return\r"


def test_a_packed_report_says_what_the_plain_one_says() -> None:
    plain, packed = (
        write_pdf(every_box(), META, THEME, type(SCREEN)(name="screen", pdfa=(2, "A"), pdfua=1, packed=packed))
        for packed in (False, True)
    )
    assert len(packed) < 0.85 * len(plain)
    assert read_pdf(packed) == read_pdf(plain)


def test_a_damaged_reference_stream_is_left_to_qpdf() -> None:
    data = made(3, packed=True)
    at = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    spoilt = data[: at + 200] + bytes(20) + data[at + 220 :]
    with pytest.raises(Exception, match="damaged"):
        open_source(spoilt, Work(len(spoilt)))
