"""The last pass over a file that is to be kept: its objects packed into compressed streams (ISO 32000-1, 7.5.7)."""

from __future__ import annotations

import io


def compact(data: bytes) -> bytes:
    """The same file, a structure of many small objects taking a fraction of the room. Same bytes for same bytes."""
    import pikepdf

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
