"""ZIP files whose bytes depend on their content alone, written by the standard library (APPNOTE.TXT 6.3).

A part can be compressed while it is written: neither its text nor the compressed part stands in memory twice.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import IO, Final

from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.ooxml.package import CONTENT_TYPES

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that an entry can have."""
_MOST_PARTS: Final = 0xFFFF
"""Entries of a file without the extensions of ZIP64, which Office does not read everywhere."""


class Archive:
    """A package that is written part by part; no clock, no user. Used in a with statement, also where nothing comes of
    it; everything raises DocumentError for more parts or bytes than a ZIP file holds."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._zip = zipfile.ZipFile(self._out, "w", allowZip64=False)
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is not None:
            with suppress(RuntimeError, zipfile.LargeZipFile):
                if self._stream is not None:
                    self._stream.close()
                self._zip.close()

    def begin(self, name: str) -> IO[bytes]:
        """A part that is written piece by piece; it ends when the next one begins."""
        self._end()
        if len(self._zip.filelist) >= _MOST_PARTS:
            raise _too_large(f"more than {_MOST_PARTS:,} parts")
        self._stream = self._zip.open(_entry(name), "w")
        return self._stream

    def put(self, name: str, content: bytes) -> None:
        """A part as a whole."""
        self.begin(name).write(content)

    def finish(self) -> bytes:
        """The file; nothing can be added to it."""
        self._end()
        try:
            self._zip.close()
        except zipfile.LargeZipFile:
            raise _too_large("more than 2 GB") from None
        return self._out.getvalue()

    def _end(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            try:
                stream.close()
            except RuntimeError:
                raise _too_large("a part of more than 2 GB") from None


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A package of `parts` by name: content types first (as Office writes them), then sorted.

    Raises DocumentError for more parts or bytes than a ZIP file holds.
    """
    if len(parts) > _MOST_PARTS:
        raise _too_large(f"{len(parts)} parts")
    with Archive() as made:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            made.put(name, parts[name])
        return made.finish()


def with_last(content: bytes, change: Callable[[bytes], bytes | None]) -> bytes | None:
    """A package with another last part, made of the one there is; all others stay as they are, and are not compressed
    again.

    None where `change` makes none. Raises zipfile.BadZipFile for what is no package.
    """
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", allowZip64=False) as package:
        last = package.infolist()[-1]
        text = change(package.read(last))
        if text is None:
            return None
        del package.filelist[-1], package.NameToInfo[last.filename]
        package.start_dir = last.header_offset
        package.writestr(_entry(last.filename), text)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
    return entry


def _too_large(what: str) -> DocumentError:
    return DocumentError(Problem("word-too-large", f"the Word file would have {what}"))
