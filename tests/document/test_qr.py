"""QR codes: a scanner reads them from the finished pages of both formats."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest
import sample
import zxingcpp
from compose_kit import misread, read
from PIL import Image
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.walk import find
from reportgen.docx import write_docx
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.blocks.qr import dark_runs

ADDRESS = "https://www.example.org/veröffentlichungen/bericht-2019?teil=1&seite=2"


def document(width: float = 30) -> n.Document:
    code = n.QrCode("code", ADDRESS, "QR-Code", width)
    return number(n.Document(sample.EVERYTHING.meta, (sample.paragraph("p", "Im Netz:"), code)))


def scanned(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("width", [20, 30, 60])
def test_it_is_read_from_the_page(width: float) -> None:
    data = write_pdf(typeset(document(width), THEME, FONTS), document().meta, THEME)
    assert scanned(pypdfium2.PdfDocument(data)[0].render(scale=3).to_pil()) == [ADDRESS]


def test_it_is_read_from_the_word_file() -> None:
    package = zipfile.ZipFile(io.BytesIO(write_docx(document(), THEME)))
    (name,) = [name for name in package.namelist() if name.startswith("word/media/")]
    assert scanned(Image.open(package.open(name))) == [ADDRESS]


def test_its_alternative_is_the_address() -> None:
    (code,) = find(read('<qr id="q" href="https://example.org"/>'), n.QrCode)
    assert (code.address, code.alt) == ("https://example.org", "QR code of the address https://example.org")


def test_an_address_that_is_too_long_is_told() -> None:
    (finding,) = misread(f'<qr href="https://example.org/{"x" * 300}"/>')
    assert (finding.code, "300 bytes" in finding.text) == ("bad-value", True)


def test_runs_of_dark_modules() -> None:
    assert list(dark_runs((1, 1, 0, 1, 0, 0, 1))) == [(0, 2), (3, 1), (6, 1)]
    assert list(dark_runs(())) == []


def test_the_last_page_stands_alone_and_at_its_foot() -> None:
    back = n.Section("back", document().children, page="new", role="back")
    layout = typeset(
        number(n.Document(sample.EVERYTHING.meta, (sample.paragraph("first", "Text."), back))), THEME, FONTS
    )
    assert [page.label for page in layout.pages] == ["1", ""]
    assert layout.pages[1].furniture == ()
    assert layout.destinations["code"].y > layout.height / 2
