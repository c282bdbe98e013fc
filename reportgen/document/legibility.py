"""What a theme says and no page shows, or shows so that it can hardly be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportgen.document.contrast import contrast
from reportgen.document.theme import STYLES, Style, Theme
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem

TABLE_STYLES = frozenset({"table-head", "table-cell", "table-stripe", "table-group", "table-subtotal", "table-total"})
"""Styles of rows of tables: their ground and rules are those of the row."""

CALLOUT_STYLES = ("box", "callout", "callout-warning")
"""Styles of what is set apart from the text on a ground."""

_BARS = frozenset({"progress"})
"""Styles whose ground is that of a bar, and not of the words above it."""

FILLED = frozenset({*CALLOUT_STYLES, "progress", "mark", "tile", "tile-lead", *TABLE_STYLES})
"""Roles that have a ground of their own."""

RULED = frozenset(
    {
        *(f"heading-{level}" for level in range(1, 7)),
        *("tile", "running-head", "quote", "pull-quote", "box", "progress", "timeline"),
        *(TABLE_STYLES - {"table-stripe"}),
    }
)
"""Roles that have a rule; roles of the theme's own may be those of headings."""

_USED = {"fill": FILLED, "rule": RULED, "rule_width": RULED, "rule_gap": RULED}

_ENOUGH, _ENOUGH_FOR_LARGE = 4.5, 3.0
"""Contrasts of text with its ground (WCAG 2.2, 1.4.3, level AA)."""

_LARGE, _LARGE_BOLD = 18, 14
"""Points from which on type is large (WCAG 2.2, "large scale")."""


def unused_fields(given: Mapping[str, Mapping[str, object]]) -> Iterator[Problem]:
    """Fields of styles that are given and that no page shows; `given` are the styles that the theme writes down."""
    for role, fields in given.items():
        for field, roles in _USED.items():
            if fields.get(field) in (None, 0) or role in roles or (field != "fill" and role not in STYLES):
                continue
            text = f'the style "{role}" has no {"ground" if field == "fill" else "rule"}, so its {field} is not used'
            hint = f"styles that have one: {', '.join(sorted(roles))}"
            keys = ("styles", role, field)
            yield Problem("unused-field", text, keys=keys, hint=hint, at_key=True, severity="warning")


class _Pair(Struct, frozen=True):
    """A colour of type on a ground, by their names or as ``#RRGGBB``, and how much contrast they need."""

    colour: str
    ground: str
    needed: float


def low_contrast(theme: Theme, given: Iterable[str]) -> Iterator[Problem]:
    """Colours that can hardly be read on their ground, each with the styles it is in; `given` are the roles that the
    theme writes down."""
    found: dict[_Pair, list[str]] = {}
    for role, style in theme.styles.items():
        grounds = _grounds(role, theme)
        needed = _ENOUGH_FOR_LARGE if _is_large(style) else _ENOUGH
        if all(contrast(theme.colour(style.colour), theme.colour(ground)) < needed for ground in grounds):
            found.setdefault(_Pair(style.colour, grounds[0], needed), []).append(role)
    written = set(given)
    for pair, roles in found.items():
        ratio = contrast(theme.colour(pair.colour), theme.colour(pair.ground))
        text = f'"{pair.colour}" on "{pair.ground}" has a contrast of {ratio:.1f}, less than {pair.needed}'
        hint = f"{'large type' if pair.needed < _ENOUGH else 'type'} of {', '.join(roles)}: darker or lighter"
        own = next((role for role in roles if role in written), None)
        keys: Keys = ("styles", own, "colour") if own else ("colours", pair.colour)
        yield Problem("low-contrast", text, keys=keys, hint=hint, severity="warning")


def palette_contrast(theme: Theme, given: Iterable[str]) -> Iterator[Problem]:
    """The same in each palette of the theme, what is so without it left out."""
    known = {problem.text for problem in low_contrast(theme, given)} if theme.palettes else set()
    for name in theme.palettes:
        for problem in low_contrast(theme.coloured(name), given):
            if problem.text not in known:
                yield replace(problem, text=f'in the palette "{name}": {problem.text}', keys=("palettes", name))


def _grounds(role: str, theme: Theme) -> tuple[str, ...]:
    """What type of a role stands on; for a role of the theme's own everything that it may stand on."""
    paper = "paper" if "paper" in theme.colours else "#FFFFFF"
    own = theme.styles[role].fill if role in FILLED and role not in _BARS else None
    if own:
        return (own,)
    if role == "mark":
        return ("fill-strong",)
    if role in ("tile", *CALLOUT_STYLES):
        return ("fill",)
    if role == "box-title":
        named = [theme.style(each).fill or "fill" for each in CALLOUT_STYLES]
        colour = theme.colour(theme.style(role).colour)
        return (min(named, key=lambda fill: contrast(colour, theme.colour(fill))),)
    if role in STYLES:
        if role.startswith("tile-"):
            return (theme.style("tile-lead" if role.startswith("tile-lead") else "tile").fill or "fill",)
        return (theme.band.ground,) if role.startswith("cover-") else (paper,)
    fills = (theme.style(each).fill for each in sorted(FILLED))
    return (paper, theme.band.ground, *(fill for fill in fills if fill))


def _is_large(style: Style) -> bool:
    return style.size >= (_LARGE_BOLD if "bold" in style.face else _LARGE)
