"""Profiles: what a kind of file promises and carries, as data. Pages are drawn the same for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from reportgen.pdf.profiles.press_settings import PressSettings


class Profile(Struct, frozen=True, kw_only=True):
    """One kind of file. `pdfa` is part and level of ISO 19005, `pdfua` the part of ISO 14289 that it keeps."""

    name: str
    version: tuple[int, int] = (1, 7)
    pdfa: tuple[int, str] | None = None
    pdfua: int | None = None
    output_condition: str = "sRGB IEC61966-2.1"
    links: bool = True
    outline: bool = True
    press: PressSettings | None = None
    """What a printing press needs, for files that are printed."""
    packed: bool = True
    """Objects go into compressed streams (since PDF 1.5)."""


SCREEN = Profile(name="screen", pdfa=(2, "A"), pdfua=1)
"""For reading and keeping: PDF/UA-1 and PDF/A-2a in one file."""

ARCHIVE = Profile(name="archive", pdfa=(3, "A"), pdfua=1)
"""For keeping what it was made from, too: PDF/UA-1 and PDF/A-3a, which may carry files of any kind."""

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (SCREEN, ARCHIVE)}


def profile(name: str) -> Profile:
    """The profile of a name; ValueError names those there are."""
    if name not in PROFILES:
        raise ValueError(f"unknown profile {name!r}; there are: {', '.join(sorted(PROFILES))}")
    return PROFILES[name]
