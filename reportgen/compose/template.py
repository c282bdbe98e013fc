"""A layout template: a folder with Jinja2 files, theme.yaml and wording, read once and used for every document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import TemplateSyntaxError
from msgspec import Struct

from reportgen.compose.filters import filters
from reportgen.compose.limits import LIMITS, Limits
from reportgen.compose.sandbox import TemplateEnvironment
from reportgen.compose.theme import read_theme
from reportgen.document.theme import Theme
from reportgen.document.wording import DEFAULTS, LANGUAGES, defaults
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Place
from reportgen.findings.problem import Problem
from reportgen.outside.place import confined
from reportgen.yaml.reader import read_file

if TYPE_CHECKING:
    from reportgen.yaml.reader import YamlFile

ENTRY = "report.xml.j2"
"""The file that prints the whole document."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Template(Struct, frozen=True):
    """A template that is ready to print. `label` is what messages call its folder."""

    folder: Path
    label: str
    language: str
    theme: Theme
    words: Mapping[str, str]
    borrowed: tuple[str, ...]
    """Keys of words that its wording leaves out, so that the English ones are printed in another language."""
    sources: Mapping[str, str]
    environment: TemplateEnvironment
    warnings: tuple[Finding, ...] = ()
    """What is wrong with it and keeps nothing from being printed."""


def load_template(
    folder: Path, language: str, limits: Limits = LIMITS, more: Mapping[str, Callable[..., Any]] | None = None
) -> Template:
    """The template in `folder`, with its wording for `language`; `more` are further filters, by name. Raises
    FindingsError with all that is wrong."""
    label = f"{folder.parent.name}/{folder.name}"
    if not folder.is_dir():
        raise FindingsError((_missing_folder(folder, label),))
    findings: list[Finding] = []
    sources = _sources(folder, label, findings, limits)
    theme, found = read_theme(_read(folder, "theme.yaml", label) if (folder / "theme.yaml").exists() else None, folder)
    findings.extend(found)
    own = _words(folder, language, label, findings)
    environment = TemplateEnvironment(sources, {**filters(language), **(more or {})}, language, limits)
    findings.extend(_compile(environment, sources, label))
    if theme is None or any(finding.severity == "error" for finding in findings):
        raise FindingsError(tuple(sorted(findings, key=lambda each: (each.file, each.line, each.column))))
    words, borrowed = {**defaults(language), **own}, _borrowed(language, own)
    return Template(folder, label, language, theme, words, borrowed, sources, environment, tuple(findings))


def _missing_folder(folder: Path, label: str) -> Finding:
    beside = [each.name for each in folder.parent.iterdir() if each.is_dir()] if folder.parent.is_dir() else []
    return Finding("missing-template", "error", f"there is no template {label}", hint=did_you_mean(folder.name, beside))


def _read(folder: Path, name: str, label: str) -> YamlFile:
    """A YAML file of the template, called by its name from the project's folder in findings."""
    root = folder.parent.parent if folder.parent.name else folder
    return read_file(root, f"{label}/{name}")


def _sources(folder: Path, label: str, findings: list[Finding], limits: Limits) -> dict[str, str]:
    left = limits.source
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.j2")):
        name = path.relative_to(folder).as_posix()
        file = f"{label}/{name}"
        if confined(folder, name) is None:
            findings.append(Finding("template-outside", "error", "the file leads out of the template's folder", file))
            continue
        try:
            with path.open("rb") as opened:
                content = opened.read(left + 1)
            if len(content) > left:
                text = f"with this one, the template's files have more than {limits.source:,} bytes"
                findings.append(Finding("file-too-large", "error", text, file))
                break
            left -= len(content)
            found[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            text = f"byte 0x{content[error.start]:02x} is not UTF-8"
            findings.append(Finding("not-utf8", "error", text, file, line, 1, hint="save the file as UTF-8"))
        except OSError as error:
            findings.append(Finding("unreadable-file", "error", f"the file cannot be read: {error.strerror}", file))
    if ENTRY not in found and not findings:
        findings.append(Finding("missing-file", "error", f"the template has no {ENTRY}", f"{label}/{ENTRY}"))
    return found


def _compile(environment: TemplateEnvironment, sources: Mapping[str, str], label: str) -> list[Finding]:
    """Compile every file, to report all syntax errors at once."""
    findings: list[Finding] = []
    for name, source in sources.items():
        try:
            environment.get_template(name)
        except TemplateSyntaxError as error:
            findings.append(syntax_finding(error, name, source, label, environment))
        except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
            text = "the file is more than Python can compile"
            findings.append(Finding("template-syntax", "error", text, f"{label}/{name}", 1, 1))
    return findings


def syntax_finding(
    error: TemplateSyntaxError, name: str, source: str, label: str, environment: TemplateEnvironment
) -> Finding:
    """A syntax error with its line and, for a filter or test, the nearest name."""
    message = error.message or "syntax error"
    hint = None
    unknown = re.match(r"No (filter|test) named '(\w+)'", message)
    if unknown:
        known = environment.filters if unknown.group(1) == "filter" else environment.tests
        message = f'there is no {unknown.group(1)} "{unknown.group(2)}"'
        hint = did_you_mean(unknown.group(2), [each for each in known if not each.startswith("_")])
    return Problem("template-syntax", message, hint=hint).at(line_of(f"{label}/{name}", error.lineno, source))


def line_of(file: str, line: int, source: str) -> Place:
    """The words of a line of a file with the text `source`."""
    lines = source.split("\n")
    shown = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else None
    column = len(shown) - len(shown.lstrip()) + 1 if shown else 1
    length = max(len(shown.strip()), 1) if shown else 1
    return Place(file, line, column, length, shown)


def _words(folder: Path, language: str, label: str, findings: list[Finding]) -> dict[str, str]:
    there = sorted(path.stem for path in (folder / "words").glob("*.yaml"))
    name = next((tag for tag in (language, language.partition("-")[0]) if tag in there), None)
    if name is None:
        if there or not _known(language):
            hint = f"there is: {', '.join(there)}" if there else None
            text = f'the template has no wording for the language "{language}"'
            findings.append(Finding("missing-wording", "error", text, f"{label}/words/{language}.yaml", hint=hint))
        return {}
    reading = _read(folder, f"words/{name}.yaml", label)
    findings.extend(reading.findings)
    if reading.value is None:
        return {}
    return _checked_words(reading, findings)


def _borrowed(language: str, own: Mapping[str, str]) -> tuple[str, ...]:
    """Words of the defaults that are in another language; those of the delivery sheet are the printing house's."""
    if _known(language):
        return ()
    spoken = (key for key, words in DEFAULTS.items() if re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", words)))
    return tuple(key for key in spoken if key not in own and not key.startswith("delivery-"))


def _known(language: str) -> bool:
    """Whether the program has its own words in a language."""
    return language.partition("-")[0] in LANGUAGES


def _checked_words(reading: YamlFile, findings: list[Finding]) -> dict[str, str]:
    source = reading.source
    if not isinstance(reading.value, dict):
        findings.append(source.placed(Problem("bad-type", "expected a mapping (key: words)")))
        return {}
    found: dict[str, str] = {}
    for key, value in reading.value.items():
        if not isinstance(value, str):
            hint = f'put it in quotes: "{value}"' if isinstance(value, int | float) else None
            findings.append(source.placed(Problem("bad-type", "expected text", keys=(key,), hint=hint)))
            continue
        found[key] = value
        if key in DEFAULTS:
            _check_placeholders(key, value, reading, findings)
    return found


def _check_placeholders(key: str, value: str, reading: YamlFile, findings: list[Finding]) -> None:
    known = set(_PLACEHOLDER.findall(DEFAULTS[key]))
    for name in _PLACEHOLDER.findall(value):
        if name not in known:
            text = f'"{key}" has no placeholder {{{name}}}'
            hint = did_you_mean(name, known) or (f"known: {', '.join(sorted(known))}" if known else None)
            findings.append(reading.source.placed(Problem("unknown-placeholder", text, keys=(key,), hint=hint)))
