"""Returned files are from outside: what they are, and their parts, read in small pieces and never beyond a limit.

Nothing is evaluated or fetched. Refused by name, with the way out: other kinds of files, passwords, macros, links to
other files, packages that are damaged or grow beyond all measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Literal

from lxml import etree

from reportgen.collecting.returns import refused
from reportgen.errors import DamagedPackageError, FindingsError, OversizeError
from reportgen.outside.packages import Parts

MOST_BYTES: Final = 30_000_000
"""Bytes of a returned file."""
_UNPACKED: Final = 120_000_000
"""Bytes of a sheet that is read row by row and never held as a whole."""
_MOST_PARTS: Final = 2_000
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE: Final = "save it as a Word document (.docx), an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods)"

Kind = Literal["xlsx", "ods", "docx"]


class Package:
    """The parts of a returned file, of which only those that are asked for are read."""

    def __init__(self, name: str, parts: Parts) -> None:
        self.name, self._parts = name, parts
        self.names = parts.names

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """A part to be read once, from its beginning. Raises FindingsError where it is damaged or too large."""
        with _told(self.name), self._parts.open(part) as stream:
            yield stream

    def has(self, *beginnings: str) -> bool:
        """Whether there is a part whose name begins so, in any case."""
        return any(name.casefold().startswith(beginnings) for name in self.names)

    def read(self, part: str) -> bytes:
        """A small part as a whole; empty where there is none."""
        if part not in self.names:
            return b""
        with _told(self.name):
            return self._parts.xml(part)


def too_large(name: str) -> FindingsError:
    """The error for a file with more than any form has."""
    text = "there is more in it than in any form: too many rows, columns or bytes"
    return refused("form-too-large", text, "copy the answers into the form as it was sent", name)


def damaged(name: str, reason: str) -> FindingsError:
    """The error for a file that cannot be read as what it is."""
    hint = "open it where it was filled, save it anew and send it again"
    return refused("damaged-form", f"the file is damaged ({reason})" if reason else "the file is damaged", hint, name)


def parsed(content: bytes, file: str) -> Any:
    """The root of a small part; None where there is no part. Raises FindingsError as `events` does."""
    if not content:
        return None
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise damaged(file, str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(file, "it declares a type of document")
    return root


@contextmanager
def opened(path: Path, content: bytes) -> Iterator[tuple[Kind, Package]]:
    """What a returned file is, and its parts. Raises FindingsError for all that is no form."""
    name = path.name
    _refuse_by_name(name, content)
    with _told(name):
        package = Package(name, Parts(content, most_parts=_MOST_PARTS, unpacked=_UNPACKED))
    yield _kind(package), package


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Report faults of a package like those of any returned file."""
    try:
        yield
    except OversizeError:
        raise too_large(name) from None
    except DamagedPackageError as error:
        raise damaged(name, str(error)) from None


def _refuse_by_name(name: str, content: bytes) -> None:
    if name.startswith("~$"):
        text = "this is the lock of a file that somebody has open, not the file"
        raise refused("lock-file", text, f"give the file itself: {name.removeprefix('~$')}", name)
    if not content:
        raise refused("empty-form", "the file has no content", "have it sent again; copying it may have failed", name)
    if len(content) > MOST_BYTES:
        raise too_large(name)
    if content.startswith(_OLD_OFFICE):
        if _PASSWORD in content:
            raise refused("password", "the file is protected by a password", "save it without one", name)
        raise refused("old-format", "this is a file of Excel or Word before 2007", _SAVE, name)
    if not content.startswith(b"PK"):
        text = "text parted by commas has lost what the columns mean, and how dates and numbers were meant"
        if Path(name).suffix.casefold() in (".csv", ".tsv", ".txt"):
            raise refused("csv-form", text, f"fill the form that was sent and {_SAVE}", name)
        raise refused("no-form", "this is neither a Word document nor a workbook", _SAVE, name)


def _kind(package: Package) -> Kind:
    """What it is, without macros, passwords and links to other files."""
    if package.has("xl/vbaproject", "xl/macrosheets/", "word/vbaproject", "basic/", "scripts/"):
        raise refused("macros", "the file has macros", "save it as a file without macros (.docx, .xlsx)", package.name)
    if package.has("xl/externallinks/"):
        text = "the file has links to other files, whose values nobody can check"
        hint = "break the links (Data, Edit Links, Break Link) and save it"
        raise refused("external-links", text, hint, package.name)
    if "xl/workbook.xml" in package.names:
        return "xlsx"
    if "word/document.xml" in package.names:
        return "docx"
    if "content.xml" in package.names and b"opendocument.spreadsheet" in package.read("mimetype"):
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise refused("password", "the file is protected by a password", "save it without one", package.name)
        return "ods"
    if "content.xml" in package.names and b"opendocument.text" in package.read("mimetype"):
        text = "this is an OpenDocument text, which has lost the names of fields"
        raise refused("odt-form", text, "open it in LibreOffice and save it as a Word document (.docx)", package.name)
    raise refused("no-form", "this is neither a Word document nor a workbook", _SAVE, package.name)
