"""Texts as messages show them: what cannot be seen, or be told from its like, is named."""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u2011\u2028-\u202f"
    "\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control characters, all spaces but the usual one, the two hyphens that look like the usual one, and what Unicode
calls default-ignorable."""


def shown(text: str) -> str:
    """`text` with the names of characters that nobody sees: "58[U+00A0]%"."""
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
