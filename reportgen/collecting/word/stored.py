"""What a Word form says of itself, in parts that people do not see: which form it is, which values it was made from,
and how its texts are known again.

As JSON in pieces of less than 32 KiB, beyond which some programs do not open a file, and without the signs that XML
escapes. Every program that keeps parts it does not know keeps these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import DecodeError, Struct, to_builtins
from msgspec.json import Decoder

from reportgen.collecting.model import Value, digest, form_id
from reportgen.collecting.package import Package, parsed
from reportgen.collecting.returns import refused
from reportgen.collecting.word.layout import NAMESPACE
from reportgen.ooxml.bindings import DATA_STORE, PROPERTIES
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import HEADER, R

FIRST: Final = 900
"""The number of the first part: those of bound fields stand below."""
_PIECE: Final = 24_000
_PART: Final = re.compile(r"customXml/item\d+\.xml")
_TRACE: Final = 8


class StoredLine(Struct, frozen=True, array_like=True):
    """A line of the form: its bookmark, the keys of its answers, its label, whether last year's text stands in it."""

    bookmark: str
    keys: tuple[str, ...]
    label: str
    before: bool


class StoredForm(Struct, frozen=True):
    """All that is kept of a form to read it again."""

    form: str
    report: str
    edition: str
    institution: str
    sent: dict[str, Value]
    lines: tuple[StoredLine, ...]
    titles: dict[str, str]
    """The titles of records as they were sent."""
    shown: dict[str, str]
    """What fields showed where that is not their text: numbers, choices, lists."""
    rich: tuple[str, ...]
    """The keys of texts with marks,"""
    sources: tuple[str, ...]
    """and of those among them that are shown as Markdown."""
    controls: tuple[str, ...]
    """The keys of answers that stand in a control."""
    marks: dict[str, str]
    """What is printed for references and inner links, by their Markdown."""
    blanks: tuple[str, ...]
    """What stands in empty fields."""
    front: tuple[str, ...]
    """The texts before the first record, and its headings."""
    known: str
    """Traces of all texts that are ours."""

    def traces(self) -> frozenset[str]:
        """The traces of all texts that are ours."""
        return frozenset(self.known[at : at + _TRACE] for at in range(0, len(self.known), _TRACE))


def trace(text: str) -> str:
    """What is kept of a text that is ours, to know it again."""
    return digest(" ".join(text.split()))[:_TRACE]


def parts(stored: StoredForm) -> Iterator[ExtraPart]:
    """The parts of a form, each with its properties."""
    text = json.dumps(to_builtins(stored), separators=(",", ":"))
    for sign in "&<>":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    for at, piece in enumerate(pieces):
        number = FIRST + at
        properties = f"/customXml/itemProps{number}.xml"
        link = (("rId1", f"{R}/customXmlProps", properties),)
        head = f'<form xmlns="{NAMESPACE}"><piece>{at + 1}/{len(pieces)}/{digest(text)}</piece>'
        content = f"{HEADER}{head}<json>{piece}</json></form>"
        yield ExtraPart(f"/customXml/item{number}.xml", "application/xml", content.encode(), link)
        named = f'<ds:datastoreItem ds:itemID="{_identity(number)}" xmlns:ds="{DATA_STORE}"'
        known = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
        yield ExtraPart(properties, PROPERTIES, f"{HEADER}{named}>{known}</ds:datastoreItem>".encode())


def _identity(number: int) -> str:
    return f"{{52474649-454C-4453-8001-{number:012X}}}"


def stored_in(package: Package) -> StoredForm | None:
    """What a Word file says of the form that it is; None where it is none. Raises FindingsError for one that is
    damaged."""
    pieces: dict[str, str] = {}
    for name in sorted(package.names):
        content = package.read(name) if _PART.fullmatch(name) else b""
        if NAMESPACE.encode() not in content:
            continue
        root = parsed(content, package.name)
        number, text = (root.findtext(f"{{{NAMESPACE}}}{each}") or "" for each in ("piece", "json"))
        pieces[number] = text
    return _joined(pieces, package.name) if pieces else None


def _joined(pieces: Mapping[str, str], file: str) -> StoredForm:
    try:
        numbers = {tuple(map(str, number.split("/"))): text for number, text in pieces.items()}
        counts = {(count, proof) for _, count, proof in numbers}
        ((count, proof),) = counts
        text = "".join(numbers[str(at + 1), count, proof] for at in range(int(count)))
        stored = Decoder(StoredForm).decode(text)
        whole = digest(text) == proof
        whole &= stored.form == form_id(stored.report, stored.edition, stored.institution, stored.sent)
    except (ValueError, KeyError, DecodeError):
        whole = False
    if not whole:
        text = "what it says of the values that were sent is not whole"
        raise refused("damaged-form", text, "copy the answers into the form as it was sent", file)
    return stored


def no_form(file: str) -> Exception:
    """The error for a Word file that is neither form nor draft."""
    text = "this Word file is no form, or the program that saved it has dropped what says which one"
    hint = "fill the form that `reportgen send` has made, in Word or LibreOffice, and save it as .docx"
    return refused("no-form", text, hint, file)
