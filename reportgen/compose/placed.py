"""Words with places in braces that are filled with inlines, so that these keep their origin."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.document.inlines import Inline, Inlines, Text

_PLACE = re.compile(r"\{([\w-]+)\}")


def placed(words: str, parts: Mapping[str, Inlines]) -> Inlines:
    """`words` with ``{name}`` replaced by the inlines of that name; other braces stay as they are."""
    found: list[Inline] = []
    at = 0
    for match in _PLACE.finditer(words):
        if match[1] in parts:
            found += [Text(words[at : match.start()])] * (match.start() > at)
            found += parts[match[1]]
            at = match.end()
    return (*found, *((Text(words[at:]),) if words[at:] else ()))
