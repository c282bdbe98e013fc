"""The example project as files: what is common to all once, and the texts of the language that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from reportgen.compose.formats import date
from reportgen.edition.schemas import schema_files
from reportgen.project.folder import SCHEMA_FOLDER, SETTINGS_NAME
from reportgen.project.open import settings_project
from reportgen.starter.choices import LANGUAGE, Language, Paper, paper_of
from reportgen.starter.filling import fill, fill_yaml, flat
from reportgen.yaml.reader import read_bytes

_DATES = {"day": "long", "month": "month"}


def project_files(stem: str, language: Language = LANGUAGE, paper: Paper | None = None) -> dict[str, bytes]:
    """Path -> content of every file of the example project, the schemas of its data among them.

    `stem` begins the names of its output files; without a paper it is the one usual for the language.
    """
    look = partial(_looked_up, _texts(stem, language, paper or paper_of(language)), language)
    made = {_place(path, look): _filled(path, source, look) for path, source in _sources(language)}
    schemas = schema_files(settings_project(made[SETTINGS_NAME]))
    return made | {f"{SCHEMA_FOLDER}/{name}": content for name, content in schemas.items()}


def _texts(stem: str, language: Language, paper: Paper) -> dict[str, Any]:
    """Texts by their keys: those of the language, then what its region says otherwise."""
    here = files("reportgen.starter")
    found: dict[str, Any] = {"name": stem, "language": language, "paper.name": paper}
    found |= flat(_read(here / "papers.yaml")[paper], "paper.")
    for tag in dict.fromkeys((_tongue(language), language)):
        if (here / "texts" / f"{tag}.yaml").is_file():
            found |= flat(_read(here / "texts" / f"{tag}.yaml"))
    if language == "de-CH":  # Swiss orthography has no ß
        return {key: text.replace("ß", "ss") if isinstance(text, str) else text for key, text in found.items()}
    return found


def _tongue(language: Language) -> str:
    return language.partition("-")[0]


def _read(source: Traversable) -> Any:
    reading = read_bytes(source.read_bytes(), source.name)
    assert not reading.findings, reading.findings
    return reading.value


def _looked_up(texts: Mapping[str, Any], language: Language, words: str) -> Any:
    """What a place is filled with: a text by its key, or ``day 2025-05-14`` in the form of the language."""
    form, _, iso = words.partition(" ")
    if iso:
        return (date(iso, language, _DATES[form]) or "").replace("\u00a0", " ")
    return texts[words]


def _sources(language: Language) -> Iterator[tuple[str, Traversable]]:
    """The files that are filled, by their path in the project."""
    here = files("reportgen.starter")
    yield from _below(here / "project", "")
    name = f"{_tongue(language)}.yaml"
    yield f"template/words/{name}", here / "words" / name


def _below(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _below(each, f"{before}{each.name}/")
        else:
            yield f"{before}{each.name}", each


def _place(path: str, look: Callable[[str], Any]) -> str:
    """Where a file goes: the template's folder is named after its paper."""
    first, slash, rest = path.partition("/")
    return f"templates/{look('paper.template')}/{rest}" if slash and first == "template" else path


def _filled(path: str, source: Traversable, look: Callable[[str], Any]) -> bytes:
    content = source.read_bytes()
    if path.endswith(".yaml"):
        return fill_yaml(content.decode(), look).encode()
    return fill(content.decode(), look).encode() if path.endswith(".md") else content
