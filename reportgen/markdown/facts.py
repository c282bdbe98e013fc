"""Lines that begin like a list, a heading or a quotation and are a statement: a day, a year, a share with its sign.

In German every date begins with an ordinal, and a text that was wrapped by hand puts any word at the start of a line.
Reading such a line as CommonMark does would take its sign away or count it on, and so change what the report says.
"""

from __future__ import annotations

import re

_MONTHS = (
    "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    "|January|February|March|May|June|July|October|December"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Oct|Nov|Dez|Dec)\b"
)
_SPANS = (
    "Quartals?|Halbjahr(?:es|s)?|Trimesters?|Trimenon|Kalenderwoche|KW|Woche|Monats?|Jahr(?:es|hunderts?|zehnts?)?"
    "|Jahrestag(?:es)?|Legislaturperiode|Wahlperiode|quarter|half|century|week|semester"
)
_UNITS = (
    "%|‰|°|€|\\$|£|Prozent|Prozentpunkte?|Promille|per ?cent|percentage|percent|Punkte?|points?|Mio|Mrd|Millionen"
    "|Milliarden|million|billion|Euro|EUR|USD|CHF|GBP|Grad"
)
_NUMBER = r"\d[\d.,'’\u00a0\u202f]*"
_DAY = re.compile(rf"(?:{_MONTHS}|{_SPANS})(?!\w)")
_MEASURED = re.compile(rf"{_NUMBER}(?:\s?(?:bis|to|–|-)\s?{_NUMBER})?\s*(?:{_UNITS})(?!\w)")
_SIGNED = re.compile(_NUMBER)
_HIGHEST = 99
"""What a list may begin with; a higher number at the start of a line is a year, a paragraph of a law, an amount."""


def is_ordinal(number: int, words: str) -> bool:
    """Whether ``number. words`` is a day, a year or another ordinal, not the first item of a list."""
    return number > _HIGHEST or _DAY.match(words) is not None


def is_signed(words: str, *, within: bool) -> bool:
    """Whether a plus or minus before `words` is their sign: before a measured value, and `within` a sentence before
    any number."""
    return (_SIGNED if within else _MEASURED).match(words) is not None
