"""Profiles: what a kind of file promises and carries, as data. Pages are drawn the same for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reportgen.pdf.tags.roles import PDF_1_7, PDF_2_0, Vocabulary

if TYPE_CHECKING:
    from reportgen.pdf.profiles.press_settings import PressSettings


class Profile(Struct, frozen=True, kw_only=True):
    """One kind of file. `pdfa` is part and level of ISO 19005, `pdfua` the part of ISO 14289 that it keeps; both say in
    which year's edition where they were revised."""

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
    vocabulary: Vocabulary = PDF_1_7
    """The types of structure elements."""
    declared: tuple[str, ...] = ()
    """Further standards that the file declares to keep, by the addresses of their declarations."""

    @property
    def informs(self) -> bool:
        """Whether there is an information dictionary; PDF 2.0 has XMP alone (ISO 19005-4, 6.1.3)."""
        return self.version < (2, 0)


SCREEN = Profile(name="screen", pdfa=(2, "A"), pdfua=1)
"""For reading and keeping: PDF/UA-1 and PDF/A-2a in one file."""

ARCHIVE = Profile(name="archive", pdfa=(3, "A"), pdfua=1)
"""For keeping what it was made from, too: PDF/UA-1 and PDF/A-3a, which may carry files of any kind."""

_WELL_TAGGED = tuple(f"http://pdfa.org/declarations/wtpdf#{level}1.0" for level in ("accessibility", "reuse"))

SCREEN_2 = Profile(
    name="screen-2", version=(2, 0), pdfa=(4, ""), pdfua=2, vocabulary=PDF_2_0, declared=_WELL_TAGGED
)  # fmt: skip
"""PDF 2.0 for reading and keeping: PDF/UA-2, Well-Tagged PDF 1.0 in both its levels and PDF/A-4 in one file."""

ARCHIVE_2 = replace(SCREEN_2, name="archive-2", pdfa=(4, "F"))
"""The same as PDF/A-4f, which may carry files of any kind."""

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (SCREEN, ARCHIVE, SCREEN_2, ARCHIVE_2)}


def profile(name: str) -> Profile:
    """The profile of a name; ValueError names those there are."""
    if name not in PROFILES:
        raise ValueError(f"unknown profile {name!r}; there are: {', '.join(sorted(PROFILES))}")
    return PROFILES[name]
