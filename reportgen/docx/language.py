"""What Word wants to know about a language: its full tag, the marks in numbers, the name of a workbook's sheet."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Locale(Struct, frozen=True):
    """A language as Word's settings and Excel's sheets need it."""

    tag: str
    decimal: str = "."
    group: str = ","
    separator: str = ","
    """Between arguments of fields (w:listSeparator)."""
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
_COMMA: Final = {"fr": "Données", "it": "Dati", "es": "Datos", "nl": "Gegevens", "da": "Data", "pl": "Dane"}


def full_tag(language: str) -> str:
    """A tag with its region, as Word's proofing tools are named; a tag that has one stays."""
    return _REGIONS.get(language, language)


def locale(language: str) -> Locale:
    """The locale of a BCP 47 tag; an unknown language gets the marks of English."""
    tag = full_tag(language)
    primary = tag.split("-")[0].lower()
    if primary == "de":
        return Locale(tag, ",", "’" if tag == "de-CH" else ".", ";", "Daten")
    if primary in _COMMA:
        return Locale(tag, ",", "." if primary in ("it", "es", "nl", "da") else "\u202f", ";", _COMMA[primary])
    return Locale(tag)
