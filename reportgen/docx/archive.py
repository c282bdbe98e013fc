"""ZIP files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_TYPES: Final = "[Content_Types].xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP entry can have."""


_CHUNK: Final = 1 << 18
"""Characters that are compressed at a time."""


def archive(parts: Mapping[str, bytes | Iterable[str]]) -> bytes:
    """A package of `parts` by name: content types first (as Office writes them), then sorted; no clock, no user.

    A long part may come in pieces of text: it never stands in memory as a whole then.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            content = parts[name]
            if isinstance(content, bytes):
                package.writestr(entry, content)
            else:
                with package.open(entry, "w") as target:
                    for chunk in _chunks(content):
                        target.write(chunk)
    return out.getvalue()


def _chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length > _CHUNK:
            yield "".join(waiting).encode()
            waiting.clear()
            length = 0
    yield "".join(waiting).encode()
