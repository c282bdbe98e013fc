"""What checks must know of a language to read dates and tenses in prose: one file of words each.

A language without a file has no such checks. Adding one is a file with the same keys.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from reportgen.yaml.reader import read_bytes


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language, in lower case."""

    ahead: tuple[str, ...]
    """Verbs that speak of what is to come ("will", "is planned")."""
    next: tuple[str, ...]
    """Words that call something the coming one ("next", "upcoming")."""
    months: tuple[str, ...]
    """January to December."""
    began: tuple[str, ...]
    """What stands before the year that something goes on since."""
    short_months: tuple[tuple[str, ...], ...]
    """The short and the regional names of each month."""
    quarter: tuple[str, ...]
    half: tuple[str, ...]
    ordinals: tuple[tuple[str, ...], ...]
    """The first to the fourth, as words that stand before `quarter` and `half`."""
    of: tuple[str, ...]
    """What may stand between a part of a year and the year ("first quarter of 2021")."""
    between: tuple[str, ...]
    """Words between two days of a month ("3 and 4 May")."""
    after: tuple[str, ...]
    """What stands before a date that something only lies after."""
    before: tuple[str, ...]
    """What stands before a date that something only lies before."""
    units: tuple[tuple[str, ...], ...]
    """The words for years, months, weeks and days."""
    scales: tuple[tuple[str, ...], ...]
    """The words for 10³, 10⁶, 10⁹ and 10¹² that stand before what is counted ("million Euros")."""
    percent: tuple[str, ...]
    """Words for "%"."""
    on: tuple[str, ...]
    """What stands before a year that something happens in ("in", "by", "from")."""
    since: tuple[str, ...]
    """What stands before a date that something has had since ("of", "since"): it says nothing of the verb."""


@cache
def words_of(language: str) -> Words | None:
    """The words of a language tag ("de", "de-AT"), None where there are none."""
    for tag in (language, language.partition("-")[0]):
        file = files(__name__) / f"{tag}.yaml"
        if file.is_file():
            return convert(read_bytes(file.read_bytes(), file.name).value, Words)
    return None
