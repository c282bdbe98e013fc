"""Files of PDF 2.0 for tests, and what is in them as pikepdf sees it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary
from verify_files import elements, kids

from reportgen.build.request import Built

PROFILE = "screen-2"
NAMESPACE = "http://iso.org/pdf2/ssn"
Change = Callable[[pikepdf.Pdf], object]
OLD_TYPES = {"/TOC", "/TOCI", "/Reference", "/BlockQuote", "/Code", "/Index"}


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def path_of(built: Built, format_: str) -> Path:
    return next(built.folder / file.path for file in built.files if file.format == format_)


def walk(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every structure element, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def internal(pdf: pikepdf.Pdf) -> list[Any]:
    """The link annotations that lead to places in the file."""
    annotations = (annotation for page in pdf.pages for annotation in page.obj.get("/Annots", []))
    return [each for each in annotations if each.get("/A", {}).get("/S") == "/GoTo"]


def bookmarks(pdf: pikepdf.Pdf) -> list[Any]:
    found, waiting = [], [pdf.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        found.append(item)
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
    return found


def named(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {str(key): value for key, value in pikepdf.NameTree(pdf.Root.Names.Dests).items()}


def entry_names_none(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TOCI")[0]["/Ref"]
