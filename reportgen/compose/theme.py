"""theme.yaml as a Theme: validated strictly, merged over the neutral defaults, colours and fonts looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from reportgen.compose.printing import printing_faults, with_profile
from reportgen.document.inks import colours_used
from reportgen.document.printing import MarkSettings, Paper, Printing
from reportgen.document.theme import COLOURS, FACES, STYLES, Band, Family, Page, Rules, Style, Theme
from reportgen.errors import FontError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.fonts.check import check_kind
from reportgen.fonts.find import resolve
from reportgen.yaml.reader import Reading
from reportgen.yaml.source import Keys
from reportgen.yaml.translate import Fault, show

LATO = {
    "regular": "fontpkg_lato:files/Lato-Regular.ttf",
    "bold": "fontpkg_lato:files/Lato-Bold.ttf",
    "italic": "fontpkg_lato:files/Lato-Italic.ttf",
    "bold_italic": "fontpkg_lato:files/Lato-BoldItalic.ttf",
    "light": "fontpkg_lato:files/Lato-Light.ttf",
    "word": "Calibri",
}
"""The family of texts where a theme names none."""

_STYLE_FIELDS = {role: asdict(style) for role, style in STYLES.items()}
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_CLASSES: Mapping[str, Any] = {
    "page": Page,
    "fonts": Family,
    "styles": Style,
    "band": Band,
    "rules": Rules,
    "print": Printing,
}
_INNER: Mapping[str, Any] = {"paper": Paper, "cover_paper": Paper, "marks": MarkSettings}
"""Records of the print section."""


def read_theme(reading: Reading | None, folder: Path) -> tuple[Theme | None, tuple[Finding, ...]]:
    """The theme of a template's folder; `reading` is its theme.yaml, None where it has none."""
    data = reading.value if reading else {}
    if reading is not None and any(finding.severity == "error" for finding in reading.findings):
        return None, reading.findings
    if not isinstance(data, dict):
        faults = [Fault("bad-type", f"expected a mapping (key: value), got {show(data)}", ())]
        return None, _findings(reading, faults)
    merged = _merged(data)
    try:
        theme = msgspec.convert(merged, Theme)
    except msgspec.ValidationError as error:
        return None, _findings(reading, _faults(merged) or [Fault("bad-value", str(error), ())])
    faults = [*_colour_faults(theme), *_family_faults(theme), *_measure_faults(theme)]
    faults += printing_faults(theme, folder)
    families = _fonts(theme, folder, faults)
    if faults:
        return None, _findings(reading, faults)
    return with_profile(replace(theme, fonts=families), folder), reading.findings if reading else ()


def _merged(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the theme gives over the defaults: styles field by field, colours and fonts by name."""
    merged = dict(data)
    if isinstance(data.get("colours", {}), dict):
        merged["colours"] = {**COLOURS, **data.get("colours", {})}
    if isinstance(data.get("styles", {}), dict):
        given = data.get("styles", {})
        changed = {role: _style(role, fields) for role, fields in given.items()}
        merged["styles"] = {**_STYLE_FIELDS, **changed}
    if isinstance(data.get("fonts", {}), dict):
        merged["fonts"] = {"text": LATO, **data.get("fonts", {})}
    return merged


def _style(role: str, fields: Any) -> Any:
    if not isinstance(fields, dict):
        return fields
    return {**_STYLE_FIELDS.get(role, {}), **fields}


# ------------------------------------------------------------------------------------------------------------ faults


def _findings(reading: Reading | None, faults: Iterable[Fault]) -> tuple[Finding, ...]:
    if reading is None:
        return tuple(Finding(fault.code, "error", fault.text, "theme.yaml", hint=fault.hint) for fault in faults)
    source = reading.source
    places = [(fault, source.find(fault.keys, key=fault.at_key)) for fault in faults]
    found = [source.finding(fault.code, fault.text, place, fault.keys, hint=fault.hint) for fault, place in places]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))


def _faults(merged: Mapping[str, Any]) -> list[Fault]:
    """Every fault of a theme that was refused; pydantic, which finds them all, is imported only here."""
    from pydantic import ValidationError

    from reportgen.yaml.strict import strict_model

    try:
        strict_model(Theme).model_validate_json(msgspec.json.encode(merged))
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [_fault(tuple(step for step in detail["loc"] if step != "[key]"), detail) for detail in details]
    return []


def _fault(keys: Keys, detail: Any) -> Fault:
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _known(keys)
        hint = did_you_mean(str(keys[-1]), known) or f"known here: {', '.join(known)}"
        return Fault("unknown-key", f'"{keys[-1]}" is not known here', keys, hint, at_key=True)
    if kind == "missing":
        if isinstance(keys[-1], int):
            return Fault("missing-field", f"a list with an entry {keys[-1] + 1} is needed here", keys[:-1])
        return Fault("missing-field", f'"{keys[-1]}" is missing', keys, None, at_key=True)
    if kind == "literal_error":
        return Fault("bad-choice", f"{show(detail['input'])} is none of {detail['ctx']['expected']}", keys)
    wanted = next((what for start, what in _WANTED if kind.startswith(start)), None)
    if wanted:
        return Fault("bad-type", f"expected {wanted}, got {show(detail['input'])}", keys)
    return Fault("bad-value", detail["msg"][:1].lower() + detail["msg"][1:], keys)


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


def _colour_faults(theme: Theme) -> Iterator[Fault]:
    for name, value in theme.colours.items():
        if not _HEX.fullmatch(value):
            yield Fault("bad-colour", f"expected a colour such as #0B5563, got {show(value)}", ("colours", name))
    for keys, name in colours_used(theme):
        if name not in theme.colours and not _HEX.fullmatch(name):
            hint = did_you_mean(name, theme.colours) or "write #RRGGBB or a name of colours:"
            yield Fault("unknown-colour", f'there is no colour "{name}"', keys, hint)


def _family_faults(theme: Theme) -> Iterator[Fault]:
    for role, style in theme.styles.items():
        family = theme.fonts.get(style.family)
        if family is None:
            hint = did_you_mean(style.family, theme.fonts)
            yield Fault("unknown-font", f'there is no font "{style.family}"', ("styles", role, "family"), hint)
        elif style.face == "light" and family.light is None:
            text = f'the font "{style.family}" has no light face'
            yield Fault("unknown-font", text, ("styles", role, "face"), f"add light: to fonts: {style.family}")


def _measure_faults(theme: Theme) -> Iterator[Fault]:
    page = theme.page
    if min(page.width, page.height) < 50 or max(page.width, page.height) > 2000:
        yield Fault("bad-measure", "a page measures 50 to 2000 mm each way", ("page",))
    elif page.width - page.left - page.right - page.margin_column < 30:
        yield Fault("bad-measure", "the margins leave less than 30 mm for the text column", ("page",))
    elif page.height - page.top - page.bottom < 50:
        yield Fault("bad-measure", "the margins leave less than 50 mm of height for text", ("page",))
    for role, style in theme.styles.items():
        if not 1 <= style.size <= 500 or not 1 <= style.leading <= 600:
            yield Fault("bad-measure", "size and leading are points from 1 to 500", ("styles", role))
    if theme.rules.tiles_per_row < 1:
        yield Fault("bad-measure", "a row has at least one tile", ("rules", "tiles_per_row"))
    if not theme.series or not theme.band.tints:
        yield Fault("empty-list", "at least one colour is needed", ("band", "tints") if theme.series else ("series",))


def _fonts(theme: Theme, folder: Path, faults: list[Fault]) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for name, family in theme.fonts.items():
        files: dict[str, str] = {}
        for face in FACES:
            reference = getattr(family, face)
            if reference is None:
                continue
            try:
                path = resolve(reference, folder)
                check_kind(path, reference)
                files[face] = str(path)
            except FontError as error:
                problem = error.problem
                faults.append(Fault(problem.code, problem.text, ("fonts", name, face), problem.hint))
                files[face] = reference
        found[name] = replace(family, **files)
    return found
