"""Names of blocks in finished files, derived from block ids alone so that any reader can work them out."""

from __future__ import annotations

import hashlib
import re

BOOKMARK_LIMIT = 40
"""Longest bookmark name that Word keeps (ECMA-376 part 1, 17.13.6.2 leaves it open; Word cuts at 40)."""

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def bookmark_name(block_id: str) -> str:
    """The Word bookmark of a block: letters, digits and underscores, at most 40, unique by a digest of the id."""
    return _bookmark("rg", block_id)


def numeric_id(name: str, limit: int = 2**31 - 1) -> int:
    """A positive number for `name`, the same in every run (ids of drawings and content controls in Word)."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % limit + 1


FIELD_NAME_LIMIT = 64
"""Characters that Word keeps of the name of a content control."""


def field_name(path: str) -> str:
    """The name of the field around data from `path`: the path, or a digest of one that Word would cut off."""
    return path if len(path) <= FIELD_NAME_LIMIT else f"#{hashlib.sha256(path.encode()).hexdigest()[:32]}"


def field_bookmark(path: str, occurrence: int) -> str:
    """The Word bookmark around data from `path` that no control can hold; a path can be printed several times."""
    return _bookmark("rf", f"{path}#{occurrence}")


def _bookmark(prefix: str, key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    slug = _OTHER.sub("_", key).strip("_")[: BOOKMARK_LIMIT - 12]
    return f"{prefix}_{slug}_{digest}"


def source_block(source: str) -> str:
    """The id of the block that lists a source, by the source's own."""
    return f"source-{source}"
