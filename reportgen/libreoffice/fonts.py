"""Whether LibreOffice lays Word files out in fonts of the widths that Word's own have: else lines break elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.fonts.substitutes import SUBSTITUTES, Replaced, replaced


def other_widths(program: str, families: Iterable[str]) -> tuple[Replaced, ...]:
    """The families for which `program` (soffice) has no font of the same widths."""
    return tuple(replaced(families, _brought_along(program)))


def lack(family: Replaced) -> str:
    """The clause of a message that says what LibreOffice does without a family."""
    return f"no font of {family.family}'s widths is installed, LibreOffice takes {family.stand_in}"


def _brought_along(program: str) -> Iterator[str]:
    """Families that LibreOffice has in a folder of its own."""
    above = Path(os.path.realpath(program)).parent.parent
    folders = (above / "share" / "fonts", above / "Resources" / "fonts")  # the second in the bundle of macOS
    there = {path.stem.partition("-")[0].casefold() for folder in folders for path in folder.rglob("*.ttf")}
    yield from (name for name in sorted(SUBSTITUTES) if name.replace(" ", "").casefold() in there)
