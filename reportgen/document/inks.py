"""Which inks print which colour: those a theme gives, and nothing that was converted.

Pages know colours as ``#RRGGBB``; a printing press knows inks. White and true greys are black ink on white paper, every
other colour needs inks that somebody has chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from reportgen.document.contrast import luminance
from reportgen.document.print_settings import Cmyk
from reportgen.document.theme import COLOURS, Theme
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem

BLACK: Cmyk = (0, 0, 0, 100)

INKS: dict[str, Cmyk] = {
    "ink": BLACK,
    "muted": (0, 0, 0, 76),
    "primary": (95, 0, 30, 58),
    "primary-deep": (100, 0, 35, 75),
    "tint-1": (75, 0, 25, 40),
    "tint-2": (56, 0, 20, 24),
    "tint-3": (36, 0, 13, 6),
    "tint-4": (17, 0, 6, 2),
    "rule": (0, 0, 0, 55),
    "rule-pale": (0, 0, 0, 20),
    "fill": (0, 0, 0, 4),
    "fill-strong": (11, 0, 5, 0),
    "warning": (0, 42, 100, 44),
    "warning-fill": (0, 3, 9, 2),
    "paper": (0, 0, 0, 0),
}
"""Inks of the neutral default's colours, chosen by hand: texts in black alone, the primary family without magenta."""


class Ink(Struct, frozen=True):
    """What a colour is printed with. `spot` is the name of a spot colour that `cmyk` stands in for."""

    cmyk: Cmyk
    spot: str | None = None

    @property
    def total(self) -> float:
        """All inks together, in percent."""
        return sum(self.cmyk)

    @property
    def solid(self) -> bool:
        """Whether it is one plate at its full tone, or none at all."""
        return self.spot is not None or (max(self.cmyk) in (0, 100) and self.total <= 100)


def colours_used(theme: Theme) -> Iterator[tuple[Keys, str]]:
    """Every place of a theme that names a colour, with the name or ``#RRGGBB``."""
    for role, style in theme.styles.items():
        for field in ("colour", "fill", "rule"):
            name = getattr(style, field)
            if name is not None:
                yield ("styles", role, field), name
    yield ("band", "ground"), theme.band.ground
    yield ("rules", "card_rule"), theme.rules.card_rule
    yield from ((("band", "tints", i), name) for i, name in enumerate(theme.band.tints))
    yield from ((("series", i), name) for i, name in enumerate(theme.series))


def printed_colours(theme: Theme) -> dict[str, tuple[Keys, str]]:
    """Every colour that may be printed, by name or ``#RRGGBB``: the place that brings it in, and its ``#RRGGBB``."""
    found: dict[str, tuple[Keys, str]] = {name: (("colours", name), value) for name, value in theme.colours.items()}
    for keys, name in colours_used(theme):
        if name.startswith("#"):
            found.setdefault(name, (keys, name))
    for palette, colours in theme.palettes.items():
        for name, value in colours.items():
            if value.upper() not in {known.upper() for _, known in found.values()}:
                found[value] = (("palettes", palette, name), value)
    return found


def inks(theme: Theme) -> dict[str, Ink]:
    """The inks of all colours that have some, by ``#RRGGBB`` in capitals."""
    found: dict[str, Ink] = {"#FFFFFF": Ink((0, 0, 0, 0)), "#000000": Ink(BLACK)}
    for name, (_, value) in printed_colours(theme).items():
        chosen = _chosen(theme, name, value)
        if chosen is not None:
            found[value.upper()] = Ink(chosen, theme.print.spots.get(name))
    return found


def _chosen(theme: Theme, name: str, value: str) -> Cmyk | None:
    given = theme.print.colours.get(name)
    if given is None and COLOURS.get(name, "").upper() == value.upper():
        given = INKS[name]
    return given if given is not None else _neutral(value)


def _neutral(value: str) -> Cmyk | None:
    red, green, blue = bytes.fromhex(value[1:])
    return (0, 0, 0, round((255 - red) / 2.55, 1)) if red == green == blue else None


def recipe_problems(theme: Theme) -> Iterator[Problem]:
    """Recipes of the print settings for colours that there are not, and shares that no ink has."""
    settings = theme.print
    for section, given in (("colours", settings.colours), ("spots", settings.spots), ("grey", settings.grey)):
        for name in given:
            if name not in theme.colours and not name.startswith("#"):
                hint = did_you_mean(name, theme.colours) or "a name of colours:, or a #RRGGBB that a style uses"
                place: Keys = ("print", section, name)
                yield Problem("unknown-colour", f'there is no colour "{name}"', keys=place, hint=hint, at_key=True)
    shares: list[tuple[Keys, float]] = [(("grey", name), share) for name, share in settings.grey.items()]
    for name, recipe in settings.colours.items():
        shares += ((("colours", name, index), share) for index, share in enumerate(recipe))
    for keys, share in shares:
        if not 0 <= share <= 100:
            yield Problem("bad-measure", f"inks are 0 to 100 percent, not {share}", keys=("print", *keys))


def ink_problems(theme: Theme, suggest: Callable[[str], tuple[int, ...]]) -> Iterator[Problem]:
    """Colours without inks, with more ink than the paper bears, or with two recipes for one colour on screen.

    `suggest` gives inks in percent for a colour ``#RRGGBB`` that has none.
    """
    known: dict[str, tuple[str, Cmyk]] = {}
    for name, (keys, value) in printed_colours(theme).items():
        chosen = _chosen(theme, name, value)
        if chosen is None:
            text = f'the colour "{name}" ({value}) has no inks to be printed with'
            recipe = f"{name}: [{', '.join(map(str, suggest(value)))}]"
            hint = f'choose inks, and add "{recipe}" or better to print: colours: (that is what the profile gives)'
            yield Problem("no-inks", text, keys=keys, hint=hint)
            continue
        if sum(chosen) > theme.print.limit:
            text = f'the inks of "{name}" are {sum(chosen):g} %, the paper bears {theme.print.limit:g} %'
            yield Problem("too-much-ink", text, keys=_place(theme, name, keys))
        other, inks_of_other = known.setdefault(value.upper(), (name, chosen))
        if inks_of_other != chosen:
            text = f'"{name}" and "{other}" are the same colour on screen but have different inks'
            hint = "make one of them a little different"
            yield Problem("two-recipes", text, keys=_place(theme, name, keys), hint=hint)


def _place(theme: Theme, name: str, keys: Keys) -> Keys:
    return ("print", "colours", name) if name in theme.print.colours else keys


# --------------------------------------------------------------------------------------------------------- grey print

_APART = 14.0
"""Least difference in black, in percent, between two series of a chart."""


def greys(theme: Theme) -> dict[str, Ink]:
    """Black alone for every colour: as dark as it looks, the series of charts told apart, texts as given."""
    levels = {value.upper(): darkness(value) for _, value in printed_colours(theme).values()}
    levels |= {theme.colour(name).upper(): level for name, level in _apart(theme)}
    levels |= {theme.colour(name).upper(): level for name, level in theme.print.grey.items()}
    levels |= {"#FFFFFF": 0.0, "#000000": 100.0}
    return {value: Ink((0, 0, 0, level)) for value, level in levels.items()}


def _apart(theme: Theme) -> Iterator[tuple[str, float]]:
    """Levels of the series where two of them are too near to each other: in even steps, in their order of darkness."""
    names = sorted(dict.fromkeys(theme.series), key=lambda name: darkness(theme.colour(name)))
    levels = [theme.print.grey.get(name, darkness(theme.colour(name))) for name in names]
    if all(darker - lighter >= _APART for lighter, darker in pairwise(levels)):
        return
    step = 80 / max(len(names) - 1, 1)
    yield from ((name, round(15 + step * index, 1)) for index, name in enumerate(names))


def darkness(value: str) -> float:
    """How much black looks as dark as a colour: what is missing to the lightness of white (CIE L*), in percent."""
    light = luminance(value)
    lightness = 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light
    return round(100 - lightness, 1)


def recipes(theme: Theme, *, grey: bool = False) -> Mapping[str, Ink]:
    """The inks of all colours by ``#RRGGBB``, for colour or grey print."""
    return greys(theme) if grey else inks(theme)
