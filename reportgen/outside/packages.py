"""ZIP packages that others have made: Word files, workbooks, OpenDocument.

Their directory says how long parts are, and may lie; so parts are read in pieces, and counted as they come. What a part
of XML has elements is counted too, for each is work.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from reportgen.errors import DamagedPackageError, OversizeError
from reportgen.outside.work import Work

MOST_PARTS: Final = 65_535
"""Of a package: more need another format of its directory (ZIP64)."""
UNPACKED: Final = 30_000_000
"""Bytes of all parts that are read, and twenty times the package's own length; ours unpack to eight times."""
ELEMENTS: Final = 3_000_000
"""Tags of XML in them, and two for each byte of the package."""
_CHUNK: Final = 1 << 16
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
)
"""What zipfile raises for parts that are damaged, encrypted, or packed in a way that it does not know."""


class Parts:
    """The parts of a package, read when they are asked for.

    Everything raises DamagedPackageError for what is damaged, OversizeError for what is too much.
    """

    def __init__(self, content: bytes, *, most_parts: int = MOST_PARTS, unpacked: int = UNPACKED) -> None:
        self._work = Work(len(content), steps=ELEMENTS, steps_a_byte=2, unpacked=unpacked)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            names = self._zip.namelist()
        except (*_DAMAGED, ValueError) as error:
            raise DamagedPackageError(str(error)) from None
        if len(names) > most_parts:
            raise OversizeError(f"it has more than {most_parts:,} parts")
        self.names = frozenset(names)
        if len(self.names) < len(names):
            raise DamagedPackageError("a part is given twice")

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """A part to be read once, from its beginning; whatever is wrong with it is told while it is read."""
        if part not in self.names:
            raise DamagedPackageError(f"it has no part {part}")
        try:
            stream = self._zip.open(part)
        except (*_DAMAGED, ValueError) as error:
            raise DamagedPackageError(f"{part}: {error}") from None
        try:
            with stream:
                yield io.BufferedReader(_Counted(stream, self._work), _CHUNK)
        except _DAMAGED as error:
            raise DamagedPackageError(f"{part}: {error}") from None

    def read(self, part: str) -> bytes:
        """A part as a whole."""
        with self.open(part) as stream:
            return stream.read()

    def xml(self, part: str) -> bytes:
        """A part of XML as a whole; its tags count."""
        content = self.read(part)
        self._work.do(content.count(b"<"))
        return content

    def pieces(self, part: str, size: int) -> Iterator[bytes]:
        """A part of XML piece by piece, `size` bytes each; its tags count as they come."""
        with self.open(part) as stream:
            while content := stream.read(size):
                self._work.do(content.count(b"<"))
                yield content


class _Counted(io.RawIOBase):
    """A stream whose content counts as it is read."""

    def __init__(self, stream: IO[bytes], work: Work) -> None:
        self._stream, self._work = stream, work

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        """The next bytes; those of a part as long as the buffer at most."""
        content = self._work.unpacked(self._stream.read(len(buffer)))
        buffer[: len(content)] = content
        return len(content)
