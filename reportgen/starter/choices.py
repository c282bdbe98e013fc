"""What `reportgen init` can be asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

Paper = Literal["A4", "Letter"]
Language = Literal["de", "de-CH", "en-GB", "en-US"]
PAPERS: Final[tuple[Paper, ...]] = get_args(Paper)
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
LANGUAGE: Final[Language] = "en-GB"
"""That of a project for which no language is asked. The system's is not: a command writes the same everywhere."""

_PAPERS: Mapping[Language, Paper] = {"en-US": "Letter"}
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})


def paper_of(language: Language) -> Paper:
    """The paper that is usual where the language is spoken."""
    return _PAPERS.get(language, "A4")


def stem_of(name: str) -> str:
    """What output files are called in a folder of this name: an id ("Klima-Bericht Köln" → "klima-bericht-koeln")."""
    import unicodedata

    letters = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", letters)) or "report"
