"""ICC profiles of printing conditions: whether one can be used, and what it says of itself (ICC.1:2010)."""

from __future__ import annotations

import struct
from pathlib import Path

from reportgen.conditions.named import Condition, named_in
from reportgen.errors import OversizeError, ReportgenError
from reportgen.outside.place import read_whole

MOST_BYTES = 20_000_000
"""Of a profile; those of printing conditions have one to three million."""
_HEADER = 128
_CLASSES = {
    b"mntr": "a monitor",
    b"scnr": "a scanner or camera",
    b"spac": "a colour space",
    b"link": "a link of two devices",
    b"abst": "an effect",
    b"nmcl": "named colours",
}
_NEEDED = (b"A2B0", b"B2A0", b"wtpt")
_DATA_HEAD = 2000
"""Characters in which characterisation data (CGATS.17) say where they come from, before the measured values."""


class ProfileError(ReportgenError):
    """A profile that cannot be used for print; the message says why."""


def read_press_profile(path: Path) -> bytes:
    """The profile of a CMYK printing condition in a file. Raises ProfileError for another, OSError for none."""
    try:
        data = read_whole(path, MOST_BYTES)
    except OversizeError:
        raise ProfileError(f"has more than {MOST_BYTES:,} bytes") from None
    check_press_profile(data)
    return data


def check_press_profile(data: bytes) -> None:
    """Raises ProfileError unless `data` is a whole profile of a CMYK printing condition."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        raise ProfileError("is damaged, or no ICC profile at all")
    declared = struct.unpack(">I", data[:4])[0]
    if declared > len(data):
        raise ProfileError(f"is damaged: it says that it has {declared} bytes, and has {len(data)}")
    kind, space, connection = data[12:16], data[16:20], data[20:24]
    if kind != b"prtr":
        raise ProfileError(f"describes {_CLASSES.get(kind, 'something else')}, not a printing condition")
    if space != b"CMYK":
        raise ProfileError(f"is for {space.decode('latin-1').strip()} colours, not for CMYK")
    if connection != b"Lab " and connection != b"XYZ ":
        raise ProfileError("is damaged: its connection space is neither Lab nor XYZ")
    _check_tags(data, declared)


def _check_tags(data: bytes, size: int) -> None:
    tags = _tags(data)
    missing = [name.decode() for name in _NEEDED if name not in tags]
    if missing:
        raise ProfileError(f"cannot be used in both directions: it has no {', '.join(missing)}")
    if any(start + length > size for start, length in tags.values()):
        raise ProfileError("is damaged: its data are cut off")


def _tags(data: bytes) -> dict[bytes, tuple[int, int]]:
    """Where each tag's data begin and how long they are. Raises ProfileError."""
    count = struct.unpack(">I", data[_HEADER : _HEADER + 4])[0]
    table = data[_HEADER + 4 : _HEADER + 4 + 12 * count]
    if count > 1000 or len(table) < 12 * count:
        raise ProfileError("is damaged: its table of tags is cut off")
    return {bytes(name): (start, length) for name, start, length in struct.iter_unpack(">4sII", table)}


def description(data: bytes) -> str:
    """What a profile is called; "" where it does not say. Raises ProfileError."""
    return _text(_tag(data, b"desc"))


def describes(data: bytes) -> Condition | None:
    """The printing condition that a profile says it describes, in its name or at the head of its characterisation data.

    None where it names none of those known. Raises ProfileError.
    """
    return named_in(description(data)) or named_in(_text(_tag(data, b"targ"))[:_DATA_HEAD])


def _tag(data: bytes, name: bytes) -> bytes:
    if len(data) < _HEADER + 4:
        raise ProfileError("is damaged, or no ICC profile at all")
    start, length = _tags(data).get(name, (0, 0))
    return data[start : start + length]


def _text(tag: bytes) -> str:
    """The text of a tag of the types that there are for it (ICC.1:2001-04, 6.5.17 and 6.5.18; ICC.1:2010, 10.13)."""
    kind = tag[:4]
    if kind == b"desc" and len(tag) >= 12:
        (count,) = struct.unpack(">I", tag[8:12])
        return tag[12 : 12 + count].split(b"\0")[0].decode("latin-1").strip()
    if kind == b"mluc" and len(tag) >= 28:
        length, start = struct.unpack(">II", tag[20:28])
        return tag[start : start + length].decode("utf-16-be", "replace").strip("\0 ")
    return tag[8:].split(b"\0")[0].decode("latin-1") if kind == b"text" else ""
