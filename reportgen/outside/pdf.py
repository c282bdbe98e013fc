"""PDFs that others have made, opened by qpdf within limits of memory.

qpdf's limits hold for the whole process, and other code in it may use qpdf for files of its own. So they are set while
a file from outside is being read, and are as before when nobody reads one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pikepdf import Pdf

MOST_IN_A_STREAM: Final = 100_000_000
"""Bytes of memory that qpdf may take to decode one stream."""
_STREAM: Final = re.compile(r"^stream <[^>]*>(?: \([^)]*\))?: ")
_PARTS: Final = 1_000_000
"""Members of an array or a dictionary."""
_LIMITS: Final = {
    "flate_max_memory": MOST_IN_A_STREAM,
    "dct_max_memory": MOST_IN_A_STREAM,
    "png_max_memory": MOST_IN_A_STREAM,
    "run_length_max_memory": MOST_IN_A_STREAM,
    "tiff_max_memory": MOST_IN_A_STREAM,
    "parser_max_container_size": _PARTS,
    "doc_max_warnings": 1_000,
}


class _Limited:
    """How many read a file from outside, and what limits there were before the first of them."""

    def __init__(self) -> None:
        self.lock, self.readers = Lock(), 0
        self.before: dict[str, int | bool] = {}


_limited: Final = _Limited()


@contextmanager
def limited() -> Iterator[None]:
    """Whatever qpdf is asked for inside, it is done within limits; what goes beyond them is a pikepdf.PdfError."""
    from pikepdf.settings import set_qpdf_limits

    with _limited.lock:
        if not _limited.readers:
            _limited.before = set_qpdf_limits(**_LIMITS)  # type: ignore[arg-type]
        _limited.readers += 1
    try:
        yield
    finally:
        with _limited.lock:
            _limited.readers -= 1
            if not _limited.readers:
                set_qpdf_limits(**_limited.before)  # type: ignore[arg-type]


def reason(error: Exception) -> str:
    """What qpdf says in one line, without the address in memory of the stream that it had to read."""
    return _STREAM.sub("", (str(error).splitlines() or ["unknown reason"])[0])


@contextmanager
def opened(content: bytes) -> Iterator[Pdf]:
    """A PDF, and limits for as long as it is open. Raises what pikepdf.open raises."""
    import pikepdf

    with limited(), pikepdf.open(io.BytesIO(content)) as pdf:
        yield pdf
