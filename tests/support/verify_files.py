"""Good files of the sample document and ways to break them, for the tests of the verify room."""

from __future__ import annotations

import functools
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from msgspec.structs import replace
from pdf_sample import THEME
from PIL import Image
from sample import with_figure

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.plain import PlainBlock, plain_blocks
from reportgen.docx import Fields, write_docx
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.typeset import typeset


@functools.cache
def document() -> n.Document:
    """The sample with every node class, numbered."""
    folder = Path(tempfile.mkdtemp())
    Image.new("RGB", (40, 30), "grey").save(folder / "square.png")
    return replace(number(with_figure(str(folder / "square.png"))), comments={"trainer.p1": ("Ist das so?",)})


@functools.cache
def expected() -> tuple[PlainBlock, ...]:
    return plain_blocks(document())


@functools.cache
def good_pdf(profile: str = "screen") -> bytes:
    return write_pdf(typeset(document(), THEME, FontBook(THEME.fonts)), document().meta, THEME, profile)


@functools.cache
def good_docx() -> bytes:
    return write_docx(document(), THEME, fields=Fields.NAMED)


def broken_pdf(change: Callable[[pikepdf.Pdf], object], profile: str = "screen") -> bytes:
    """The good PDF after `change`."""
    with pikepdf.open(io.BytesIO(good_pdf(profile))) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, force_version=pdf.pdf_version)
    return out.getvalue()


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """Structure elements of one type, in tree order."""

    def walk(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    return [element for element in walk(pdf.Root.StructTreeRoot.K[0]) if element.get("/S") == f"/{tag}"]


def with_id(pdf: pikepdf.Pdf, block_id: str) -> Any:
    """The structure element of a block."""
    return next(
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and bytes(item.get("/ID", b"")) == block_id.encode()
    )


def kids(element: Any) -> list[Any]:
    """The children of an element as a list."""
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def broken_docx(part: str, change: Callable[[str], str]) -> bytes:
    """The good Word file with one part changed; fails where `change` changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed = change(content.decode()).encode()
                assert changed != content, "the change has no effect"
                content = changed
            new.writestr(name, content)
    return out.getvalue()
