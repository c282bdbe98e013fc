"""What a finished file says otherwise than it should."""

from __future__ import annotations

from msgspec import Struct

from reportgen.findings.shown import harmless, shown


class Difference(Struct, frozen=True):
    """Something that is not as it should be: a kebab-case code, the block it is about, a sentence for a person.

    `block` is a block id, or the name of a bookmark where a Word file alone is read; None concerns the whole file.
    """

    code: str
    text: str
    block: str | None = None

    def __str__(self) -> str:
        place = f"{harmless(self.block)}: " if self.block else ""
        return f"{place}{shown(self.text)} [{self.code}]"
