"""What a Word form says of itself, where people do not see it: which form it is, which values it was made from, and how
its texts are known again.

In properties of the file, compressed, in pieces as long as every program keeps them. Word, LibreOffice and libraries
keep these; parts of custom XML LibreOffice leaves empty as soon as somebody types ``&`` into a bound field.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from typing import Final

from msgspec import DecodeError, Struct
from msgspec.json import Decoder, encode

from reportgen.collecting.model import Value, digest, form_id
from reportgen.collecting.package import Package, parsed
from reportgen.collecting.returns import refused
from reportgen.errors import FindingsError
from reportgen.ooxml.package import CUSTOM
from reportgen.ooxml.properties import LONGEST, NAMESPACE

_NAME: Final = "reportgen-form-"
_NUMBER: Final = re.compile(rf"{_NAME}(?P<at>[0-9]{{1,5}})")
_MOST: Final = 16_000_000
"""Bytes of what a form says of itself; the largest have less than a hundredth."""
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


def properties(stored: StoredForm) -> dict[str, str]:
    """The properties of a form, by name."""
    text = base64.b64encode(zlib.compress(encode(stored), 9)).decode()
    text = f"{digest(text)}{text}"
    return {f"{_NAME}{at // LONGEST + 1}": text[at : at + LONGEST] for at in range(0, len(text), LONGEST)}


def stored_in(package: Package) -> StoredForm | None:
    """What a Word file says of the form that it is; None where it is none. Raises FindingsError for one that is
    damaged."""
    root = parsed(package.read(CUSTOM), package.name)
    pieces: dict[int, str] = {}
    for each in root.iter(f"{{{NAMESPACE}}}property") if root is not None else ():
        number = _NUMBER.fullmatch(each.get("name", ""))
        if number is not None:
            pieces[int(number["at"])] = "".join(each.itertext()).strip()
    return _joined(pieces, package.name) if pieces else None


def _joined(pieces: Mapping[int, str], file: str) -> StoredForm:
    try:
        whole = "".join(pieces[at + 1] for at in range(len(pieces)))
        proof, text = whole[:16], whole[16:]
        content = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _MOST)
        stored = Decoder(StoredForm).decode(content)
        sound = digest(text) == proof
        sound &= stored.form == form_id(stored.report, stored.edition, stored.institution, stored.sent)
    except (ValueError, KeyError, DecodeError, binascii.Error, zlib.error):
        sound = False
    if not sound:
        said = "what it says of the values that were sent is not whole"
        raise refused("damaged-form", said, "copy the answers into the form as it was sent", file)
    return stored


def no_form(file: str) -> FindingsError:
    """The error for a Word file that is neither form nor draft."""
    text = "this Word file is no form, or the program that saved it has dropped what says which one"
    hint = "fill the form that `reportgen send` has made, in Word or LibreOffice, and save it as .docx"
    return refused("no-form", text, hint, file)
