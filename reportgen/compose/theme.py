"""theme.yaml as a Theme: validated strictly, merged over the neutral defaults, colours and fonts looked up."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from reportgen.compose.pagesizes import page_problems, size_problems, sized
from reportgen.conditions.named import Condition, condition
from reportgen.document.inks import colours_used, recipe_problems
from reportgen.document.legibility import low_contrast, palette_contrast, unused_fields
from reportgen.document.print_settings import MarkSettings, Paper, PrintSettings, print_problems
from reportgen.document.theme import (
    COLOURS,
    FACES,
    LATO,
    SIGNS,
    STYLES,
    Band,
    Family,
    Numbering,
    Page,
    Rules,
    Style,
    Theme,
)
from reportgen.errors import FontError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Keys, Place
from reportgen.findings.problem import Problem
from reportgen.fonts.check import check_kind
from reportgen.fonts.find import resolve
from reportgen.outside.place import confined
from reportgen.yaml.reader import YamlFile
from reportgen.yaml.translate import show

_STYLE_FIELDS = {role: asdict(style) for role, style in STYLES.items()}
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_CLASSES: Mapping[str, Any] = {
    "page": Page,
    "masters": Page,
    "fonts": Family,
    "styles": Style,
    "band": Band,
    "rules": Rules,
    "numbering": Numbering,
    "print": PrintSettings,
}
_INNER: Mapping[str, Any] = {"paper": Paper, "cover_paper": Paper, "marks": MarkSettings}
"""Records of the print section."""


def read_theme(reading: YamlFile | None, folder: Path) -> tuple[Theme | None, tuple[Finding, ...]]:
    """The theme of a template's folder; `reading` is its theme.yaml, None where it has none."""
    data = reading.value if reading else {}
    if reading is not None and any(finding.severity == "error" for finding in reading.findings):
        return None, reading.findings
    if not isinstance(data, dict):
        problems = [Problem("bad-type", f"expected a mapping (key: value), got {show(data)}")]
        return None, _findings(reading, problems)
    wrong = [*size_problems(data)]
    if wrong:
        return None, _findings(reading, wrong)
    merged = _merged(data)
    try:
        theme = msgspec.convert(merged, Theme)
    except msgspec.ValidationError as error:
        return None, _findings(reading, _problems(merged) or [Problem("bad-value", str(error))])
    problems = [*_colour_problems(theme), *_family_problems(theme, data), *_measure_problems(theme)]
    problems += _fallback_problems(theme)
    problems += [*print_problems(theme.print), *recipe_problems(theme), *_profile_problems(theme.print, folder)]
    families = _fonts(theme, folder, problems)
    if any(problem.severity == "error" for problem in problems):
        return None, _findings(reading, problems)
    found = replace(theme, fonts=families, print=_with_profile(theme.print, folder))
    if reading is None:
        return found, ()
    given = data.get("styles", {})
    return found, _findings(reading, [*problems, *unused_fields(given), *_contrasts(found, given)])


def _contrasts(theme: Theme, given: Iterable[str]) -> Iterator[Problem]:
    yield from low_contrast(theme, given)
    yield from palette_contrast(theme, given)


def _merged(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the theme gives over the defaults: styles field by field, colours and fonts by name."""
    merged = dict(data)
    if isinstance(data.get("colours", {}), dict):
        merged["colours"] = {**COLOURS, **data.get("colours", {})}
    if isinstance(data.get("styles", {}), dict):
        given = data.get("styles", {})
        changed = {role: _style(role, fields) for role, fields in given.items()}
        merged["styles"] = {**_STYLE_FIELDS, **changed}
    page = data.get("page", {})
    if isinstance(page, dict):
        merged["page"] = page = sized(page)
        if isinstance(data.get("masters", {}), dict):
            given = data.get("masters", {}).items()
            merged["masters"] = {name: {**page, **sized(own)} if isinstance(own, dict) else own for name, own in given}
    if isinstance(data.get("fonts", {}), dict):
        merged["fonts"] = {"text": asdict(LATO), **data.get("fonts", {})}
    return merged


def _style(role: str, fields: Any) -> Any:
    if not isinstance(fields, dict):
        return fields
    return {**_STYLE_FIELDS.get(role, {}), **fields}


# ---------------------------------------------------------------------------------------------------------- problems


def _findings(reading: YamlFile | None, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    if reading is None:
        return tuple(problem.at(Place("theme.yaml")) for problem in problems)
    found = (*reading.findings, *map(reading.source.placed, problems))
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))


def _problems(merged: Mapping[str, Any]) -> list[Problem]:
    """Every problem of a theme that was refused; pydantic, which finds them all, is imported only here."""
    from pydantic import ValidationError

    from reportgen.yaml.strict import strict_model

    try:
        strict_model(Theme).model_validate_json(msgspec.json.encode(merged))
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [_problem(tuple(step for step in detail["loc"] if step != "[key]"), detail) for detail in details]
    return []


def _problem(keys: Keys, detail: Any) -> Problem:
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _known(keys)
        hint = did_you_mean(str(keys[-1]), known) or f"known here: {', '.join(known)}"
        return Problem("unknown-key", f'"{keys[-1]}" is not known here', keys=keys, hint=hint, at_key=True)
    if kind == "missing":
        if isinstance(keys[-1], int):
            return Problem("missing-field", f"a list with an entry {keys[-1] + 1} is needed here", keys=keys[:-1])
        return Problem("missing-field", f'"{keys[-1]}" is missing', keys=keys, at_key=True)
    if kind == "literal_error":
        return Problem("bad-choice", f"{show(detail['input'])} is none of {detail['ctx']['expected']}", keys=keys)
    wanted = next((what for start, what in _WANTED if kind.startswith(start)), None)
    if wanted:
        return Problem("bad-type", f"expected {wanted}, got {show(detail['input'])}", keys=keys)
    return Problem("bad-value", detail["msg"][:1].lower() + detail["msg"][1:], keys=keys)


_WANTED = (
    ("float", "a number"),
    ("int", "a whole number"),
    ("string", "text"),
    ("bool", "true or false"),
    ("tuple", "a list"),
    ("dict", "a mapping (key: value)"),
    ("mapping", "a mapping (key: value)"),
    ("model", "a mapping (key: value)"),
)


def _known(keys: Keys) -> list[str]:
    if len(keys) == 1:
        return list(Theme.__struct_fields__)
    cls = _INNER.get(str(keys[1])) if keys[0] == "print" and len(keys) > 2 else _CLASSES.get(str(keys[0]))
    return list(cls.__struct_fields__) if cls else []


def _colour_problems(theme: Theme) -> Iterator[Problem]:
    for name, value in theme.colours.items():
        if not _HEX.fullmatch(value):
            yield Problem("bad-colour", f"expected a colour such as #0B5563, got {show(value)}", keys=("colours", name))
    for palette, colours in theme.palettes.items():
        for name, value in colours.items():
            keys: Keys = ("palettes", palette, name)
            if name not in theme.colours:
                hint = (
                    did_you_mean(name, theme.colours) or "a palette changes colours that are there: add it to colours:"
                )
                yield Problem("unknown-colour", f'there is no colour "{name}"', keys=keys, hint=hint, at_key=True)
            elif not _HEX.fullmatch(value):
                yield Problem("bad-colour", f"expected a colour such as #0B5563, got {show(value)}", keys=keys)
    for keys, name in colours_used(theme):
        if name not in theme.colours and not _HEX.fullmatch(name):
            hint = did_you_mean(name, theme.colours) or "write #RRGGBB or a name of colours:"
            yield Problem("unknown-colour", f'there is no colour "{name}"', keys=keys, hint=hint)


def _family_problems(theme: Theme, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Families that are not there; a light face is missed only where the theme itself asks for it."""
    for role, style in theme.styles.items():
        family = theme.fonts.get(style.family)
        if family is None:
            hint = did_you_mean(style.family, theme.fonts)
            yield Problem(
                "unknown-font", f'there is no font "{style.family}"', keys=("styles", role, "family"), hint=hint
            )
        elif family.light is None and data.get("styles", {}).get(role, {}).get("face") == "light":
            text = f'the font "{style.family}" has no light face'
            yield Problem(
                "unknown-font", text, keys=("styles", role, "face"), hint=f"add light: to fonts: {style.family}"
            )


def _fallback_problems(theme: Theme) -> Iterator[Problem]:
    for name, family in theme.fonts.items():
        for index, other in enumerate(family.fallback):
            if other not in theme.fonts and other != SIGNS:
                hint = did_you_mean(other, theme.fonts) or "give the family under fonts:, too"
                keys = ("fonts", name, "fallback", index)
                yield Problem("unknown-font", f'there is no font "{other}"', keys=keys, hint=hint)


def _measure_problems(theme: Theme) -> Iterator[Problem]:
    yield from page_problems(theme)
    for role, style in theme.styles.items():
        if not 1 <= style.size <= 500 or not 1 <= style.leading <= 600:
            yield Problem("bad-measure", "size and leading are points from 1 to 500", keys=("styles", role))
    if not 1 <= theme.rules.logo_height <= 100:
        yield Problem("bad-measure", "a logo is 1 to 100 mm high", keys=("rules", "logo_height"))
    if theme.rules.tiles_per_row < 1:
        yield Problem("bad-measure", "a row has at least one tile", keys=("rules", "tiles_per_row"))
    if not theme.series or not theme.band.tints:
        yield Problem(
            "empty-list", "at least one colour is needed", keys=("band", "tints") if theme.series else ("series",)
        )


def _fonts(theme: Theme, folder: Path, problems: list[Problem]) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for name, family in theme.fonts.items():
        files: dict[str, str] = {}
        for face in FACES:
            reference = getattr(family, face)
            if reference is None:
                continue
            try:
                path = resolve(reference, folder)
                check_kind(path, reference, face)
                files[face] = str(path)
            except FontError as error:
                problems.append(replace(error.problem, keys=("fonts", name, face)))
                files[face] = reference
        found[name] = replace(family, **files)
    return found


def _profile_problems(settings: PrintSettings, folder: Path) -> Iterator[Problem]:
    """Whether the printing house's profile is in the template's folder, and of the condition that is named."""
    name, keys = settings.icc_profile, ("print", "icc_profile")
    if name is None:
        return
    path = confined(folder, name)
    if path is None:
        yield Problem("bad-profile", f'the profile "{name}" is outside of the template\'s folder', keys=keys)
        return
    if not os.path.isfile(path):
        yield Problem("bad-profile", f'there is no profile "{name}" in the template\'s folder', keys=keys)
        return
    called, described = _described(path)
    if settings.output_condition is None:
        text = "a profile of one's own needs output_condition: the name of what it describes"
        hint = f'such as "{described.name if described else "FOGRA52"}"'
        yield Problem("missing-field", text, keys=keys, hint=hint, at_key=True)
        return
    named = condition(settings.condition)
    if named is None or described == named:
        return
    if described is not None:
        text = f'the profile {path.name} calls itself "{called}", which is {described.name} and not {named.name}'
        hint = f"take the printing house's profile of {named.said}, or name {described.name}"
        yield Problem("other-profile", text, keys=keys, hint=hint)
    elif called:
        text = f'the profile {path.name} calls itself "{called}"; nothing in it says that it is of {named.name}'
        yield Problem("unnamed-profile", text, keys=keys, hint="ask the printing house", severity="warning")


def _described(path: Path) -> tuple[str, Condition | None]:
    """What a profile calls itself, and the condition that it says it describes. A damaged one, which is told when files
    for print are made, says nothing."""
    from reportgen.conditions.profile import ProfileError, describes, description, read_press_profile

    try:
        data = read_press_profile(path)
        return description(data), describes(data)
    except (OSError, ProfileError):
        return "", None


def _with_profile(settings: PrintSettings, folder: Path) -> PrintSettings:
    """The settings with the absolute path of the printing house's profile."""
    return replace(settings, icc_profile=str(folder / settings.icc_profile)) if settings.icc_profile else settings
