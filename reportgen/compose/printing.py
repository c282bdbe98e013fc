"""The `print` section of theme.yaml: possible measures, colours that are there, a profile in the folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from reportgen.document.printing import SHEETS, Paper, Printing, sheet_size
from reportgen.document.theme import Theme
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem
from reportgen.yaml.translate import show

_RANGES = {"weight": (30, 600), "bulk": (0.5, 3)}
_HINT = "a name of colours:, or a #RRGGBB that a style uses"


def printing_problems(theme: Theme, folder: Path) -> Iterator[Problem]:
    """What is wrong with the section by itself, whether anything is printed or not."""
    printing = theme.print
    yield from _measures(printing)
    yield from _named(theme, "colours", printing.colours)
    yield from _named(theme, "spots", printing.spots)
    yield from _named(theme, "grey", printing.grey)
    for name, recipe in printing.colours.items():
        yield from (_percent(("print", "colours", name, i), part) for i, part in enumerate(recipe) if _beyond(part))
    yield from (_percent(("print", "grey", name), level) for name, level in printing.grey.items() if _beyond(level))
    if printing.icc_profile is not None:
        yield from _profile(printing, folder)


def with_profile(theme: Theme, folder: Path) -> Theme:
    """The theme with the absolute path of its printing house's profile."""
    if theme.print.icc_profile is None:
        return theme
    return replace(theme, print=replace(theme.print, icc_profile=str(folder / theme.print.icc_profile)))


def _measures(printing: Printing) -> Iterator[Problem]:
    for field in ("paper", "cover_paper"):
        paper: Paper = getattr(printing, field)
        for name, (least, most) in _RANGES.items():
            if not least <= getattr(paper, name) <= most:
                text = f"{name} is {least} to {most}, not {getattr(paper, name):g}"
                yield Problem("bad-measure", text, keys=("print", field, name), hint="weight in g/m², bulk in cm³/g")
    if not 0 <= printing.bleed <= 20:
        yield Problem("bad-measure", "the bleed is 0 to 20 mm", keys=("print", "bleed"))
    if printing.ink_limit is not None and not 100 <= printing.ink_limit <= 400:
        yield Problem("bad-measure", "the ink limit is 100 to 400 percent", keys=("print", "ink_limit"))
    if printing.multiple is not None and not 1 <= printing.multiple <= 64:
        yield Problem("bad-measure", "pages are filled up to a multiple of 1 to 64", keys=("print", "multiple"))
    if sheet_size(printing.sheet) is None:
        hint = f"{', '.join(SHEETS)}, or millimetres such as 450x320"
        yield Problem("bad-measure", f'"{printing.sheet}" is no sheet', keys=("print", "sheet"), hint=hint)
    if printing.standard == "x-1a" and printing.transparency:
        yield Problem("bad-choice", "PDF/X-1a knows no transparency", keys=("print", "transparency"))


def _named(theme: Theme, section: str, given: Mapping[str, object]) -> Iterator[Problem]:
    for name in given:
        if name not in theme.colours and not name.startswith("#"):
            hint = did_you_mean(name, theme.colours) or _HINT
            yield Problem(
                "unknown-colour", f'there is no colour "{name}"', keys=("print", section, name), hint=hint, at_key=True
            )


def _beyond(level: float) -> bool:
    return not 0 <= level <= 100


def _percent(keys: Keys, level: float) -> Problem:
    return Problem("bad-measure", f"inks are 0 to 100 percent, not {show(level)}", keys=keys)


def _profile(printing: Printing, folder: Path) -> Iterator[Problem]:
    keys = ("print", "icc_profile")
    name = printing.icc_profile or ""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        yield Problem("bad-profile", f'the profile "{name}" is outside of the template\'s folder', keys=keys)
    elif not path.is_file():
        yield Problem("bad-profile", f'there is no profile "{name}" in the template\'s folder', keys=keys)
    if printing.output_condition is None:
        text = "a profile of one's own needs output_condition: the name of what it describes"
        yield Problem("missing-field", text, keys=keys, hint='such as "FOGRA52"', at_key=True)
