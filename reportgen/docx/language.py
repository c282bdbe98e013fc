"""What Word wants to know about a language: its full tag, the signs in numbers, the name of a workbook's sheet."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from reportgen.numbers.notation import Notation, notation


class Locale(Struct, frozen=True):
    """A language as Word's settings and Excel's sheets need it."""

    tag: str
    notation: Notation
    sheet: str = "Data"


_REGIONS: Final = {
    "de": "de-DE",
    "en": "en-GB",
    "fr": "fr-FR",
    "it": "it-IT",
    "es": "es-ES",
    "nl": "nl-NL",
    "pl": "pl-PL",
    "da": "da-DK",
    "cs": "cs-CZ",
    "pt": "pt-PT",
    "sv": "sv-SE",
}
_SHEETS: Final = {"de": "Daten", "fr": "Données", "it": "Dati", "es": "Datos", "nl": "Gegevens", "pl": "Dane"}


def full_tag(language: str) -> str:
    """A tag with its region, as Word's proofing tools are named; a tag that has one stays."""
    return _REGIONS.get(language, language)


def locale(language: str) -> Locale:
    """The locale of a BCP 47 tag."""
    tag = full_tag(language)
    return Locale(tag, notation(language), _SHEETS.get(tag.partition("-")[0].lower(), "Data"))
