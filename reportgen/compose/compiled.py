"""Compiled templates, kept between runs in the user's cache folder: compiling is the slowest part of composing.

The key is the source of a template and of the code that compiles it, so a stale entry cannot be used. Without a folder
that can be written to, every run compiles anew.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

_COMPILERS = (
    "sandbox.py",
    "instrument.py",
    "limits.py",
    "metered.py",
    "costs.py",
    "operators.py",
    "provenance.py",
    "undefined.py",
)
"""The modules that say what is compiled."""


class _Quiet(FileSystemBytecodeCache):
    """A cache whose failures only cost time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file, if there is one that can be read."""
        try:
            super().load_bytecode(bucket)
        except (OSError, ValueError, EOFError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the bucket to its file, if that is possible."""
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


@cache
def compiled() -> BytecodeCache | None:
    """The cache of compiled templates, None where there is no folder for it."""
    from platformdirs import user_cache_path

    here = Path(__file__).parent
    code = b"".join((here / name).read_bytes() for name in _COMPILERS)
    version = hashlib.sha256(code + jinja2.__version__.encode()).hexdigest()[:16]
    try:
        folder = user_cache_path("reportgen") / "templates" / version
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return None
    return _Quiet(str(folder), "%s.bin")
