"""Names of blocks in finished files, derived from block ids alone so that any reader can work them out."""

from __future__ import annotations

import hashlib
import re

BOOKMARK_LIMIT = 40
"""Longest bookmark name that Word keeps (ECMA-376 part 1, 17.13.6.2 leaves it open; Word cuts at 40)."""

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def bookmark_name(block_id: str) -> str:
    """The Word bookmark of a block: letters, digits and underscores, at most 40, unique by a digest of the id."""
    digest = hashlib.sha256(block_id.encode()).hexdigest()[:8]
    slug = _OTHER.sub("_", block_id).strip("_")[: BOOKMARK_LIMIT - 12]
    return f"rg_{slug}_{digest}"


def numeric_id(name: str, limit: int = 2**31 - 1) -> int:
    """A positive number for `name`, the same in every run (ids of drawings and content controls in Word)."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % limit + 1


TAG_LIMIT = 64
"""Characters that Word keeps of the tag of a content control."""


def control_tag(path: str) -> str:
    """The tag of the content control around data from `path`: the path, or a digest of one that Word would cut off."""
    return path if len(path) <= TAG_LIMIT else f"#{hashlib.sha256(path.encode()).hexdigest()[:32]}"
