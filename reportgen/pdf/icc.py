"""ICC profiles of printing conditions: whether one can be used, and those that come with the program (ICC.1:2010)."""

from __future__ import annotations

import struct
from importlib.resources import files

from reportgen.errors import ReportgenError

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


class ProfileError(ReportgenError):
    """A profile that cannot be used for print; the message says why."""


def own_profile(paper: str) -> bytes:
    """The profile for "coated" or "uncoated" paper that comes with the program."""
    return files("reportgen.pdf").joinpath(f"data/{paper}.icc").read_bytes()


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
    count = struct.unpack(">I", data[_HEADER : _HEADER + 4])[0]
    table = data[_HEADER + 4 : _HEADER + 4 + 12 * count]
    if count > 1000 or len(table) < 12 * count:
        raise ProfileError("is damaged: its table of tags is cut off")
    tags = {bytes(name): (start, length) for name, start, length in struct.iter_unpack(">4sII", table)}
    missing = [name.decode() for name in _NEEDED if name not in tags]
    if missing:
        raise ProfileError(f"cannot be used in both directions: it has no {', '.join(missing)}")
    if any(start + length > size for start, length in tags.values()):
        raise ProfileError("is damaged: its data are cut off")
