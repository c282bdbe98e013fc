"""The words of forms and letters, one file a language; one without a file is asked in English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from reportgen.yaml.reader import read_bytes


class Asked(Struct, frozen=True):
    """A field as a form names it, and the question it asks."""

    label: str
    question: str


class FormWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language. `fields` are by name without numbers (``dates[].text``), those of figures and statements
    with their table in front; `choices` by field, then by what the data say."""

    fields: dict[str, Asked]
    choices: dict[str, dict[str, str]]
    tables: dict[str, str]
    form: dict[str, str]
    """Of workbooks, and of forms in general."""
    word: dict[str, str]
    """Of forms as Word files."""
    letter: dict[str, str]
    work: dict[str, str]
    """Of work lists; tables that have no label of the report's own are named there."""


@cache
def words_of(language: str) -> FormWords:
    """The words of a language tag ("de-CH" has those of "de")."""
    for tag in (language, language.partition("-")[0], "en"):
        file = files(__name__) / f"{tag}.yaml"
        if file.is_file():
            return convert(read_bytes(file.read_bytes(), file.name).value, FormWords)
    raise AssertionError("there are always English words")
