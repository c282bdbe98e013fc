"""Files for the printing press: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4)."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from pathlib import Path

from reportgen.conditions.profile import ProfileError, read_press_profile
from reportgen.document.inks import ink_problems, recipes
from reportgen.document.print_settings import PrintSettings
from reportgen.document.theme import MM, Theme
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.pdf.profiles import Profile
from reportgen.pdf.profiles.press_settings import PressSettings
from reportgen.pdf.separation import Separation, suggestion

_PLACE = ("print", "icc_profile")
_STANDARDS = {"x-4": ("PDF/X-4", (1, 6)), "x-1a": ("PDF/X-1a:2003", (1, 4))}


def press_profile(
    theme: Theme, identity: str = "print", *, grey: bool = False, folds: tuple[float, ...] = ()
) -> Profile:
    """The profile of a print file of a theme, folded at these points.

    DocumentError: a colour without inks, or a printing house's profile that cannot be used.
    """
    settings = theme.print
    standard, version = _STANDARDS[settings.standard]
    profile = read_profile(settings)
    problems = () if grey else tuple(ink_problems(theme, partial(suggestion, profile=profile)))
    if problems:
        raise DocumentError(*problems)
    press = PressSettings(
        standard=standard,
        condition=settings.condition,
        stand_in=settings.stand_in,
        profile=profile,
        bleed=settings.bleed * MM,
        marks=settings.marks,
        recipes=recipes(theme, grey=grey),
        separation=separation(settings, profile, grey=grey),
        identity=f"{identity}{'-grey' if grey else ''}",
        folds=folds,
    )
    return Profile(name=press.identity, version=version, links=False, outline=False, packed=False, press=press)


def separation(settings: PrintSettings, profile: bytes = b"", *, grey: bool = False) -> Separation:
    """How the pictures of a theme are separated; without a profile it only tells which cannot be."""
    return Separation(
        profile=profile,
        limit=settings.limit,
        grey=grey,
        untagged=settings.untagged_rgb == "srgb",
        transparency=settings.transparency,
    )


def own_profile(paper: str) -> bytes:
    """The profile for "coated" or "uncoated" paper that comes with the program."""
    return files("reportgen.pdf").joinpath(f"data/{paper}.icc").read_bytes()


def read_profile(settings: PrintSettings) -> bytes:
    """The printing house's profile, or that of the kind of paper. DocumentError: it cannot be used."""
    if settings.icc_profile is None:
        return own_profile(settings.paper.kind)
    path = Path(settings.icc_profile)
    hint = "ask the printing house for the ICC profile of its printing condition"
    try:
        return read_press_profile(path)
    except OSError as error:
        text = f"the profile {path.name} cannot be read: {error.strerror}"
        raise DocumentError(Problem("bad-profile", text, keys=_PLACE, hint=hint)) from None
    except ProfileError as error:
        text = f"the profile {path.name} {error}"
        raise DocumentError(Problem("bad-profile", text, keys=_PLACE, hint=hint)) from None
